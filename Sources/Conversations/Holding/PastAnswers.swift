/// Whom an answer went to, as far as bounds on answers go: a person is the same behind every program.
public struct AnsweredCaller: Hashable, Sendable {
    /// Whose customers.
    public let tenant: TenantID
    /// The organisation.
    public let organisation: OrganisationID
    /// On whose behalf.
    public let subject: PrincipalID

    /// Joins the parts.
    public init(tenant: TenantID, organisation: OrganisationID, subject: PrincipalID) {
        self.tenant = tenant
        self.organisation = organisation
        self.subject = subject
    }

    /// Takes what a verified token says; the program and an acting machine do not matter.
    public init(_ caller: Caller) {
        self.init(tenant: caller.tenant, organisation: caller.organisation, subject: caller.subject)
    }
}

/// What a caller was answered before, read before the next answer is decided.
public struct PastAnswers: Hashable, Sendable {
    /// For which purposes the caller was shown this customer, and when last.
    public let shown: [PurposeID: Timestamp]
    /// About how many distinct customers the caller was answered in the 24 hours before.
    public let customersInADay: Int
    /// Whether this customer is among them.
    public let isAmongThem: Bool
    /// The same two of the caller's whole organisation; `nil` where its policy bounds it not.
    public let together: Together?

    /// What all people of one organisation were answered.
    public struct Together: Hashable, Sendable {
        /// About how many distinct customers in the 24 hours before.
        public let customersInADay: Int
        /// Whether this customer is among them.
        public let isAmongThem: Bool

        /// Joins the parts.
        public init(customersInADay: Int, isAmongThem: Bool) {
            self.customersInADay = customersInADay
            self.isAmongThem = isAmongThem
        }
    }

    /// Nothing yet.
    public static let none = PastAnswers(shown: [:], customersInADay: 0, isAmongThem: false)

    /// Joins the parts.
    public init(
        shown: [PurposeID: Timestamp], customersInADay: Int, isAmongThem: Bool, together: Together? = nil
    ) {
        self.together = together
        self.shown = shown
        self.customersInADay = customersInADay
        self.isAmongThem = isAmongThem
    }
}

/// That a caller is answered about a customer: counted in the same transaction as the leaf, and refused there as a
/// conflict when another answer came in between.
public struct AnsweredCustomer: Hashable, Sendable {
    /// Who is answered.
    public let caller: AnsweredCaller
    /// About whom.
    public let customer: CustomerID
    /// The purpose that something was shown for, `nil` when nothing was: a hold.
    public let purpose: PurposeID?
    /// The most distinct customers in 24 hours, this one included.
    public let customersMax: Int
    /// The most distinct customers in 24 hours of all people of the organisation, this one included; `nil` for no bound.
    public let customersTogetherMax: Int?
    /// For how many minutes an answer for another purpose excludes this one, by that purpose.
    public let excludedAfterMinutes: [PurposeID: Int]

    /// Joins the parts.
    public init(
        caller: AnsweredCaller, customer: CustomerID, purpose: PurposeID?, customersMax: Int,
        customersTogetherMax: Int? = nil, excludedAfterMinutes: [PurposeID: Int]
    ) {
        self.caller = caller
        self.customer = customer
        self.purpose = purpose
        self.customersMax = customersMax
        self.customersTogetherMax = customersTogetherMax
        self.excludedAfterMinutes = excludedAfterMinutes
    }

    /// The span over which customers are counted, in milliseconds: 24 hours.
    public static let dayMilliseconds: Int64 = 86_400_000
}

/// What callers were answered before.
public protocol AnswerCounts: Sendable {
    /// What a caller was answered in the 24 hours before a moment, and about one customer in particular.
    ///
    /// - Parameters:
    ///   - caller: who was answered.
    ///   - customer: about whom; `nil` when nobody was found.
    ///   - now: the present moment.
    ///   - together: whether the whole organisation is counted too.
    /// - Returns: counts and moments, without any value of a customer.
    /// - Throws: ``LedgerUnavailable`` when nobody can tell, so that nothing is answered.
    func pastAnswers(
        to caller: AnsweredCaller, about customer: CustomerID?, at now: Timestamp, together: Bool
    ) async throws(LedgerUnavailable) -> PastAnswers
}
