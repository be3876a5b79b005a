import AuditTrail
import Conversations
import Foundation
import GRDB
import Synchronization

/// The one writer: takes all commits that wait, up to 256, writes them in one transaction, answers after it.
///
/// While one transaction is flushed the next commits gather, so that the disk's own speed sets the size of the batches.
/// INVARIANT: everything here but ``submit(_:_:)`` runs on the database's serial queue.
final class CommitWriter: Sendable {
    typealias Answer = Result<CommittedLeaf, LedgerFailure>

    private struct Waiting {
        let call: CommitCall
        let ticket: Ticket<Answer>
    }

    private struct Line {
        var waiting: [Waiting] = []
        var isDraining = false
    }

    let context: WritingContext
    let health = LedgerHealth()
    private let database: DatabaseQueue
    private let files: OpenFiles
    // Guarded by the mutex.
    private let line = Mutex(Line())
    // Guarded by the mutex; what the last commit left, empty when it must be read from the tables again.
    private let heads = Mutex<[TenantID: LogHead]>([:])

    init(database: DatabaseQueue, files: OpenFiles, context: WritingContext) {
        self.database = database
        self.files = files
        self.context = context
    }

    /// Puts a commit in line.
    ///
    /// - Returns: false when too many wait; the ticket is not answered then.
    func submit(_ call: CommitCall, _ ticket: Ticket<Answer>) -> Bool {
        let (isAccepted, mustStart) = line.withLock { line in
            guard line.waiting.count < context.configuration.waitingMax else { return (false, false) }
            line.waiting.append(Waiting(call: call, ticket: ticket))
            defer { line.isDraining = true }
            return (true, !line.isDraining)
        }
        if mustStart { schedule() }
        return isAccepted
    }

    private func schedule() {
        database.asyncWriteWithoutTransaction { [self] db in drain(db) }
    }

    /// Writes one batch and lets other work of the queue in before the next.
    private func drain(_ db: Database) {
        let batch = line.withLock { line in
            let batch = Array(line.waiting.prefix(LedgerConfiguration.batchMax))
            line.waiting.removeFirst(batch.count)
            if batch.isEmpty { line.isDraining = false }
            return batch
        }
        guard !batch.isEmpty else { return }
        // WHY: somebody who was told that the ledger is unavailable must not be written down as answered.
        let current = batch.filter { !$0.ticket.isSettled }
        let answers = write(current.map(\.call), in: db)
        for (waiting, answer) in zip(current, answers) { waiting.ticket.settle(answer) }
        schedule()
    }

    private func write(_ calls: [CommitCall], in db: Database) -> [Answer] {
        do {
            try requireOrder(in: db)
            var batch = Batch(context: context, heads: try currentHeads(of: calls, in: db))
            let staged = try batch.write(calls, in: db)
            try requireFilesInPlace()
            heads.withLock { $0.merge(batch.heads) { _, newer in newer } }
            context.mirror.publish(batch.touched.values.map { ($0.origin, $0.checkpoint) })
            if !batch.touched.isEmpty { health.succeed() }
            let committed = batch.committed
            return staged.map { result in result.map { CommittedLeaf(leaf: $0, batch: committed) } }
        } catch {
            return fail(error, calls: calls.count, in: db)
        }
    }

    /// Nothing of the batch counts; what the tables hold is read again before the next one.
    private func fail(_ error: any Error, calls: Int, in db: Database) -> [Answer] {
        heads.withLock { $0 = [:] }
        let failure = LedgerFailure(of: error)
        health.fail(failure)
        if db.isInsideTransaction { try? db.rollback() }
        return Array(repeating: .failure(failure), count: calls)
    }

    private func currentHeads(of calls: [CommitCall], in db: Database) throws -> [TenantID: LogHead] {
        var current = heads.withLock { $0 }
        for tenant in Set(calls.map(\.tenant)).subtracting(current.keys) {
            current[tenant] = try LogHead.newest(of: tenant, digester: context.digester, in: db)
        }
        return current
    }

    /// What must hold before anything is written.
    private func requireOrder(in db: Database) throws {
        try health.requireUntampered()
        try requireFilesInPlace()
        try context.mirror.requireFresh()
        if db.isInsideTransaction { try db.rollback() }
    }

    private func requireFilesInPlace() throws(LedgerFailure) {
        if let problem = files.firstProblem() { throw .tampered(problem) }
    }

    /// Writes as much as a large leaf, durably, to know whether the next commit could be.
    func probe(_ ticket: Ticket<LedgerReadiness>) {
        database.asyncWriteWithoutTransaction { [self] db in
            do {
                try requireOrder(in: db)
                try context.faults.at(.beforeBegin)
                try db.inTransaction(.immediate) {
                    // WHY: a small row still fits on a disk that is too full for a leaf with its openings.
                    try db.execute(sql: "UPDATE probes SET filler = randomblob(65536)")
                    try context.faults.at(.beforeCommit)
                    return .commit
                }
                try requireFilesInPlace()
                health.succeed()
                health.endProbe()
                ticket.settle(.usable)
            } catch {
                _ = fail(error, calls: 0, in: db)
                health.endProbe()
                ticket.settle(.unusable(LedgerFailure(of: error)))
            }
        }
    }

    /// What is wrong with the files on disk right now.
    func fileProblem() -> String? { files.firstProblem() }
}
