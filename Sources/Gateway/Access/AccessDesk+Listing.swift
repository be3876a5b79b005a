import AccessGrants
import AuditTrail
import Briefing
import Conversations
import Ledger

extension AccessDesk {
    /// How many cases one answer lists.
    private static let listedMax = 100
    /// How many open cases are looked through for those that a person may decide.
    private static let lookedAtMax = 1_000

    /// The caller's own cases, and those that wait for a decision or review that the caller may take.
    func list(isOpen: Bool, _ asked: Asked) async throws -> Answer {
        let now = gateway.clock.now()
        let own = try await ledger.accessCases(
            AccessQuery(requester: asked.caller.subject, isOpen: isOpen, limit: Self.listedMax),
            tenant: asked.tenant)
        let waiting = try await ledger.accessCases(
            AccessQuery(isOpen: true, limit: Self.lookedAtMax), tenant: asked.tenant
        ).filter { $0.mayBeDecided(by: asked.party) && awaitsPerson($0, now) }
        let body = AccessBody(handles: handles(asked), rulebook: asked.rulebook)
        var queue: [JSONValue] = []
        for found in waiting.prefix(Self.listedMax) {
            let reason = try await ledger.accessReason(of: found.id, tenant: asked.tenant)
            queue.append(body.json(found, at: now, isRequester: false, reason: reason))
        }
        let mine = own.filter { $0.requester == asked.party }
        let document: JSONValue = [
            "own": .array(mine.map { body.json($0, at: now, isRequester: true) }), "queue": .array(queue),
        ]
        let draft = try draft(
            .auditRead, asked, body: document,
            members: [
                "query": "access_requests", "leaves": JSONValue(mine.count + queue.count),
                "opened": .bool(!queue.isEmpty),
            ], customer: nil)
        let receipt = try await ledger.commit(draft, [], sealed: nil)
        return try answer("view", document, receipt)
    }

    private func awaitsPerson(_ found: AccessCase, _ now: Timestamp) -> Bool {
        switch found.state {
        case .pending: now < found.dueAt
        case .granted(let grant): grant.approvedBy == nil
        case .ended: found.isOpen
        case .refused, .unanswered: false
        }
    }
}
