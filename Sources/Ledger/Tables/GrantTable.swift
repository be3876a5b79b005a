import AccessGrants
import AuditTrail
import Conversations
import GRDB

/// The table `access_cases`: who may see more for some minutes.
enum GrantTable {
    /// Makes one change at the moment of the leaf that tells of it.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when the case's state does not allow it, or the tries are used up.
    static func apply(_ change: AccessChange, leaf: ULID, in db: Database) throws {
        switch change {
        case .open(let opened): try open(opened.seen(leaf.at), leaf: leaf, in: db)
        case .step(let id, let tenant, let step, let at):
            try take(step, of: id, tenant: tenant, at: at, leaf: leaf, in: db)
        case .check(let tried): try CheckTable.count(tried, at: leaf.at, in: db)
        }
    }

    private static func open(_ opened: AccessCase, leaf: ULID, in db: Database) throws {
        guard try find(opened.id, tenant: opened.tenant, in: db) == nil else {
            throw LedgerFailure.conflict("an access case with this id is already there")
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO access_cases (tenant, id, customer, subject, is_open, document, leaf)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            opened.tenant.text, opened.id.description, opened.customer.description,
            opened.requester.subject.text, opened.isOpen, opened.document.text(), leaf.description,
        ])
    }

    /// WHY the leaf's time: it never goes back, so a grant that outlived it in the log is over whatever a clock says.
    private static func take(
        _ step: AccessStep, of id: AccessCaseID, tenant: TenantID, at now: Timestamp, leaf: ULID,
        in db: Database
    ) throws {
        guard let found = try find(id, tenant: tenant, in: db) else {
            throw LedgerFailure.conflict("no access case has this id")
        }
        let next: AccessCase
        do { next = try found.seen(leaf.at).stepped(step, at: now) } catch {
            throw LedgerFailure.conflict(error.rawValue)
        }
        try db.cachedStatement(
            sql: "UPDATE access_cases SET is_open = ?, document = ? WHERE tenant = ? AND id = ?"
        ).execute(arguments: [next.isOpen, next.document.text(), tenant.text, id.description])
    }

    // MARK: - Reading

    static func find(_ id: AccessCaseID, tenant: TenantID, in db: Database) throws -> AccessCase? {
        let statement = try db.cachedStatement(
            sql: "SELECT document FROM access_cases WHERE tenant = ? AND id = ?")
        return try String.fetchOne(statement, arguments: [tenant.text, id.description])
            .map { try read($0, tenant: tenant) }
    }

    /// The leaf that tells how a case began.
    static func leaf(of id: AccessCaseID, tenant: TenantID, in db: Database) throws -> ULID? {
        let statement = try db.cachedStatement(
            sql: "SELECT leaf FROM access_cases WHERE tenant = ? AND id = ?")
        return try String.fetchOne(statement, arguments: [tenant.text, id.description]).flatMap { ULID($0) }
    }

    static func cases(_ query: AccessQuery, tenant: TenantID, in db: Database) throws -> [AccessCase] {
        var sql = "SELECT document FROM access_cases WHERE tenant = ?"
        var arguments: StatementArguments = [tenant.text]
        if query.isOpen { sql += " AND is_open = 1" }
        if let customer = query.customer {
            sql += " AND customer = ?"
            arguments += [customer.description]
        }
        if let requester = query.requester {
            sql += " AND subject = ?"
            arguments += [requester.text]
        }
        let statement = try db.cachedStatement(sql: sql + " ORDER BY id DESC LIMIT ?")
        return try String.fetchAll(statement, arguments: arguments + [query.limit])
            .map { try read($0, tenant: tenant) }
    }

    /// Removes what an erased customer's cases and tries said.
    static func remove(of customer: ErasedCustomer, in db: Database) throws {
        for table in ["access_cases", "check_tries", "checks_lately"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE tenant = ? AND customer = ?", arguments: customer.key)
        }
    }

    private static func read(_ text: String, tenant: TenantID) throws -> AccessCase {
        guard let document = try? JSONValue(json: Array(text.utf8)),
            let found = AccessCase(document: document, tenant: tenant)
        else { throw LedgerFailure.tampered("an access case that cannot be read") }
        return found
    }
}
