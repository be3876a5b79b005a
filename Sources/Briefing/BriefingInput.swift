public import AuditTrail
public import Conversations
public import Extracts
public import Identity
import ReviewQueue

/// The customer of a request, once found.
public struct KnownCustomer: Hashable, Sendable {
    /// The id; freshly issued when the person was never resolved before.
    public let id: CustomerID
    /// Links that the ledger does not have yet.
    public let newLinks: [PersonLink]
    /// Why the rows are one person, one line a join.
    public let evidence: [IdentityEvidence]

    /// Joins an id with what led to it.
    public init(id: CustomerID, newLinks: [PersonLink], evidence: [IdentityEvidence]) {
        self.id = id
        self.newLinks = newLinks
        self.evidence = evidence
    }
}

/// A member of staff as one source lists them.
public struct KnownStaff: Hashable, Sendable {
    /// The source that lists them.
    public let source: SourceID
    /// The row.
    public let member: StaffMember

    /// Joins a source and a row.
    public init(source: SourceID, member: StaffMember) {
        self.source = source
        self.member = member
    }

    /// Whether a caller is this person: the subject alone is none, for two organisations may use the same one.
    func isCaller(_ caller: Caller) -> Bool {
        member.subject == caller.subject
            && (member.organisation ?? caller.organisation) == caller.organisation
    }
}

/// The sources whose lists of staff could not be asked.
public struct StaffGaps: Hashable, Sendable {
    /// Nothing is missing.
    public static let none = StaffGaps(caller: [], named: [])

    /// Those that could not say who the caller is.
    public var caller: Set<SourceID>
    /// Those that could not name who owns, works on or wrote in conversations.
    public var named: Set<SourceID>

    /// Joins both.
    public init(caller: Set<SourceID>, named: Set<SourceID>) {
        self.caller = caller
        self.named = named
    }
}

/// Everything that the pure step looks at. Same input, same bytes.
public struct BriefingInput: Sendable {
    /// What is asked.
    public let request: SummaryRequest
    /// Who asks.
    public let caller: Caller
    /// The W3C trace id.
    public let trace: String
    /// The customer, `nil` when nobody was found.
    public let customer: KnownCustomer?
    /// What the sources hold.
    public private(set) var timeline: Timeline
    /// What flags are looked for in: the timeline, with open conversations whole however far back the caller reads.
    private(set) var gated: Timeline
    /// The rows of staff that the caller goes by, one a source.
    public let callerStaff: [KnownStaff]
    /// The rows of staff that own or work on the conversations.
    public let staff: [KnownStaff]
    /// The sources whose lists of staff could not be asked.
    public var staffGaps = StaffGaps.none
    /// Every case of the customer's conversations with what became of it, the newest first within a conversation.
    public var lives: [CaseLife] = []
    /// Whether an operator stopped the queue, so that everything is held.
    public var isStopped = false
    /// Until when flags are only recorded for people of the house, and not held; `nil` for enforcement.
    public var shadowUntil: Timestamp?
    /// Whether the log is witnessed as recently as the gateway demands; holds outside callers when not.
    public let isWitnessed: Bool
    /// What the caller was answered before, as far as bounds go.
    public let past: PastAnswers
    /// Whether an access grant for exactly this purpose and customer is in force.
    public var hasAccessGrant: Bool
    /// The caller's own access cases about the customer that have not ended; which of them holds is decided here.
    public var grants: [AccessCase] = []
    /// What was read of this view before; it changes the work and never the answer.
    public var prepared = PreparedMessages()
    /// The present moment.
    public let now: Timestamp
    /// 32 random bytes of this disclosure; never stored.
    public let seed: [UInt8]

    /// Joins the parts.
    public init(
        request: SummaryRequest, caller: Caller, trace: String, customer: KnownCustomer?,
        timeline: Timeline, callerStaff: [KnownStaff], staff: [KnownStaff],
        isWitnessed: Bool = true, past: PastAnswers = .none, hasAccessGrant: Bool = false, now: Timestamp,
        seed: [UInt8]
    ) {
        precondition(seed.count == 32, "a disclosure seed holds 32 bytes")
        self.request = request
        self.caller = caller
        self.trace = trace
        self.customer = customer
        self.timeline = timeline
        gated = timeline
        self.callerStaff = callerStaff
        self.staff = staff
        self.isWitnessed = isWitnessed
        self.past = past
        self.hasAccessGrant = hasAccessGrant
        self.now = now
        self.seed = seed
    }

    /// The same request over what a caller with a reach may draw on.
    func within(_ reach: RecordReach) -> BriefingInput {
        var drawn = self
        drawn.timeline = timeline.within(reach)
        drawn.gated = timeline.gated(within: reach)
        return drawn
    }
}

/// What an answer turned out to be.
public enum Outcome: String, Hashable, Sendable {
    /// A view of the customer.
    case view
    /// A person has to look first.
    case hold
    /// No.
    case refusal
}

/// What the pure step decided: what to answer, what to record, what to change.
public struct BriefingOutcome: Sendable {
    /// What the answer is.
    public let outcome: Outcome
    /// The HTTP status.
    public let status: Int
    /// The body (or the problem without its receipt), whose canonical bytes the leaf's digest covers.
    public let body: JSONValue
    /// The leaf to commit before any byte leaves.
    public let draft: LeafDraft
    /// What changes in the same transaction.
    public internal(set) var changes: [LedgerChange]
    /// Whether the caller's own organisation wrote what looks like a list of guesses: for an alarm, no part of the answer.
    public var isGuessList = false
    /// What was read of the view, to be handed in with the next request for it.
    public internal(set) var prepared = PreparedMessages()

    /// The same with further changes.
    func counting(_ more: [LedgerChange]) -> BriefingOutcome {
        var counted = self
        counted.changes += more
        return counted
    }
}

/// Why nothing may be shown and nothing is recorded: 503.
public struct BriefingFailure: Error, Equatable, Sendable {
    /// The refusal to answer with.
    public let problem: Problem

    /// Takes the refusal to answer with.
    public init(problem: Problem) { self.problem = problem }
}
