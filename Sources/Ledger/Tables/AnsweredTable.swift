import AuditTrail
import Conversations
import GRDB

/// The table `answered`: about whom each caller was answered, for what, and when last.
enum AnsweredTable {
    private static let ofCaller = "tenant = ? AND organisation = ? AND subject = ?"

    private static func key(_ caller: AnsweredCaller) -> StatementArguments {
        [caller.tenant.text, caller.organisation.text, caller.subject.text]
    }

    /// Counts an answer in the transaction of its leaf.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when an answer that came in between passes a bound.
    static func count(_ answered: AnsweredCustomer, at: Timestamp, in db: Database) throws {
        let past = try past(
            answered.caller, about: answered.customer, at: at, together: answered.customersTogetherMax != nil,
            in: db)
        guard past.isAmongThem || past.customersInADay < answered.customersMax else {
            throw LedgerFailure.conflict("the caller was answered about as many customers as a day allows")
        }
        if let most = answered.customersTogetherMax, let together = past.together, !together.isAmongThem,
            together.customersInADay >= most
        {
            throw LedgerFailure.conflict(
                "the organisation was answered about as many customers as a day allows")
        }
        let excluding = past.shown.contains { purpose, shown in
            answered.excludedAfterMinutes[purpose].map {
                shown.adding(milliseconds: Int64($0) * 60_000) > at
            } ?? false
        }
        guard !excluding || answered.purpose == nil else {
            throw LedgerFailure.conflict("the caller was answered about this customer for another purpose")
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO answered (tenant, organisation, subject, customer, purpose, at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET at = max(at, excluded.at)
                """
        ).execute(
            arguments: key(answered.caller) + [
                answered.customer.description, answered.purpose?.text ?? "", at.milliseconds,
            ])
    }

    /// What a caller was answered before.
    static func past(
        _ caller: AnsweredCaller, about customer: CustomerID?, at now: Timestamp, together: Bool,
        in db: Database
    ) throws -> PastAnswers {
        let everybody = together ? try self.together(caller, about: customer, at: now, in: db) : nil
        let since = now.adding(milliseconds: -AnsweredCustomer.dayMilliseconds).milliseconds
        let many = try db.cachedStatement(
            sql: "SELECT count(DISTINCT customer) FROM answered WHERE \(ofCaller) AND at > ?")
        let count = try Int.fetchOne(many, arguments: key(caller) + [since]) ?? 0
        guard let customer else {
            return PastAnswers(shown: [:], customersInADay: count, isAmongThem: false, together: everybody)
        }
        let one = try db.cachedStatement(
            sql: "SELECT purpose, at FROM answered WHERE \(ofCaller) AND customer = ?")
        var shown: [PurposeID: Timestamp] = [:]
        var isAmongThem = false
        for row in try Row.fetchAll(one, arguments: key(caller) + [customer.description]) {
            let at = Timestamp(milliseconds: row[1])
            isAmongThem = isAmongThem || at.milliseconds > since
            let purpose: String = row[0]
            guard !purpose.isEmpty else { continue }
            guard let named = try? PurposeID(purpose) else {
                throw LedgerFailure.tampered("an answer for a purpose that cannot be read")
            }
            shown[named] = at
        }
        return PastAnswers(
            shown: shown, customersInADay: count, isAmongThem: isAmongThem, together: everybody)
    }

    /// The customer of a view or hold that a caller was given, whatever program asked.
    static func customer(
        ofLeaf leaf: ULID, to caller: AnsweredCaller, in db: Database
    ) throws -> CustomerID? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT l.customer FROM leaves l JOIN callers c ON c.id = l.caller
                WHERE l.id = ? AND l.type IN ('disclosure', 'hold')
                    AND c.tenant = ? AND c.organisation = ? AND c.subject = ?
                """)
        let arguments: StatementArguments = [leaf.description] + key(caller)
        return try String.fetchOne(statement, arguments: arguments).flatMap { ULID($0) }.map(CustomerID.init)
    }

    /// The newest views that a caller was given of a customer, at most as many as anybody still has before the eyes.
    static func latestViews(
        of customer: CustomerID, to caller: AnsweredCaller, in db: Database
    ) throws -> [ULID] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT l.id FROM leaves l JOIN callers c ON c.id = l.caller
                WHERE l.customer = ? AND l.type = 'disclosure'
                    AND c.tenant = ? AND c.organisation = ? AND c.subject = ?
                ORDER BY l.log DESC, l.position DESC LIMIT 16
                """)
        let arguments: StatementArguments = [customer.description] + key(caller)
        return try String.fetchAll(statement, arguments: arguments).compactMap { ULID($0) }
    }

    /// What all people of the caller's organisation were answered.
    private static func together(
        _ caller: AnsweredCaller, about customer: CustomerID?, at now: Timestamp, in db: Database
    ) throws -> PastAnswers.Together {
        let since = now.adding(milliseconds: -AnsweredCustomer.dayMilliseconds).milliseconds
        let many = try db.cachedStatement(
            sql:
                "SELECT count(DISTINCT customer) FROM answered WHERE tenant = ? AND organisation = ? AND at > ?"
        )
        let one = try db.cachedStatement(
            sql: """
                SELECT 1 FROM answered WHERE tenant = ? AND customer = ? AND organisation = ? AND at > ? LIMIT 1
                """)
        let (tenant, organisation) = (caller.tenant.text, caller.organisation.text)
        let isAmongThem = try customer.map {
            try Row.fetchOne(one, arguments: [tenant, $0.description, organisation, since]) != nil
        }
        return PastAnswers.Together(
            customersInADay: try Int.fetchOne(many, arguments: [tenant, organisation, since]) ?? 0,
            isAmongThem: isAmongThem ?? false)
    }
}
