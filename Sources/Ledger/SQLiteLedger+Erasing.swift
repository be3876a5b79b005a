public import AuditTrail
public import Conversations
import GRDB

/// How much a retention sweep would destroy of one tenant.
public struct ExpiredBodies: Hashable, Sendable {
    /// Keys of customers' months.
    public let keyCount: Int
    /// Sealed bodies.
    public let bodyCount: Int

    /// Whether there is nothing to do.
    public var isEmpty: Bool { keyCount == 0 && bodyCount == 0 }
}

extension SQLiteLedger {
    /// Where a customer stands as to erasure; an unknown customer and another tenant's are alike.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func erasureStanding(
        of customer: CustomerID, tenant: TenantID
    ) async throws(LedgerFailure) -> ErasureStanding {
        let asked = ErasedCustomer(tenant: tenant, customer: customer)
        let marks = PersonMarks(keys: keys, digester: digester)
        return try await read { db in
            if let entry = try ErasureTable.entry(of: asked, in: db) {
                return .erased(
                    RecordedErasure(
                        leaf: entry.leaf, at: entry.at, isDone: entry.state == "done",
                        returns: try ErasureTable.returns(of: asked, in: db)))
            }
            let scope = try ErasureTable.scope(
                of: asked, marks: { try marks.marks(of: $0, tenant: tenant) }, in: db)
            guard scope.leafCount > 0 || !scope.persons.isEmpty else { return .unknown }
            return .present(scope, isHeld: try ErasureTable.isHeld(asked, in: db))
        }
    }

    /// Carries every recorded erasure through: listed outside, keys destroyed, freed bytes gone. Repeating it is harmless.
    ///
    /// - Throws: ``LedgerFailure`` when a step could not be made durable; the next call or start goes on there.
    public func finishErasures() async throws(LedgerFailure) {
        do { try await erasures.finish() } catch { throw LedgerFailure(of: error) }
    }

    /// What has outlived its retention: sealed bodies and their keys of months before one, legal holds spared.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func expired(before month: String, tenant: TenantID) async throws(LedgerFailure) -> ExpiredBodies {
        let keys = keys
        return try await read { db in
            let held = try ErasureTable.held(of: tenant, in: db)
            return ExpiredBodies(
                keyCount: try keys.monthKeyCount(before: month, tenant: tenant, sparing: held),
                bodyCount: try ErasureTable.sealedBodyCount(before: month, tenant: tenant, in: db))
        }
    }

    /// Destroys the month keys before one, in freed pages and write-ahead logs too, legal holds spared.
    ///
    /// - Throws: ``LedgerFailure`` when that could not be made durable.
    public func destroyMonthKeys(before month: String, tenant: TenantID) async throws(LedgerFailure) {
        let keys = keys
        do {
            try await database.writeWithoutTransaction { db in
                // WHY: on the writer's queue, so that no legal hold is set between reading and destroying.
                let held = try ErasureTable.held(of: tenant, in: db)
                try keys.destroyMonths(before: month, tenant: tenant, sparing: held)
                try db.checkpoint(.truncate)
            }
        } catch {
            throw LedgerFailure(of: error)
        }
    }
}
