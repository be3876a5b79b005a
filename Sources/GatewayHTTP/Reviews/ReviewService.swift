public import Briefing
public import Conversations

/// Which review cases a list shows; what is not given does not narrow.
public struct ReviewFilter: Hashable, Sendable {
    /// Only cases in one of these states, as answers name them; empty for every open one.
    public var states: [CaseWord] = []
    /// Only cases about one of these categories.
    public var categories: [FlagCategory] = []
    /// Only cases of this severity or a higher one, 1 to 4.
    public var severityMin = 1
    /// Only cases whose first or second clock has run out.
    public var isBreached: Bool?
    /// Only cases that the caller holds, or that are next for the caller.
    public var isMine = false
    /// Only cases whose answer is known, as far as the caller may know which: officers all of them, a reviewer those of
    /// their own that they were told of; decided ones too.
    public var isKnown = false
    /// The most cases, 1 to 500.
    public var limit = 100

    /// Shows every open case.
    public init() {}
}

/// What a reviewer decides, as a request says it.
public struct ReviewDecision: Hashable, Sendable {
    /// The verdict by name.
    public let verdict: String
    /// The lines of an edited release, by name.
    public let lines: [String]?
    /// The view that was looked at.
    public let view: ViewKey
    /// The code of the reason.
    public let reason: String
    /// The reviewer's own words.
    public let words: String
    /// The rules that were found right or wrong.
    public let rules: [RuleID: Bool]

    /// Joins the parts.
    public init(
        verdict: String, lines: [String]?, view: ViewKey, reason: String, words: String, rules: [RuleID: Bool]
    ) {
        self.verdict = verdict
        self.lines = lines
        self.view = view
        self.reason = reason
        self.words = words
        self.rules = rules
    }
}

/// A step that somebody asks to take on one case.
public enum ReviewStep: Hashable, Sendable {
    /// Take it, if it is the one that the queue would give.
    case claim
    /// Look at the view of one of its held requests.
    case view(CaseLeaseToken, request: Int)
    /// Open one more record.
    case span(CaseLeaseToken, RecordReference)
    /// Give it back undecided.
    case giveBack(CaseLeaseToken)
    /// Decide.
    case decide(CaseLeaseToken, ReviewDecision)
    /// Agree with the first decision, or not.
    case confirm(CaseLeaseToken, agrees: Bool, words: String)
    /// Take the customer over meanwhile.
    case accept
    /// Dispute the decision.
    case contest(words: String)
}

/// What may be asked of the review queue.
public enum ReviewQuestion: Hashable, Sendable {
    /// Which cases are there?
    case list(ReviewFilter)
    /// Give me the next one.
    case claimNext
    /// A step on one case.
    case step(ReviewCaseToken, ReviewStep)
    /// No rule flagged what I saw.
    case missedFlag(SummaryRequest, CaseConcern, words: String)
    /// An operator stops the queue, or lets it go on.
    case stop(Bool, words: String)
    /// Everything that `throughline review report` counts.
    case report(from: Timestamp?)
}

/// Answers questions about review cases; never throws, because every outcome is an answer.
public protocol ReviewService: Sendable {
    /// Answers one question, durable in the log before it returns.
    ///
    /// - Parameters:
    ///   - question: what is asked.
    ///   - caller: who asks, from a verified token.
    ///   - trace: the W3C trace id.
    /// - Returns: the answer.
    func answer(_ question: ReviewQuestion, caller: Caller, trace: String) async -> Answer
}
