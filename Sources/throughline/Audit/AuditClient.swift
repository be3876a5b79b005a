import ArgumentParser
import AsyncHTTPClient
import AuditTrail
import Conversations
import NIOCore
import NIOHTTP1

/// Asks a gateway for its audit log, as a compliance officer's tool does.
struct AuditClient: Sendable {
    let url: String
    let token: String

    /// The most bytes of one reply.
    private static let replyBytesMax = 32 << 20

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
        let text = query.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
        var request = HTTPClientRequest(url: url + path + (text.isEmpty ? "" : "?" + text))
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let reply: Reply
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
            let body = try await response.body.collect(upTo: Self.replyBytesMax)
            reply = Reply(
                status: Int(response.status.code), bytes: Array(body.readableBytesView),
                next: response.headers.first(name: "Throughline-Next"))
        } catch {
            throw Terminal.stop("\(url): no answer (\(error))", Exit.unavailable)
        }
        guard reply.status == 200 else { throw Self.stop(reply, url) }
        return reply
    }

    /// Says what a refusal says: 503 and the like are unavailable, everything else is a negative finding.
    private static func stop(_ reply: Reply, _ url: String) -> ExitCode {
        let title = reply.document?["title"]?.string ?? "no problem document"
        let detail = reply.document?["detail"]?.string.map { ": \($0)" } ?? ""
        let code = reply.status >= 500 || reply.status == 429 ? Exit.unavailable : Exit.negativeFinding
        return Terminal.stop("\(url): \(reply.status) \(title)\(detail)", code)
    }

    /// Everything but the unreserved characters (RFC 3986 section 2.3) as percent and two digits.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                String(Unicode.Scalar(byte))
            default: "%" + hex([byte]).uppercased()
            }
        }.joined()
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
