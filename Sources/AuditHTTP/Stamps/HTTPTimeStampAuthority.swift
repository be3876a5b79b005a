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
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let outcome = await inTime { await exchange(query, client) }
        try? await client.shutdown()
        return try outcome.get()
    }

    private typealias Outcome = Result<[UInt8], TimeStampAuthorityFailure>

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(Int64(deadlineSeconds))
        configuration.httpVersion = .http1Only
        // WHY: an absent authority is told at once; the next round comes anyway.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    /// The client's own deadline ends with the head of an answer; this one covers the body, however slowly it drips.
    private func inTime(_ exchange: @escaping @Sendable () async -> Outcome) async -> Outcome {
        await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await exchange() }
            group.addTask { [deadlineSeconds] in
                try? await Task.sleep(for: .seconds(deadlineSeconds))
                return .failure(.late(seconds: deadlineSeconds))
            }
            let first = await group.next() ?? .failure(.unreachable)
            group.cancelAll()
            return first
        }
    }

    private func exchange(_ query: [UInt8], _ client: HTTPClient) async -> Outcome {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/timestamp-query")
        request.headers.add(name: "Accept", value: Self.replyType)
        request.body = .bytes(ByteBuffer(bytes: query))
        do {
            let response = try await client.execute(request, timeout: .seconds(Int64(deadlineSeconds)))
            guard response.status == .ok else { return .failure(.status(Int(response.status.code))) }
            guard Self.isReply(response.headers) else { return .failure(.mediaType) }
            let body = try await response.body.collect(upTo: replyBytesMax)
            return .success(Array(body.readableBytesView))
        } catch is NIOTooManyBytesError {
            return .failure(.tooLong(bytesMax: replyBytesMax))
        } catch let error as HTTPClientError where Self.isLate(error) {
            return .failure(.late(seconds: deadlineSeconds))
        } catch {
            return .failure(.unreachable)
        }
    }

    private static let replyType = "application/timestamp-reply"

    private static func isReply(_ headers: HTTPHeaders) -> Bool {
        let type = headers.first(name: "Content-Type")?.split(separator: ";").first ?? ""
        return type.lowercased().filter { $0 != " " } == replyType
    }

    private static func isLate(_ error: HTTPClientError) -> Bool {
        [.deadlineExceeded, .connectTimeout, .readTimeout].contains(error)
    }
}
