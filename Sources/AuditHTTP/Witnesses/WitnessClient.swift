import AsyncHTTPClient
public import AuditTrail
import NIOCore
import NIOHTTP1

/// Submits checkpoints to witnesses over HTTP (C2SP tlog-witness): one answer or one reason, within a deadline.
public final class WitnessClient: Sendable {
    /// The longest answer that is read, in bytes: 64 signature lines are shorter.
    static let answerBytesMax = 16_384

    private let exchange: BoundedExchange
    private let timeoutMilliseconds: Int

    /// Makes a client that follows no redirect and trusts the system's certificate authorities.
    ///
    /// - Parameter timeoutMilliseconds: for one submission from connecting to the last byte, at least 1.
    public init(timeoutMilliseconds: Int) {
        self.timeoutMilliseconds = timeoutMilliseconds
        exchange = BoundedExchange(deadlineMilliseconds: timeoutMilliseconds)
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
        do throws(BoundedExchange.Failure) {
            let answer = try await exchange.answer(to: request, bodyBytesMax: Self.answerBytesMax)
            return WitnessReply(
                status: Int(answer.status.code), contentType: answer.headers.first(name: "Content-Type"),
                body: answer.body)
        } catch {
            switch error {
            case .cancelled: return .unreachable("the submission was cancelled")
            case .late: return .unreachable("no answer within \(timeoutMilliseconds) ms")
            case .tooLong: return .unreachable("the answer is longer than \(Self.answerBytesMax) bytes")
            case .unreachable: return .unreachable("it cannot be reached")
            }
        }
    }

    /// Closes the connections; nothing can be sent afterwards.
    public func close() async { await exchange.close() }
}
