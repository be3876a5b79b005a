public import AuditTrail
public import Conversations
import Foundation
import GRDB
import Sodium

extension SQLiteLedger {
    /// Reads on the connection for readers; a database that was tampered with is not read either.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(LedgerFailure) -> Value {
        if let problem = writer.fileProblem() { writer.health.fail(.tampered(problem)) }
        try writer.health.requireUntampered()
        do { return try await reader.read(body) } catch { throw LedgerFailure(of: error) }
    }

    /// One page of a tenant's leaves, the oldest first, over all years.
    ///
    /// - Parameters:
    ///   - tenant: whose leaves; another tenant's are never found.
    ///   - query: which of them.
    ///   - cursor: where the page before ended, `nil` for the first page.
    ///   - limit: the most leaves, 1 to 1,000.
    ///   - isOpened: whether the openings are decrypted too, for those entitled to them.
    /// - Returns: the leaves and where the next page starts, `nil` there at the end. With a condition on openings a
    ///   page looks at no more than 1,000 leaves, so that it may be short, or empty, and not be the last.
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func leaves(
        of tenant: TenantID, matching query: LeafQuery = LeafQuery(), after cursor: LeafCursor? = nil,
        limit: Int = 100, isOpened: Bool = false
    ) async throws(LedgerFailure) -> LeafPage {
        let limit = min(max(limit, 1), 1_000)
        let scanMax = query.opened.isEmpty ? limit : 1_000
        return try await read { [digester, keys] db in
            let rows = try LeafTable.search(tenant, query, after: cursor, limit: scanMax + 1, in: db)
            let store = OpeningStore(tenant: tenant, keys: keys, digester: digester)
            var leaves: [StoredLeaf] = []
            var lookedAt = 0
            for row in rows.prefix(scanMax) where leaves.count < limit {
                lookedAt += 1
                let isNeeded = isOpened || !query.opened.isEmpty
                let openings = isNeeded ? try store.openings(of: row, in: db) : .notAsked
                guard query.opened.isEmpty || openings.meet(query.opened) else { continue }
                leaves.append(
                    StoredLeaf(
                        year: row.year, index: row.position, id: row.id, bytes: row.bytes,
                        customer: row.customer, openings: isOpened ? openings : .notAsked))
            }
            let last = lookedAt > 0 && lookedAt < rows.count ? rows[lookedAt - 1] : nil
            return LeafPage(leaves: leaves, next: last.map { LeafCursor(year: $0.year, index: $0.position) })
        }
    }

    /// What proves that a leaf is in the log, against the newest checkpoint or one that others have cosigned.
    ///
    /// - Parameters:
    ///   - leaf: which leaf.
    ///   - tenant: whose log.
    ///   - shown: checkpoints of this log that outsiders are shown; the first that covers the leaf is used.
    /// - Returns: `nil` for an unknown leaf and for another tenant's alike.
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func proof(
        of leaf: ULID, tenant: TenantID, shown: [String] = []
    ) async throws(LedgerFailure) -> LeafProof? {
        try await read { [digester] db in
            guard let place = try LeafTable.place(of: leaf, tenant: tenant, in: db),
                let log = try LogTable.log(place.log, in: db)
            else { return nil }
            let range = place.position..<(place.position + 1)
            guard let bytes = try LeafTable.leaves(of: log.id, range, in: db).first?.bytes else { return nil }
            let covering = shown.lazy.compactMap { log.size(under: $0, covering: place.position) }.first
            let size = covering?.size ?? log.size
            let path = try MerkleTree(digester: digester).inclusionProof(
                of: place.position, size: size,
                from: StoredHashes(log: log.id, digester: digester, database: db))
            return LeafProof(
                origin: log.origin, index: place.position, leaf: bytes, path: path,
                checkpoint: covering?.checkpoint ?? log.checkpoint)
        }
    }

    /// The delivered body of a leaf as it was sealed: its box still needs the compliance key.
    ///
    /// - Returns: `nil` when none was kept, or the customer's key was destroyed.
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read or the ciphertext was altered.
    public func sealedBody(of leaf: ULID, tenant: TenantID) async throws(LedgerFailure) -> SealedBody? {
        try await read { [digester, keys] db in
            guard try LeafTable.place(of: leaf, tenant: tenant, in: db) != nil,
                let customer = try LeafTable.customer(of: leaf, in: db),
                let kept = try OpeningTable.sealedBody(of: leaf, in: db)
            else { return nil }
            let store = OpeningStore(tenant: tenant, keys: keys, digester: digester)
            guard let box = try store.box(kept.box, period: kept.period, customer: customer, leaf: leaf)
            else {
                return nil
            }
            return SealedBody(dataKeyBox: box, ciphertext: kept.body)
        }
    }

    /// The ledger's opaque id of a caller, as leaves name it; `nil` when it has no leaf yet.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func callerID(of caller: LeafCaller) async throws(LedgerFailure) -> ULID? {
        try await read { db in
            try CallerTable.find(CallerTable.Name(caller: caller, principal: caller.subject), in: db)
        }
    }

    /// Destroys every key of a customer: what leaves committed to about them can no longer be read, and the log still
    /// verifies.
    ///
    /// - Throws: ``LedgerFailure`` when that could not be made durable.
    func destroyKeys(of customer: CustomerID, tenant: TenantID) async throws(LedgerFailure) {
        do { try await keys.destroy(customer: customer, tenant: tenant) } catch {
            throw LedgerFailure(of: error)
        }
    }
}
