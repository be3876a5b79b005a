import AccessGrants
import AuditTrail
import Briefing
import Conversations
import Ledger
import GatewayHTTP

extension AccessDesk {
    /// Takes a decision; the step and its leaf are one transaction, so that two approvers never both decide.
    func decide(_ id: AccessCaseID, _ decision: AccessDecision, _ asked: Asked) async throws -> Answer {
        try requirePlain(decision.reason, asked)
        guard let found = try await ledger.accessCase(id, tenant: asked.tenant), isConcerned(found, asked)
        else { return try await refuse(Problem(.accessCaseNotFound), asked) }
        let now = gateway.clock.now()
        let step = step(decision, found, asked)
        let next: AccessCase
        do { next = try found.stepped(step, at: now) } catch {
            return try await refuse(problem(error), asked)
        }
        let body = AccessBody(handles: handles(asked), rulebook: asked.rulebook).json(
            next, at: now, isRequester: found.requester.subject == asked.caller.subject)
        let (type, members) = leaf(decision, next)
        let draft = try draft(
            type, asked, purpose: found.purpose, body: type == .grantExpiry ? nil : body, members: members,
            customer: found.customer)
        do {
            let receipt = try await ledger.commit(
                draft, [.access(.step(id, tenant: asked.tenant, step, at: now))], sealed: nil)
            count(decision, found, now)
            return try answer(next.state.word, body, receipt)
        } catch LedgerFailure.conflict(let why) {
            let refusal = AccessRefusal(rawValue: why) ?? .notPending
            return try await refuse(problem(refusal), asked)
        }
    }

    /// Whoever neither asked nor may decide does not learn that there is such a case.
    func isConcerned(_ found: AccessCase, _ asked: Asked) -> Bool {
        found.requester.subject == asked.caller.subject
            || (found.approvers + found.delegates).contains(asked.caller.role)
    }

    private func step(_ decision: AccessDecision, _ found: AccessCase, _ asked: Asked) -> AccessStep {
        switch decision.verdict {
        case .approve: .approve(by: asked.party, minutes: decision.minutes ?? found.minutes)
        case .refuse: .refuse(by: asked.party)
        case .revoke: .revoke(by: asked.party)
        case .justified: .review(by: asked.party, isJustified: true)
        case .unjustified: .review(by: asked.party, isJustified: false)
        }
    }

    private func leaf(
        _ decision: AccessDecision, _ next: AccessCase
    ) -> (LeafType, [String: JSONValue]) {
        var members = AccessMembers.about(next)
        members["reason"] = .string(decision.reason)
        switch decision.verdict {
        case .approve, .refuse:
            members["decision"] = .string(decision.verdict.rawValue)
            members["fields"] = AccessMembers.fields(next)
            members["request"] = .string(next.id.description)
            if case .granted(let grant) = next.state {
                members["grant"] = .string(next.id.description)
                members["until"] = .string(grant.until.description)
            }
            return (.accessDecision, members)
        case .revoke where next.kind != .breakGlass:
            members["grant"] = .string(next.id.description)
            return (.grantExpiry, members)
        case .revoke, .justified, .unjustified:
            members["case"] = .string(next.id.description)
            members["started_by"] = .string(next.requester.subject.text)
            members["review"] = .string(decision.verdict.rawValue)
            return (.breakGlassEnd, members)
        }
    }

    private func count(_ decision: AccessDecision, _ found: AccessCase, _ now: Timestamp) {
        let passed = now.milliseconds - found.askedAt.milliseconds
        switch decision.verdict {
        case .approve: metrics.countDecided("approved", afterMilliseconds: passed)
        case .refuse: metrics.countDecided("refused", afterMilliseconds: passed)
        case .revoke, .justified, .unjustified: break
        }
    }
}
