import AuditTrail
import Conversations
import GRDB

/// The tables `check_tries` and `checks_lately`: how often values were tried, by conversation, and by caller and customer.
enum CheckTable {
    /// Counts a try in the transaction of its leaf.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when tries that came in between used them up.
    static func count(_ tried: CheckTry, at: Timestamp, in db: Database) throws {
        guard try had(tried, at: at, in: db).left > 0 else {
            throw LedgerFailure.conflict("check_tries_used_up")
        }
        let (tenant, customer) = (tried.caller.tenant.text, tried.customer.description)
        try db.cachedStatement(
            sql: """
                INSERT INTO check_tries (tenant, source, conversation, customer, tries) VALUES (?, ?, ?, ?, 1)
                ON CONFLICT (tenant, source, conversation) DO UPDATE SET tries = tries + 1
                """
        ).execute(arguments: [tenant, tried.conversation.source.text, tried.conversation.id, customer])
        // WHY: what no count can reach any more is not kept.
        try db.cachedStatement(sql: "DELETE FROM checks_lately WHERE tenant = ? AND customer = ? AND at <= ?")
            .execute(arguments: [tenant, customer, since(at)])
        try db.cachedStatement(
            sql:
                "INSERT INTO checks_lately (tenant, customer, organisation, subject, at) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [
            tenant, customer, tried.caller.organisation.text, tried.caller.subject.text, at.milliseconds,
        ])
    }

    /// How many tries there were.
    static func had(_ tried: CheckTry, at now: Timestamp, in db: Database) throws -> TriesHad {
        let tenant = tried.caller.tenant.text
        let conversation = try db.cachedStatement(
            sql: "SELECT tries FROM check_tries WHERE tenant = ? AND source = ? AND conversation = ?")
        let lately = "SELECT count(*) FROM checks_lately WHERE tenant = ? AND customer = ? AND at > ?"
        let about: StatementArguments = [tenant, tried.customer.description, since(now)]
        let own: StatementArguments = [tried.caller.organisation.text, tried.caller.subject.text]
        return TriesHad(
            conversation: try Int.fetchOne(
                conversation, arguments: [tenant, tried.conversation.source.text, tried.conversation.id])
                ?? 0,
            caller: try Int.fetchOne(
                try db.cachedStatement(sql: lately + " AND organisation = ? AND subject = ?"),
                arguments: about + own) ?? 0,
            customer: try Int.fetchOne(try db.cachedStatement(sql: lately), arguments: about) ?? 0)
    }

    private static func since(_ now: Timestamp) -> Int64 {
        now.adding(milliseconds: -AnsweredCustomer.dayMilliseconds).milliseconds
    }
}
