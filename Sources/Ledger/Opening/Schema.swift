import GRDB

/// The versions of one file's tables; a file only ever moves forward.
struct Schema: Sendable {
    /// SQLite's `application_id` of our files, so that a foreign database is not taken for an empty ledger.
    let applicationID: Int
    /// The statements that lead to version 1, 2 and so on; a published one is never changed.
    let steps: [String]

    /// The newest version that this gateway knows.
    var known: Int { steps.count }

    /// Brings a file to the newest version, each step in a transaction of its own.
    ///
    /// - Throws: ``LedgerRefusal`` for a newer file and for one that is not ours; it is left as it was.
    func migrate(_ queue: DatabaseQueue, path: String) throws(LedgerRefusal) {
        do {
            try queue.writeWithoutTransaction { db in try migrate(db, path: path) }
        } catch let refusal as LedgerRefusal {
            throw refusal
        } catch {
            throw .unusable(path: path, reason: DurableDatabase.plainReason(error))
        }
    }

    private func migrate(_ db: Database, path: String) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let owner = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard owner == applicationID || (owner == 0 && found == 0 && tables == 0) else {
            throw LedgerRefusal.foreign(path: path)
        }
        guard (0...known).contains(found) else {
            throw LedgerRefusal.newerSchema(path: path, found: found, known: known)
        }
        for version in found..<known {
            try db.inTransaction(.immediate) {
                try db.execute(sql: steps[version])
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(version + 1)")
                return .commit
            }
        }
    }
}
