/// A durable change of the review queue; happens with the leaf that tells of it, or not at all.
public enum ReviewChange: Hashable, Sendable {
    /// A case takes a step; refused as a conflict when its state does not allow it at that moment.
    case step(ReviewCaseToken, tenant: TenantID, CaseStep, at: Timestamp)
    /// An operator stops the queue, so that everything is held, or lets it go on.
    case stop(QueueStop)
    /// Callers outside were told of a case by a name that joins to nothing else; it is found again by that name.
    case named(ReviewCaseToken, tenant: TenantID, outside: String)
    /// Somebody has to hear of what happened; kept until it was handed on.
    case tell(QueueEvent)

    /// Whose log it belongs to.
    public var tenant: TenantID {
        switch self {
        case .step(_, let tenant, _, _), .named(_, let tenant, _): tenant
        case .stop(let stop): stop.tenant
        case .tell(let event): event.tenant
        }
    }
}

/// That something happened in the queue which somebody has to hear of; nothing of any customer.
public struct QueueEvent: Hashable, Sendable {
    /// Whose queue.
    public let tenant: TenantID
    /// Its own name: whoever gets it twice knows it by this.
    public let id: String
    /// What kind, as events name it.
    public let type: String
    /// The case, or the queue.
    public let subject: String
    /// The whole event, one line of JSON without its end.
    public let line: String

    /// Joins the parts.
    public init(tenant: TenantID, id: String, type: String, subject: String, line: String) {
        self.tenant = tenant
        self.id = id
        self.type = type
        self.subject = subject
        self.line = line
    }
}

/// That an operator stopped a tenant's queue, or let it go on.
public struct QueueStop: Hashable, Sendable {
    /// Whose queue.
    public let tenant: TenantID
    /// Whether everything is held from now on.
    public let isStopped: Bool
    /// Who did it.
    public let by: PrincipalID
    /// When.
    public let at: Timestamp

    /// Joins the parts.
    public init(tenant: TenantID, isStopped: Bool, by: PrincipalID, at: Timestamp) {
        self.tenant = tenant
        self.isStopped = isStopped
        self.by = by
        self.at = at
    }
}

/// Which review cases are asked for; what is not given does not narrow.
public struct ReviewQuery: Hashable, Sendable {
    /// Only cases about this customer.
    public var customer: CustomerID?
    /// Only cases that wait for a decision, or only those that do not.
    public var isOpen: Bool?
    /// Only cases opened at this moment or later.
    public var from: Timestamp?
    /// The most cases, the newest first.
    public var limit: Int
    /// Whether tests are among them: for whoever decides they are cases like any other.
    public var includesTests: Bool

    /// Joins the conditions; `limit` is 1 to 100,000.
    public init(
        customer: CustomerID? = nil, isOpen: Bool? = nil, from: Timestamp? = nil, limit: Int = 1_000,
        includesTests: Bool = false
    ) {
        self.includesTests = includesTests
        self.customer = customer
        self.isOpen = isOpen
        self.from = from
        self.limit = min(max(limit, 1), 100_000)
    }
}

/// The lives of review cases, each rebuilt from its steps.
public protocol CaseLives: Sendable {
    /// One case or test, `nil` for an unknown one and for another tenant's alike.
    func caseLife(
        _ token: ReviewCaseToken, tenant: TenantID
    ) async throws(LedgerUnavailable) -> CaseLife?

    /// The tests about an invented customer, the newest first; none about any other customer.
    func testLives(of customer: CustomerID, tenant: TenantID) async throws(LedgerUnavailable) -> [CaseLife]

    /// Every case of some conversations that somebody waits for, the newest first.
    func caseLives(
        of conversations: [ConversationID], tenant: TenantID
    ) async throws(LedgerUnavailable) -> [CaseLife]

    /// The cases that meet a query, the newest first; tests are among them only if it says so.
    func caseLives(_ query: ReviewQuery, tenant: TenantID) async throws(LedgerUnavailable) -> [CaseLife]

    /// Who stopped the tenant's queue, `nil` while it goes on.
    func queueStop(of tenant: TenantID) async throws(LedgerUnavailable) -> QueueStop?
}
