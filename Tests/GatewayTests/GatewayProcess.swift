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
struct GatewayProcess: Sendable {
    typealias Failure = StartedTool.Failure

    private let tool: StartedTool

    var url: String { tool.url }

    /// Starts `throughline serve` and waits until it answers.
    init(configuration: String) throws {
        tool = try StartedTool(serving: ["serve", "--configuration", configuration])
    }

    func kill() { tool.kill() }
    func stop() -> Int32 { tool.stop() }
    func hangUp() { tool.hangUp() }

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
        let request = HTTPClientRequest.calmCustomer(url, token: token)
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        var bytes: [UInt8] = []
        for try await chunk in response.body {
            bytes += Array(chunk.readableBytesView)
            if firstChunkOnly { break }
        }
        return (Int(response.status.code), bytes)
    }
}

extension HTTPClientRequest {
    /// Asks for the calm customer of the demo, as the delivery firm's person or the shop's own would.
    static func calmCustomer(_ url: String, token: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url + "/v1/summaries")
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Content-Type", value: "application/json")
        let body = #"{"customer":{"email":"daniel.okafor@example.net"},"purpose":"arrange_delivery"}"#
        request.body = .bytes(ByteBuffer(string: body))
        return request
    }
}
