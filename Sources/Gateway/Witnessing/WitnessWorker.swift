import AuditHTTP
import AuditTrail
import Conversations
import Ledger
import Logging
import Sodium

/// Submits every open round to one witness; a hung one keeps nobody waiting but itself.
struct WitnessWorker: Sendable {
    let witness: WitnessPolicy.Witness
    let board: WitnessBoard
    let ledger: SQLiteLedger
    let client: WitnessClient
    let alarms: WitnessAlarms
    let pollMilliseconds: Int

    /// The longest pause between two tries, in milliseconds.
    private static let pauseMillisecondsMax = 5_000

    /// Runs until it is cancelled.
    func run() async {
        var exchanges: [WitnessedLog: WitnessExchange] = [:]
        var failures = 0
        while !Task.isCancelled {
            var isFailing = false
            for (log, round) in board.rounds(for: witness.name) {
                var exchange = exchanges[log] ?? WitnessExchange(key: witness.key)
                let isCosigned = await submit(round, of: log, &exchange)
                exchanges[log] = exchange
                isFailing = isFailing || !isCosigned
            }
            failures = isFailing ? min(failures + 1, 16) : 0
            let pause = min(pollMilliseconds << failures, max(pollMilliseconds, Self.pauseMillisecondsMax))
            do { try await Task.sleep(for: .milliseconds(pause)) } catch { return }
        }
    }

    /// One checkpoint, with as many questions as it takes; whether the witness cosigned it.
    private func submit(
        _ round: WitnessRound, of log: WitnessedLog, _ exchange: inout WitnessExchange
    ) async -> Bool {
        while !Task.isCancelled {
            let oldSize = exchange.oldSize(for: round.checkpoint)
            guard let submission = await submission(round, of: log, from: oldSize) else { return false }
            let reply = await client.submit(submission, to: witness.url ?? "")
            switch exchange.take(reply, to: round.note, round.checkpoint, with: SodiumVerifier()) {
            case .askAgain: continue
            case .cosigned(let cosignature):
                board.add(cosignature, of: witness.name, to: round.checkpoint, of: log)
                alarms.clear("silent \(witness.name) \(log)", "a witness cosigns again", facts(log))
                return true
            case .contradicted(let contradiction): await contradicted(contradiction, log)
            case .failed(let reason):
                alarms.raise(
                    "silent \(witness.name) \(log)", .warning, "a witness does not cosign",
                    facts(log, ["why": .string(reason)]))
            }
            return false
        }
        return false
    }

    private func submission(
        _ round: WitnessRound, of log: WitnessedLog, from oldSize: Int
    ) async -> CheckpointSubmission? {
        let size = round.checkpoint.size
        let proof = try? await ledger.consistencyProof(
            of: log.tenant, year: log.year, from: oldSize, to: size)
        guard let proof = proof ?? nil else { return nil }
        return CheckpointSubmission(oldSize: oldSize, proof: proof, note: round.note)
    }

    private func contradicted(_ contradiction: WitnessContradiction, _ log: WitnessedLog) async {
        if case .ahead(let size, _) = contradiction, await isOurs(size, log) {
            // WHY: the witness saw a newer checkpoint of this same log, so a newer round is all it takes.
            board.letGo(log)
            return
        }
        alarms.raise(
            "contradiction \(witness.name) \(log) \(contradiction.kind)", .critical,
            "a witness contradicts this log",
            facts(log, ["found": .string("\(contradiction)")]))
    }

    private func isOurs(_ size: Int, _ log: WitnessedLog) async -> Bool {
        let root = try? await ledger.root(of: log.tenant, year: log.year, size: size)
        return (root ?? nil) != nil
    }

    private func facts(_ log: WitnessedLog, _ more: Logger.Metadata = [:]) -> Logger.Metadata {
        let facts: Logger.Metadata = [
            "witness": .string("\(witness.name)"), "log": .string("\(log)"),
        ]
        return facts.merging(more) { $1 }
    }
}

extension WitnessContradiction {
    /// One word, so that each kind is told of once.
    fileprivate var kind: String {
        switch self {
        case .ahead: "ahead"
        case .otherTree: "other"
        }
    }
}
