import AsyncHTTPClient
public import AuditTrail
import Dispatch
import NIOCore
import NIOHTTP1

/// Submits checkpoints to witnesses over HTTP (C2SP tlog-witness): one answer or one reason, within a deadline.
public final class WitnessClient: Sendable {
    /// The longest answer that is read, in bytes: 64 signature lines are shorter.
    static let answerBytesMax = 16_384

    private let client: HTTPClient
    private let timeoutMilliseconds: Int

    /// Makes a client that follows no redirect and trusts the system's certificate authorities.
    ///
    /// - Parameter timeoutMilliseconds: for one submission from connecting to the last byte, at least 1.
    public init(timeoutMilliseconds: Int) {
        precondition(timeoutMilliseconds >= 1, "a submission may take a millisecond or more")
        self.timeoutMilliseconds = timeoutMilliseconds
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .milliseconds(Int64(timeoutMilliseconds))
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Sends one submission.
    ///
    /// - Parameters:
    ///   - submission: what to send.
    ///   - prefix: the witness's submission prefix, `http` or `https`.
    /// - Returns: what came back; never throws, for an absent witness is an ordinary thing.
    public func submit(_ submission: CheckpointSubmission, to prefix: String) async -> WitnessReply {
        var request = HTTPClientRequest(
            url: (prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix) + "/add-checkpoint")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
        request.body = .bytes(ByteBuffer(bytes: submission.bytes))
        do {
            return try await exchange(request)
        } catch is CancellationError {
            return .unreachable("the submission was cancelled")
        } catch let error as HTTPClientError where Self.isTimeout(error) {
            return .unreachable("no answer within \(timeoutMilliseconds) ms")
        } catch is NIOTooManyBytesError {
            return .unreachable("the answer is longer than \(Self.answerBytesMax) bytes")
        } catch {
            return .unreachable("it cannot be reached")
        }
    }

    // WHY: an error on the way must not cost the process; closing twice does nothing.
    deinit { client.shutdown(queue: .global()) { _ in } }

    /// Closes the connections; nothing can be sent afterwards.
    public func close() async { try? await client.shutdown() }

    private func exchange(_ request: HTTPClientRequest) async throws -> WitnessReply {
        // INVARIANT: one deadline for the head and every chunk of the body.
        let deadline = NIODeadline.now() + .milliseconds(Int64(timeoutMilliseconds))
        let response = try await client.execute(request, deadline: deadline)
        let body = try await response.body.collect(upTo: Self.answerBytesMax)
        return WitnessReply(
            status: Int(response.status.code), contentType: response.headers.first(name: "Content-Type"),
            body: Array(body.readableBytesView))
    }

    private static func isTimeout(_ error: HTTPClientError) -> Bool {
        [.deadlineExceeded, .connectTimeout, .readTimeout].contains(error)
    }
}
