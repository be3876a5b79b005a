import AuditTrail
import Conversations
import Foundation
import GRDB
import ReviewQueue

/// The tables `cases` and `acknowledgements`.
enum CaseTable {
    /// Opens a case; a pending one of the same conversation becomes superseded.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when the token was used before.
    static func open(_ opened: ReviewCase, leaf: ULID, in db: Database) throws {
        let (tenant, conversation) = (opened.tenant.text, opened.conversation)
        let known = try db.cachedStatement(sql: "SELECT 1 FROM cases WHERE tenant = ? AND token = ?")
        guard try Int.fetchOne(known, arguments: [tenant, opened.token.text]) == nil else {
            throw LedgerFailure.conflict("a case with this token is already there")
        }
        if let waiting = try pending(of: conversation, tenant: opened.tenant, in: db) {
            try LifeTable.take(
                .supersede(by: opened.token), of: waiting.token, tenant: opened.tenant, at: opened.openedAt,
                leaf: leaf, in: db)
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO cases
                    (tenant, token, customer, source, conversation, concerns, state, opened_at, leaf)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            tenant, opened.token.text, opened.customer.description, conversation.source.text,
            conversation.id, text(of: opened.concerns), opened.state.rawValue,
            opened.openedAt.milliseconds, leaf.description,
        ])
        try LifeTable.begin(opened, in: db)
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
        of conversation: ConversationID, tenant: TenantID, in db: Database
    ) throws -> ReviewCase? {
        try opened(
            "source = ? AND conversation = ? AND state = 'pending'",
            [conversation.source.text, conversation.id], limit: 1, tenant: tenant, in: db
        ).first
    }

    /// The cases that meet a condition as they were opened, the newest first.
    static func opened(
        _ condition: String, _ arguments: StatementArguments, limit: Int = 1_000, tenant: TenantID,
        in db: Database
    ) throws -> [ReviewCase] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT token, customer, source, conversation, concerns, opened_at,
                    (SELECT document FROM case_starts
                        WHERE case_starts.tenant = cases.tenant AND case_starts.token = cases.token)
                FROM cases WHERE tenant = ? AND \(condition) ORDER BY opened_at DESC, rowid DESC LIMIT ?
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
