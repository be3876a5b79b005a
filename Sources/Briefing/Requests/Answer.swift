public import Conversations

/// What leaves the gateway for one request: bytes that are already recorded where they must be.
public struct Answer: Hashable, Sendable {
    /// The HTTP status.
    public let status: Int
    /// `application/json` or `application/problem+json`.
    public let contentType: String
    /// The bytes, in canonical JSON.
    public let bytes: [UInt8]

    /// Joins a status with its bytes.
    public init(status: Int, contentType: String, bytes: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.bytes = bytes
    }

    /// A refusal that leaves no leaf.
    public init(_ problem: Problem) {
        self.init(
            status: problem.code.status, contentType: "application/problem+json",
            bytes: Array(problem.json.text().utf8))
    }
}

/// Answers requests for summaries; the composition root's own, or a double in tests of the doors.
public protocol SummaryService: Sendable {
    /// Answers one request; never throws, because every outcome is an answer.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - caller: who asks, from a verified token.
    ///   - trace: the W3C trace id, 32 lower-case hex digits.
    /// - Returns: the answer, durable in the log where it must be.
    func summary(_ request: SummaryRequest, caller: Caller, trace: String) async -> Answer
}

/// Answers why a summary is as it is.
public protocol ExplanationService: Sendable {
    /// Explains a summary to the caller it was given to; never throws, because every outcome is an answer.
    ///
    /// - Parameters:
    ///   - summary: the id of its leaf.
    ///   - acknowledge: the case token of a prior 202 that the caller acknowledges.
    ///   - caller: who asks, from a verified token.
    ///   - trace: the W3C trace id, 32 lower-case hex digits.
    /// - Returns: the grounds, or a hold or refusal as for a new summary; durable in the log.
    func explanation(
        of summary: ULID, acknowledge: ReviewCaseToken?, caller: Caller, trace: String
    ) async -> Answer
}
