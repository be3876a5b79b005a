/// Names the view that a release is valid for: a keyed digest, so that it tells nothing of what it covers.
public enum ViewKeyKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "view key"
}

/// Names a view.
public typealias ViewKey = Identifier<ViewKeyKind>

/// How far a conversation went when somebody looked: its newest interaction.
public struct Watermark: Hashable, Sendable, Comparable {
    /// When that happened.
    public let at: Timestamp
    /// Its record.
    public let record: RecordReference

    /// Joins a moment and a record.
    public init(at: Timestamp, record: RecordReference) {
        self.at = at
        self.record = record
    }

    /// Orders by time, then by record, as timelines do.
    public static func < (left: Self, right: Self) -> Bool {
        (left.at, left.record) < (right.at, right.record)
    }
}

/// A request that waits: everything that its view depends on besides the history and the rules.
public struct HeldRequest: Hashable, Sendable {
    /// Who asked first.
    public let requester: AccessParty
    /// The role of an acting machine.
    public let actorRole: RoleID?
    /// The region of the requester.
    public let region: RegionID?
    /// For which decision.
    public let purpose: PurposeID
    /// Whether the request named the conversation; else it was for all open ones.
    public let namesConversation: Bool
    /// The longest summary asked for: `words:n`, `lines:n` or empty.
    public let budget: String
    /// Whether the role belongs to another organisation.
    public let isExternal: Bool
    /// Everybody who asked so, in order; none of them decides.
    public var askers: [PrincipalID]

    /// Joins the parts.
    public init(
        requester: AccessParty, actorRole: RoleID?, region: RegionID?, purpose: PurposeID,
        namesConversation: Bool, budget: String, isExternal: Bool, askers: [PrincipalID]
    ) {
        self.requester = requester
        self.actorRole = actorRole
        self.region = region
        self.purpose = purpose
        self.namesConversation = namesConversation
        self.budget = budget
        self.isExternal = isExternal
        self.askers = Array(Set(askers)).sorted()
    }

    /// Whether two requests are for one view, whoever of the organisation asks.
    public func isAlike(_ other: HeldRequest) -> Bool {
        requester.organisation == other.requester.organisation && requester.role == other.requester.role
            && actorRole == other.actorRole && region == other.region && purpose == other.purpose
            && namesConversation == other.namesConversation && budget == other.budget
    }
}

/// A moment by which some authority or contract asks for something.
public struct RegulatoryDue: Hashable, Sendable {
    /// The rule, for example `DISP-1.5`.
    public let rule: RuleID
    /// By when.
    public let at: Timestamp

    /// Joins a rule and a moment.
    public init(rule: RuleID, at: Timestamp) {
        self.rule = rule
        self.at = at
    }
}

/// Why a case was opened.
public enum CaseOrigin: String, Hashable, Sendable, CaseIterable {
    /// A request was held.
    case hold
    /// Something was said after a release.
    case followUp = "follow_up"
    /// A decision was disputed.
    case contest
    /// Somebody saw what no rule flagged.
    case missedFlag = "missed_flag"
    /// The case before decided one of several held requests.
    case remainder
    /// Flagged while nothing was held yet; see the queue's shadow mode.
    case shadow
}

/// How a case begins besides what it is about.
public struct CaseStart: Hashable, Sendable {
    /// Why it was opened.
    public let origin: CaseOrigin
    /// The requests that wait for it.
    public let requests: [HeldRequest]
    /// Whether a decisive rule is among those that hit.
    public let isDecisive: Bool
    /// The rules that hit, in order.
    public let rules: [RuleID]
    /// How the conversation comes: `email`, `chat` and so on.
    public let channel: String
    /// By when somebody has to take it.
    public let acknowledgeBy: Timestamp
    /// By when it has to be decided.
    public let decideBy: Timestamp
    /// What the law or a contract asks for, in order.
    public let regulatory: [RegulatoryDue]
    /// The case that it goes back to.
    public let follows: ReviewCaseToken?
    /// The reviewer it is for, as long as its first clock runs; `nil` for whoever is next.
    public let assignee: PrincipalID?
    /// People who decide nothing here, because they decided what is disputed.
    public let excluded: [PrincipalID]
    /// That nobody waits for it and what is right is known; `nil` for every other case.
    public var test: KnownTest?

    /// Joins the parts; lists are put in order.
    public init(
        origin: CaseOrigin = .hold, requests: [HeldRequest] = [], isDecisive: Bool = false,
        rules: [RuleID] = [], channel: String = "", acknowledgeBy: Timestamp, decideBy: Timestamp,
        regulatory: [RegulatoryDue] = [], follows: ReviewCaseToken? = nil, assignee: PrincipalID? = nil,
        excluded: [PrincipalID] = []
    ) {
        self.origin = origin
        self.requests = requests
        self.isDecisive = isDecisive
        self.rules = Array(Set(rules)).sorted()
        self.channel = channel
        self.acknowledgeBy = acknowledgeBy
        self.decideBy = max(acknowledgeBy, decideBy)
        self.regulatory = regulatory.sorted { ($0.at, $0.rule) < ($1.at, $1.rule) }
        self.follows = follows
        self.assignee = assignee
        self.excluded = Array(Set(excluded)).sorted()
    }
}

/// That one reviewer has a case for some minutes.
public struct CaseLease: Hashable, Sendable {
    /// Its name.
    public let token: CaseLeaseToken
    /// Who.
    public let by: CaseReviewer
    /// From when.
    public let from: Timestamp
    /// When it is over: at this moment it no longer holds.
    public let until: Timestamp

    /// Joins the parts.
    public init(token: CaseLeaseToken, by: CaseReviewer, from: Timestamp, until: Timestamp) {
        self.token = token
        self.by = by
        self.from = from
        self.until = until
    }
}

/// A decision with what was looked at, and who took it.
public struct CaseOutcome: Hashable, Sendable {
    /// What was decided.
    public let decision: CaseDecision
    /// What was looked at.
    public let sight: CaseSight
    /// Who decided.
    public let by: AccessParty
    /// Who agreed, `nil` where one person may decide.
    public var confirmedBy: AccessParty?
    /// When it was decided, or proposed.
    public let at: Timestamp
    /// Milliseconds between the claim and the decision.
    public let afterMilliseconds: Int64
    /// How many further records the reviewer had opened.
    public let widenedCount: Int

    /// Joins the parts.
    public init(
        decision: CaseDecision, sight: CaseSight, by: AccessParty, confirmedBy: AccessParty?, at: Timestamp,
        afterMilliseconds: Int64, widenedCount: Int
    ) {
        self.decision = decision
        self.sight = sight
        self.by = by
        self.confirmedBy = confirmedBy
        self.at = at
        self.afterMilliseconds = afterMilliseconds
        self.widenedCount = widenedCount
    }
}

/// Where a review case stands, apart from leases and escalation.
public enum CaseStage: Hashable, Sendable {
    /// Waits for a decision.
    case waiting
    /// A first reviewer decided, and a second has to agree.
    case proposed(CaseOutcome)
    /// Decided.
    case final(CaseOutcome)
    /// A newer case took its place.
    case superseded(by: ReviewCaseToken, at: Timestamp)
}

/// A review case and everything that became of it; rebuilt from its steps, and changed by nothing else.
public struct CaseLife: Hashable, Sendable {
    /// The case as it was opened.
    public let opened: ReviewCase
    /// The requests that wait, the first ones of its start first.
    public var requests: [HeldRequest]
    /// Where it stands.
    public var stage: CaseStage = .waiting
    /// Who has it; it may be over.
    public var lease: CaseLease?
    /// What the holder of the lease looked at.
    public var sights: [CaseSight] = []
    /// The further records that the holder of the lease opened, in order.
    public var widened: [RecordReference] = []
    /// Whether a clock ran out or two reviewers disagreed, so that only seniors decide.
    public var isEscalated = false
    /// Whether anybody ever took it.
    public var wasTaken = false
    /// The person of the house who took the customer over.
    public var acceptedBy: AccessParty?
    /// The case that its decision is disputed in.
    public var contestedIn: ReviewCaseToken?
    /// People who decide nothing here any more.
    public var excluded: [PrincipalID]
    /// How many steps were taken.
    public var stepCount = 0
    /// The latest moment that the case has seen; never goes back.
    public var seenAt: Timestamp

    /// A case that was just opened.
    public init(_ opened: ReviewCase) {
        self.opened = opened
        requests = opened.start.requests
        excluded = opened.start.excluded
        seenAt = opened.openedAt
    }
}
