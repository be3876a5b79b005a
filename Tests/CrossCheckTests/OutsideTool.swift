import Foundation
import Testing

/// A program that is not ours.
enum OutsideTool {
    /// What a run of it left.
    struct Outcome {
        let code: Int32
        let output: String
    }

    /// The folder `audit/` of the repository.
    static let audit = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "audit")

    /// Runs a program of the path and waits for it; code 127 when there is none of the name.
    static func run(
        _ words: [String], in folder: URL? = nil, environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let place = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
        try Data().write(to: place)
        defer { try? FileManager.default.removeItem(at: place) }
        let output = try FileHandle(forWritingTo: place)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: place), as: UTF8.self)
        return Outcome(code: process.terminationStatus, output: text)
    }

    /// A folder that is removed when `body` is done.
    static func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cross-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}

extension URL {
    /// The path as a program takes it.
    var plainPath: String { path(percentEncoded: false) }
}
