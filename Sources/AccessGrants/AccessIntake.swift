public import Conversations

/// What the policy allows somebody to ask for.
public struct AccessTerms: Hashable, Sendable {
    /// What kind of access.
    public let kind: AccessKind
    /// The rule of the policy.
    public let rule: RuleID
    /// The most minutes of a grant, 1 to 1,440.
    public let minutesMax: Int
    /// The roles that decide, or review afterwards.
    public let approvers: [RoleID]
    /// The roles that stand in once the target was missed.
    public let delegates: [RoleID]
    /// Minutes until an answer is aimed at; `nil` for the house's own.
    public let targetMinutes: Int?
    /// Hours within which a broken glass is reviewed; `nil` for the house's own.
    public let reviewHours: Int?
    /// Whether the rule itself lets it go ahead: recorded and sampled, and nobody is waited for.
    public let isPreapproved: Bool

    /// Joins the terms.
    public init(
        kind: AccessKind, rule: RuleID, minutesMax: Int, approvers: [RoleID], delegates: [RoleID] = [],
        targetMinutes: Int? = nil, reviewHours: Int? = nil, isPreapproved: Bool
    ) {
        precondition((1...1_440).contains(minutesMax), "a grant lasts 1 to 1,440 minutes")
        self.kind = kind
        self.rule = rule
        self.minutesMax = minutesMax
        self.approvers = approvers
        self.delegates = delegates
        self.targetMinutes = targetMinutes
        self.reviewHours = reviewHours
        self.isPreapproved = isPreapproved
    }
}

/// The times that a house sets itself.
public struct AccessTimes: Hashable, Sendable {
    /// Minutes until an answer is aimed at and the delegate is paged.
    public let targetMinutes: Int
    /// Minutes until a request that nobody decided lapses.
    public let lapseMinutes: Int
    /// Hours within which a broken glass is reviewed.
    public let reviewHours: Int

    /// Joins the times; each is at least 1.
    public init(targetMinutes: Int = 15, lapseMinutes: Int = 240, reviewHours: Int = 24) {
        precondition(min(targetMinutes, lapseMinutes, reviewHours) >= 1, "times are at least 1")
        self.targetMinutes = targetMinutes
        self.lapseMinutes = lapseMinutes
        self.reviewHours = reviewHours
    }
}

/// How an access case begins.
public enum AccessIntake {
    /// Opens a case: one that waits for an approver, or one that a rule of the policy has let go ahead beforehand.
    ///
    /// - Parameters:
    ///   - terms: what the policy allows.
    ///   - use: who asks, about whom, in which conversation, for which decision.
    ///   - fields: the classes asked for.
    ///   - id: the fresh name.
    ///   - now: the present moment.
    ///   - times: what the house aims at.
    /// - Returns: the case; breaking glass and contact handles never wait, and their minutes run at once.
    public static func open(
        _ terms: AccessTerms, for use: AccessUse, fields: [FieldClass], id: AccessCaseID, at now: Timestamp,
        times: AccessTimes
    ) -> AccessCase {
        let isAtOnce = terms.isPreapproved || terms.kind == .breakGlass || terms.kind == .contact
        let due =
            terms.kind == .breakGlass
            ? (terms.reviewHours ?? times.reviewHours) * 60
            : max(times.lapseMinutes, 2 * (terms.targetMinutes ?? times.targetMinutes))
        let grant = AccessGrant(approvedBy: nil, from: now, until: minutes(terms.minutesMax, after: now))
        return AccessCase(
            id: id, tenant: use.tenant, kind: terms.kind, rule: terms.rule, requester: use.by,
            customer: use.customer, conversation: use.conversation, purpose: use.purpose, fields: fields,
            minutes: terms.minutesMax, approvers: terms.approvers, delegates: terms.delegates, askedAt: now,
            targetAt: minutes(terms.targetMinutes ?? times.targetMinutes, after: now),
            dueAt: minutes(due, after: now),
            state: isAtOnce ? .granted(grant) : .pending)
    }

    private static func minutes(_ count: Int, after now: Timestamp) -> Timestamp {
        now.adding(milliseconds: Int64(count) * 60_000)
    }
}
