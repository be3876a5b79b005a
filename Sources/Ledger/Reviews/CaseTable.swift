import AuditTrail
import Conversations
import Foundation
import GRDB
import ReviewQueue

/// The tables `cases` and `acknowledgements`.
enum CaseTable {
    /// Where cases stand that somebody waits for, and where tests do.
    enum Kind: String, CaseIterable {
        case waitedFor = "cases"
        case tests = "test_cases"

        init(_ opened: ReviewCase) { self = opened.test == nil ? .waitedFor : .tests }
    }

    /// Opens a case; a pending one of the same conversation becomes superseded.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when the token was used before, or the test was drawn before.
    static func open(_ opened: ReviewCase, leaf: ULID, in db: Database) throws {
        let kind = Kind(opened)
        for kind in Kind.allCases {
            let known = try db.cachedStatement(
                sql: "SELECT 1 FROM \(kind.rawValue) WHERE tenant = ? AND token = ?")
            guard try Int.fetchOne(known, arguments: [opened.tenant.text, opened.token.text]) == nil else {
                throw LedgerFailure.conflict("a case with this token is already there")
            }
        }
        if let waiting = try pending(of: opened.conversation, kind, tenant: opened.tenant, in: db) {
            try LifeTable.take(
                .supersede(by: opened.token), of: waiting.token, tenant: opened.tenant, at: opened.openedAt,
                leaf: leaf, in: db)
        }
        switch opened.test {
        case nil: try insert(opened, kind, [], leaf: leaf, in: db)
        case let test?: try insert(opened, test, leaf: leaf, in: db)
        }
        try LifeTable.begin(opened, in: db)
    }

    private static func insert(
        _ opened: ReviewCase, _ test: KnownTest, leaf: ULID, in db: Database
    ) throws {
        let follows = opened.start.follows?.text ?? ""
        let known = try db.cachedStatement(
            sql: "SELECT 1 FROM test_cases WHERE tenant = ? AND beside = ? AND follows = ?")
        let drawn: StatementArguments = [opened.tenant.text, test.beside.text, follows]
        guard try Int.fetchOne(known, arguments: drawn) == nil else {
            throw LedgerFailure.conflict("the case drew a test before")
        }
        try insert(opened, .tests, [("beside", test.beside.text), ("follows", follows)], leaf: leaf, in: db)
    }

    private static func insert(
        _ opened: ReviewCase, _ kind: Kind, _ more: [(column: String, value: String)], leaf: ULID,
        in db: Database
    ) throws {
        let columns =
            [
                "tenant", "token", "customer", "source", "conversation", "concerns", "state", "opened_at",
                "leaf",
            ] + more.map(\.column)
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        let own: StatementArguments = [
            opened.tenant.text, opened.token.text, opened.customer.description,
            opened.conversation.source.text, opened.conversation.id, text(of: opened.concerns),
            opened.state.rawValue, opened.openedAt.milliseconds, leaf.description,
        ]
        try db.cachedStatement(
            sql: "INSERT INTO \(kind.rawValue) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
        ).execute(arguments: own + StatementArguments(more.map(\.value)))
    }

    /// Notes how callers of an organisation outside call a case; the same name every time.
    static func name(_ token: ReviewCaseToken, tenant: TenantID, outside name: String, in db: Database) throws
    {
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO case_names (tenant, name, token, customer)
                SELECT tenant, ?, token, customer FROM cases WHERE tenant = ? AND token = ?
                """
        ).execute(arguments: [name, tenant.text, token.text])
    }

    /// The case that callers outside know by a name.
    static func token(outside name: String, tenant: TenantID, in db: Database) throws -> ReviewCaseToken? {
        let statement = try db.cachedStatement(
            sql: "SELECT token FROM case_names WHERE tenant = ? AND name = ?")
        guard let text = try String.fetchOne(statement, arguments: [tenant.text, name]) else { return nil }
        guard let token = try? ReviewCaseToken(text) else {
            throw LedgerFailure.tampered("the name of a review case that cannot be read")
        }
        return token
    }

    /// Records that a caller acknowledged a pending case.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when the tenant has no such pending case.
    static func acknowledge(
        _ token: ReviewCaseToken, tenant: TenantID, by caller: PrincipalID, at: Timestamp, leaf: ULID,
        in db: Database
    ) throws {
        let pending = try db.cachedStatement(
            sql: "SELECT 1 FROM cases WHERE tenant = ? AND token = ? AND state = 'pending'")
        guard try Int.fetchOne(pending, arguments: [tenant.text, token.text]) != nil else {
            throw LedgerFailure.conflict("no pending case has this token")
        }
        try db.cachedStatement(
            sql: "INSERT INTO acknowledgements (tenant, token, caller, at, leaf) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [tenant.text, token.text, caller.text, at.milliseconds, leaf.description])
    }

    /// The pending case of a conversation.
    static func pending(
        of conversation: ConversationID, _ kind: Kind = .waitedFor, tenant: TenantID, in db: Database
    ) throws -> ReviewCase? {
        try opened(
            "source = ? AND conversation = ? AND state = 'pending'",
            [conversation.source.text, conversation.id], kind, limit: 1, tenant: tenant, in: db
        ).first
    }

    /// The cases opened from a moment on, as they were opened, the newest first.
    static func opened(
        from: Timestamp, _ kind: Kind = .waitedFor, limit: Int = 10_000, tenant: TenantID, in db: Database
    ) throws -> [ReviewCase] {
        try opened("opened_at >= ?", [from.milliseconds], kind, limit: limit, tenant: tenant, in: db)
    }

    /// The cases that meet a condition as they were opened, the newest first.
    static func opened(
        _ condition: String, _ arguments: StatementArguments, _ kind: Kind = .waitedFor, limit: Int = 1_000,
        tenant: TenantID, in db: Database
    ) throws -> [ReviewCase] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT token, customer, source, conversation, concerns, opened_at,
                    (SELECT document FROM case_starts
                        WHERE case_starts.tenant = opened.tenant AND case_starts.token = opened.token)
                FROM \(kind.rawValue) AS opened WHERE tenant = ? AND \(condition) ORDER BY opened_at DESC, rowid DESC LIMIT ?
                """)
        let all: StatementArguments = [tenant.text] + arguments + [limit]
        return try Row.fetchAll(statement, arguments: all).map { try read($0, tenant: tenant) }
    }

    private static func read(_ row: Row, tenant: TenantID) throws -> ReviewCase {
        let document: String? = row[6]
        let start = document.flatMap { text in
            (try? JSONValue(json: Array(text.utf8))).flatMap(CaseStart.init(document:))
        }
        guard let token = try? ReviewCaseToken(row[0]), let customer = ULID(row[1] as String),
            let source = try? SourceID(row[2]), let concerns = concerns(from: row[4]), !concerns.isEmpty,
            start != nil || document == nil
        else { throw LedgerFailure.tampered("a review case that cannot be read") }
        return ReviewCase(
            token: token, tenant: tenant, customer: CustomerID(customer),
            conversation: ConversationID(source: source, id: row[3]), concerns: concerns,
            openedAt: Timestamp(milliseconds: row[5]), start: start)
    }

    /// `[[category or null, severity], …]` in the case's order.
    private static func text(of concerns: [CaseConcern]) -> String {
        JSONValue.array(concerns.map { [JSONValue($0.category?.text), JSONValue($0.severity)] }).text()
    }

    private static func concerns(from text: String) -> [CaseConcern]? {
        guard let items = (try? JSONValue(json: Array(text.utf8)))?.array else { return nil }
        let concerns = items.compactMap { item -> CaseConcern? in
            guard let pair = item.array, pair.count == 2, let severity = pair[1].int else { return nil }
            guard let name = pair[0].string else {
                return pair[0] == .null ? CaseConcern(category: nil, severity: Int(severity)) : nil
            }
            guard let category = try? FlagCategory(name) else { return nil }
            return CaseConcern(category: category, severity: Int(severity))
        }
        return concerns.count == items.count ? concerns : nil
    }
}
