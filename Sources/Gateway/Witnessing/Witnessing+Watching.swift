import AuditTrail
import Conversations
import Ledger
import Logging
import Sodium

/// The loop that observes: new checkpoints in, cosigned ones out, and the alarm.
extension Witnessing {
    /// Looks at every log once: keeps what came in, opens rounds, measures the lag.
    func refresh() async {
        for tenant in tenants {
            guard let years = try? await ledger.years(of: tenant) else { continue }
            for year in years {
                let log = WitnessedLog(tenant: tenant, year: year)
                do {
                    if !board.knows(log) { try await start(log) }
                    try await keep(log)
                    try await observe(log)
                    alarms.clear("unkept \(log)", "witnessed checkpoints are kept again", facts(log))
                } catch {
                    alarms.raise(
                        "unkept \(log)", .error, "the witnessing of a log cannot go on",
                        facts(log, ["why": .string("\(error)")]))
                }
            }
            sound(tenant)
        }
    }

    /// Takes up what an earlier run kept, and holds it against the ledger.
    private func start(_ log: WitnessedLog) async throws {
        let round = try kept.read(.newest, of: log.tenant, year: log.year)
            .flatMap { try? SignedNote(parsing: $0) }
            .flatMap { WitnessRound(kept: $0, policy: demand.policy, with: SodiumVerifier()) }
        let quorum = try kept.read(.quorum, of: log.tenant, year: log.year)
            .flatMap { try? SignedNote(parsing: $0) }
            .flatMap { WitnessRound(kept: $0, policy: demand.policy, with: SodiumVerifier()) }
        var covered = 0
        for known in [round, quorum].compactMap({ $0?.checkpoint }) {
            let root = try await ledger.root(of: log.tenant, year: log.year, size: known.size)
            if root != known.root { contradicted(known, log, isMissing: root == nil) }
        }
        if let quorum, quorum.isMet { covered = quorum.checkpoint.size }
        board.start(log, round: round, covered: covered)
    }

    private func contradicted(_ known: Checkpoint, _ log: WitnessedLog, isMissing: Bool) {
        let found = isMissing ? "the ledger holds fewer leaves" : "the ledger holds another tree of that size"
        alarms.raise(
            "contradiction kept \(log)", .critical, "the ledger contradicts a cosigned checkpoint",
            facts(log, ["cosigned": "\(known.size)", "found": .string(found)]))
    }

    /// Makes a round durable, and public when it meets the quorum.
    private func keep(_ log: WitnessedLog) async throws {
        guard let round = board.unkept(log) else { return }
        let bytes = round.cosigned.bytes
        try await kept.keep(bytes, .newest, of: log.tenant, year: log.year)
        if round.isMet { try await kept.keep(bytes, .quorum, of: log.tenant, year: log.year) }
        board.kept(round, of: log)
    }

    /// Offers the newest checkpoint for a round and measures how long the oldest uncovered leaf has waited.
    private func observe(_ log: WitnessedLog) async throws {
        guard let text = try await ledger.latestCheckpoint(of: log.tenant, year: log.year),
            let note = try? SignedNote(parsing: Array(text.utf8)),
            let size = Checkpoint(text: note.text)?.size
        else { return }
        if size > 0 { board.offer(note, of: log) }
        let covered = demand.policy.quorum == nil ? size : board.covered(log)
        let waiting: Timestamp? =
            size > covered
            ? try await ledger.leafTime(of: log.tenant, year: log.year, index: covered) : nil
        board.observe(
            WitnessStanding(
                covered: covered, size: size, oldestUncovered: waiting, observedAt: clock.now()), of: log)
    }

    /// Raises the alarm once a tenant's log goes unwitnessed, and ends it.
    private func sound(_ tenant: TenantID) {
        let facts: Logger.Metadata = ["tenant": .string(tenant.text)]
        guard isWitnessed(tenant) else {
            let lag = board.lagSeconds(of: tenant, at: clock.now())
            return alarms.raise(
                "lag \(tenant)", .error, "witnesses lag behind: outside callers are held",
                facts.merging(["lag_seconds": lag.map { "\($0)" } ?? "unknown"]) { $1 })
        }
        alarms.clear("lag \(tenant)", "witnesses keep up again: outside callers are answered", facts)
    }

    private func facts(_ log: WitnessedLog, _ more: Logger.Metadata = [:]) -> Logger.Metadata {
        let facts: Logger.Metadata = ["log": .string("\(log)")]
        return facts.merging(more) { $1 }
    }
}
