import AuditTrail
import Conversations
import Detection
import Extracts
import FieldPolicy
import Redaction
import ReviewFlags
import ReviewQueue

/// One admitted request on its way: assess, gate, treat, extract, record.
struct DecidedRequest {
    let briefing: Briefing
    let input: BriefingInput
    let scope: RequestScope
    /// Which part of the timeline is asked for; `nil` for a summary.
    var page: TimelinePage?
    /// The summary whose grounds are asked for; `nil` as a rule.
    var explaining: GivenSummary?
    /// Whether what would be held is given and only recorded.
    var isShadow = false
    /// The broken glass under which a held conversation is looked at; `nil` as a rule.
    var glass: AccessCase?

    var rulebook: Rulebook { briefing.rulebook }
    var caller: Caller { input.caller }
    var roles: [RoleRule] {
        [caller.role, caller.actorRole].compactMap { $0 }.compactMap { rulebook.policy.role($0) }
    }
    var isOutside: Bool { roles.contains { $0.isExternal || $0.isAutomated } }
    var isExternal: Bool { roles.contains(where: \.isExternal) }

    func outcome() throws(BriefingFailure) -> BriefingOutcome {
        let view = try policyView()
        // WHY without the grant: other conversations are treated without it.
        try demandPersons(try policyView(isElevated: false))
        let assessor = assessor
        let assessed = assessGated(assessor)
        let ruling = Gate.rule(gateInput(assessed))
        switch ruling {
        case .pass, .warn: return try self.view(view, ruling, assessed, assessor)
        case .hold, .holdUntilAcknowledged:
            if let broken = underBrokenGlass() {
                return try broken.view(try broken.policyView(), .pass, assessed, assessor)
            }
            if isShadowed(assessed) {
                var shadowed = self
                shadowed.isShadow = true
                return try shadowed.view(view, .pass, assessed, assessor)
            }
            return try hold(view, ruling, assessed)
        }
    }

    // MARK: - The steps

    var assessor: Assessor {
        Assessor(detector: rulebook.flags, notAssessedSeverity: rulebook.answers.notAssessedSeverity)
    }

    /// What rules find in the whole of a conversation, and what people reported of it.
    func assess(
        _ conversation: Conversation, _ assessor: Assessor, after watermark: Watermark? = nil
    ) -> AssessedConversation {
        reported(assessor.assess(conversation, in: input.gated, after: watermark))
    }

    /// The conversations that the gate looks at, with what human decisions settled of them.
    func assessGated(_ assessor: Assessor) -> [AssessedConversation] {
        let found = scope.gated.map { assess($0, assessor) }
        // WHY: an acknowledgement shows all of it with a warning, which is more than a release does.
        return isAcknowledged(found) ? found : found.map { settle($0, assessor) }
    }

    /// Who asks, what for and under which conditions.
    func question(under elevation: RuleID?, for elevated: [FieldClass]? = nil) -> PolicyQuestion {
        PolicyQuestion(
            role: caller.role, actorRole: caller.actorRole, purpose: input.request.purpose,
            region: caller.region,
            consents: Consent.combined(input.timeline.persons).filter(\.isGiven).map(\.id),
            elevation: elevation, elevated: elevated)
    }

    /// The row of the table under the grant that holds, and without it.
    func policyView(isElevated: Bool = true) throws(BriefingFailure) -> PolicyView {
        let grant = isElevated ? glass ?? elevating : nil
        do {
            return try rulebook.policy.view(question(under: grant?.rule, for: grant?.elevated))
        } catch {
            throw BriefingFailure(problem: Problem(.unavailable, detail: "the policy gives no view"))
        }
    }

    /// Fails when person rows, or names of staff, are missing whose values this role must not see: they could not be found
    /// in text.
    func demandPersons(_ view: PolicyView) throws(BriefingFailure) {
        if !input.staffGaps.named.isEmpty {
            let name = rulebook.answers.fieldClass(of: .staff)
            guard view.decision(for: name).treatment == .show else {
                throw BriefingFailure(
                    problem: Problem(
                        .unavailable, detail: "a list of staff was not read, so text cannot be treated"))
            }
        }
        for coverage in input.timeline.coverage where !coverage.arePersonsComplete {
            guard coverage.personClasses.allSatisfy({ view.decision(for: $0).treatment == .show }) else {
                throw BriefingFailure(
                    problem: Problem(
                        .unavailable,
                        detail: "a source of personal data was not read in full, so text cannot be treated"))
            }
        }
    }

    func gateInput(_ assessed: [AssessedConversation]) -> GateInput {
        let flagged = assessed.filter { $0.standing != .clear }
        let standing = Standing(input)
        return GateInput(
            handling: roles.map(\.flagged).reduce(roles.isEmpty ? .refuse : .pass, FlaggedGate.stricter),
            isOutside: isOutside,
            standings: assessed.map(\.standing),
            hasFlagGap: input.timeline.coverage.contains { $0.canCarryFlags && !$0.isComplete },
            isWitnessed: input.isWitnessed,
            isAssigned: flagged.allSatisfy { standing.isAssigned($0.conversation) },
            isAcknowledged: isAcknowledged(assessed), isStopped: input.isStopped)
    }

    /// Whether the caller gave back the token of the gravest pending case, and that case covers what is found now.
    func isAcknowledged(_ assessed: [AssessedConversation]) -> Bool {
        let intakes = intakes(assessed)
        guard let token = input.request.acknowledge, let gravest = gravest(intakes) else { return false }
        // WHY: whoever gives a colleague's token back was never told what they say they know.
        let isTold = input.lives.contains { $0.opened.token == token && $0.wasAsked(by: caller.subject) }
        guard isTold else { return false }
        let waiting = Set(input.lives.filter(\.isOpen).map(\.opened.token))
        let allPending = intakes.allSatisfy { intake in
            if case .keep(let kept) = intake { waiting.contains(kept.token) } else { false }
        }
        return allPending && gravest.token == token
    }

    func intakes(_ assessed: [AssessedConversation]) -> [CaseIntake] {
        guard let customer = input.customer else { return [] }
        return assessed.enumerated().compactMap { index, conversation in
            let concerns = concerns(of: conversation.standing)
            guard !concerns.isEmpty else { return nil }
            let id = conversation.conversation.id
            let open = input.lives.first { $0.isOpen && $0.opened.conversation == id }
            // WHY: what a person withheld stays so without asking again and again; anything new opens a case.
            if open == nil, let withheld = conversation.withheld { return .keep(withheld) }
            return CaseIntake.decide(found: concerns, pending: open?.opened) { concerns in
                ReviewCase(
                    token: caseToken(index), tenant: caller.tenant, customer: customer.id, conversation: id,
                    concerns: concerns, openedAt: input.now,
                    start: start(
                        concerns, conversation, isShadow ? .shadow : .hold,
                        requests: joined(open?.requests ?? []),
                        follows: open?.opened.token))
            }
        }
    }

    /// The requests of the case before, and this one.
    private func joined(_ requests: [HeldRequest]) -> [HeldRequest] {
        requests.contains { $0.isAlike(heldRequest) }
            ? requests : Array(requests.prefix(CaseLife.requestsMax - 1)) + [heldRequest]
    }

    func concerns(of standing: ConversationStanding) -> [CaseConcern] {
        switch standing {
        case .clear: []
        case .flagged(let concerns): CaseIntake.merged(concerns)
        case .notAssessed: [CaseConcern(category: nil, severity: rulebook.answers.notAssessedSeverity)]
        }
    }

    func gravest(_ intakes: [CaseIntake]) -> ReviewCase? {
        intakes.map(\.reviewCase).max { ($0.severity, $1.conversation) < ($1.severity, $0.conversation) }
    }

    /// 128 bits derived from the disclosure's seed, so that a token tells and guesses nothing.
    func caseToken(_ index: Int) -> ReviewCaseToken {
        let bytes = briefing.digester.derive(
            from: input.seed, label: "throughline/case/\(index)", byteCount: 16)
        do {
            return try ReviewCaseToken(Base64URL.encode(bytes))
        } catch {
            preconditionFailure("22 characters of base64url are an identifier")
        }
    }

    // MARK: - What a hold and a view share

    var links: [LedgerChange] { (input.customer?.newLinks ?? []).map(LedgerChange.link) }

    func review(_ reviewCase: ReviewCase?, _ gate: String) -> JSONValue {
        ["case": JSONValue(reviewCase?.token.text), "gate": .string(gate)]
    }

    var keys: DisclosureKeys { DisclosureKeys(seed: input.seed, digester: briefing.digester) }

    func references(_ view: PolicyView) -> References {
        References(
            isShown: view.decision(for: rulebook.answers.fieldClass(of: .source)).treatment == .show,
            keys: keys, digester: briefing.digester)
    }
}
