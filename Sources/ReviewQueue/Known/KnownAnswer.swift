public import Conversations

/// A known-answer case as compliance registered it: an invented person's history, who seems to ask, and what is right.
public struct KnownAnswer: Hashable, Sendable {
    /// Who seems to wait for a decision.
    public struct Asking: Hashable, Sendable {
        /// The role.
        public let role: RoleID
        /// The organisation.
        public let organisation: OrganisationID
        /// The region, `nil` for none.
        public let region: RegionID?
        /// For which decision.
        public let purpose: PurposeID
        /// Whose row of the source's staff they go by, for roles that ask only about their own work; `nil` for nobody's.
        public let staff: StaffID?

        /// Joins the parts.
        public init(
            role: RoleID, organisation: OrganisationID, region: RegionID?, purpose: PurposeID,
            staff: StaffID? = nil
        ) {
            self.staff = staff
            self.role = role
            self.organisation = organisation
            self.region = region
            self.purpose = purpose
        }
    }

    /// One message of the history.
    public struct Message: Hashable, Sendable {
        /// What it is.
        public let kind: InteractionKind
        /// Who wrote it.
        public let author: Author
        /// Who may read it.
        public let visibility: Visibility
        /// How many minutes before the case was opened.
        public let minutesBefore: Int
        /// Its words.
        public let text: String

        /// Joins the parts.
        public init(
            kind: InteractionKind, author: Author, visibility: Visibility, minutesBefore: Int, text: String
        ) {
            self.kind = kind
            self.author = author
            self.visibility = visibility
            self.minutesBefore = minutesBefore
            self.text = text
        }
    }

    /// How finely a source tells times.
    public enum Clock: String, Hashable, Sendable, CaseIterable {
        /// To the minute.
        case minutes
        /// To the second.
        case seconds
        /// To the millisecond.
        case milliseconds

        var milliseconds: Int64 {
            switch self {
            case .minutes: 60_000
            case .seconds: 1_000
            case .milliseconds: 1
            }
        }
    }

    /// The conversation that the messages belong to; each `#` of its id, and of its messages' ids, becomes a digit.
    public struct Thread: Hashable, Sendable {
        /// The store that it seems to come from.
        public let source: SourceID
        /// The pattern of its id, in the shape of that store's ids.
        public let id: String
        /// The pattern of its messages' ids.
        public let messageID: String
        /// The version of messages that nobody edited, as that store writes it; empty where it keeps none.
        public let messageVersion: String
        /// How finely that store tells times.
        public let clock: Clock
        /// The status in that store's words.
        public let status: String
        /// The subject line.
        public let subject: String
        /// How it came.
        public let channel: String
        /// What it is about.
        public let contactType: ContactType
        /// Where it waits.
        public let queue: QueueID?
        /// Its region.
        public let region: RegionID?
        /// Who works on it, by that store's id.
        public let assignee: StaffID?
        /// The team that works on it.
        public let team: TeamID?
        /// Further values with their classes.
        public let fields: [Field]

        /// Joins the parts.
        public init(
            source: SourceID, id: String, messageID: String, messageVersion: String = "",
            clock: Clock = .seconds, status: String, subject: String, channel: String,
            contactType: ContactType, queue: QueueID?, region: RegionID?, assignee: StaffID?, team: TeamID?,
            fields: [Field]
        ) {
            self.source = source
            self.id = id
            self.messageID = messageID
            self.messageVersion = messageVersion
            self.clock = clock
            self.status = status
            self.subject = subject
            self.channel = channel
            self.contactType = contactType
            self.queue = queue
            self.region = region
            self.assignee = assignee
            self.team = team
            self.fields = fields
        }
    }

    /// Its name, which only officers and reports use.
    public let id: KnownAnswerID
    /// The category that its result counts for.
    public let category: FlagCategory
    /// The verdicts that are right, by name.
    public let expected: [String]
    /// Why, for the reviewer afterwards.
    public let because: String
    /// Who seems to ask.
    public let asking: Asking
    /// The invented person's values with their classes.
    public let person: [Field]
    /// The invented person's tier.
    public let tier: String?
    /// The conversation.
    public let thread: Thread
    /// Its messages, at least one, the oldest first.
    public let messages: [Message]

    /// Joins the parts.
    public init(
        id: KnownAnswerID, category: FlagCategory, expected: [String], because: String, asking: Asking,
        person: [Field], tier: String?, thread: Thread, messages: [Message]
    ) {
        precondition(!messages.isEmpty && !expected.isEmpty, "a known answer has a history and an answer")
        self.id = id
        self.category = category
        self.expected = expected
        self.because = because
        self.asking = asking
        self.person = person
        self.tier = tier
        self.thread = thread
        self.messages = messages.sorted { $0.minutesBefore > $1.minutesBefore }
    }
}
