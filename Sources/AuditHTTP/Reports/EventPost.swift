import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Where single events are posted to, each with its own headers.
public struct EventPost: Sendable {
    /// What a receiver did with an event.
    public enum Reply: Hashable, Sendable {
        /// It took the event (a status of 2xx).
        case taken
        /// It refused the event, and why.
        case refused(status: Int)
        /// Nobody answered in time.
        case silent
    }

    private let url: String
    private let exchange: BoundedExchange

    /// Names a receiver.
    ///
    /// Gives `nil` for an address that is neither `https://` nor `http://` on the loopback address.
    ///
    /// - Parameters:
    ///   - url: of the receiver; it is the only place that is posted to, for no redirect is followed.
    ///   - timeoutSeconds: how long one post may take, from connecting to the head of the answer, at least 1.
    public init?(url: String, timeoutSeconds: Int = 10) {
        guard ReportPost.isPrivate(url) else { return nil }
        self.url = url
        exchange = BoundedExchange(deadlineMilliseconds: timeoutSeconds * 1_000)
    }

    /// Posts one event.
    ///
    /// - Parameters:
    ///   - body: the bytes, as they were signed.
    ///   - headers: by name.
    /// - Returns: what the receiver did with it.
    public func send(_ body: [UInt8], headers: [(String, String)]) async -> Reply {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        guard let status = try? await exchange.status(of: request) else { return .silent }
        return (200..<300).contains(status) ? .taken : .refused(status: status)
    }
}
