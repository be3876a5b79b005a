/// Why the ledger could not be read; always means 503.
public enum LedgerUnavailable: String, Error, Equatable, Sendable {
    /// The database cannot be read or written.
    case failed
    /// The database was deleted, replaced or does not extend the last checkpoint.
    case tampered
}

/// Which person rows are which customer.
public protocol CustomerDirectory: Sendable {
    /// The customer that a person row belongs to, `nil` when it was never resolved.
    func customer(of person: PersonReference, tenant: TenantID) async throws(LedgerUnavailable) -> CustomerID?

    /// The person rows of a customer, in order; empty for an unknown customer and for another tenant's alike.
    func persons(of customer: CustomerID, tenant: TenantID) async throws(LedgerUnavailable)
        -> [PersonReference]

    /// The customer whom an answer to a caller was about, by the id of its leaf: how callers who are shown no customer ids
    /// name somebody again.
    ///
    /// - Parameters:
    ///   - leaf: the id of a view's or a hold's leaf, as its receipt has it.
    ///   - caller: who asks; somebody else's leaf is nobody's.
    /// - Returns: `nil` for an unknown leaf, another caller's, and one about nobody alike.
    /// - Throws: ``LedgerUnavailable`` when nobody can tell.
    func customer(
        ofLeaf leaf: ULID, to caller: AnsweredCaller
    ) async throws(LedgerUnavailable) -> CustomerID?
}
