import AuditTrail
import Conversations
import Foundation
import Ledger
import Logging
import Sodium

/// The witnesses' part of the root.
extension GatewayRoot {
    /// What submits checkpoints, when the configuration names witnesses.
    ///
    /// - Throws: `RuleFileProblem` naming the policy file, the line, what was expected and what was found.
    static func witnessing(
        _ configuration: GatewayConfiguration, ledger: SQLiteLedger,
        clock: any WallClock, logger: Logger
    ) throws -> Witnessing? {
        guard let witnesses = configuration.witnesses else { return nil }
        let demand = try WitnessDemand(
            witnesses, logKeys: ledger.signingKeys, digester: SodiumDigester())
        return Witnessing(
            demand, ledger: ledger, directory: configuration.ledger, tenants: configuration.tenants,
            clock: clock, logger: logger)
    }

    /// The checkpoint to export with the cosignatures that exist for exactly its size.
    ///
    /// - Parameters:
    ///   - log: which log.
    ///   - newest: the ledger's newest checkpoint.
    ///   - directory: the folder of the ledger.
    ///   - isQuorum: whether to take the newest checkpoint that met the quorum instead.
    /// - Returns: `nil` for the newest without any cosignature.
    /// - Throws: ``NoWitnessedCheckpoint`` when none has met the quorum.
    static func witnessedNote(
        _ log: WitnessedLog, newest: String, ledger directory: String, isQuorum: Bool
    ) throws -> SignedNote? {
        let kept = WitnessedCheckpoints(ledger: directory)
        guard isQuorum else { return try Witnessing.cosigned(newest, kept: kept, log) }
        guard let bytes = try kept.read(.quorum, of: log.tenant, year: log.year),
            let note = try? SignedNote(parsing: bytes)
        else { throw NoWitnessedCheckpoint(log: log) }
        return note
    }

    /// What doctor finds of the witnesses.
    static func lookAtWitnesses(_ configuration: GatewayConfiguration) -> ExaminationFinding {
        guard let witnesses = configuration.witnesses else {
            return ExaminationFinding(
                part: "witnesses", isFault: false,
                message: "none configured: the log shows a rewriting only to those who keep receipts")
        }
        do {
            let demand = try WitnessDemand(
                witnesses, logKeys: try LogKeys.publicKeys(configuration), digester: SodiumDigester())
            let quorum = demand.policy.quorum.map { "quorum \($0)" } ?? "no quorum"
            let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
            let logs = try configuration.tenants.map { tenant in
                try lookAt(WitnessedLog(tenant: tenant, year: year), demand.policy, configuration)
            }
            return ExaminationFinding(
                part: "witnesses", isFault: false,
                message: "\(demand.policy.witnesses.count) witnesses, \(quorum); "
                    + logs.joined(separator: "; "))
        } catch {
            return ExaminationFinding(part: "witnesses", isFault: true, message: "\(error)")
        }
    }

    private static func lookAt(
        _ log: WitnessedLog, _ policy: WitnessPolicy, _ configuration: GatewayConfiguration
    ) throws -> String {
        let kept = WitnessedCheckpoints(ledger: configuration.ledger)
        let note = try kept.read(.quorum, of: log.tenant, year: log.year)
            .flatMap { try? SignedNote(parsing: $0) }
        let key = try verifierKey(configuration, tenant: log.tenant, year: log.year)
        let named = policy.accepts(log: key) ? "" : ", which the policy's log lines do not name"
        guard let note, let checkpoint = Checkpoint(text: note.text) else {
            return "\(log)\(named): no checkpoint has met it yet"
        }
        let time = try policy.finding(in: note, with: SodiumVerifier()).newestTime
        return "\(log)\(named): met for \(checkpoint.size) leaves" + (time.map { " at \($0)" } ?? "")
    }
}

/// Why there is no cosigned checkpoint to export.
struct NoWitnessedCheckpoint: Error, CustomStringConvertible {
    let log: WitnessedLog

    var description: String {
        "\(log): expected a checkpoint that met the witnesses' quorum, found none; export without --cosigned"
    }
}
