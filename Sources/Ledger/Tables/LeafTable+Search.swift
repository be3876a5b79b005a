import AuditTrail
import Conversations
import Foundation
import GRDB

extension LeafTable {
    /// A leaf that was found, with what the ledger alone knows of it.
    struct FoundLeaf {
        let year: Int
        let position: Int
        let id: ULID
        let bytes: [UInt8]
        let customer: CustomerID?
    }

    /// The leaves of a tenant that meet a query, by year and position.
    static func search(
        _ tenant: TenantID, _ query: LeafQuery, after cursor: LeafCursor?, limit: Int, in db: Database
    ) throws -> [FoundLeaf] {
        var search = Search(tenant: tenant)
        search.require("(year, position) > (?, ?)", cursor.map { [$0.year, $0.index] })
        search.require("leaves.id >= ?", query.from.map { [$0.firstID.description] })
        search.require("leaves.id < ?", query.until.map { [$0.firstID.description] })
        search.require("caller = ?", query.caller.map { [$0.description] })
        search.require("organisation = ?", query.organisation.map { [$0.text] })
        search.require("role = ?", query.role.map { [$0.text] })
        search.require("purpose = ?", query.purpose.map { [$0.text] })
        search.require("customer = ?", query.customer.map { [$0.description] })
        search.require(
            "caller IN (SELECT callers.id FROM callers WHERE callers.tenant = ? AND callers.subject = ?)",
            query.subject.map { [tenant.text, $0.text] })
        search.require(
            "caller IN (SELECT callers.id FROM callers WHERE callers.tenant = ? AND callers.client = ?)",
            query.client.map { [tenant.text, $0.text] })
        if !query.types.isEmpty {
            let marks = query.types.map { _ in "?" }.joined(separator: ", ")
            search.require("type IN (\(marks))", StatementArguments(query.types.map(\.rawValue)))
        }
        let sql = """
            SELECT year, position, leaves.id, bytes, customer FROM leaves JOIN logs ON logs.id = log
            WHERE \(search.conditions.joined(separator: " AND ")) ORDER BY year, position LIMIT \(limit)
            """
        return try Row.fetchAll(try db.cachedStatement(sql: sql), arguments: search.arguments).map(read)
    }

    /// One leaf of a tenant.
    static func leaf(_ id: ULID, tenant: TenantID, in db: Database) throws -> FoundLeaf? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT year, position, leaves.id, bytes, customer FROM leaves JOIN logs ON logs.id = log
                WHERE leaves.id = ? AND tenant = ?
                """)
        return try Row.fetchOne(statement, arguments: [id.description, tenant.text]).map(read)
    }

    /// The customer that a leaf is about.
    static func customer(of leaf: ULID, in db: Database) throws -> CustomerID?? {
        let statement = try db.cachedStatement(sql: "SELECT customer FROM leaves WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [leaf.description]).map { row in
            (row[0] as String?).flatMap { ULID($0) }.map(CustomerID.init)
        }
    }

    private struct Search {
        var conditions = ["tenant = ?"]
        var arguments: StatementArguments

        init(tenant: TenantID) { arguments = [tenant.text] }

        mutating func require(_ condition: String, _ values: StatementArguments?) {
            guard let values else { return }
            conditions.append(condition)
            arguments += values
        }
    }

    private static func read(_ row: Row) throws -> FoundLeaf {
        guard let id = ULID(row[2]) else { throw LedgerFailure.tampered("a leaf without a readable id") }
        return FoundLeaf(
            year: row[0], position: row[1], id: id, bytes: Array(row[3] as Data),
            customer: (row[4] as String?).flatMap { ULID($0) }.map(CustomerID.init))
    }
}

extension Timestamp {
    /// The lowest id of the millisecond; ids hold their time first, so they are ordered by it.
    fileprivate var firstID: ULID {
        let bounded = min(max(milliseconds, 0), 1 << 48 - 1)
        return ULID(at: Timestamp(milliseconds: bounded), entropy: [UInt8](repeating: 0, count: 10))
    }
}
