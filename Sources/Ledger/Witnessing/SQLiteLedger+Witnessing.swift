public import AuditTrail
public import Conversations

/// What submitting checkpoints to witnesses needs of the ledger.
extension SQLiteLedger {
    /// Proves that the log of some size extends itself at an older one (RFC 6962 section 2.1.2).
    ///
    /// - Returns: `nil` when there is no such log or it is not that large.
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func consistencyProof(
        of tenant: TenantID, year: Int, from oldSize: Int, to size: Int
    ) async throws(LedgerFailure) -> [TreeHash]? {
        try await read { [digester] db in
            guard let log = try LogTable.log(of: tenant, year: year, in: db), 0 <= oldSize,
                oldSize <= size, size <= log.size
            else { return nil }
            return try MerkleTree(digester: digester).consistencyProof(
                from: oldSize, to: size, from: StoredHashes(log: log.id, digester: digester, database: db))
        }
    }

    /// The root that the log had at some size.
    ///
    /// - Returns: `nil` when there is no such log or it is not that large.
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func root(of tenant: TenantID, year: Int, size: Int) async throws(LedgerFailure) -> TreeHash? {
        try await read { [digester] db in
            guard let log = try LogTable.log(of: tenant, year: year, in: db), (0...log.size).contains(size)
            else { return nil }
            return try MerkleTree(digester: digester).root(
                size: size, from: StoredHashes(log: log.id, digester: digester, database: db))
        }
    }

    /// The time of one leaf, as this gateway claims it; `nil` when there is no such leaf.
    ///
    /// - Throws: ``LedgerFailure`` when the ledger cannot be read.
    public func leafTime(of tenant: TenantID, year: Int, index: Int) async throws(LedgerFailure) -> Timestamp?
    {
        try await read { db in
            guard let log = try LogTable.log(of: tenant, year: year, in: db), (0..<log.size).contains(index)
            else { return nil }
            let rows = try LeafTable.leaves(of: log.id, index..<(index + 1), in: db)
            return try rows.first.map { try Leaf(bytes: $0.bytes).time }
        }
    }
}
