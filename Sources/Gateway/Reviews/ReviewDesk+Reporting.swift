import AuditTrail
import Briefing
import Conversations
import GatewayHTTP
import Ledger
import ReviewQueue

extension ReviewDesk {
    /// The most cases that one report counts, the newest first.
    private static let countedMax = 100_000

    /// How the queue works, counted from the ledger.
    func report(from: Timestamp?, _ asked: Asked) async throws -> Answer {
        guard recorder.briefing(asked).looksAtCases(asked.caller) else {
            return try await refuse(.notReviewer, asked)
        }
        let lives = try await ledger.caseLives(
            ReviewQuery(from: from, limit: Self.countedMax, includesTests: true), tenant: asked.tenant)
        let body = ReviewMeasure(lives, at: gateway.clock.now(), isForOfficers: isOfficer(asked)).document
        let draft = try recorder.draft(
            .auditRead, asked, body: body,
            members: ["query": "reviews:report", "leaves": JSONValue(lives.count), "opened": false],
            customer: nil)
        return try recorder.answer("view", body, try await ledger.commit(draft, [], sealed: nil))
    }
}
