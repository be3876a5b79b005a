import AuditTrail
import Conversations
import GRDB

/// The table `callers`: who stands behind the opaque ids of leaves, and how many leaves each has.
enum CallerTable {
    /// Whose id is asked for: subject or actor, within tenant, organisation and client.
    struct Name {
        let caller: LeafCaller
        let principal: PrincipalID

        // WHY: an organisation holds at least one byte, so the empty text stands for none and the key needs no null.
        var key: StatementArguments {
            [caller.tenant.text, caller.organisation?.text ?? "", principal.text, caller.client.text]
        }
    }

    private static let matches = "WHERE tenant = ? AND organisation = ? AND subject = ? AND client = ?"

    /// The opaque id and how many leaves it has; a new one gets the id that is offered.
    static func find(_ name: Name, orInsert fresh: ULID, in db: Database) throws -> (id: ULID, leaves: Int64)
    {
        let statement = try db.cachedStatement(sql: "SELECT id, leaves FROM callers \(matches)")
        if let row = try Row.fetchOne(statement, arguments: name.key) {
            guard let id = ULID(row[0]) else {
                throw LedgerFailure.tampered("a caller without a readable id")
            }
            return (id, row[1])
        }
        try db.cachedStatement(
            sql:
                "INSERT INTO callers (tenant, organisation, subject, client, id, leaves) VALUES (?, ?, ?, ?, ?, 0)"
        ).execute(arguments: name.key + [fresh.description])
        return (fresh, 0)
    }

    static func setLeaves(_ leaves: Int64, of name: Name, in db: Database) throws {
        try db.cachedStatement(sql: "UPDATE callers SET leaves = ? \(matches)")
            .execute(arguments: [leaves] + name.key)
    }

    /// The opaque id of a caller that has written before, for filters.
    static func find(_ name: Name, in db: Database) throws -> ULID? {
        let statement = try db.cachedStatement(sql: "SELECT id FROM callers \(matches)")
        return try String.fetchOne(statement, arguments: name.key).flatMap { ULID($0) }
    }

    /// Whether every caller's counter is the number of its leaves.
    static func areCountersRight(in db: Database) throws -> Bool {
        let wrong = try Int.fetchOne(
            db,
            sql: """
                SELECT 1 FROM callers
                WHERE leaves != (SELECT count(*) FROM leaves WHERE leaves.caller = callers.id) LIMIT 1
                """)
        return wrong == nil
    }
}
