import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Where reports of audit reads are posted to, as JSON Lines.
public struct ReportPost: Sendable {
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
        guard Self.isPrivate(url) else { return nil }
        self.url = url
        exchange = BoundedExchange(deadlineMilliseconds: timeoutSeconds * 1_000)
    }

    /// Whether what is posted there stays on this machine or goes over TLS.
    static func isPrivate(_ url: String) -> Bool {
        let isLoopback = ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { start in
            url == start || url.hasPrefix(start + ":") || url.hasPrefix(start + "/")
        }
        return isLoopback || url.hasPrefix("https://") && url.utf8.count > 8
    }

    /// Posts some lines.
    ///
    /// - Parameter lines: JSON Lines, each with its end.
    /// - Returns: whether the receiver took them (a status of 2xx in time).
    public func send(_ lines: [UInt8]) async -> Bool {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-ndjson")
        request.body = .bytes(ByteBuffer(bytes: lines))
        guard let status = try? await exchange.status(of: request) else { return false }
        return (200..<300).contains(status)
    }
}
