public import Conversations

/// How much one hit of a rule weighs.
public enum RuleStrength: String, Hashable, Sendable, CaseIterable {
    /// Flags alone, also when its words stand in a quotation.
    case decisive
    /// Flags alone unless something blocks it.
    case strong
    /// Flags where the linear model speaks for its category in the same message, or a strong hit or a signal joins it.
    ///
    /// WHY: a wide rule guesses. Two wide rules guess alike, so that they do not join each other; a model that weighs the
    /// whole wording guesses otherwise.
    case tentative
    /// Flags together with a hit of another contributory rule of its category close by.
    case contributory
}

/// What a customer's answer to a question says.
public enum FlagAnswer: String, Hashable, Sendable, CaseIterable {
    /// `yes`, `ja, genau`.
    case affirmed
    /// `no`, `nein, nicht`.
    case denied
}

/// One rule of the review: what raises a flag, how grave it is, and why a person must look.
public struct FlagRule: Sendable {
    /// `category.language.name`, as flags and leaves name it.
    public let id: RuleID
    /// What it reads.
    public let origin: RuleOrigin
    /// The category of its flags.
    public let category: FlagCategory
    /// A finer word within the category, for example the vulnerability driver.
    public let topic: String
    /// The language whose messages it reads, for example `en`; empty when it reads no words of one language.
    public let language: String
    /// 1 (low) to 4 (imminent harm).
    public let severity: Int
    /// How much one hit weighs.
    public let strength: RuleStrength
    /// 0 to 100; how sure a plain hit is.
    public let confidence: Int
    /// Why a person must look, in one sentence for a compliance officer.
    public let because: String
    /// Whose messages it reads.
    public let authors: Set<AuthorRole>
    /// The answer that makes a hit of it: it reads questions of staff and bots, which say nothing by themselves; `nil` for
    /// a rule that reads statements.
    public let answer: FlagAnswer?
    /// Whether an explicit negation before a hit clears it.
    let isNegatable: Bool
    /// Whether any pattern makes a hit.
    let patterns: [Pattern]
    /// Patterns that block a hit in whose sentence they stand.
    let blockers: [Pattern]
    /// Patterns that block a hit in whose message they stand.
    let messageBlockers: [Pattern]

    /// Joins the parts; a rule that reads no words has no patterns.
    init(
        id: RuleID, origin: RuleOrigin, category: FlagCategory, topic: String, language: String,
        severity: Int,
        strength: RuleStrength, confidence: Int, because: String, authors: Set<AuthorRole>,
        answer: FlagAnswer? = nil, isNegatable: Bool = false, patterns: [Pattern] = [],
        blockers: [Pattern] = [],
        messageBlockers: [Pattern] = []
    ) {
        self.id = id
        self.origin = origin
        self.category = category
        self.topic = topic
        self.language = language
        self.severity = severity
        self.strength = strength
        self.confidence = confidence
        self.because = because
        self.authors = authors
        self.answer = answer
        self.isNegatable = isNegatable
        self.patterns = patterns
        self.blockers = blockers
        self.messageBlockers = messageBlockers
    }
}

/// A pattern, ready to be matched.
struct Pattern: Sendable {
    /// One slot and how many other tokens may stand before it.
    struct Element: Sendable {
        /// The slot.
        let slot: Int32
        /// The most tokens between the element before and this one.
        let gapMax: Int
    }

    /// Elements in order, within one sentence.
    struct Part: Sendable {
        /// The elements, at least one.
        let elements: [Element]
        /// Whether it may stand in another sentence than the part before.
        let isAcrossSentences: Bool
    }

    /// The parts, at least one, in any order.
    let parts: [Part]

    /// Every slot it needs.
    var slots: [Int32] { parts.flatMap { $0.elements.map(\.slot) } }

    /// The most tokens between two parts of one sentence.
    static let sentenceWindow = 24
    /// The most tokens between two parts of one message.
    static let messageWindow = 90
}
