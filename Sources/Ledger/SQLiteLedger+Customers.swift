public import Conversations

extension SQLiteLedger: CustomerDirectory, AnswerCounts {
    /// The customer that a person row belongs to, `nil` when it was never resolved.
    public func customer(
        of person: PersonReference, tenant: TenantID
    ) async throws(LedgerUnavailable) -> CustomerID? {
        do {
            return try await read { db in try LinkTable.customer(of: person, tenant: tenant, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// The person rows of a customer, in order; empty for an unknown customer and for another tenant's alike.
    public func persons(
        of customer: CustomerID, tenant: TenantID
    ) async throws(LedgerUnavailable) -> [PersonReference] {
        do {
            return try await read { db in try LinkTable.persons(of: customer, tenant: tenant, in: db) }
                .sorted()
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// The customer whom an answer to a caller was about, by the id of its leaf.
    public func customer(
        ofLeaf leaf: ULID, to caller: AnsweredCaller
    ) async throws(LedgerUnavailable) -> CustomerID? {
        do {
            return try await read { db in try AnsweredTable.customer(ofLeaf: leaf, to: caller, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// What a caller was answered in the 24 hours before a moment, and about one customer in particular.
    public func pastAnswers(
        to caller: AnsweredCaller, about customer: CustomerID?, at now: Timestamp, together: Bool
    ) async throws(LedgerUnavailable) -> PastAnswers {
        do {
            return try await read { db in
                try AnsweredTable.past(caller, about: customer, at: now, together: together, in: db)
            }
        } catch {
            throw LedgerUnavailable(error)
        }
    }
}
