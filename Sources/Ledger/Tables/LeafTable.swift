import AuditTrail
import Conversations
import Foundation
import GRDB

/// The tables `leaves` and `subtrees`.
enum LeafTable {
    /// A leaf about to be stored, with the members that people search by.
    struct NewLeaf {
        let log: Int64
        let position: Int
        let id: ULID
        let bytes: [UInt8]
        let hash: TreeHash
        let caller: ULID
        let draft: LeafDraft
    }

    static func insert(_ leaf: NewLeaf, in db: Database) throws {
        let draft = leaf.draft
        try db.cachedStatement(
            sql: """
                INSERT INTO leaves
                    (log, position, id, bytes, hash, type, caller, organisation, role, purpose, customer)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            leaf.log, leaf.position, leaf.id.description, leaf.bytes.blob, leaf.hash.bytes.blob,
            draft.type.rawValue, leaf.caller.description, draft.caller.organisation?.text,
            draft.caller.role?.text, draft.purpose?.text, draft.customer?.description,
        ])
    }

    static func insert(_ subtree: CompleteSubtree, level: Int, log: Int64, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO subtrees (log, level, position, hash) VALUES (?, ?, ?, ?)")
            .execute(arguments: [log, level, subtree.index, subtree.hash.bytes.blob])
    }

    /// The id of the last leaf of a log.
    static func lastID(of log: Int64, in db: Database) throws -> ULID? {
        let statement = try db.cachedStatement(
            sql: "SELECT id FROM leaves WHERE log = ? ORDER BY position DESC LIMIT 1")
        return try String.fetchOne(statement, arguments: [log]).flatMap { ULID($0) }
    }

    /// Bytes and stored hashes of the leaves of a range, in order.
    static func leaves(of log: Int64, _ range: Range<Int>, in db: Database) throws -> [(
        bytes: [UInt8], hash: [UInt8]
    )] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT bytes, hash FROM leaves WHERE log = ? AND position >= ? AND position < ?
                ORDER BY position
                """)
        return try Row.fetchAll(statement, arguments: [log, range.lowerBound, range.upperBound])
            .map { (Array($0[0] as Data), Array($0[1] as Data)) }
    }

    /// A stored leaf with everything that stands beside its bytes.
    struct CheckedRow {
        let id: String
        let bytes: [UInt8]
        let hash: [UInt8]
        let type: String
        let caller: String
        let organisation: String?
        let role: String?
        let purpose: String?
    }

    /// The rows of a range, in order, for a start that believes none of them.
    static func checkedRows(of log: Int64, _ range: Range<Int>, in db: Database) throws -> [CheckedRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id, bytes, hash, type, caller, organisation, role, purpose FROM leaves
                WHERE log = ? AND position >= ? AND position < ? ORDER BY position
                """)
        let rows = try Row.fetchCursor(statement, arguments: [log, range.lowerBound, range.upperBound])
        var found: [CheckedRow] = []
        while let row = try rows.next() {
            found.append(
                CheckedRow(
                    id: row[0], bytes: Array(row[1] as Data), hash: Array(row[2] as Data), type: row[3],
                    caller: row[4], organisation: row[5], role: row[6], purpose: row[7]))
        }
        return found
    }

    /// The hashes of a level of tiles, in order; level 0 are the leaves' own.
    static func hashes(of log: Int64, level: Int, _ range: Range<Int>, in db: Database) throws -> [[UInt8]] {
        let table = level == 0 ? "leaves WHERE log = ?" : "subtrees WHERE log = ? AND level = \(level)"
        let statement = try db.cachedStatement(
            sql: "SELECT hash FROM \(table) AND position >= ? AND position < ? ORDER BY position")
        return try Data.fetchAll(statement, arguments: [log, range.lowerBound, range.upperBound]).map(
            Array.init)
    }

    static func count(of log: Int64, in db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM leaves WHERE log = ?", arguments: [log]) ?? 0
    }

    static func subtreeCount(of log: Int64, in db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM subtrees WHERE log = ?", arguments: [log]) ?? 0
    }

    /// Where a leaf of a tenant stands, `nil` for an unknown id and for another tenant's alike.
    static func place(of leaf: ULID, tenant: TenantID, in db: Database) throws -> (log: Int64, position: Int)?
    {
        let statement = try db.cachedStatement(
            sql: """
                SELECT log, position FROM leaves JOIN logs ON logs.id = log
                WHERE leaves.id = ? AND logs.tenant = ?
                """)
        return try Row.fetchOne(statement, arguments: [leaf.description, tenant.text]).map { ($0[0], $0[1]) }
    }
}

extension [UInt8] {
    /// As SQLite's blob.
    var blob: Data { Data(self) }
}
