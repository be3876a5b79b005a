import AuditTrail
import Conversations
import GRDB

/// The log that a tenant's next leaf goes to, as far as an append needs it.
struct LogHead: Sendable {
    let log: Int64
    let tenant: TenantID
    let year: Int
    let origin: LogOrigin
    var frontier: MerkleFrontier
    /// The tree of the newest committed checkpoint; older than the frontier while a batch is written.
    var committed: TreeHead
    /// Which keys the log named so far.
    var keys: KeyHistory
    /// The newest signed checkpoint in the database; older than the frontier while a batch is written.
    var checkpoint: String
    /// The last leaf's id, `nil` in an empty log.
    var lastID: ULID?

    /// Reads the newest log of a tenant and holds what is stored against what was signed.
    ///
    /// - Returns: `nil` for a tenant without a log.
    /// - Throws: ``LedgerFailure/tampered(_:)`` when the tree is not the signed one.
    static func newest(
        of tenant: TenantID, digester: some Digester, in db: Database
    ) throws -> LogHead? {
        guard let stored = try LogTable.newest(of: tenant, in: db) else { return nil }
        let hashes = StoredHashes(log: stored.id, digester: digester, database: db)
        let frontier = try MerkleFrontier(size: stored.size, from: hashes, digester: digester)
        let signed = try? SignedNote(parsing: Array(stored.checkpoint.utf8))
        guard let checkpoint = signed.flatMap({ Checkpoint(text: $0.text) }),
            checkpoint == Checkpoint(origin: stored.origin, size: stored.size, root: frontier.root)
        else { throw LedgerFailure.tampered("log \(stored.origin) is not the tree that was signed") }
        return LogHead(
            log: stored.id, tenant: tenant, year: stored.year, origin: stored.origin, frontier: frontier,
            committed: TreeHead(checkpoint),
            keys: try KeyLeafTable.history(
                of: stored.id, origin: stored.origin, digester: digester, in: db),
            checkpoint: stored.checkpoint, lastID: try LeafTable.lastID(of: stored.id, in: db))
    }
}

/// Complete subtrees out of the tables, for proofs of old leaves.
struct StoredHashes: TreeHashes {
    let log: Int64
    let tree: MerkleTree
    // WHY: lives as long as one access to the database and never leaves its queue.
    let database: Database

    init(log: Int64, digester: some Digester, database: Database) {
        self.log = log
        self.database = database
        tree = MerkleTree(digester: digester)
    }

    /// The hash over leaves `index * 2^height ..< (index + 1) * 2^height`.
    func subtree(height: Int, index: Int) throws -> TreeHash {
        let rowCount = 1 << (height % 8)
        let range = (index * rowCount)..<((index + 1) * rowCount)
        let rows = try LeafTable.hashes(of: log, level: height / 8, range, in: database)
            .compactMap { TreeHash($0) }
        guard rows.count == rowCount else {
            throw LedgerFailure.tampered("hashes of level \(height / 8) are missing from a log")
        }
        return tree.root(of: rows[...])
    }
}

/// Complete subtrees that a batch knows: the edge it started from and everything it finished.
///
/// Enough to prove every leaf of the batch without reading: a left sibling on its path is one or the other.
struct BatchHashes: TreeHashes {
    private struct Place: Hashable {
        let height: Int
        let index: Int
    }

    private var hashes: [Place: TreeHash] = [:]

    init(startingFrom frontier: MerkleFrontier) {
        let heights = stride(from: Int.bitWidth - 2, through: 0, by: -1)
            .filter { frontier.size >> $0 & 1 == 1 }
        for (height, hash) in zip(heights, frontier.peaks) {
            hashes[Place(height: height, index: (frontier.size >> height) - 1)] = hash
        }
    }

    mutating func add(_ finished: [CompleteSubtree]) {
        for subtree in finished {
            hashes[Place(height: subtree.height, index: subtree.index)] = subtree.hash
        }
    }

    /// The hash over leaves `index * 2^height ..< (index + 1) * 2^height`.
    func subtree(height: Int, index: Int) throws(LedgerFailure) -> TreeHash {
        guard let hash = hashes[Place(height: height, index: index)] else {
            throw .tampered("a batch has no hash at height \(height)")
        }
        return hash
    }
}
