import AuditTrail
import Conversations
import Foundation
import GRDB

/// The tables `erasures`, `erased_persons`, `mentions` and `legal_holds`.
enum ErasureTable {
    /// One row of `erasures`.
    struct Entry {
        let erased: ErasedCustomer
        let leaf: ULID?
        let at: Timestamp
        let chain: [UInt8]?
        let state: String
    }

    static func entry(of erased: ErasedCustomer, in db: Database) throws -> Entry? {
        let statement = try db.cachedStatement(sql: select + "WHERE tenant = ? AND customer = ?")
        return try Row.fetchOne(statement, arguments: erased.key).map(read)
    }

    /// Every erasure that this ledger holds, by tenant and customer.
    static func all(in db: Database) throws -> [Entry] {
        try Row.fetchAll(db, sql: select + "ORDER BY tenant, customer").map(read)
    }

    static func insert(
        _ erased: ErasedCustomer, leaf: ULID?, at: Timestamp, chain: [UInt8]? = nil, state: String,
        in db: Database
    ) throws {
        try db.cachedStatement(
            sql:
                "INSERT INTO erasures (tenant, customer, leaf, at, chain, state) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(
            arguments: erased.key + [leaf?.description, at.milliseconds, chain?.blob, state])
    }

    static func set(_ state: String, of erased: ErasedCustomer, in db: Database) throws {
        try db.cachedStatement(sql: "UPDATE erasures SET state = ? WHERE tenant = ? AND customer = ?")
            .execute(arguments: [state] + erased.key)
    }

    static func setListed(_ line: ErasureLine, in db: Database) throws {
        try db.cachedStatement(
            sql: "UPDATE erasures SET state = 'listed', chain = ? WHERE tenant = ? AND customer = ?"
        ).execute(arguments: [line.chain.blob] + line.erased.key)
    }

    /// - Throws: ``LedgerFailure/conflict(_:)`` when no replayed erasure waits for a leaf.
    static func confirm(_ erased: ErasedCustomer, leaf: ULID, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE erasures SET leaf = ifnull(leaf, ?), state = 'done'
                WHERE tenant = ? AND customer = ? AND state IN ('replayed', 'done')
                """
        ).execute(arguments: [leaf.description] + erased.key)
        guard db.changesCount == 1 else {
            throw LedgerFailure.conflict("no replayed erasure waits for its leaf")
        }
    }

    /// When marked rows of an erased customer turned up again.
    static func returns(of erased: ErasedCustomer, in db: Database) throws -> [Timestamp] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT returned_at FROM erased_persons
                WHERE tenant = ? AND customer = ? AND returned_at IS NOT NULL ORDER BY returned_at
                """, arguments: erased.key
        ).map(Timestamp.init(milliseconds:))
    }

    static func noteReturn(of mark: [UInt8], tenant: TenantID, at: Timestamp, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE erased_persons SET returned_at = ?
                WHERE tenant = ? AND mark = ? AND returned_at IS NULL
                """
        ).execute(arguments: [at.milliseconds, tenant.text, mark.blob])
    }

    static func mention(_ mark: [UInt8], tenant: TenantID, leaf: ULID, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO mentions (tenant, mark, leaf) VALUES (?, ?, ?)")
            .execute(arguments: [tenant.text, mark.blob, leaf.description])
    }

    static func isHeld(_ customer: ErasedCustomer, in db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT 1 FROM legal_holds WHERE tenant = ? AND customer = ?")
        return try Int.fetchOne(statement, arguments: customer.key) != nil
    }

    /// The customers of a tenant under a legal hold, in order.
    static func held(of tenant: TenantID, in db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT customer FROM legal_holds WHERE tenant = ? ORDER BY customer",
            arguments: [tenant.text])
    }

    private static let select = "SELECT tenant, customer, leaf, at, chain, state FROM erasures "

    private static func read(_ row: Row) throws -> Entry {
        guard let tenant = try? TenantID(row[0]), let customer = ULID(row[1]) else {
            throw LedgerFailure.tampered("an erasure without a readable customer")
        }
        return Entry(
            erased: ErasedCustomer(tenant: tenant, customer: CustomerID(customer)),
            leaf: (row[2] as String?).flatMap { ULID($0) }, at: Timestamp(milliseconds: row[3]),
            chain: (row[4] as Data?).map { Array($0) }, state: row[5])
    }
}

extension ErasedCustomer {
    /// As the key of a row.
    var key: StatementArguments { [tenant.text, customer.description] }
}
