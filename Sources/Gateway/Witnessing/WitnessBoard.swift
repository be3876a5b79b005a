import AuditTrail
import Conversations
import Sodium
import Synchronization

/// What is known of every log and every witness, shared by the workers, the requests and the doors.
final class WitnessBoard: Sendable {
    /// One log.
    private struct Entry {
        /// The checkpoint that cosignatures are gathered for.
        var round: WitnessRound?
        /// What of the round is on disk.
        var keptNote: SignedNote?
        /// Leaves under the newest checkpoint that met the quorum and is on disk.
        var covered = 0
        var standing: WitnessStanding?
        /// Whether the round has to give way to a newer checkpoint whatever it still lacks.
        var isStale = false
    }

    let policy: WitnessPolicy
    // Guarded by the mutex.
    private let entries = Mutex<[WitnessedLog: Entry]>([:])

    init(policy: WitnessPolicy) { self.policy = policy }

    // MARK: - The loop that observes

    func knows(_ log: WitnessedLog) -> Bool { entries.withLock { $0[log] != nil } }

    /// Starts with what an earlier run kept.
    func start(_ log: WitnessedLog, round: WitnessRound?, covered: Int) {
        entries.withLock { entries in
            entries[log] = Entry(round: round, keptNote: round?.cosigned, covered: covered)
        }
    }

    /// Opens a round for a newer checkpoint once the one before is met.
    func offer(_ note: SignedNote, of log: WitnessedLog) {
        entries.withLock { entries in
            guard var entry = entries[log], let fresh = WitnessRound(note: note, policy: policy) else {
                return
            }
            let current = entry.round
            let isDue = entry.isStale || current?.isMet ?? true
            guard isDue, fresh.checkpoint.size > current?.checkpoint.size ?? -1 else { return }
            entry.round = fresh
            entry.isStale = false
            entries[log] = entry
        }
    }

    /// The round, when it holds something that is not on disk.
    func unkept(_ log: WitnessedLog) -> WitnessRound? {
        entries.withLock { entries in
            guard let entry = entries[log], let round = entry.round, round.isCosigned,
                round.cosigned != entry.keptNote
            else { return nil }
            return round
        }
    }

    /// Notes that a round is on disk; only then do its leaves count as covered.
    func kept(_ round: WitnessRound, of log: WitnessedLog) {
        entries.withLock { entries in
            guard var entry = entries[log] else { return }
            entry.keptNote = round.cosigned
            if round.isMet { entry.covered = max(entry.covered, round.checkpoint.size) }
            entries[log] = entry
        }
    }

    func covered(_ log: WitnessedLog) -> Int { entries.withLock { $0[log]?.covered ?? 0 } }

    func observe(_ standing: WitnessStanding, of log: WitnessedLog) {
        entries.withLock { $0[log]?.standing = standing }
    }

    // MARK: - The workers

    /// The rounds that a witness has not cosigned, in order of the logs.
    func rounds(for witness: WitnessPolicy.Name) -> [(log: WitnessedLog, round: WitnessRound)] {
        entries.withLock { entries in
            entries.keys.sorted().compactMap { log in
                guard let round = entries[log]?.round, !round.holds(witness) else { return nil }
                return (log, round)
            }
        }
    }

    /// Adds a cosignature to the round it belongs to, if that is still open.
    func add(
        _ cosignature: Cosignature, of witness: WitnessPolicy.Name, to checkpoint: Checkpoint,
        of log: WitnessedLog
    ) {
        entries.withLock { entries in
            guard entries[log]?.round?.checkpoint == checkpoint else { return }
            entries[log]?.round?.add(cosignature, of: witness)
        }
    }

    /// Lets the next offer replace a round that a witness is already beyond.
    func letGo(_ log: WitnessedLog) { entries.withLock { $0[log]?.isStale = true } }

    // MARK: - Requests and doors

    /// Whether every leaf that was seen is under a quorum.
    var isSettled: Bool {
        entries.withLock { entries in
            entries.values.allSatisfy { entry in entry.standing.map { $0.covered >= $0.size } ?? false }
        }
    }

    /// The longest lag of a tenant's logs, in seconds; `nil` before they were looked at.
    func lagSeconds(of tenant: TenantID, at now: Timestamp) -> Int? {
        entries.withLock { entries in
            entries.filter { $0.key.tenant == tenant }.compactMap { $0.value.standing?.lagSeconds(at: now) }
                .max()
        }
    }

    /// Where each log stands, in order.
    func standings() -> [(log: WitnessedLog, standing: WitnessStanding)] {
        entries.withLock { entries in
            entries.keys.sorted().compactMap { log in entries[log]?.standing.map { (log, $0) } }
        }
    }
}
