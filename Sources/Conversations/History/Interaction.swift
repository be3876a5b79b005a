/// Who wrote or did something, in the words of `throughline try`.
public enum AuthorRole: String, Hashable, Sendable, CaseIterable {
    /// The customer.
    case customer
    /// A member of staff, our own or a vendor's.
    case agent
    /// A machine on our side.
    case bot
    /// Anybody else: a third party, a system.
    case other
}

/// The author of an interaction as its source names it.
public struct Author: Hashable, Sendable {
    /// In which part the author speaks.
    public let role: AuthorRole
    /// The source's id of the author, `nil` when the source keeps none. Only this proves that staff wrote something.
    public let id: StaffID?
    /// The organisation of an external member of staff, when the source says it.
    public let organisation: OrganisationID?

    /// Joins a role with what the source knows of the author.
    public init(role: AuthorRole, id: StaffID? = nil, organisation: OrganisationID? = nil) {
        self.role = role
        self.id = id
        self.organisation = organisation
    }
}

/// Who may read an interaction where it was written.
public enum Visibility: String, Hashable, Sendable {
    /// The customer has it too.
    case `public`
    /// Written for staff. What a source does not say counts as internal.
    case `internal`
}

/// What an interaction is.
public enum InteractionKind: String, Hashable, Sendable, CaseIterable {
    /// A message to or from the customer.
    case message
    /// A remark for staff.
    case note
    /// A call or a part of one, in writing.
    case call
    /// A change of status.
    case statusChange = "status_change"
    /// A change of owner.
    case assignment
    /// Any other event.
    case event

    /// Whether it is an event rather than somebody's words.
    public var isEvent: Bool { self == .statusChange || self == .assignment || self == .event }
}

/// Names one conversation of one source.
public struct ConversationID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The store that holds the conversation.
    public let source: SourceID
    /// The source's own id, byte-exact.
    public let id: String

    /// Joins a source and an id.
    public init(source: SourceID, id: String) {
        self.source = source
        self.id = id
    }

    /// Reads `source:id`; the first colon separates, and neither part may be empty.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), let source = try? SourceID(String(text[..<colon])) else {
            return nil
        }
        let id = String(text[text.index(after: colon)...])
        guard !id.isEmpty, id.utf8.count <= 256 else { return nil }
        self.init(source: source, id: id)
    }

    /// `source:id`.
    public var description: String { "\(source):\(id)" }

    /// Orders by source, then by id.
    public static func < (left: Self, right: Self) -> Bool {
        left.source == right.source
            ? left.id.utf8.lexicographicallyPrecedes(right.id.utf8) : left.source < right.source
    }
}

/// A message, note, call segment, status or owner change of one conversation.
public struct Interaction: Hashable, Sendable {
    /// The row it came from.
    public let record: Record
    /// The conversation it belongs to.
    public let conversation: ConversationID
    /// What it is.
    public let kind: InteractionKind
    /// Who wrote or did it.
    public let author: Author
    /// Who may read it at its source.
    public let visibility: Visibility
    /// How it came: `email`, `chat`, `phone` and so on, as the mapping names it.
    public let channel: String
    /// When it happened.
    public let at: Timestamp
    /// Whether the local time was ambiguous.
    public let isTimeUncertain: Bool
    /// The subject line, empty when there is none.
    public let subject: String
    /// The body as plain text, empty for pure events.
    public let text: String
    /// Whether the source shows an edited version; only the newest is read.
    public let isEdited: Bool
    /// File names of attachments, which are listed and never read.
    public let attachments: [String]
    /// Whether the text was too long or not readable and was kept out; the conversation then counts as not assessed.
    public let isTextUnread: Bool

    /// Joins the parts of an interaction.
    public init(
        record: Record, conversation: ConversationID, kind: InteractionKind, author: Author,
        visibility: Visibility, channel: String, at: Timestamp, isTimeUncertain: Bool = false,
        subject: String = "", text: String, isEdited: Bool = false, attachments: [String] = [],
        isTextUnread: Bool = false
    ) {
        self.record = record
        self.conversation = conversation
        self.kind = kind
        self.author = author
        self.visibility = visibility
        self.channel = channel
        self.at = at
        self.isTimeUncertain = isTimeUncertain
        self.subject = subject
        self.text = text
        self.isEdited = isEdited
        self.attachments = attachments
        self.isTextUnread = isTextUnread
    }
}
