import AuditTrail
import Conversations
import GRDB

/// One log: a tenant's year.
struct StoredLog: Hashable, Sendable {
    let id: Int64
    let tenant: TenantID
    let year: Int
    let origin: LogOrigin
    let size: Int
    /// The newest signed checkpoint, verbatim.
    let checkpoint: String
}

extension StoredLog {
    /// A checkpoint of this log that covers a leaf, with its size; `nil` for any other text.
    func size(under text: String, covering position: Int) -> (size: Int, checkpoint: String)? {
        guard let note = try? SignedNote(parsing: Array(text.utf8)),
            let checkpoint = Checkpoint(text: note.text), checkpoint.origin == origin,
            checkpoint.size <= size, position < checkpoint.size
        else { return nil }
        return (checkpoint.size, text)
    }
}

/// The table `logs`.
enum LogTable {
    static func insert(
        tenant: TenantID, year: Int, origin: LogOrigin, checkpoint: String, in db: Database
    ) throws -> Int64 {
        try db.cachedStatement(
            sql: "INSERT INTO logs (tenant, year, origin, size, checkpoint) VALUES (?, ?, ?, 0, ?)"
        ).execute(arguments: [tenant.text, year, origin.text, checkpoint])
        return db.lastInsertedRowID
    }

    static func update(_ log: Int64, size: Int, checkpoint: String, in db: Database) throws {
        try db.cachedStatement(sql: "UPDATE logs SET size = ?, checkpoint = ? WHERE id = ?")
            .execute(arguments: [size, checkpoint, log])
    }

    /// All logs, by tenant and year.
    static func all(in db: Database) throws -> [StoredLog] {
        try Row.fetchAll(db, sql: select + "ORDER BY tenant, year").map(read)
    }

    /// The newest log of a tenant.
    static func newest(of tenant: TenantID, in db: Database) throws -> StoredLog? {
        let statement = try db.cachedStatement(sql: select + "WHERE tenant = ? ORDER BY year DESC LIMIT 1")
        return try Row.fetchOne(statement, arguments: [tenant.text]).map(read)
    }

    static func log(of tenant: TenantID, year: Int, in db: Database) throws -> StoredLog? {
        let statement = try db.cachedStatement(sql: select + "WHERE tenant = ? AND year = ?")
        return try Row.fetchOne(statement, arguments: [tenant.text, year]).map(read)
    }

    static func log(_ id: Int64, in db: Database) throws -> StoredLog? {
        let statement = try db.cachedStatement(sql: select + "WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id]).map(read)
    }

    private static let select = "SELECT id, tenant, year, origin, size, checkpoint FROM logs "

    private static func read(_ row: Row) throws -> StoredLog {
        guard let tenant = try? TenantID(row[1]), let origin = LogOrigin(row[3]) else {
            throw LedgerFailure.tampered("a log without a tenant or a name that can be read")
        }
        return StoredLog(
            id: row[0], tenant: tenant, year: row[2], origin: origin, size: row[4], checkpoint: row[5])
    }
}
