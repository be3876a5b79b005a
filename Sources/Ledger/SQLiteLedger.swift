public import AuditTrail
public import Conversations
import DurableFiles
import Foundation
import GRDB
import Sodium

/// The embedded ledger: everything durable, in SQLite files of one folder.
///
/// A commit that returned is on disk, with a signed checkpoint over it. It refuses to open what is not the log that was
/// signed, and to go on when the files are taken away under it.
public final class SQLiteLedger: LeafLog, Sendable {
    let configuration: LedgerConfiguration
    let digester = SodiumDigester()
    let keys: CustomerKeys
    let writer: CommitWriter
    /// What an operator should know when an older file of customers' keys was restored, `nil` when it is the newest.
    public let restoredKeysNotice: String?
    let erasures: ErasureDesk
    /// The erasures that this start carried out again, because files from before them were restored.
    public let replayedErasures: [ErasedCustomer]
    /// Readers have a connection of their own and never wait for a commit.
    let reader: DatabaseQueue
    let database: DatabaseQueue
    private let lock: FileLock

    /// Opens a ledger, or makes an empty one, and checks all of it; takes seconds for a million leaves.
    ///
    /// - Parameters:
    ///   - configuration: where it lives and for whom it keeps logs.
    ///   - signers: hold the keys that sign checkpoints, the oldest first; at least one signed them before.
    ///   - clock: tells the time of leaves.
    /// - Throws: ``LedgerRefusal``; nothing was changed then but for tables that moved forward.
    public convenience init(
        _ configuration: LedgerConfiguration, signers: [any CheckpointSigner], clock: any WallClock
    ) throws(LedgerRefusal) {
        try self.init(configuration, signers: signers, clock: clock, faults: .none)
    }

    /// The same with one key.
    public convenience init(
        _ configuration: LedgerConfiguration, signer: any CheckpointSigner, clock: any WallClock
    ) throws(LedgerRefusal) {
        try self.init(configuration, signers: [signer], clock: clock, faults: .none)
    }

    /// The same with one key and faults for tests.
    package convenience init(
        _ configuration: LedgerConfiguration, signer: any CheckpointSigner, clock: any WallClock,
        faults: LedgerFaults
    ) throws(LedgerRefusal) {
        try self.init(configuration, signers: [signer], clock: clock, faults: faults)
    }

    /// The same with faults for tests.
    package init(
        _ configuration: LedgerConfiguration, signers: [any CheckpointSigner], clock: any WallClock,
        faults: LedgerFaults
    ) throws(LedgerRefusal) {
        guard !signers.isEmpty else { throw .configuration("a ledger needs at least one signing key") }
        try LedgerFolder.make(configuration.directory)
        try LedgerFolder.make(configuration.checkpointDirectory)
        lock = try LedgerFolder.lock(configuration.lockPath)
        let random: SodiumRandom
        do { random = try SodiumRandom() } catch {
            throw .unusable(path: configuration.directory, reason: "libsodium finds no randomness")
        }
        database = try DurableDatabase.writer(path: configuration.ledgerPath, label: "ledger")
        try Schema.ledger.migrate(database, path: configuration.ledgerPath)
        reader = try DurableDatabase.reader(path: configuration.ledgerPath, label: "ledger reader")
        let check = StartupCheck(
            publicKeys: signers.map(\.publicKey), digester: digester, verifier: SodiumVerifier(),
            hasKeys: FileManager.default.fileExists(atPath: configuration.keysPath),
            outside: try LedgerFolder.checkpoints(in: configuration.checkpointDirectory))
        try check.check(reader, path: configuration.ledgerPath)
        // WHY: after the check, so that a start that was refused leaves no empty file of keys for the next one to accept.
        keys = try CustomerKeys(path: configuration.keysPath, random: random)
        erasures = ErasureDesk(
            database: database, keys: keys, list: ErasureList(directory: configuration.checkpointDirectory),
            digester: digester, faults: faults)
        replayedErasures = try erasures.settle(ledgerPath: configuration.ledgerPath)
        // WHY: after erasures that a restored file does not know were carried out again.
        var openings = OpeningsCheck(keys: keys)
        restoredKeysNotice = try openings.check(reader, path: configuration.ledgerPath)
        try LedgerFolder.flush(configuration.directory)
        self.configuration = configuration
        let context = WritingContext(
            configuration: configuration, signer: LogSigners(signers), digester: digester,
            ids: LeafIDs(clock: clock, random: random), keys: keys,
            mirror: CheckpointMirror(directory: configuration.checkpointDirectory, faults: faults),
            faults: faults)
        let files = try OpenFiles(paths: Self.openPaths(of: configuration))
        writer = CommitWriter(database: database, files: files, context: context)
    }

    /// How long a probe may take before readiness is red: whoever asks hears it within the second.
    private static let probeDeadlineMilliseconds = 800

    private static func openPaths(of configuration: LedgerConfiguration) -> [String] {
        [configuration.ledgerPath, configuration.keysPath].flatMap { ["", "-wal", "-shm"].map($0.appending) }
            + [configuration.lockPath]
    }

    /// Stamps and appends one leaf with its changes, durably, or does nothing.
    ///
    /// - Throws: ``LedgerFailure``; after the deadline ``LedgerFailure/unavailable``, and a leaf that was written late
    ///   then stands in the log as an answer that never left.
    public func commit(
        _ draft: LeafDraft, _ changes: [LedgerChange], sealed: SealedBody?
    ) async throws(LedgerFailure) -> Receipt {
        guard configuration.tenants.contains(draft.caller.tenant) else {
            throw .conflict("this ledger keeps no log for the tenant")
        }
        let call = try CommitCall(draft, changes, sealed: sealed, digester: digester)
        let ticket = Ticket<CommitWriter.Answer>()
        guard writer.submit(call, ticket) else { throw .unavailable }
        let answer = await ticket.answer(
            within: configuration.commitDeadlineMilliseconds, else: .failure(.unavailable))
        // WHY: a caller who stopped waiting says nothing about the disk.
        if case .failure(.unavailable) = answer, !Task.isCancelled { writer.health.fail(.unavailable) }
        return try answer.get().receipt()
    }

    /// Whether the next commit would be durable: writes a row when nothing newer than a second is known.
    ///
    /// Red at once after a failure, until a write succeeds; red for good after tampering, until a start has checked all.
    public func isUsable() async -> LedgerReadiness {
        if let problem = writer.fileProblem() { writer.health.fail(.tampered(problem)) }
        if case .tampered = writer.health.failure { return .unusable(writer.health.failure ?? .unavailable) }
        guard writer.health.needsProbe(after: .seconds(1)) else { return .usable }
        if let failure = writer.health.failureInsteadOfProbe() { return .unusable(failure) }
        let ticket = Ticket<LedgerReadiness>()
        writer.probe(ticket)
        let readiness = await ticket.answer(
            within: min(configuration.commitDeadlineMilliseconds, Self.probeDeadlineMilliseconds),
            else: .unusable(.unavailable))
        if case .unusable(let failure) = readiness { writer.health.fail(failure) }
        return readiness
    }

    /// Writes what waits and closes the files; later commits hear *unavailable*.
    public func close() {
        writer.context.mirror.flush()
        writer.context.signer.close()
        try? reader.close()
        try? database.close()
        keys.close()
        lock.release()
    }
}
