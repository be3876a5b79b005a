import NIOHTTP1
import AsyncHTTPClient
import Conversations
import Foundation
import NIOCore

@testable import Gateway

/// `throughline` as a process, as a newcomer runs it.
struct CommandLineTool {
    /// The built program stands beside the test bundle.
    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("throughline").path

    /// Runs a command to its end.
    static func run(
        _ arguments: [String], input: String = "", directory: String = DemoBench.checkout,
        environment: [String: String] = [:]
    ) throws -> (code: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
        for file in files { try Data(file.lastPathComponent == "in" ? input.utf8 : "".utf8).write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, try String(contentsOf: files[1], encoding: .utf8),
            try String(contentsOf: files[2], encoding: .utf8)
        )
    }
}

/// A served gateway that can be killed.
///
/// WHY unchecked: `Process` is not Sendable; after the initialiser it is only signalled and waited for.
final class GatewayProcess: @unchecked Sendable {
    let url: String
    private let process: Process

    /// Starts `throughline serve` and waits until it answers.
    init(configuration: String) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLineTool.path)
        process.arguments = ["serve", "--configuration", configuration]
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var heard = ""
        while !heard.contains("serves at http://") || !heard.hasSuffix("\n") {
            let chunk = pipe.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw Failure(output: heard) }
            heard += String(decoding: chunk, as: UTF8.self)
        }
        let line = heard.split(separator: "\n").first { $0.contains("serves at") } ?? ""
        url = String(line.split(separator: " ").last ?? "")
        // WHY: a pipe that nobody reads fills up and stops the gateway.
        pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    /// What a gateway printed that did not come up.
    struct Failure: Error {
        let output: String
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    func hangUp() { Foundation.kill(process.processIdentifier, SIGHUP) }

    /// Posts a document as a client does.
    func post(_ path: String, token: String, _ body: JSONValue) async throws -> (
        status: Int, document: JSONValue
    ) {
        var request = HTTPClientRequest(url: url + path)
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: body.text()))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let bytes = Array(try await response.body.collect(upTo: 1 << 20).readableBytesView)
        return (Int(response.status.code), try JSONValue(json: bytes))
    }

    /// Asks for the calm customer; `firstChunkOnly` stops reading in mid-answer.
    func ask(token: String, firstChunkOnly: Bool = false) async throws -> (status: Int, bytes: [UInt8]) {
        var request = HTTPClientRequest(url: url + "/v1/summaries")
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Content-Type", value: "application/json")
        let body = #"{"customer":{"email":"daniel.okafor@example.net"},"purpose":"arrange_delivery"}"#
        request.body = .bytes(ByteBuffer(string: body))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        var bytes: [UInt8] = []
        for try await chunk in response.body {
            bytes += Array(chunk.readableBytesView)
            if firstChunkOnly { break }
        }
        return (Int(response.status.code), bytes)
    }
}
