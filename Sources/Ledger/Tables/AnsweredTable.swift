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
        let past = try past(answered.caller, about: answered.customer, at: at, in: db)
        guard past.isAmongThem || past.customersInADay < answered.customersMax else {
            throw LedgerFailure.conflict("the caller was answered about as many customers as a day allows")
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
        _ caller: AnsweredCaller, about customer: CustomerID?, at now: Timestamp, in db: Database
    ) throws -> PastAnswers {
        let since = now.adding(milliseconds: -AnsweredCustomer.dayMilliseconds).milliseconds
        let many = try db.cachedStatement(
            sql: "SELECT count(DISTINCT customer) FROM answered WHERE \(ofCaller) AND at > ?")
        let count = try Int.fetchOne(many, arguments: key(caller) + [since]) ?? 0
        guard let customer else { return PastAnswers(shown: [:], customersInADay: count, isAmongThem: false) }
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
        return PastAnswers(shown: shown, customersInADay: count, isAmongThem: isAmongThem)
    }
}
