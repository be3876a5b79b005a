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
    private let timeoutSeconds: Int

    /// Names a receiver.
    ///
    /// Gives `nil` for an address that is neither `https://` nor `http://` on the loopback address.
    ///
    /// - Parameters:
    ///   - url: of the receiver.
    ///   - timeoutSeconds: how long one post may take, at least 1.
    public init?(url: String, timeoutSeconds: Int = 10) {
        guard ReportPost(url: url) != nil else { return nil }
        self.url = url
        self.timeoutSeconds = timeoutSeconds
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
        do {
            let response = try await HTTPClient.shared.execute(
                request, timeout: .seconds(Int64(timeoutSeconds)))
            _ = try await response.body.collect(upTo: 1 << 16)
            let status = Int(response.status.code)
            return (200..<300).contains(status) ? .taken : .refused(status: status)
        } catch {
            return .silent
        }
    }
}
