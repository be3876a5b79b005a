public import Briefing
public import Conversations

/// What somebody decides about an access case.
public struct AccessDecision: Hashable, Sendable {
    /// The decisions there are.
    public enum Verdict: String, Hashable, Sendable, CaseIterable {
        /// Lets a request go ahead.
        case approve
        /// Says no.
        case refuse
        /// Takes a grant back.
        case revoke
        /// Finds that a broken glass was right.
        case justified
        /// Finds that it was not.
        case unjustified
    }

    /// Which of them.
    public let verdict: Verdict
    /// Why, 1 to 1,000 bytes; kept under the customer's key.
    public let reason: String
    /// For how many minutes, for an approval only; `nil` for the most that the policy allows.
    public let minutes: Int?

    /// Joins the parts of a decision.
    public init(verdict: Verdict, reason: String, minutes: Int? = nil) {
        self.verdict = verdict
        self.reason = reason
        self.minutes = minutes
    }
}

/// What may be asked about checks and access.
public enum AccessQuestion: Hashable, Sendable {
    /// Is this value on file?
    case check(CheckRequest)
    /// May I see more, ask for another purpose, break the glass, or have a contact handle?
    case ask(AccessAsk)
    /// Which requests wait for me, or are mine?
    case list(isOpen: Bool)
    /// A decision on a case.
    case decide(AccessCaseID, AccessDecision)
    /// A dialler or mailer asks for the value behind a handle.
    case resolve(handle: String)
}

/// Answers questions about checks and access; never throws, because every outcome is an answer.
public protocol AccessService: Sendable {
    /// Answers one question, durable in the log before it returns.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - caller: who asks, from a verified token.
    ///   - trace: the W3C trace id.
    /// - Returns: the answer.
    func answer(_ question: AccessQuestion, caller: Caller, trace: String) async -> Answer
}
