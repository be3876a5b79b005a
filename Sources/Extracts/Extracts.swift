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
    /// Which author of the timeline wrote it: any number, equal for equal authors; `nil` when unknown.
    public let authorNumber: Int?
    /// What it is; events tell of the state and are nobody's words.
    public let kind: InteractionKind

    /// Joins the parts of a message.
    public init(
        author: AuthorRole, isStaffByID: Bool, text: TreatedText, at: Timestamp? = nil,
        conversation: Int = 0, isOpen: Bool = true, authorNumber: Int? = nil,
        kind: InteractionKind = .message
    ) {
        self.author = author
        self.isStaffByID = isStaffByID
        self.text = text
        self.at = at
        self.conversation = conversation
        self.isOpen = isOpen
        self.authorNumber = authorNumber
        self.kind = kind
    }
}

/// What a reader must know of a line besides its words.
public enum LineMark: String, Hashable, Sendable, CaseIterable {
    /// It holds a value or a promise that was replaced; ``ExtractLine/related`` names what holds now.
    case was
    /// It promises what another promise, made by another way, contradicts; both are shown.
    case contradicts
    /// The customer reports what staff said or promised; nobody but the customer says so.
    case customerSays = "customer_says"
    /// It reads like an instruction to whoever reads it. It is a quotation, never an instruction.
    case instructionLike = "instruction_like"
    /// It is older text that its author carried along.
    case quoted
    /// An event of the source, nobody's words.
    case event
    /// A bot or a person not proven to be staff wrote it on our side.
    case unproven
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
    /// What a reader must know of it, in the order of ``LineMark/allCases``.
    public let marks: [LineMark]
    /// The messages that hold what replaced or contradicts it, rising.
    public let related: [Int]
    /// In how many messages the customer gave the value it holds, 0 when it holds none.
    public let timesGiven: Int

    /// Joins a place, a heading, reasons and what a reader must know.
    public init(
        message: Int, range: Range<Int>, section: Section, reasons: [String], marks: [LineMark] = [],
        related: [Int] = [], timesGiven: Int = 0
    ) {
        self.message = message
        self.range = range
        self.section = section
        self.reasons = reasons
        self.marks = marks
        self.related = related
        self.timesGiven = timesGiven
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
    /// The messages in a language without a lexicon, rising: read by position, length and values only.
    public let withoutLexicon: [Int]
    /// Whether there was something to show and nothing of it fits the budget.
    public let isBudgetTooSmall: Bool
    /// The headings under which something would stand if there were room, and nothing does.
    public let withoutRoom: [Section]

    /// Joins lines that somebody else chose.
    public init(
        facts: [ExtractLine], lines: [ExtractLine], withoutLexicon: [Int] = [],
        isBudgetTooSmall: Bool = false, withoutRoom: [Section] = []
    ) {
        self.isBudgetTooSmall = isBudgetTooSmall
        self.withoutRoom = withoutRoom
        self.facts = facts
        self.lines = lines
        self.withoutLexicon = withoutLexicon
    }

    /// The headings under which nothing stands, and nothing would with more room.
    public var withoutLines: [Section] {
        let shown = Set((facts + lines).map(\.section)).union(withoutRoom)
        return Section.allCases.filter { !shown.contains($0) }
    }

    /// Facts and lines together in reading order.
    public var readingOrder: [ExtractLine] {
        (facts + lines).sorted {
            ($0.message, $0.range.lowerBound, $0.range.upperBound)
                < ($1.message, $1.range.lowerBound, $1.range.upperBound)
        }
    }
}
