import AuditTrail
import Conversations
import GRDB
import Sodium

/// What writing needs from outside.
struct WritingContext: Sendable {
    let configuration: LedgerConfiguration
    let signer: any Signer
    let digester: SodiumDigester
    let ids: LeafIDs
    let keys: CustomerKeys
    let mirror: CheckpointMirror
    let faults: LedgerFaults
}

/// Up to 256 commits in one transaction, each in its own savepoint, under one signed checkpoint for each log.
///
/// The value is thrown away when the transaction fails; only after the commit do its heads become the writer's.
struct Batch {
    let context: WritingContext
    private(set) var heads: [TenantID: LogHead]
    /// The logs that got a leaf, as they stand after the last one.
    private(set) var touched: [Int64: LogHead] = [:]
    var hashes: [Int64: BatchHashes] = [:]
    private var ciphers: [KeyName: CustomerCipher] = [:]

    init(context: WritingContext, heads: [TenantID: LogHead]) {
        self.context = context
        self.heads = heads
    }

    /// Writes, signs and commits.
    ///
    /// - Returns: for each call a staged leaf or why it alone failed, in the order of the calls.
    /// - Throws: when nothing of the batch was written.
    mutating func write(
        _ calls: [CommitCall], in db: Database
    ) throws -> [Result<StagedLeaf, LedgerFailure>] {
        let now = context.ids.clock.now()
        ciphers = try context.keys.ciphers(for: Set(calls.flatMap { $0.keys(at: now) }))
        let keyChanges = try context.keys.changes()
        try context.faults.at(.beforeBegin)
        var results: [Result<StagedLeaf, LedgerFailure>] = []
        try db.inTransaction(.immediate) {
            for call in calls { results.append(try attempt(call, in: db)) }
            guard !touched.isEmpty else { return .rollback }
            try KeysSeenTable.record(keyChanges, in: db)
            try sign(in: db)
            try context.faults.at(.beforeCommit)
            return .commit
        }
        try context.faults.at(.afterCommit)
        return results
    }

    /// Stages one call in its savepoint; what concerns this call alone is its result, anything else is thrown.
    private mutating func attempt(
        _ call: CommitCall, in db: Database
    ) throws -> Result<StagedLeaf, LedgerFailure> {
        let before = heads[call.tenant]
        do {
            var staged: (leaf: StagedLeaf, head: LogHead, finished: [CompleteSubtree])?
            try Self.inSavepoint(db) {
                staged = try stage(call, in: db)
                try context.faults.at(.afterStage)
            }
            guard let staged else { throw LedgerFailure.unavailable }
            let log = staged.head.log
            if hashes[log] == nil {
                let start = before?.log == log ? before?.frontier : nil
                hashes[log] = BatchHashes(startingFrom: start ?? MerkleFrontier(digester: context.digester))
            }
            hashes[log]?.add(staged.finished)
            heads[call.tenant] = staged.head
            touched[staged.head.log] = staged.head
            return .success(staged.leaf)
        } catch {
            guard db.isInsideTransaction, let failure = LedgerFailure(ofOneCall: error) else { throw error }
            return .failure(failure)
        }
    }

    // WHY: GRDB's own savepoints compile three statements each time, which costs as much as the insert between them.
    private static func inSavepoint(_ db: Database, _ work: () throws -> Void) throws {
        try db.cachedStatement(sql: "SAVEPOINT call").execute()
        do { try work() } catch {
            // WHY: a failed disk may have rolled back the whole transaction already.
            if db.isInsideTransaction {
                try db.cachedStatement(sql: "ROLLBACK TO SAVEPOINT call").execute()
                try db.cachedStatement(sql: "RELEASE SAVEPOINT call").execute()
            }
            throw error
        }
        try db.cachedStatement(sql: "RELEASE SAVEPOINT call").execute()
    }

    /// What callers need of it after the commit.
    var committed: CommittedBatch {
        CommittedBatch(heads: touched, hashes: hashes, tree: MerkleTree(digester: context.digester))
    }

    /// Signs one checkpoint for each log that grew and stores it in the same transaction.
    private mutating func sign(in db: Database) throws {
        for log in touched.keys.sorted() {
            guard var head = touched[log] else { continue }
            head.checkpoint = try checkpoint(of: head)
            touched[log] = head
            if heads[head.tenant]?.log == log { heads[head.tenant] = head }
            try LogTable.update(log, size: head.frontier.size, checkpoint: head.checkpoint, in: db)
        }
    }

    /// The signed checkpoint over what a head holds.
    func checkpoint(of head: LogHead) throws -> String {
        try checkpoint(origin: head.origin, frontier: head.frontier)
    }

    /// The signed checkpoint over a tree.
    func checkpoint(origin: LogOrigin, frontier: MerkleFrontier) throws -> String {
        let checkpoint = Checkpoint(origin: origin, size: frontier.size, root: frontier.root)
        let note = try checkpoint.signed(by: context.signer, digester: context.digester)
        return String(decoding: note.bytes, as: UTF8.self)
    }

    /// A cipher that was made before the transaction, or is made now when the month changed meanwhile.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when the key was destroyed.
    mutating func cipher(for name: KeyName) throws -> CustomerCipher {
        if let cipher = ciphers[name] { return cipher }
        guard let cipher = try context.keys.ciphers(for: [name])[name] else {
            throw LedgerFailure.conflict("the customer was erased")
        }
        ciphers[name] = cipher
        return cipher
    }
}
