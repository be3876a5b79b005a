public import Conversations

extension SQLiteLedger: CaseLives {
    /// One review case, `nil` for an unknown one and for another tenant's alike.
    public func caseLife(
        _ token: ReviewCaseToken, tenant: TenantID
    ) async throws(LedgerUnavailable) -> CaseLife? {
        do {
            return try await read { db in try LifeTable.life(token, tenant: tenant, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// The review case that callers of an organisation outside were told of by a name, `nil` for any other name.
    public func caseLife(
        outside name: String, tenant: TenantID
    ) async throws(LedgerUnavailable) -> CaseLife? {
        do {
            return try await read { db in
                try CaseTable.token(outside: name, tenant: tenant, in: db).flatMap {
                    try LifeTable.life($0, tenant: tenant, in: db)
                }
            }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// The tests about an invented customer, the newest first; none about any other.
    public func testLives(
        of customer: CustomerID, tenant: TenantID
    ) async throws(LedgerUnavailable) -> [CaseLife] {
        do {
            return try await read { db in try LifeTable.tests(of: customer, tenant: tenant, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// Every test opened from a moment on, the newest first.
    public func testLives(
        from: Timestamp, tenant: TenantID
    ) async throws(LedgerUnavailable) -> [CaseLife] {
        do {
            return try await read { db in try LifeTable.tests(from: from, tenant: tenant, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// The cases that somebody waits for, opened from a moment on, as they were opened; the newest first.
    public func openedCases(
        from: Timestamp, tenant: TenantID
    ) async throws(LedgerUnavailable) -> [ReviewCase] {
        do {
            return try await read { db in try CaseTable.opened(from: from, tenant: tenant, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// Every review case of some conversations, the newest first within each.
    public func caseLives(
        of conversations: [ConversationID], tenant: TenantID
    ) async throws(LedgerUnavailable) -> [CaseLife] {
        let wanted = Set(conversations).sorted()
        do {
            return try await read { db in
                try wanted.flatMap { try LifeTable.lives(of: $0, tenant: tenant, in: db) }
            }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// The review cases that meet a query, the newest first.
    public func caseLives(
        _ query: ReviewQuery, tenant: TenantID
    ) async throws(LedgerUnavailable) -> [CaseLife] {
        do {
            return try await read { db in try LifeTable.lives(query, tenant: tenant, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// Who stopped the tenant's queue, `nil` while it goes on.
    public func queueStop(of tenant: TenantID) async throws(LedgerUnavailable) -> QueueStop? {
        do {
            return try await read { db in try LifeTable.stop(of: tenant, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }
}
