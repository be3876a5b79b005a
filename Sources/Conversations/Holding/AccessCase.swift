/// Names an access case: a request for more than a role shows, and the grant that may come of it.
public struct AccessCaseID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The id itself.
    public let ulid: ULID

    /// Wraps an issued id.
    public init(_ ulid: ULID) { self.ulid = ulid }

    /// The canonical 26 characters.
    public var description: String { ulid.description }

    /// Orders by time of issue.
    public static func < (left: Self, right: Self) -> Bool { left.ulid < right.ulid }
}

/// Somebody who asks for, decides on or uses access: everything that a grant is bound to about a caller.
public struct AccessParty: Hashable, Sendable {
    /// On whose behalf.
    public let subject: PrincipalID
    /// The machine that acts for the subject, `nil` when the subject acts itself.
    public let actor: PrincipalID?
    /// The program that was registered.
    public let client: PrincipalID
    /// The organisation.
    public let organisation: OrganisationID
    /// The role.
    public let role: RoleID

    /// Joins the parts.
    public init(
        subject: PrincipalID, actor: PrincipalID? = nil, client: PrincipalID, organisation: OrganisationID,
        role: RoleID
    ) {
        self.subject = subject
        self.actor = actor
        self.client = client
        self.organisation = organisation
        self.role = role
    }

    /// Whether two are one person, whichever program and role they came by.
    public func isSamePerson(as other: AccessParty) -> Bool {
        subject == other.subject && organisation == other.organisation
    }

    /// Takes what a verified token says.
    public init(_ caller: Caller) {
        self.init(
            subject: caller.subject, actor: caller.actor, client: caller.client,
            organisation: caller.organisation, role: caller.role)
    }
}

/// What kind of access a case is about.
public enum AccessKind: String, Hashable, Sendable, CaseIterable {
    /// More of some field classes, by an elevation of the policy.
    case elevation
    /// A second purpose for one customer while the first still excludes it; no field shows more.
    case purpose
    /// Contact fields and newest lines of a held conversation, without waiting for a reviewer.
    case breakGlass = "break_glass"
    /// Calling or writing to the value on file without seeing it.
    case contact
}

/// What a grant lets somebody do, and for how long.
public struct AccessGrant: Hashable, Sendable {
    /// Who approved it; `nil` when a rule of the policy did so beforehand.
    public let approvedBy: AccessParty?
    /// When it began.
    public let from: Timestamp
    /// When it is over: at this moment it no longer holds.
    public let until: Timestamp
    /// How often it was used.
    public let uses: Int

    /// Joins the parts of a grant.
    public init(approvedBy: AccessParty?, from: Timestamp, until: Timestamp, uses: Int = 0) {
        self.approvedBy = approvedBy
        self.from = from
        self.until = until
        self.uses = uses
    }
}

/// How a grant ended.
public enum AccessEnding: String, Hashable, Sendable, CaseIterable {
    /// Its minutes were over.
    case expired
    /// Somebody took it back.
    case revoked
    /// The clock went back, so that nobody could tell whether its minutes were over.
    case clockSetBack = "clock_set_back"
}

/// What somebody else thought of breaking glass, afterwards.
public struct AccessReview: Hashable, Sendable {
    /// Who looked; never whoever broke the glass.
    public let by: AccessParty
    /// When.
    public let at: Timestamp
    /// Whether it was right.
    public let isJustified: Bool

    /// Joins the parts of a review.
    public init(by: AccessParty, at: Timestamp, isJustified: Bool) {
        self.by = by
        self.at = at
        self.isJustified = isJustified
    }
}

/// Where an access case stands.
public enum AccessState: Hashable, Sendable {
    /// Waits for an approver.
    case pending
    /// An approver said no.
    case refused(by: AccessParty, at: Timestamp)
    /// Nobody decided in time.
    case unanswered(at: Timestamp)
    /// A grant holds, until its moment comes.
    case granted(AccessGrant)
    /// A grant is over.
    case ended(AccessGrant, AccessEnding, at: Timestamp, review: AccessReview?)
}

/// A request for access and what became of it, as the ledger keeps it; no values and no free text.
public struct AccessCase: Hashable, Sendable {
    /// Its name.
    public let id: AccessCaseID
    /// Whose case it is.
    public let tenant: TenantID
    /// What kind of access.
    public let kind: AccessKind
    /// The rule of the policy that allows to ask.
    public let rule: RuleID
    /// Who asked.
    public let requester: AccessParty
    /// About whom.
    public let customer: CustomerID
    /// In which conversation.
    public let conversation: ConversationID
    /// For which decision.
    public let purpose: PurposeID
    /// The field classes that were asked for, in order.
    public let fields: [FieldClass]
    /// The classes that a grant of an elevation raises, which are no more than those; `nil` for other kinds.
    public var elevated: [FieldClass]? { kind == .elevation ? fields : nil }
    /// The most minutes that a grant may last.
    public let minutes: Int
    /// The roles that may decide, in order; never the requester, whatever the role.
    public let approvers: [RoleID]
    /// The roles that may decide as well once the target was missed, in order.
    public let delegates: [RoleID]
    /// When it was asked.
    public let askedAt: Timestamp
    /// By when an answer is aimed at; then the delegate is paged.
    public let targetAt: Timestamp
    /// When a request that nobody decided lapses, or a break-glass review is due.
    public let dueAt: Timestamp
    /// Whether the delegate was paged.
    public var isEscalated: Bool
    /// Where it stands.
    public var state: AccessState
    /// The latest moment that the case has seen; never goes back.
    public var seenAt: Timestamp

    /// Joins the parts of a case.
    public init(
        id: AccessCaseID, tenant: TenantID, kind: AccessKind, rule: RuleID, requester: AccessParty,
        customer: CustomerID, conversation: ConversationID, purpose: PurposeID, fields: [FieldClass],
        minutes: Int, approvers: [RoleID], delegates: [RoleID] = [], askedAt: Timestamp,
        targetAt: Timestamp, dueAt: Timestamp, isEscalated: Bool = false, state: AccessState = .pending,
        seenAt: Timestamp? = nil
    ) {
        precondition((1...1_440).contains(minutes), "a grant lasts 1 to 1,440 minutes")
        self.id = id
        self.tenant = tenant
        self.kind = kind
        self.rule = rule
        self.requester = requester
        self.customer = customer
        self.conversation = conversation
        self.purpose = purpose
        self.fields = fields.sorted()
        self.minutes = minutes
        self.approvers = approvers.sorted()
        self.delegates = delegates.sorted()
        self.askedAt = askedAt
        self.targetAt = targetAt
        self.dueAt = dueAt
        self.isEscalated = isEscalated
        self.state = state
        self.seenAt = max(askedAt, seenAt ?? askedAt)
    }

    /// Whether another case asks for the same: by the same caller, about the same, for the same decision.
    public func asksTheSame(as other: AccessCase) -> Bool {
        tenant == other.tenant && kind == other.kind && rule == other.rule && requester == other.requester
            && customer == other.customer && conversation == other.conversation && purpose == other.purpose
            && fields == other.fields
    }
}
