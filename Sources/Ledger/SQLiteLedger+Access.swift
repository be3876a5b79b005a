public import AuditTrail
public import Conversations

extension SQLiteLedger: AccessCases {
    /// One access case, `nil` for an unknown one and for another tenant's alike.
    public func accessCase(
        _ id: AccessCaseID, tenant: TenantID
    ) async throws(LedgerUnavailable) -> AccessCase? {
        do {
            return try await read { db in try GrantTable.find(id, tenant: tenant, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// The access cases that meet a query, the newest first.
    public func accessCases(
        _ query: AccessQuery, tenant: TenantID
    ) async throws(LedgerUnavailable) -> [AccessCase] {
        do {
            return try await read { db in try GrantTable.cases(query, tenant: tenant, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// How many tries at values there were, everywhere that this one would count.
    public func checkTries(
        _ tried: CheckTry, at now: Timestamp
    ) async throws(LedgerUnavailable) -> TriesHad {
        do {
            return try await read { db in try CheckTable.had(tried, at: now, in: db) }
        } catch {
            throw LedgerUnavailable(error)
        }
    }

    /// Why a case was asked for, in the requester's words, from the opening of the leaf that tells of it.
    ///
    /// - Returns: `nil` for an unknown case, and when the customer's key was destroyed.
    public func accessReason(
        of id: AccessCaseID, tenant: TenantID
    ) async throws(LedgerFailure) -> String? {
        guard let leaf = try await read({ db in try GrantTable.leaf(of: id, tenant: tenant, in: db) }),
            case .opened(let openings, _)? = try await self.leaf(leaf, tenant: tenant, isOpened: true)?
                .openings
        else { return nil }
        return openings.first { $0.name == "reason" }?.value.string
    }
}
