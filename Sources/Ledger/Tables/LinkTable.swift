import AuditTrail
import Conversations
import GRDB

/// The table `links`: which person row is which customer.
enum LinkTable {
    /// Joins a person row to a customer; saying the same again changes nothing.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when the row belongs to another customer.
    static func insert(_ link: PersonLink, leaf: ULID, in db: Database) throws {
        if let owner = try customer(of: link.person, tenant: link.tenant, in: db) {
            guard owner == link.customer else {
                throw LedgerFailure.conflict("a person row belongs to another customer meanwhile")
            }
            return
        }
        try db.cachedStatement(
            sql: "INSERT INTO links (tenant, source, person, customer, rule, leaf) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            link.tenant.text, link.person.source.text, link.person.id, link.customer.description,
            link.rule.text, leaf.description,
        ])
    }

    static func customer(
        of person: PersonReference, tenant: TenantID, in db: Database
    ) throws -> CustomerID? {
        let statement = try db.cachedStatement(
            sql: "SELECT customer FROM links WHERE tenant = ? AND source = ? AND person = ?")
        let found = try String.fetchOne(
            statement, arguments: [tenant.text, person.source.text, person.id])
        guard let found else { return nil }
        guard let id = ULID(found) else { throw LedgerFailure.tampered("a link without a readable customer") }
        return CustomerID(id)
    }

    /// The person rows of a customer, by source and id.
    static func persons(
        of customer: CustomerID, tenant: TenantID, in db: Database
    ) throws -> [PersonReference] {
        let statement = try db.cachedStatement(
            sql: "SELECT source, person FROM links WHERE tenant = ? AND customer = ? ORDER BY source, person")
        return try Row.fetchAll(statement, arguments: [tenant.text, customer.description]).map { row in
            guard let source = try? SourceID(row[0]) else {
                throw LedgerFailure.tampered("a link without a readable source")
            }
            return PersonReference(source: source, id: row[1])
        }
    }
}
