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

    /// Nothing yet.
    public static let none = PastAnswers(shown: [:], customersInADay: 0, isAmongThem: false)

    /// Joins the parts.
    public init(shown: [PurposeID: Timestamp], customersInADay: Int, isAmongThem: Bool) {
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
    /// For how many minutes an answer for another purpose excludes this one, by that purpose.
    public let excludedAfterMinutes: [PurposeID: Int]

    /// Joins the parts.
    public init(
        caller: AnsweredCaller, customer: CustomerID, purpose: PurposeID?, customersMax: Int,
        excludedAfterMinutes: [PurposeID: Int]
    ) {
        self.caller = caller
        self.customer = customer
        self.purpose = purpose
        self.customersMax = customersMax
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
    /// - Returns: counts and moments, without any value of a customer.
    /// - Throws: ``LedgerUnavailable`` when nobody can tell, so that nothing is answered.
    func pastAnswers(
        to caller: AnsweredCaller, about customer: CustomerID?, at now: Timestamp
    ) async throws(LedgerUnavailable) -> PastAnswers
}
