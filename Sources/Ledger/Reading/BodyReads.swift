public import AuditTrail
public import Conversations
import GRDB

extension SQLiteLedger {
    /// How many delivered bodies a person was given since a moment, as the log itself tells; survives any restart.
    ///
    /// A leaf whose openings can no longer be read counts as one, so that an erasure makes nobody's bound wider.
    ///
    /// - Parameters:
    ///   - subject: the person, through whatever program they asked.
    ///   - tenant: whose log.
    ///   - from: the first moment that counts.
    /// - Returns: at most 100,000; whoever got that many is over any bound.
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func bodyReads(
        by subject: PrincipalID, tenant: TenantID, from: Timestamp
    ) async throws(LedgerFailure) -> Int {
        let query = LeafQuery(from: from, types: [.auditRead], subject: subject)
        var count = 0
        var cursor: LeafCursor?
        for _ in 0..<100 {
            let page = try await leaves(
                of: tenant, matching: query, after: cursor, limit: 1_000, isOpened: true)
            count += page.leaves.count { leaf in
                guard case .opened(let openings, _) = leaf.openings else { return true }
                let opened = openings.first { $0.name == "opened" }?.value
                return opened?["body"]?.string != nil
            }
            guard let next = page.next else { return count }
            cursor = next
        }
        return 100_000
    }

    /// One leaf of a tenant.
    ///
    /// - Parameters:
    ///   - id: which leaf.
    ///   - tenant: whose log.
    ///   - isOpened: whether the openings are decrypted too, for those entitled to them.
    /// - Returns: `nil` for an unknown leaf and for another tenant's alike.
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func leaf(
        _ id: ULID, tenant: TenantID, isOpened: Bool = false
    ) async throws(LedgerFailure) -> StoredLeaf? {
        try await read { [digester, keys] db in
            guard let row = try LeafTable.leaf(id, tenant: tenant, in: db) else { return nil }
            let store = OpeningStore(tenant: tenant, keys: keys, digester: digester)
            return StoredLeaf(
                year: row.year, index: row.position, id: row.id, bytes: row.bytes, customer: row.customer,
                openings: isOpened ? try store.openings(of: row, in: db) : .notAsked)
        }
    }
}
