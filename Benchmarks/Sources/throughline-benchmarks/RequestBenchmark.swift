import ArgumentParser
import AsyncHTTPClient
import Conversations
import Foundation
import GRDB
import Gateway
import NIOCore

/// One request over a 200-message history with the process up and no result cache, beside a bare route of the same server.
struct RequestBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "request")

    @Option(help: "Connections at once.")
    var connections = 32

    @Option(help: "Requests of each kind.")
    var requests = 1000

    func run() async throws {
        try await withFolder { path in
            let folder = try DemoFolder(at: path, material: "demo", rules: "redaction-rules")
            try lengthen(stores: path + "/stores")
            try raiseLimits(folder)
            let configuration = try GatewayConfiguration(path: folder.configurationPath)
            let caller = Caller(
                tenant: "default", subject: "agent-1", client: "benchmarks", organisation: "larkfield",
                role: "agent")
            let token = try await DemoTokens(configuration).mint(caller)
            let (connections, requests) = (connections, requests)
            try await DemoGateway(configuration).serve { url in
                try await Load(url: url, token: token, connections: connections, requests: requests).report()
            }
        }
    }

    /// Brings the calm customer's ticket to 200 messages of ordinary length.
    private func lengthen(stores: String) throws {
        let database = try DatabaseQueue(path: stores + "/tickets.sqlite")
        try database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO post (post_no, ticket_no, kind, side, agent_no, hidden, html, posted)
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 195)
                    SELECT 100000 + i, 5030, 0, CASE i % 2 WHEN 0 THEN 'A' ELSE 'C' END,
                        CASE i % 2 WHEN 0 THEN 1 END, 0,
                        '<p>Message ' || i || ': the parcel for order LH-51020 is on its way and should reach the depot on day '
                            || (i % 28 + 1) || '. Please keep the goods entrance free, and thank you for waiting.</p>',
                        strftime('%Y-%m-%d %H:%M:%S', '2026-03-01 08:00:00', '+' || (i * 37) || ' minutes')
                    FROM n
                    """)
        }
    }

    private func raiseLimits(_ folder: DemoFolder) throws {
        let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
        try text.replacingOccurrences(of: "requests_per_minute: 6000", with: "requests_per_minute: 1000000")
            .write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
    }
}

/// Requests from some connections at once, in the server's own process and on its cores.
private struct Load: Sendable {
    let url: String
    let token: String
    let connections: Int
    let requests: Int

    func report() async throws {
        let bare = try await measure("bare route, GET /health/live", bareRequest)
        let summary = try await measure("POST /v1/summaries, 200 messages", summaryRequest)
        print("ratio of medians: \(rounded(summary / bare, 1))")
        let lone = try await timings(summaryRequest, connections: 1, requests: max(20, requests / 10))
        print("one connection: p50 \(rounded(lone.milliseconds(at: 0.5))) ms")
    }

    private var bareRequest: HTTPClientRequest { HTTPClientRequest(url: url + "/health/live") }

    private var summaryRequest: HTTPClientRequest {
        var request = HTTPClientRequest(url: url + "/v1/summaries")
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Content-Type", value: "application/json")
        let body = #"{"customer":{"email":"daniel.okafor@example.net"},"purpose":"arrange_delivery"}"#
        request.body = .bytes(ByteBuffer(string: body))
        return request
    }

    private func measure(_ title: String, _ request: HTTPClientRequest) async throws -> Double {
        _ = try await timings(request, connections: connections, requests: connections * 2)
        var all = Durations([])
        let elapsed = try await seconds {
            all = try await timings(request, connections: connections, requests: requests)
        }
        let (p50, p99) = (all.milliseconds(at: 0.5), all.milliseconds(at: 0.99))
        print(
            "\(title): p50 \(rounded(p50)) ms, p99 \(rounded(p99)) ms, "
                + "\(rounded(Double(all.count) / elapsed, 0)) requests/s with \(connections) connections")
        return p50
    }

    private func timings(
        _ request: HTTPClientRequest, connections: Int, requests: Int
    ) async throws -> Durations {
        try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<connections {
                group.addTask {
                    var durations: [Double] = []
                    for _ in 0..<max(1, requests / connections) {
                        durations.append(try await seconds { try await send(request) })
                    }
                    return durations
                }
            }
            var all: [Double] = []
            for try await durations in group { all += durations }
            return Durations(all)
        }
    }

    private func send(_ request: HTTPClientRequest) async throws {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        _ = try await response.body.collect(upTo: 16 << 20)
        guard response.status == .ok else { throw UnexpectedStatus(code: Int(response.status.code)) }
    }
}

/// A request that was not answered with 200, so that its time means nothing.
struct UnexpectedStatus: Error {
    let code: Int
}
