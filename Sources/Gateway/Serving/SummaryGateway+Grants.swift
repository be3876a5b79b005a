import AccessGrants
import AuditTrail
import Briefing
import Conversations
import Logging

/// What grants add to the way of a request: they are read with the history, and each use has a leaf of its own.
extension SummaryGateway {
    /// The caller's open access cases about a customer.
    func grants(
        of caller: Caller, about customer: CustomerID
    ) async throws(LedgerUnavailable) -> [AccessCase] {
        try await ledger.accessCases(
            AccessQuery(requester: caller.subject, customer: customer, isOpen: true), tenant: caller.tenant)
    }

    /// A request with the grants and review cases that may hold for it; a grant for its purpose lifts the window of
    /// another one.
    func granted(_ input: BriefingInput, _ collected: Collected) -> BriefingInput {
        var input = input
        input.grants = collected.grants
        input.staffGaps = collected.staffGaps
        input.lives = collected.lives
        input.isStopped = collected.isStopped
        input.shadowUntil = shadowUntil
        input.hasAccessGrant =
            [AccessKind.purpose, .elevation, .breakGlass].contains { input.liveGrant($0) != nil }
        return input
    }

    /// Everything that is read before a check or an access request is ruled on; `lifting` leaves the window of another
    /// purpose aside, because asking to lift it is the point.
    func input(
        _ request: SummaryRequest, _ caller: Caller, _ trace: String, _ rulebook: Rulebook, lifting: Bool,
        story given: KnownStory? = nil
    ) async throws(BriefingFailure) -> BriefingInput {
        var story = given
        if story == nil { story = try await self.story(about: request.customer, caller, rulebook) }
        let found = try await find(request.customer, caller, rulebook, story)
        let request = try await named(request, found, caller)
        let scope = CallerScope(rulebook: rulebook, caller: caller, purpose: request.purpose)
        let collected = try await collect(found, caller, scope, story)
        var input = granted(
            BriefingInput(
                request: request, caller: caller, trace: trace, customer: found?.customer,
                timeline: collected.timeline, callerStaff: collected.callerStaff, staff: collected.staff,
                isWitnessed: isWitnessed(caller.tenant), past: collected.past,
                now: collected.now, seed: entropy(32)), collected)
        if lifting { input.hasAccessGrant = true }
        return input
    }

    /// Appends the leaf of a grant's use, which names the leaf of the disclosure; nothing leaves before both are durable.
    func recordUse(
        _ outcome: BriefingOutcome, _ receipt: Receipt, _ caller: Caller, _ rulebook: Rulebook
    ) async throws(BriefingFailure) {
        for case .access(.step(let id, _, .use(let use), _)) in outcome.changes {
            do {
                let disclosure = try Leaf(bytes: receipt.leaf).id
                guard let used = try await ledger.accessCase(id, tenant: caller.tenant) else {
                    throw BriefingFailure(problem: Problem(.auditUnavailable))
                }
                let draft = try LeafDraft(
                    type: .grantUse, caller: LeafCaller(caller), purpose: use.purpose,
                    policy: rulebook.policyName, rulesDigest: rulebook.digest,
                    committed: [
                        "caller_identity": AuditReader.identity(of: caller),
                        "conversation": .string(use.conversation.description),
                        "subject": .string(use.customer.description),
                        "trace": outcome.draft.committed["trace"] ?? .null,
                        "grant": .string(id.description), "disclosure": .string(disclosure.description),
                        "fields": .array(used.fields.map { .string($0.path) }),
                    ],
                    seed: entropy(32), customer: use.customer)
                _ = try await ledger.commit(draft, [], sealed: nil)
            } catch {
                logger.critical("the use of a grant is not recorded, so there is no answer")
                throw BriefingFailure(problem: Problem(.auditUnavailable))
            }
        }
    }
}
