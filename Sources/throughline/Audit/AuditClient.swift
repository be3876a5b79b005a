import ArgumentParser
import AuditTrail
import Conversations
import NIOHTTP1

/// Asks a gateway for its audit log, as a compliance officer's tool does.
struct AuditClient: Sendable {
    private let client: GatewayClient
    var url: String { client.url }

    /// Asks as somebody of role compliance.
    ///
    /// - Throws: a usage error when there is no token.
    init(_ options: GatewayOptions) throws { client = try options.client() }

    /// What came back.
    struct Reply: Sendable {
        let status: Int
        let bytes: [UInt8]
        let next: String?

        var document: JSONValue? { try? JSONValue(json: bytes) }
    }

    /// Asks once.
    ///
    /// - Parameters:
    ///   - path: below the gateway's address.
    ///   - query: names and values, not encoded yet.
    ///   - headers: besides the token's.
    /// - Returns: a reply of status 200.
    /// - Throws: an exit code; what the gateway said is on standard error.
    func get(
        _ path: String, query: [(name: String, value: String)] = [], headers: [(String, String)] = []
    ) async throws -> Reply {
        let reply = try await client.ask(
            .GET, path + GatewayClient.query(query), headers: headers)
        guard reply.status == 200 else { throw Terminal.stop("\(url): \(reply.refusal)", reply.code) }
        return Reply(
            status: reply.status, bytes: reply.bytes, next: reply.headers.first(name: "Throughline-Next"))
    }

    /// Every row that a filter meets, page after page.
    ///
    /// - Throws: an exit code when a page is refused or does not read.
    func rows(
        _ filter: LeafFilter, isOpened: Bool, _ body: (JSONValue) throws -> Void
    ) async throws {
        var after: String?
        repeat {
            var query = filter.parameters + [(name: "limit", value: "500")]
            if isOpened { query.append((name: "opened", value: "true")) }
            if let after { query.append((name: "after", value: after)) }
            let reply = try await get("/v1/audit/leaves", query: query)
            guard let page = reply.document?["body"], let leaves = page["leaves"]?.array else {
                throw Terminal.stop("\(url): expected a page of leaves, found something else", Exit.fault)
            }
            for leaf in leaves { try body(leaf) }
            after = page["next"]?.string
        } while after != nil
    }
}
