import GRDB

/// The table `keys_seen`: how far the file of customers' keys had come when the last leaves were written.
enum KeysSeenTable {
    /// Records a number of changes; it never goes back.
    static func record(_ changes: Int, in db: Database) throws {
        try db.cachedStatement(sql: "UPDATE keys_seen SET changes = ? WHERE changes < ?")
            .execute(arguments: [changes, changes])
    }

    static func changes(in db: Database) throws -> Int {
        guard let changes = try Int.fetchOne(db, sql: "SELECT changes FROM keys_seen") else {
            throw DatabaseError(message: "keys_seen has no row")
        }
        return changes
    }
}
