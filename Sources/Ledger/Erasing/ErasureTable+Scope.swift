import AuditTrail
import Conversations
import Foundation
import GRDB

extension ErasureTable {
    /// The leaves of a customer, of their own tenant's logs only. Two arguments: customer, tenant.
    private static let leavesOfCustomer =
        "SELECT leaves.id FROM leaves JOIN logs ON logs.id = log WHERE customer = ? AND logs.tenant = ?"

    /// What an erasure would cover now; `marks` gives the marks of the customer's person rows.
    static func scope(
        of customer: ErasedCustomer, marks: ([PersonReference]) throws -> [[UInt8]], in db: Database
    ) throws -> ErasureScope {
        let persons = try LinkTable.persons(of: customer.customer, tenant: customer.tenant, in: db)
        let own: StatementArguments = [customer.customer.description, customer.tenant.text]
        func count(_ sql: String, _ arguments: StatementArguments) throws -> Int {
            try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
        }
        var joint = Set(
            try String.fetchAll(
                db, sql: "SELECT DISTINCT leaf FROM mentions WHERE leaf IN (\(leavesOfCustomer))",
                arguments: own))
        for mark in try marks(persons) {
            joint.formUnion(
                try String.fetchAll(
                    db, sql: "SELECT leaf FROM mentions WHERE tenant = ? AND mark = ?",
                    arguments: [customer.tenant.text, mark.blob]))
        }
        return ErasureScope(
            persons: persons,
            leafCount: try count("SELECT count(*) FROM (\(leavesOfCustomer))", own),
            sealedBodyCount: try count(
                "SELECT count(*) FROM sealed_bodies WHERE leaf IN (\(leavesOfCustomer))", own),
            caseCount: try count(
                "SELECT count(*) FROM cases WHERE tenant = ? AND customer = ?", customer.key),
            joint: joint.sorted().compactMap { ULID($0) })
    }

    /// Removes what the ledger holds of a customer; only leaves, whose bytes name nobody, and keyed marks stay.
    ///
    /// A row that is missing here would survive an erasure: a test holds this list against the tables of the schema.
    static func removeTraces(
        of customer: ErasedCustomer, marks: [[UInt8]], in db: Database
    ) throws {
        let own: StatementArguments = [customer.customer.description, customer.tenant.text]
        for mark in marks {
            try db.execute(
                sql: "INSERT OR REPLACE INTO erased_persons (tenant, mark, customer) VALUES (?, ?, ?)",
                arguments: [customer.tenant.text, mark.blob, customer.customer.description])
            try db.execute(
                sql: "DELETE FROM mentions WHERE tenant = ? AND mark = ?",
                arguments: [customer.tenant.text, mark.blob])
        }
        try db.execute(sql: "DELETE FROM mentions WHERE leaf IN (\(leavesOfCustomer))", arguments: own)
        try db.execute(sql: "DELETE FROM summaries WHERE leaf IN (\(leavesOfCustomer))", arguments: own)
        try db.execute(sql: "DELETE FROM sealed_bodies WHERE leaf IN (\(leavesOfCustomer))", arguments: own)
        // WHY: the row stays, so that a destroyed opening is told from a lost one; an erasure's are the tenant's.
        try db.execute(
            sql: """
                UPDATE openings SET ciphertext = x'' WHERE leaf IN (\(leavesOfCustomer) AND type != 'erasure')
                """, arguments: own)
        try db.execute(
            sql: """
                DELETE FROM acknowledgements WHERE tenant = ?1
                    AND token IN (SELECT token FROM cases WHERE tenant = ?1 AND customer = ?2)
                """, arguments: customer.key)
        try GrantTable.remove(of: customer, in: db)
        try LifeTable.remove(of: customer, in: db)
        for table in ["answered", "cases", "links", "legal_holds"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE tenant = ? AND customer = ?", arguments: customer.key)
        }
    }

    /// How many sealed bodies of months before one would go; those under a legal hold are not counted.
    static func sealedBodyCount(before month: String, tenant: TenantID, in db: Database) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM sealed_bodies WHERE \(oldBodies)", arguments: [month, tenant.text])
            ?? 0
    }

    static func dropSealedBodies(before month: String, tenant: TenantID, in db: Database) throws {
        try db.execute(
            sql: "DELETE FROM sealed_bodies WHERE \(oldBodies)", arguments: [month, tenant.text])
    }

    private static let oldBodies = """
        period < ? AND leaf IN (
            SELECT leaves.id FROM leaves JOIN logs ON logs.id = log WHERE logs.tenant = ?
                AND NOT EXISTS (
                    SELECT 1 FROM legal_holds
                    WHERE legal_holds.tenant = logs.tenant AND legal_holds.customer = leaves.customer))
        """
}
