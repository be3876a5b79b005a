/// One step in the life of an access case.
public enum AccessStep: Hashable, Sendable {
    /// An approver lets it go ahead, for some minutes at most.
    case approve(by: AccessParty, minutes: Int)
    /// An approver says no.
    case refuse(by: AccessParty)
    /// The grant is used.
    case use(AccessUse)
    /// The requester or an approver takes the grant back.
    case revoke(by: AccessParty)
    /// The grant's minutes are over.
    case expire
    /// Nobody decided until the request's due moment.
    case lapse
    /// The delegate is paged because nobody answered in time.
    case escalate
    /// Somebody else looks at a broken glass afterwards.
    case review(by: AccessParty, isJustified: Bool)
}

/// What a grant is used for; every part must be the one that it is bound to.
public struct AccessUse: Hashable, Sendable {
    /// Who uses it.
    public let by: AccessParty
    /// In whose log.
    public let tenant: TenantID
    /// About whom.
    public let customer: CustomerID
    /// In which conversation.
    public let conversation: ConversationID
    /// For which decision.
    public let purpose: PurposeID

    /// Joins the parts of a use.
    public init(
        by: AccessParty, tenant: TenantID, customer: CustomerID, conversation: ConversationID,
        purpose: PurposeID
    ) {
        self.by = by
        self.tenant = tenant
        self.customer = customer
        self.conversation = conversation
        self.purpose = purpose
    }
}

/// A durable change of who may see what; happens with the leaf that tells of it, or not at all.
public enum AccessChange: Hashable, Sendable {
    /// A case begins.
    case open(AccessCase)
    /// A case takes a step; refused as a conflict when its state does not allow it at that moment.
    case step(AccessCaseID, tenant: TenantID, AccessStep, at: Timestamp)
    /// One try at a value; refused when the tries of its conversation, caller or customer are used up.
    case check(CheckTry)

    /// Whose log it belongs to.
    public var tenant: TenantID {
        switch self {
        case .open(let opened): opened.tenant
        case .step(_, let tenant, _, _): tenant
        case .check(let tried): tried.caller.tenant
        }
    }
}

/// One try at a value that a customer gave: where it counts, and how many there are.
///
/// INVARIANT: a conversation's tries only ever go up; those of a caller and of a customer are counted over 24 hours, so that
/// nobody gets more of them by opening another conversation.
public struct CheckTry: Hashable, Sendable {
    /// In which conversation.
    public let conversation: ConversationID
    /// About whom.
    public let customer: CustomerID
    /// Who tries.
    public let caller: AnsweredCaller

    /// How many values may be tried in one conversation, by all callers together.
    public static let conversationMax = 3
    /// How many values one caller may try about one customer in 24 hours, in all conversations together.
    public static let callerMax = 6
    /// How many values may be tried about one customer in 24 hours, by all callers together.
    public static let customerMax = 12

    /// Joins the parts of a try.
    public init(conversation: ConversationID, customer: CustomerID, caller: AnsweredCaller) {
        self.conversation = conversation
        self.customer = customer
        self.caller = caller
    }
}

/// How many tries there were, everywhere that one counts.
public struct TriesHad: Hashable, Sendable {
    /// In the conversation, ever.
    public let conversation: Int
    /// By the caller about the customer, in 24 hours.
    public let caller: Int
    /// About the customer, in 24 hours.
    public let customer: Int

    /// None yet.
    public static let none = TriesHad(conversation: 0, caller: 0, customer: 0)

    /// Joins the counts.
    public init(conversation: Int, caller: Int, customer: Int) {
        self.conversation = conversation
        self.caller = caller
        self.customer = customer
    }

    /// How many are left: the fewest of the three bounds.
    public var left: Int {
        max(
            0,
            min(
                CheckTry.conversationMax - conversation, CheckTry.callerMax - caller,
                CheckTry.customerMax - customer))
    }
}

/// Which access cases are asked for; what is not given does not narrow.
public struct AccessQuery: Hashable, Sendable {
    /// Only cases of this requester's subject.
    public var requester: PrincipalID?
    /// Only cases about this customer.
    public var customer: CustomerID?
    /// Only cases that still wait for a decision, a review or their end.
    public var isOpen: Bool
    /// The most cases, the newest first.
    public var limit: Int

    /// Joins the conditions; `limit` is 1 to 10,000.
    public init(
        requester: PrincipalID? = nil, customer: CustomerID? = nil, isOpen: Bool = false, limit: Int = 100
    ) {
        self.requester = requester
        self.customer = customer
        self.isOpen = isOpen
        self.limit = min(max(limit, 1), 10_000)
    }
}

/// The access cases of a ledger.
public protocol AccessCases: Sendable {
    /// One case, `nil` for an unknown one and for another tenant's alike.
    func accessCase(_ id: AccessCaseID, tenant: TenantID) async throws(LedgerUnavailable) -> AccessCase?

    /// The cases that meet a query, the newest first.
    func accessCases(_ query: AccessQuery, tenant: TenantID) async throws(LedgerUnavailable) -> [AccessCase]

    /// How many tries at values there were, everywhere that this one would count.
    func checkTries(_ tried: CheckTry, at now: Timestamp) async throws(LedgerUnavailable) -> TriesHad
}
