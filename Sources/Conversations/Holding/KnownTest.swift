/// A known-answer case that compliance registered: an invented history, and what is right to decide about it.
public enum KnownAnswerKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "known-answer case"
}

/// Names a known-answer case.
public typealias KnownAnswerID = Identifier<KnownAnswerKind>

/// That a review case is a test: nobody waits for it, it releases nothing, and what is right about it is known.
///
/// Kept with how the case begins. No door shows it to whoever may decide the case before the answer is told.
public struct KnownTest: Hashable, Sendable {
    /// The known-answer case that was drawn.
    public let answer: KnownAnswerID
    /// The category that its result counts for.
    public let category: FlagCategory
    /// The verdicts that are right, by name, in order, at least one.
    public let expected: [String]
    /// Why they are, for the reviewer afterwards.
    public let because: String
    /// How many minutes after a decision the reviewer is told.
    public let tellAfterMinutes: Int
    /// The case beside which it was drawn: one of them never draws two.
    public let beside: ReviewCaseToken
    /// What its ids are made from, so that they are the same each time somebody looks.
    public let seed: UInt64
    /// When it was drawn: its messages came so long before.
    public let since: Timestamp

    /// Joins the parts.
    public init(
        answer: KnownAnswerID, category: FlagCategory, expected: [String], because: String,
        tellAfterMinutes: Int, beside: ReviewCaseToken, seed: UInt64, since: Timestamp
    ) {
        self.answer = answer
        self.category = category
        self.expected = Array(Set(expected)).sorted()
        self.because = because
        self.tellAfterMinutes = tellAfterMinutes
        self.beside = beside
        self.seed = seed
        self.since = since
    }
}

extension ReviewCase {
    /// The test that the case is, `nil` for every case that somebody waits for.
    public var test: KnownTest? { start.test }

    /// The same case as a test.
    public func marked(_ test: KnownTest) -> ReviewCase {
        var start = start
        start.test = test
        return ReviewCase(
            token: token, tenant: tenant, customer: customer, conversation: conversation, concerns: concerns,
            state: state, openedAt: openedAt, start: start)
    }
}
