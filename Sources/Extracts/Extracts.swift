public import Conversations

/// The heading under which a line of a view stands.
public enum Section: String, Hashable, Sendable, CaseIterable {
    /// What the customer came for.
    case whyTheyCame = "why_they_came"
    /// How things stand.
    case stateNow = "state_now"
    /// What staff reported as done. Only staff by source id get here.
    case doneSoFar = "done_so_far"
    /// What staff undertook to do. Only staff by source id get here.
    case promised
    /// What the customer asked and nobody has answered.
    case openQuestions = "open_questions"
    /// What was handed up and has no outcome yet.
    case unresolvedEscalations = "unresolved_escalations"
    /// What the customer has already given or said more than once.
    case doNotAskAgain = "do_not_ask_again"
}

/// A message as the extractor reads it: treated, ordered by the timeline, never raw.
public struct ExtractMessage: Hashable, Sendable {
    /// In which part its author speaks.
    public let author: AuthorRole
    /// Whether the source's own id proves that staff wrote it. Nothing else lets a line into *promised* or
    /// *done so far*.
    public let isStaffByID: Bool
    /// The text as the role may read it.
    public let text: TreatedText
    /// When it was written, `nil` when unknown.
    public let at: Timestamp?
    /// Which conversation of the timeline it belongs to; any number, equal for equal conversations.
    public let conversation: Int
    /// Whether that conversation is still open.
    public let isOpen: Bool

    /// Joins the parts of a message.
    public init(
        author: AuthorRole, isStaffByID: Bool, text: TreatedText, at: Timestamp? = nil,
        conversation: Int = 0, isOpen: Bool = true
    ) {
        self.author = author
        self.isStaffByID = isStaffByID
        self.text = text
        self.at = at
        self.conversation = conversation
        self.isOpen = isOpen
    }
}

/// How much a view may hold.
public enum Budget: Hashable, Sendable {
    /// At most this many words; a word is a run of letters or digits, a placeholder is one.
    case words(Int)
    /// At most this many lines.
    case lines(Int)
    /// At most this part of the words of all messages, in millionths from 0 to 1,000,000, rounded down.
    case share(millionths: Int)
}

/// One verbatim line of a view.
public struct ExtractLine: Hashable, Sendable {
    /// The message it stands in, as an index into the input.
    public let message: Int
    /// UTF-8 bytes of the treated message, half open; cuts no code point and no placeholder.
    public let range: Range<Int>
    /// The heading it belongs under.
    public let section: Section
    /// The features that mattered most, in falling order.
    public let reasons: [String]

    /// Joins a place, a heading and reasons.
    public init(message: Int, range: Range<Int>, section: Section, reasons: [String]) {
        self.message = message
        self.range = range
        self.section = section
        self.reasons = reasons
    }
}

/// What was chosen from a history.
///
/// INVARIANT: facts and lines together hold no word twice and stay within the budget; both are in reading
/// order.
public struct Extract: Hashable, Sendable {
    /// The fact header: spans below the sentence (ids, amounts, dates, commitments, outcomes).
    public let facts: [ExtractLine]
    /// Whole sentences under their headings.
    public let lines: [ExtractLine]
    /// Messages in a language without a lexicon, read by position, length and entities only.
    public let messagesWithoutLexicon: Int

    /// Joins lines that somebody else chose.
    public init(facts: [ExtractLine], lines: [ExtractLine], messagesWithoutLexicon: Int = 0) {
        self.facts = facts
        self.lines = lines
        self.messagesWithoutLexicon = messagesWithoutLexicon
    }

    /// Facts and lines together in reading order.
    public var readingOrder: [ExtractLine] {
        (facts + lines).sorted {
            ($0.message, $0.range.lowerBound, $0.range.upperBound)
                < ($1.message, $1.range.lowerBound, $1.range.upperBound)
        }
    }
}
