public import Conversations

/// Why two rows were joined or kept apart, as the answer and the log may show it: never a value.
public struct IdentityEvidence: Hashable, Sendable, Comparable {
    /// The rule that decided.
    public let rule: RuleID
    /// What it decided.
    public let verdict: LinkVerdict
    /// By which kind of key; `nil` when no key was shared.
    public let key: KeyKind?
    /// The sources of the two rows, in byte order; one when both stand in the same.
    public let sources: [SourceID]

    /// Joins the parts.
    public init(rule: RuleID, verdict: LinkVerdict, key: KeyKind?, sources: [SourceID]) {
        self.rule = rule
        self.verdict = verdict
        self.key = key
        self.sources = Set(sources).sorted()
    }

    /// Orders by rule, then by sources.
    public static func < (left: Self, right: Self) -> Bool {
        if left.rule != right.rule { return left.rule < right.rule }
        return left.sources.lexicographicallyPrecedes(right.sources)
    }
}

/// What the rules say of one candidate.
public struct LinkDecision: Hashable, Sendable {
    /// What to do.
    public let verdict: LinkVerdict
    /// Why; `nil` when the rows share nothing.
    public let evidence: IdentityEvidence?

    /// Joins a verdict and its reason.
    public init(verdict: LinkVerdict, evidence: IdentityEvidence?) {
        self.verdict = verdict
        self.evidence = evidence
    }

    /// Rows that share nothing.
    static let unrelated = LinkDecision(verdict: .never, evidence: nil)
}
