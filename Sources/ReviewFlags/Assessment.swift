public import Conversations

/// What the flag detector found about a conversation, what it could not read, and what it decided not to count.
public struct Assessment: Hashable, Sendable {
    /// Why one message was not assessed.
    public enum GapReason: String, Hashable, Sendable, CaseIterable {
        /// The text holds bytes that no text should hold.
        case unreadable
        /// The text is longer than ``FlagMessage/textBytesMax``.
        case oversize
        /// No language with rules is plausible for the text.
        case languageWithoutRules = "language_without_rules"
    }

    /// A message that was not assessed.
    public struct Gap: Hashable, Sendable {
        /// The index of the message, from 0.
        public let message: Int
        /// Why.
        public let reason: GapReason

        /// Joins a message and a reason.
        public init(message: Int, reason: GapReason) {
            self.message = message
            self.reason = reason
        }
    }

    /// Why a hit of a rule raised no flag.
    public enum SuppressionReason: String, Hashable, Sendable, CaseIterable {
        /// Its words are part of an idiom or of a name.
        case idiom
        /// A blocker of its rule stands beside it.
        case blocker
        /// The writer denies the intention.
        case negation
        /// It stands in a quotation and is not decisive.
        case quotation
        /// Staff wrote it without saying that the customer said so.
        case notReported = "not_reported"
        /// It is tentative or contributory, and nothing joined it.
        case alone
    }

    /// A hit that raised no flag; kept for the trace and for sampling.
    public struct Suppression: Hashable, Sendable {
        /// The rule that hit.
        public let rule: RuleID
        /// Where.
        public let evidence: Flag.Evidence
        /// Why it does not count.
        public let reason: SuppressionReason

        /// Joins the parts.
        public init(rule: RuleID, evidence: Flag.Evidence, reason: SuppressionReason) {
            self.rule = rule
            self.evidence = evidence
            self.reason = reason
        }
    }

    /// The messages that were not assessed, in order; any of them holds the conversation.
    public let gaps: [Gap]
    /// The flags, by category, then the gravest first, then by rule; one for each rule that hit.
    public let flags: [Flag]
    /// The hits that do not count, by rule, then in reading order.
    public let suppressed: [Suppression]

    /// Joins the parts.
    public init(gaps: [Gap], flags: [Flag], suppressed: [Suppression]) {
        self.gaps = gaps
        self.flags = flags
        self.suppressed = suppressed
    }

    /// Whether every message was assessed.
    public var isAssessed: Bool { gaps.isEmpty }

    /// The gravest severity, `nil` without flags.
    public var severity: Int? { flags.map(\.severity).max() }
}
