import ArgumentParser
import AsyncHTTPClient
import AuditHTTP
import Conversations
import NIOCore
import NIOHTTP1

/// Asks a gateway over HTTP, as any client does.
struct GatewayClient: Sendable {
    /// What came back.
    struct Reply: Sendable {
        let status: Int
        let bytes: [UInt8]
        let headers: HTTPHeaders

        /// The parsed document, `nil` when it is no JSON.
        var document: JSONValue? { try? JSONValue(json: bytes) }

        /// What a refusal says: its title, its detail and the rule that it names.
        var refusal: String {
            let title =
                document?["title"]?.string ?? Self.untitled(status)
            let detail = document?["detail"]?.string.map { ": \($0)" } ?? ""
            return "\(status) \(title)\(detail)" + (document?["rule_id"]?.string.map { " [\($0)]" } ?? "")
        }

        private static func untitled(_ status: Int) -> String {
            switch status {
            case 202: "a person looks first"
            case 300..<400: "a redirect, which is not followed: name the place itself with --url"
            default: "no problem document"
            }
        }

        /// What to leave with where the answer was not 200: unavailable when asking again may help, else a finding.
        var code: ExitCode { status >= 500 || status == 429 ? Exit.unavailable : Exit.negativeFinding }
    }

    let url: String
    var token: String?
    // WHY one of its own: a token goes to the gateway that was named, and nowhere that a redirect names.
    private let exchange = BoundedExchange(deadlineMilliseconds: 60_000)

    /// The most bytes of one reply.
    private static let replyBytesMax = 32 << 20

    init(url: String, token: String? = nil) {
        self.url = url
        self.token = token
    }

    /// Asks once.
    ///
    /// - Parameters:
    ///   - method: the HTTP method.
    ///   - path: below the gateway's address, with its query.
    ///   - body: a JSON body, if any.
    ///   - headers: besides those of token and body.
    /// - Returns: the reply, whatever its status.
    /// - Throws: an exit code when there is no answer; why is on standard error.
    func ask(
        _ method: HTTPMethod, _ path: String, _ body: JSONValue? = nil, headers: [(String, String)] = []
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body.text()))
        }
        do throws(BoundedExchange.Failure) {
            let answer = try await exchange.answer(to: request, bodyBytesMax: Self.replyBytesMax)
            return Reply(status: Int(answer.status.code), bytes: answer.body, headers: answer.headers)
        } catch {
            throw Terminal.stop("no answer from \(url): \(NoAnswer.reason(error))", Exit.unavailable)
        }
    }

    func summary(_ body: JSONValue, token: String) async throws -> Reply {
        var client = self
        client.token = token
        return try await client.ask(.POST, "/v1/summaries", body)
    }

    func get(_ path: String) async throws -> Reply { try await ask(.GET, path) }

    /// Names and values as a query, `""` for none.
    static func query(_ parameters: [(name: String, value: String)]) -> String {
        guard !parameters.isEmpty else { return "" }
        return "?" + parameters.map { "\($0.name)=\(encoded($0.value))" }.joined(separator: "&")
    }

    /// Everything but the unreserved characters (RFC 3986 section 2.3) as percent and two digits.
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: String(Unicode.Scalar(byte))
            default: "%" + hex([byte]).uppercased()
            }
        }.joined()
    }
}
