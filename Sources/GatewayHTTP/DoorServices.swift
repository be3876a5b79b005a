public import Briefing
public import Conversations
public import Logging

/// What the door needs from outside; the composition root makes it once.
public struct DoorServices: Sendable {
    /// Answers `POST /v1/summaries`. It ends soon after its task is cancelled.
    public let summaries: any SummaryService
    /// Reads bearer tokens.
    public let verifier: TokenVerifier
    /// Says whether the parts work.
    public let readiness: any ReadinessProbe
    /// The public half of the audit log.
    public let publicLog: any PublicLog
    /// Answers questions to the audit log itself.
    public let audit: any AuditService
    /// Turns readiness red before a shutdown.
    public let drain: DrainGate
    /// Counters of requests; the one place where they are kept.
    public let metrics: RequestMetrics
    /// Tells the time of day, for rates.
    public let clock: any WallClock
    /// Gives that many random bytes, for trace and span ids.
    public let entropy: @Sendable (Int) -> [UInt8]
    /// Answers what compliance asks about a customer's traces; `nil` for a door without it.
    public let customers: (any CustomersService)?
    /// Answers `GET /v1/customers/{id}/timeline`; `nil` for a door without it.
    public let timelines: (any TimelineService)?
    /// Answers `GET /v1/summaries/{id}/explanation`; `nil` for a door without it.
    public let explanations: (any ExplanationService)?
    /// Answers checks and access requests; `nil` for a door without them.
    public let access: (any AccessService)?
    /// Answers questions about review cases; `nil` for a door without them.
    public let reviews: (any ReviewService)?
    /// Takes one line a request: method, path template, status, code, duration, trace. Never a body, query, token,
    /// subject or customer.
    public let logger: Logger

    /// Joins the parts.
    public init(
        summaries: any SummaryService, verifier: TokenVerifier, readiness: any ReadinessProbe,
        publicLog: any PublicLog, audit: any AuditService = ClosedAudit(), drain: DrainGate,
        metrics: RequestMetrics, clock: any WallClock,
        entropy: @escaping @Sendable (Int) -> [UInt8], logger: Logger,
        customers: (any CustomersService)? = nil, timelines: (any TimelineService)? = nil,
        explanations: (any ExplanationService)? = nil,
        access: (any AccessService)? = nil, reviews: (any ReviewService)? = nil
    ) {
        self.reviews = reviews
        self.timelines = timelines
        self.explanations = explanations
        self.access = access
        self.customers = customers
        self.summaries = summaries
        self.verifier = verifier
        self.readiness = readiness
        self.publicLog = publicLog
        self.audit = audit
        self.drain = drain
        self.metrics = metrics
        self.clock = clock
        self.entropy = entropy
        self.logger = logger
    }
}
