/// A person row that belongs to a customer, as the ledger keeps it.
public struct PersonLink: Hashable, Sendable {
    /// Whose data it is.
    public let tenant: TenantID
    /// The source's person row.
    public let person: PersonReference
    /// The customer it was joined to.
    public let customer: CustomerID
    /// The identity rule that joined it.
    public let rule: RuleID

    /// Joins a row to a customer.
    public init(tenant: TenantID, person: PersonReference, customer: CustomerID, rule: RuleID) {
        self.tenant = tenant
        self.person = person
        self.customer = customer
        self.rule = rule
    }
}

/// A durable change that happens in the same transaction as the leaf that tells of it, or not at all.
public enum LedgerChange: Hashable, Sendable {
    /// A person row now belongs to a customer; a row that belongs to another one makes the commit a conflict.
    case link(PersonLink)
    /// A review case was opened; a pending one for the same conversation becomes superseded.
    case openCase(ReviewCase)
    /// A caller acknowledged a pending case.
    case acknowledge(ReviewCaseToken, tenant: TenantID, by: PrincipalID, at: Timestamp)
    /// Traces of a customer go, are kept from going, or are noted so that they can be found.
    case erasing(ErasingChange)
    /// An access case begins or takes a step, or a try at a value is counted.
    case access(AccessChange)
    /// A review case takes a step, or the queue is stopped.
    case review(ReviewChange)
    /// A caller was answered about a customer; past a bound the commit is a conflict.
    case answered(AnsweredCustomer)
    /// Which lines a summary chose, kept beside its leaf.
    case summary(SummaryChoice)
}
