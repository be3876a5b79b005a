package import AsyncHTTPClient
import Dispatch
import NIOCore
package import NIOHTTP1

/// Sends requests one by one or several at once, each answered whole within a deadline and a bound of bytes.
///
/// The deadline spans everything from finding the other side to the last byte of its answer, however slowly it drips. No
/// redirect is followed: where a request goes is for whoever configured the address to say.
package final class BoundedExchange: Sendable {
    /// Why there is no whole answer.
    package enum Failure: Error, Equatable {
        /// The deadline was over before the last byte.
        case late
        /// The body has more bytes than are read.
        case tooLong
        /// Whoever asked no longer waits.
        case cancelled
        /// Nobody there, a name that nobody knows, a broken connection, something that does not speak HTTP.
        case unreachable(any Error)

        package static func == (one: Failure, other: Failure) -> Bool {
            switch (one, other) {
            case (.late, .late), (.tooLong, .tooLong), (.cancelled, .cancelled),
                (.unreachable, .unreachable):
                true
            default: false
            }
        }
    }

    /// A whole answer.
    package struct Answer: Sendable {
        /// The status.
        package let status: HTTPResponseStatus
        /// The head's fields.
        package let headers: HTTPHeaders
        /// The whole body; empty where it was not asked for.
        package let body: [UInt8]
    }

    /// The longest that connecting may take, where the deadline is no earlier: who does not even answer a call is absent.
    private static let connectMillisecondsMax = 10_000

    private let client: HTTPClient
    private let deadlineMilliseconds: Int

    /// Makes a client of its own, which trusts the system's certificate authorities.
    ///
    /// - Parameters:
    ///   - deadlineMilliseconds: for one exchange, from connecting to the last byte, at least 1.
    ///   - connectionsMax: how many connections to one place there may be, at least 1.
    package init(deadlineMilliseconds: Int, connectionsMax: Int = 8) {
        precondition(
            deadlineMilliseconds >= 1 && connectionsMax >= 1,
            "an exchange takes a millisecond or more and a connection or more")
        self.deadlineMilliseconds = deadlineMilliseconds
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .milliseconds(
            Int64(min(deadlineMilliseconds, Self.connectMillisecondsMax)))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionsMax
        // WHY: the client would try to connect anew until the deadline; callers count their attempts themselves.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    // WHY: an error on the way must not cost the process; closing twice does nothing.
    deinit { client.shutdown(queue: .global()) { _ in } }

    /// Closes the connections; nothing can be sent afterwards.
    package func close() async { try? await client.shutdown() }

    /// Sends one request and takes its whole answer.
    ///
    /// - Parameters:
    ///   - request: what to send, and where.
    ///   - bodyBytesMax: the longest body that is read, at least 0.
    ///   - wantsBody: whether the body is read, by the head; one that is not read cannot be too long.
    /// - Returns: the answer, whatever its status, a redirect included.
    /// - Throws: ``Failure``.
    package func answer(
        to request: HTTPClientRequest, bodyBytesMax: Int,
        wantsBody: @escaping @Sendable (HTTPResponseStatus, HTTPHeaders) -> Bool = { _, _ in true }
    ) async throws(Failure) -> Answer {
        // WHY a race: the client's own deadline ends with the head of an answer.
        let outcome = await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await self.outcome(of: request, bodyBytesMax, wantsBody) }
            group.addTask { [deadlineMilliseconds] in
                do { try await Task.sleep(for: .milliseconds(deadlineMilliseconds)) } catch {
                    return .failure(.cancelled)
                }
                return .failure(.late)
            }
            let first = await group.next() ?? .failure(.cancelled)
            group.cancelAll()
            return first
        }
        return try outcome.get()
    }

    /// Sends one request whose status alone matters; nothing that follows the head is waited for.
    ///
    /// - Parameter request: what to send, and where.
    /// - Returns: the status, whatever it is.
    /// - Throws: ``Failure``.
    package func status(of request: HTTPClientRequest) async throws(Failure) -> Int {
        Int(try await answer(to: request, bodyBytesMax: 0) { _, _ in false }.status.code)
    }

    private typealias Outcome = Result<Answer, Failure>

    private func outcome(
        of request: HTTPClientRequest, _ bodyBytesMax: Int,
        _ wantsBody: @Sendable (HTTPResponseStatus, HTTPHeaders) -> Bool
    ) async -> Outcome {
        do {
            let response = try await client.execute(
                request, timeout: .milliseconds(Int64(deadlineMilliseconds)))
            var body: [UInt8] = []
            if wantsBody(response.status, response.headers) {
                body = Array(try await response.body.collect(upTo: bodyBytesMax).readableBytesView)
            }
            return .success(Answer(status: response.status, headers: response.headers, body: body))
        } catch is NIOTooManyBytesError {
            return .failure(.tooLong)
        } catch is CancellationError {
            return .failure(.cancelled)
        } catch let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout {
            return .failure(.late)
        } catch let error as HTTPClientError where error == .cancelled {
            return .failure(.cancelled)
        } catch {
            return .failure(.unreachable(error))
        }
    }
}
