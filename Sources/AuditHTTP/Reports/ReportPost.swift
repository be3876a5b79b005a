import AsyncHTTPClient
import Conversations
import NIOCore
import NIOHTTP1

/// Where reports of audit reads are posted to, as JSON Lines.
public struct ReportPost: Sendable {
    private let url: String
    private let timeoutSeconds: Int

    /// Names a receiver.
    ///
    /// Gives `nil` for an address that is neither `https://` nor `http://` on the loopback address.
    ///
    /// - Parameters:
    ///   - url: of the receiver.
    ///   - timeoutSeconds: how long one post may take, at least 1.
    public init?(url: String, timeoutSeconds: Int = 10) {
        let isLoopback = ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { start in
            url == start || url.hasPrefix(start + ":") || url.hasPrefix(start + "/")
        }
        guard url.hasPrefix("https://") && url.utf8.count > 8 || isLoopback else { return nil }
        self.url = url
        self.timeoutSeconds = timeoutSeconds
    }

    /// Posts some lines.
    ///
    /// - Parameter lines: JSON Lines, each with its end.
    /// - Returns: whether the receiver took them (a status of 2xx).
    public func send(_ lines: [UInt8]) async -> Bool {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-ndjson")
        request.body = .bytes(ByteBuffer(bytes: lines))
        do {
            let response = try await HTTPClient.shared.execute(
                request, timeout: .seconds(Int64(timeoutSeconds)))
            _ = try await response.body.collect(upTo: 1 << 16)
            return (200..<300).contains(response.status.code)
        } catch {
            return false
        }
    }
}
