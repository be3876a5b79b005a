import AuditTrail
import Conversations
import Foundation
import GRDB
import Sodium

/// Holds every stored log against what was signed, before anything is believed or written.
///
/// Each leaf is hashed again from its stored bytes. The tree must be the one of the last checkpoint in the database, and
/// extend the one kept outside it; a restored, cut or replaced file is neither.
struct StartupCheck {
    let publicKey: [UInt8]
    let digester: SodiumDigester
    let verifier: SodiumVerifier
    /// Whether the file of customers' keys was there before this start.
    let hasKeys: Bool
    /// The checkpoints outside the database, by file name.
    let outside: [String: [UInt8]]

    private static let rowsMax = 1_024

    /// - Throws: ``LedgerRefusal/tampered(log:found:advice:)`` for the first log that is not as signed.
    func check(_ database: DatabaseQueue, path: String) throws(LedgerRefusal) {
        do {
            try database.read { db in
                let logs = try LogTable.all(in: db)
                guard hasKeys || logs.isEmpty else {
                    throw LedgerRefusal.tampered(
                        log: path, found: "the file of customers' keys that belongs to it is missing",
                        advice: "restore its newest copy: without it nobody can read what leaves commit to")
                }
                for log in logs { try check(log, in: db) }
                guard try CallerTable.areCountersRight(in: db) else {
                    throw LedgerFailure.tampered("a caller's counter is not the number of its leaves")
                }
                try requireKnown(Set(logs.map { CheckpointMirror.name(of: $0.origin) }))
            }
        } catch let refusal as LedgerRefusal {
            throw refusal
        } catch LedgerFailure.tampered(let found) {
            throw .tampered(log: path, found: found, advice: Self.restoreAdvice)
        } catch {
            throw .unusable(path: path, reason: DurableDatabase.plainReason(error))
        }
    }

    static let restoreAdvice =
        "restore the newest copy of the ledger folder, or keep this one as evidence and tell compliance"

    private func check(_ log: StoredLog, in db: Database) throws {
        let signed = try believed(Array(log.checkpoint.utf8), of: log, kept: "in the database")
        let name = CheckpointMirror.name(of: log.origin)
        guard let file = outside[name] else {
            throw refusal(log, "the checkpoint kept outside the database (\(name)) is missing")
        }
        let kept = try believed(file, of: log, kept: "outside the database")
        guard kept.size <= signed.size else {
            throw refusal(
                log,
                "the database ends at leaf \(signed.size), the checkpoint kept outside it at \(kept.size): "
                    + "an older database was restored or leaves were removed")
        }
        try compareTree(of: log, with: [kept, signed], in: db)
    }

    /// Hashes all leaves again and compares roots on the way.
    private func compareTree(of log: StoredLog, with checkpoints: [Checkpoint], in db: Database) throws {
        let tree = MerkleTree(digester: digester)
        var frontier = MerkleFrontier(digester: digester)
        var subtreeCount = 0
        let size = try LeafTable.count(of: log.id, in: db)
        guard size == log.size else {
            throw refusal(log, "it holds \(size) leaves, \(log.size) were signed")
        }
        try compare(frontier, with: checkpoints, of: log)
        while frontier.size < size {
            let range = frontier.size..<min(size, frontier.size + Self.rowsMax)
            let leaves = try LeafTable.checkedRows(of: log.id, range, in: db)
            guard leaves.count == range.count else {
                throw refusal(log, "leaves between \(range.lowerBound) and \(range.upperBound) are missing")
            }
            for leaf in leaves {
                let hash = tree.leafHash(leaf.bytes)
                guard hash.bytes == leaf.hash else {
                    throw refusal(log, "leaf \(frontier.size) was changed")
                }
                if let column = SearchedMembers.difference(between: leaf) {
                    throw refusal(
                        log, "the column \(column) of leaf \(frontier.size) is not what the leaf says")
                }
                for subtree in frontier.append(hash) {
                    subtreeCount += try compare(subtree, of: log, in: db) ? 1 : 0
                }
                try compare(frontier, with: checkpoints, of: log)
            }
        }
        guard try LeafTable.subtreeCount(of: log.id, in: db) == subtreeCount else {
            throw refusal(log, "it holds hashes of leaves that it does not have")
        }
    }

    private func compare(
        _ frontier: MerkleFrontier, with checkpoints: [Checkpoint], of log: StoredLog
    ) throws {
        for checkpoint in checkpoints where checkpoint.size == frontier.size {
            guard checkpoint.root == frontier.root else {
                throw refusal(log, "the first \(frontier.size) leaves are not those that were signed")
            }
        }
    }

    /// Whether the subtree is one that is stored; a stored one that differs is refused.
    private func compare(_ subtree: CompleteSubtree, of log: StoredLog, in db: Database) throws -> Bool {
        guard let level = subtree.tileLevel, level > 0 else { return false }
        let range = subtree.index..<(subtree.index + 1)
        guard try LeafTable.hashes(of: log.id, level: level, range, in: db) == [subtree.hash.bytes] else {
            throw refusal(log, "hash \(subtree.index) of level \(level) was changed or removed")
        }
        return true
    }

    private func believed(_ note: [UInt8], of log: StoredLog, kept place: String) throws -> Checkpoint {
        guard let key = VerifierKey(name: log.origin.text, publicKey: publicKey, digester: digester) else {
            throw refusal(log, "its name cannot be a key's")
        }
        do {
            return try Checkpoint.verified(note, by: key, with: verifier)
        } catch .note(.unsigned) {
            throw LedgerRefusal.tampered(
                log: log.origin.text, found: "the checkpoint \(place) is signed by another key",
                advice: "start with the signing key of this ledger")
        } catch {
            throw refusal(log, "the checkpoint \(place) is damaged or forged")
        }
    }

    /// A checkpoint over leaves of a log that the database does not have: another or an empty file took its place.
    private func requireKnown(_ names: Set<String>) throws(LedgerRefusal) {
        for name in outside.keys.sorted() where !names.contains(name) {
            let note = outside[name].flatMap { try? SignedNote(parsing: $0) }
            let checkpoint = note.flatMap { Checkpoint(text: $0.text) }
            // WHY: the file of an empty log is written before the log's first transaction.
            if let checkpoint, checkpoint.size == 0 { continue }
            let found =
                checkpoint.map { "a checkpoint over \($0.size) leaves" } ?? "a checkpoint that cannot be read"
            throw .tampered(
                log: checkpoint?.origin.text ?? name,
                found: "\(found) is kept outside the database, which has no such log",
                advice: Self.restoreAdvice)
        }
    }

    private func refusal(_ log: StoredLog, _ found: String) -> LedgerRefusal {
        .tampered(log: log.origin.text, found: found, advice: Self.restoreAdvice)
    }
}
