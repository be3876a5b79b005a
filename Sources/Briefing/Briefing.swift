public import Conversations
import AuditTrail
import Detection
import Extracts
import FieldPolicy
import Redaction
import ReviewFlags
import ReviewQueue

/// The way of one request as a pure step: timeline + caller + policy + review state + now → outcome, leaf, changes.
///
/// Nothing is read or written here. Same input, same rules, same seed: same bytes.
public struct Briefing: Sendable {
    let rulebook: Rulebook
    let digester: any Digester
    let pseudonymiser: any Pseudonymiser

    /// Takes the rules and the keyed functions of one gateway.
    public init(rulebook: Rulebook, digester: any Digester, pseudonymiser: any Pseudonymiser) {
        self.rulebook = rulebook
        self.digester = digester
        self.pseudonymiser = pseudonymiser
    }

    /// Decides one request.
    ///
    /// - Parameters:
    ///   - input: everything there is to look at.
    ///   - page: which part of the timeline is asked for; `nil` for a summary.
    ///   - explaining: the summary whose grounds are asked for; `nil` for a new one.
    /// - Returns: what to answer, what to record and what to change; a refusal is an outcome too.
    /// - Throws: ``BriefingFailure`` when nothing may be shown and nothing is recorded.
    public func decide(
        _ input: BriefingInput, page: TimelinePage? = nil, explaining: GivenSummary? = nil
    ) throws(BriefingFailure) -> BriefingOutcome {
        switch try ruling(on: input) {
        case .refused(let problem): return try refusal(problem, input)
        case .reached(let reached):
            if let problem = missingCase(reached.input, reached.scope) { return try refusal(problem, input) }
            let outcome = try DecidedRequest(
                briefing: self, input: reached.input, scope: reached.scope, page: page, explaining: explaining
            ).outcome()
            return outcome.counting(Scoping(rulebook: rulebook, input: input).counted(outcome.outcome))
        }
    }

    /// Why a purpose that is for waiting cases is refused where none waits.
    private func missingCase(_ input: BriefingInput, _ scope: RequestScope) -> Problem? {
        guard rulebook.answers.needsPendingCase.contains(input.request.purpose) else { return nil }
        let asked = scope.requested.map { [$0.id] } ?? scope.gated.map(\.id)
        let waiting = input.lives.filter { $0.isOpen && asked.contains($0.opened.conversation) }
        guard !waiting.isEmpty else {
            return Problem(
                .purposeNotAllowed, detail: "no review case waits for this conversation",
                rule: "needs_pending_case")
        }
        // WHY all of it: a case is assigned to one person, and nobody else looks at it meanwhile.
        let isHolder = waiting.contains { $0.lease(at: input.now)?.by.party == AccessParty(input.caller) }
        return isHolder
            ? nil
            : Problem(
                .purposeNotAllowed, detail: "the review case is not assigned to you, claim the next one",
                rule: "review:not_assigned")
    }

    /// Why a request is refused before anything is read; `nil` when it may go on.
    ///
    /// - Parameters:
    ///   - caller: who asks.
    ///   - purpose: for which decision.
    ///   - contactTypes: the kinds of contact it is about, one of which must allow the purpose; empty before they are known.
    /// - Returns: the refusal to record and answer with.
    public func admission(_ caller: Caller, _ purpose: PurposeID, contactTypes: [ContactType] = [])
        -> Problem?
    {
        let policy = rulebook.policy
        do {
            _ = try policy.view(role: caller.role, actorRole: caller.actorRole, purpose: purpose)
        } catch {
            return problem(error)
        }
        let refusals = contactTypes.map { contactType -> PolicyRefusal? in
            let ruling = policy.access(
                role: caller.role, actorRole: caller.actorRole, purpose: purpose, contactType: contactType)
            guard case .refused(let refusal) = ruling else { return nil }
            return refusal
        }
        guard let refusal = refusals.first ?? nil, refusals.allSatisfy({ $0 != nil }) else { return nil }
        return problem(refusal)
    }

    private func problem(_ refusal: PolicyRefusal) -> Problem {
        switch refusal.code {
        case .roleUnknown, .roleRefused:
            Problem(.roleUnknown, detail: refusal.because, rule: refusal.rule)
        case .purposeUnknown: Problem(.purposeUnknown, detail: refusal.because)
        case .purposeNotAllowed:
            Problem(
                .purposeNotAllowed, detail: refusal.because, rule: refusal.rule,
                requestAccess: rulebook.answers.texts.purposeAsk)
        }
    }

    /// A refusal with the leaf that records it.
    public func refusal(_ problem: Problem, _ input: BriefingInput) throws(BriefingFailure) -> BriefingOutcome
    {
        var members = LeafMembers(input: input).common
        members["shown"] = .array([])
        members["withheld"] = .array([])
        let draft = try draft(.refusal, input, body: problem.json, members: members)
        return BriefingOutcome(
            outcome: .refusal, status: problem.code.status, body: problem.json, draft: draft, changes: [])
    }
}
