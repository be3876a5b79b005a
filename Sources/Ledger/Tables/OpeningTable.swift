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
