/// A hard-to-guess name of a review case; a caller that got it in a 202 gives it back to acknowledge the hold.
public enum ReviewCaseKind: IdentifierKind {
    /// What messages call it.
    public static let noun = "case token"
}

/// Names a review case.
public typealias ReviewCaseToken = Identifier<ReviewCaseKind>

/// Where a review case stands.
public enum ReviewCaseState: String, Hashable, Sendable, CaseIterable {
    /// Waits for a reviewer.
    case pending
    /// A person decided it.
    case decided
    /// A newer case for the same conversation took its place.
    case superseded
}

/// What a review case is about: one category with the gravest severity seen in it.
public struct CaseConcern: Hashable, Sendable, Comparable {
    /// The category; `nil` when the conversation could not be assessed.
    public let category: FlagCategory?
    /// 1 to 4.
    public let severity: Int

    /// Joins a category with its severity.
    public init(category: FlagCategory?, severity: Int) {
        self.category = category
        self.severity = severity
    }

    /// Orders by category, what was not assessed first, then by severity.
    public static func < (left: Self, right: Self) -> Bool {
        (left.category?.text ?? "", left.severity) < (right.category?.text ?? "", right.severity)
    }
}

/// A conversation that waits for a person, as the ledger keeps it.
public struct ReviewCase: Hashable, Sendable {
    /// Its name.
    public let token: ReviewCaseToken
    /// Whose case it is.
    public let tenant: TenantID
    /// The customer.
    public let customer: CustomerID
    /// The conversation whose flags hold.
    public let conversation: ConversationID
    /// What it is about, in order, at least one.
    public let concerns: [CaseConcern]
    /// Where it stands.
    public let state: ReviewCaseState
    /// When it was opened.
    public let openedAt: Timestamp
    /// How it begins: why, for whom, by when.
    public let start: CaseStart

    /// Joins the parts of a case; without a start its clocks run out at once, so that somebody looks.
    public init(
        token: ReviewCaseToken, tenant: TenantID, customer: CustomerID, conversation: ConversationID,
        concerns: [CaseConcern], state: ReviewCaseState = .pending, openedAt: Timestamp,
        start: CaseStart? = nil
    ) {
        precondition(!concerns.isEmpty, "a review case is about something")
        self.token = token
        self.tenant = tenant
        self.customer = customer
        self.conversation = conversation
        self.concerns = concerns.sorted()
        self.state = state
        self.openedAt = openedAt
        self.start = start ?? CaseStart(acknowledgeBy: openedAt, decideBy: openedAt)
    }

    /// The gravest severity, 1 to 4.
    public var severity: Int { concerns.map(\.severity).max() ?? 1 }
}
