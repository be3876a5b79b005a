import AsyncHTTPClient
import Conversations
import NIOCore
import NIOHTTP1

/// Asks a gateway over HTTP, as any client does.
struct GatewayClient: Sendable {
    /// What came back.
    struct Reply: Sendable {
        let status: Int
        let bytes: [UInt8]

        /// The parsed document, `nil` when it is no JSON.
        var document: JSONValue? { try? JSONValue(json: bytes) }
    }

    let url: String

    /// The most bytes of one reply.
    private static let replyBytesMax = 16 << 20

    func summary(_ body: JSONValue, token: String) async throws -> Reply {
        var request = HTTPClientRequest(url: url + "/v1/summaries")
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: body.text()))
        return try await send(request)
    }

    func get(_ path: String) async throws -> Reply { try await send(HTTPClientRequest(url: url + path)) }

    private func send(_ request: HTTPClientRequest) async throws -> Reply {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: Self.replyBytesMax)
        return Reply(status: Int(response.status.code), bytes: Array(body.readableBytesView))
    }
}
