import AuditTrail
import Conversations
import GRDB
import Sodium

extension StartupCheck {
    /// Believes a checkpoint by the keys that its log had in force at that size.
    func believed(
        _ note: [UInt8], of log: StoredLog, by keys: KeyHistory, kept place: String
    ) throws(LedgerRefusal) -> Checkpoint {
        do {
            return try keys.believed(note, with: verifier).checkpoint
        } catch .note(.unsigned) {
            throw .tampered(
                log: log.origin.text,
                found: "the checkpoint \(place) is signed by no key that the log had in force",
                advice: Self.restoreAdvice)
        } catch {
            throw .tampered(
                log: log.origin.text, found: "the checkpoint \(place) is damaged or forged",
                advice: Self.restoreAdvice)
        }
    }

    /// Holds the keys of this start against each tenant's newest log, and older logs against the one after.
    ///
    /// What makes a log ours is that a key of this start signed its newest checkpoint; what makes an older one ours is
    /// that the next one begins with its last checkpoint and goes on with one of its keys.
    func requireOurKeys(_ logs: [StoredLog], in db: Database) throws {
        for (place, log) in logs.enumerated() {
            let keys = try history(of: log, in: db)
            let next = logs[(place + 1)...].first
            if let next, next.tenant == log.tenant {
                try requireContinued(log, keys, by: next, in: db)
            } else {
                try requireOurs(log, keys)
            }
        }
    }

    func history(of log: StoredLog, in db: Database) throws -> KeyHistory {
        try KeyLeafTable.history(of: log.id, origin: log.origin, digester: digester, in: db)
    }

    private func requireOurs(_ log: StoredLog, _ keys: KeyHistory) throws(LedgerRefusal) {
        let held = publicKeys
        do { _ = try keys.changes(toward: held, digester: digester) } catch {
            throw .key(log: log.origin.text, error, held: held.map { name($0, of: log) })
        }
        let signers = (try? keys.believed(Array(log.checkpoint.utf8), with: verifier))?.signers ?? []
        guard signers.contains(where: { held.contains($0.publicKey) }) else {
            throw .tampered(
                log: log.origin.text,
                found: "its newest checkpoint is signed by none of the keys of this start",
                advice:
                    "start with the key that signed it: \(signers.map(\.description).joined(separator: ", "))"
            )
        }
    }

    private func requireContinued(
        _ log: StoredLog, _ keys: KeyHistory, by next: StoredLog, in db: Database
    ) throws {
        let first = try LeafTable.leaves(of: next.id, 0..<1, in: db).first.flatMap {
            try? Leaf(bytes: $0.bytes)
        }
        let previous = (first?.first?.previousCheckpoint).flatMap {
            try? keys.believed(Array($0.utf8), with: verifier)
        }
        let ours = (try? keys.believed(Array(log.checkpoint.utf8), with: verifier))?.checkpoint
        let begins = try history(of: next, in: db).keys.first?.key.publicKey
        let inForce = keys.keys(signing: log.size).map(\.publicKey)
        guard let ours, previous?.checkpoint == ours, let begins, inForce.contains(begins) else {
            throw LedgerRefusal.tampered(
                log: log.origin.text,
                found: "\(next.origin) does not go on with its last checkpoint and one of its keys",
                advice: Self.restoreAdvice)
        }
    }

    private func name(_ publicKey: [UInt8], of log: StoredLog) -> String {
        VerifierKey(name: log.origin.text, publicKey: publicKey, digester: digester)?.description ?? ""
    }
}
