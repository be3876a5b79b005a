/// A ticket, chat session, call or thread.
public struct Conversation: Hashable, Sendable {
    /// Its name.
    public let id: ConversationID
    /// The row it came from.
    public let record: Record
    /// Whether it still waits for something.
    public let isOpen: Bool
    /// The source's status in the mapping's words, for example `pending`.
    public let status: String
    /// The subject line, empty when there is none.
    public let subject: String
    /// How it came: `email`, `chat`, `phone` and so on.
    public let channel: String
    /// What it is about; `general` when the mapping names no column for it.
    public let contactType: ContactType
    /// Where it waits, `nil` when the source has no queues.
    public let queue: QueueID?
    /// The region it belongs to, `nil` when the source does not say.
    public let region: RegionID?
    /// Who works on it now.
    public let assignee: StaffID?
    /// The team that works on it now.
    public let team: TeamID?
    /// Who answers for it from first contact to resolution, `nil` when the source does not say.
    public let owner: StaffID?
    /// A known issue that the source links it to, `nil` when there is none.
    public let knownIssue: String?
    /// When it began.
    public let openedAt: Timestamp
    /// Further mapped values with their classes: amounts, order ids, products.
    public let fields: [Field]

    /// Joins the parts of a conversation.
    public init(
        id: ConversationID, record: Record, isOpen: Bool, status: String, subject: String = "",
        channel: String, contactType: ContactType = "general", queue: QueueID? = nil,
        region: RegionID? = nil, assignee: StaffID? = nil, team: TeamID? = nil, owner: StaffID? = nil,
        knownIssue: String? = nil, openedAt: Timestamp, fields: [Field] = []
    ) {
        self.id = id
        self.record = record
        self.isOpen = isOpen
        self.status = status
        self.subject = subject
        self.channel = channel
        self.contactType = contactType
        self.queue = queue
        self.region = region
        self.assignee = assignee
        self.team = team
        self.owner = owner
        self.knownIssue = knownIssue
        self.openedAt = openedAt
        self.fields = fields
    }
}

/// A member of staff as a source lists them; answers who a token's subject is.
public struct StaffMember: Hashable, Sendable {
    /// The source's id.
    public let id: StaffID
    /// The subject of this person's tokens.
    public let subject: PrincipalID
    /// The team, `nil` when the source has none.
    public let team: TeamID?
    /// The name to print for the accountable person, `nil` when the source has none.
    public let name: String?
    /// Who employs them, `nil` when the source does not say.
    public let organisation: OrganisationID?

    /// Joins the parts of a staff row.
    public init(
        id: StaffID, subject: PrincipalID, team: TeamID?, name: String?, organisation: OrganisationID? = nil
    ) {
        self.id = id
        self.subject = subject
        self.team = team
        self.name = name
        self.organisation = organisation
    }
}
