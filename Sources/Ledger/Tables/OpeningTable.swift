import AuditTrail
import Conversations
import Foundation
import GRDB

/// The tables `openings` and `sealed_bodies`: ciphertext only, by leaf.
enum OpeningTable {
    static func insert(_ ciphertext: [UInt8], leaf: ULID, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO openings (leaf, ciphertext) VALUES (?, ?)")
            .execute(arguments: [leaf.description, ciphertext.blob])
    }

    static func ciphertext(of leaf: ULID, in db: Database) throws -> [UInt8]? {
        let statement = try db.cachedStatement(sql: "SELECT ciphertext FROM openings WHERE leaf = ?")
        return try Data.fetchOne(statement, arguments: [leaf.description]).map(Array.init)
    }

    /// What a start compares: a leaf, whom it is about, and its openings.
    struct CheckedRow {
        let position: Int
        let id: String
        let type: LeafType
        let customer: String?
        let ciphertext: [UInt8]?
    }

    /// The leaves of a range with their openings, in order.
    static func rows(of log: Int64, _ range: Range<Int>, in db: Database) throws -> [CheckedRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT position, id, type, customer, ciphertext FROM leaves
                LEFT JOIN openings ON openings.leaf = leaves.id
                WHERE log = ? AND position >= ? AND position < ? ORDER BY position
                """)
        let rows = try Row.fetchCursor(statement, arguments: [log, range.lowerBound, range.upperBound])
        var found: [CheckedRow] = []
        while let row = try rows.next() {
            guard let type = LeafType(rawValue: row[2]) else {
                throw LedgerFailure.tampered("a leaf of an unknown type")
            }
            found.append(
                CheckedRow(
                    position: row[0], id: row[1], type: type, customer: row[3],
                    ciphertext: (row[4] as Data?).map(Array.init)))
        }
        return found
    }

    static func insert(
        box: [UInt8], body: [UInt8], period: String, leaf: ULID, in db: Database
    ) throws {
        try db.cachedStatement(
            sql: "INSERT INTO sealed_bodies (leaf, period, box, ciphertext) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [leaf.description, period, box.blob, body.blob])
    }

    /// The sealed body of a leaf: the period of its key, the encrypted box, the ciphertext.
    static func sealedBody(
        of leaf: ULID, in db: Database
    ) throws -> (period: String, box: [UInt8], body: [UInt8])? {
        let statement = try db.cachedStatement(
            sql: "SELECT period, box, ciphertext FROM sealed_bodies WHERE leaf = ?")
        return try Row.fetchOne(statement, arguments: [leaf.description]).map { row in
            (row[0], Array(row[1] as Data), Array(row[2] as Data))
        }
    }
}
