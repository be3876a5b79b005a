import AsyncHTTPClient
public import AuditTrail
import NIOCore
import NIOHTTP1

/// Asks an RFC 3161 authority over HTTP (RFC 3161 section 3.4): one POST, one answer, bounded in bytes and seconds.
///
/// Follows no redirect, keeps no connection between questions, and hands on the answer's bytes without believing them.
public struct HTTPTimeStampAuthority: TimeStampAuthority {
    /// How long a whole exchange may take, in seconds.
    public static let deadlineBounds = 1...120

    private let url: String
    private let deadlineSeconds: Int
    private let replyBytesMax: Int

    /// Names an authority.
    ///
    /// - Parameters:
    ///   - url: `http` or `https`; the token is signed, so that `http` hides nothing and loses nothing but privacy.
    ///   - deadlineSeconds: from connecting to the last byte, 1 to 120.
    ///   - replyBytesMax: the longest answer that is read, at least 1.
    public init(url: String, deadlineSeconds: Int, replyBytesMax: Int = StampFile.tokenBytesMax) {
        precondition(
            Self.deadlineBounds.contains(deadlineSeconds) && replyBytesMax >= 1,
            "an exchange takes 1 to 120 seconds and 1 byte or more")
        self.url = url
        self.deadlineSeconds = deadlineSeconds
        self.replyBytesMax = replyBytesMax
    }

    /// Asks for one stamp.
    public func reply(to query: [UInt8]) async throws(TimeStampAuthorityFailure) -> [UInt8] {
        let exchange = BoundedExchange(deadlineMilliseconds: deadlineSeconds * 1_000)
        let outcome: Result<BoundedExchange.Answer, BoundedExchange.Failure>
        do throws(BoundedExchange.Failure) {
            outcome = .success(
                try await exchange.answer(to: request(query), bodyBytesMax: replyBytesMax) {
                    status, headers in
                    status == .ok && Self.isReply(headers)
                })
        } catch {
            outcome = .failure(error)
        }
        await exchange.close()
        return try body(of: outcome)
    }

    private func request(_ query: [UInt8]) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/timestamp-query")
        request.headers.add(name: "Accept", value: Self.replyType)
        request.body = .bytes(ByteBuffer(bytes: query))
        return request
    }

    private func body(
        of outcome: Result<BoundedExchange.Answer, BoundedExchange.Failure>
    ) throws(TimeStampAuthorityFailure) -> [UInt8] {
        switch outcome {
        case .success(let answer):
            guard answer.status == .ok else { throw .status(Int(answer.status.code)) }
            guard Self.isReply(answer.headers) else { throw .mediaType }
            return answer.body
        case .failure(.tooLong): throw .tooLong(bytesMax: replyBytesMax)
        case .failure(.late): throw .late(seconds: deadlineSeconds)
        case .failure(.cancelled), .failure(.unreachable): throw .unreachable
        }
    }

    private static let replyType = "application/timestamp-reply"

    private static func isReply(_ headers: HTTPHeaders) -> Bool {
        let type = headers.first(name: "Content-Type")?.split(separator: ";").first ?? ""
        return type.lowercased().filter { $0 != " " } == replyType
    }
}
