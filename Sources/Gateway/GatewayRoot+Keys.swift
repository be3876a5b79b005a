public import AuditTrail
public import Conversations
import Ledger
import Logging
import Sodium

/// The log's keys while the gateway runs.
extension GatewayRoot {
    /// Takes the keys as they stand now, or keeps the old ones when the log would not let the new ones sign.
    ///
    /// A key that comes from a descriptor or a signer process changes with the next start only.
    func reloadKeys() async throws {
        guard configuration.logSigner == .files, configuration.nextLogSigner == nil else { return }
        let signers = try LogKeys.signers(configuration)
        for tenant in configuration.tenants {
            let history = try await ledger.keyState(of: tenant)?.history
            _ = try history?.changes(toward: signers.map(\.publicKey), digester: SodiumDigester())
        }
        ledger.replaceSigners(with: signers)
        try await recordKeys()
    }

    /// Says in every tenant's log which keys sign from now on; nothing when it says so already.
    ///
    /// One leaf a change, each under a checkpoint of its own. Whatever was left undone by a crash is done here.
    func recordKeys() async throws {
        let notes = try KeyNote.all(in: configuration.keys)
        for tenant in configuration.tenants {
            while let state = try await ledger.keyState(of: tenant),
                let change = try state.history.changes(
                    toward: ledger.signingKeys, digester: SodiumDigester()
                ).first
            {
                try await record(change, notes, checkpoint: state.checkpoint, tenant: tenant)
            }
        }
    }

    private func record(
        _ change: KeyChange, _ notes: [KeyNote], checkpoint: String, tenant: TenantID
    ) async throws {
        let note = notes.last { note in
            note.publicKey == change.key.publicKey && (note.action == .add) == (change.action == .add)
        }
        let action = note?.action ?? change.action
        try await record(
            .key,
            publicMembers: [
                "action": action.rawValue, "checkpoint": checkpoint, "vkey": change.key.description,
            ],
            committed: [
                "approved_by": JSONValue(note?.approvedBy), "reason": JSONValue(note?.reason),
                "caller_identity": JSONValue(note?.by),
            ], tenants: [tenant])
        logger.notice(
            "the log says which key signs",
            metadata: ["action": .string(action.rawValue), "key": .string("\(change.key)")])
    }

    /// The keys that auditors verify a year's log with, the oldest first: two while one takes over from the other.
    ///
    /// From the log itself when there is one, else the keys that it would start with.
    ///
    /// - Throws: whatever keeps keys or ledger from being read.
    public static func verifierKeys(
        _ configuration: GatewayConfiguration, tenant: TenantID, year: Int
    ) throws -> [VerifierKey] {
        let logged = try SQLiteLedger.keyHistories(in: configuration.ledger)
            .first { $0.tenant == tenant && $0.year == year }
        if let logged { return logged.history.keys(signing: logged.size) }
        let origin = LogOrigin(host: configuration.logHost, tenant: tenant, year: year)
        return try LogKeys.publicKeys(configuration).prefix(1).compactMap { key in
            origin.flatMap { VerifierKey(name: $0.text, publicKey: key, digester: SodiumDigester()) }
        }
    }
}
