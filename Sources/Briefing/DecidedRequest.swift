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

    private var rulebook: Rulebook { briefing.rulebook }
    private var caller: Caller { input.caller }
    private var roles: [RoleRule] {
        [caller.role, caller.actorRole].compactMap { $0 }.compactMap { rulebook.policy.role($0) }
    }
    private var isOutside: Bool { roles.contains { $0.isExternal || $0.isAutomated } }

    func outcome() throws(BriefingFailure) -> BriefingOutcome {
        let view = try policyView()
        try demandPersons(view)
        let assessor = Assessor(
            detector: rulebook.flags, notAssessedSeverity: rulebook.answers.notAssessedSeverity)
        let assessed = scope.gated.map { assessor.assess($0, in: input.timeline) }
        let ruling = Gate.rule(gateInput(assessed))
        switch ruling {
        case .pass, .warn: return try self.view(view, ruling, assessed, assessor)
        case .hold, .holdUntilAcknowledged: return try hold(view, ruling, assessed)
        }
    }

    // MARK: - The steps

    private func policyView() throws(BriefingFailure) -> PolicyView {
        let consents = Consent.combined(input.timeline.persons).filter(\.isGiven).map(\.id)
        do {
            return try rulebook.policy.view(
                role: caller.role, actorRole: caller.actorRole, purpose: input.request.purpose,
                region: caller.region, consents: consents, elevation: nil)
        } catch {
            throw BriefingFailure(problem: Problem(.unavailable, detail: "the policy gives no view"))
        }
    }

    /// Fails when person rows are missing whose values this role must not see: they could not be found in text.
    private func demandPersons(_ view: PolicyView) throws(BriefingFailure) {
        for coverage in input.timeline.coverage where !coverage.arePersonsComplete {
            guard coverage.personClasses.allSatisfy({ view.decision(for: $0).treatment == .show }) else {
                throw BriefingFailure(
                    problem: Problem(
                        .unavailable,
                        detail: "a source of personal data was not read in full, so text cannot be treated"))
            }
        }
    }

    private func gateInput(_ assessed: [AssessedConversation]) -> GateInput {
        let flagged = assessed.filter { $0.standing != .clear }
        let standing = Standing(callerStaff: input.callerStaff)
        return GateInput(
            handling: roles.map(\.flagged).reduce(roles.isEmpty ? .refuse : .pass, FlaggedGate.stricter),
            isOutside: isOutside,
            standings: assessed.map(\.standing),
            hasFlagGap: input.timeline.coverage.contains { $0.canCarryFlags && !$0.isComplete },
            isAssigned: flagged.allSatisfy { standing.isAssigned($0.conversation) },
            isAcknowledged: isAcknowledged(assessed))
    }

    /// Whether the caller gave back the token of the gravest pending case, and that case covers what is found now.
    private func isAcknowledged(_ assessed: [AssessedConversation]) -> Bool {
        let intakes = intakes(assessed)
        guard let token = input.request.acknowledge, let gravest = gravest(intakes) else { return false }
        let allPending = intakes.allSatisfy { if case .keep = $0 { true } else { false } }
        return allPending && gravest.token == token
    }

    private func intakes(_ assessed: [AssessedConversation]) -> [CaseIntake] {
        guard let customer = input.customer else { return [] }
        return assessed.enumerated().compactMap { index, conversation in
            let concerns = concerns(of: conversation.standing)
            guard !concerns.isEmpty else { return nil }
            let pending = input.pendingCases.first { $0.conversation == conversation.conversation.id }
            return CaseIntake.decide(found: concerns, pending: pending) { concerns in
                ReviewCase(
                    token: caseToken(index), tenant: caller.tenant, customer: customer.id,
                    conversation: conversation.conversation.id, concerns: concerns, openedAt: input.now)
            }
        }
    }

    private func concerns(of standing: ConversationStanding) -> [CaseConcern] {
        switch standing {
        case .clear: []
        case .flagged(let concerns): CaseIntake.merged(concerns)
        case .notAssessed: [CaseConcern(category: nil, severity: rulebook.answers.notAssessedSeverity)]
        }
    }

    private func gravest(_ intakes: [CaseIntake]) -> ReviewCase? {
        intakes.map(\.reviewCase).max { ($0.severity, $1.conversation) < ($1.severity, $0.conversation) }
    }

    /// 128 bits derived from the disclosure's seed, so that a token tells and guesses nothing.
    private func caseToken(_ index: Int) -> ReviewCaseToken {
        let bytes = briefing.digester.derive(
            from: input.seed, label: "throughline/case/\(index)", byteCount: 16)
        do {
            return try ReviewCaseToken(Base64URL.encode(bytes))
        } catch {
            preconditionFailure("22 characters of base64url are an identifier")
        }
    }

    // MARK: - Hold

    private func hold(
        _ view: PolicyView, _ ruling: GateRuling, _ assessed: [AssessedConversation]
    ) throws(BriefingFailure) -> BriefingOutcome {
        let intakes = intakes(assessed)
        let reviewCase = gravest(intakes)
        let body = HoldBody(
            answers: rulebook.answers, isOutside: isOutside, isHuman: roles.allSatisfy { !$0.isAutomated }
        ).json(
            reviewCase: reviewCase, concerns: assessed.flatMap { concerns(of: $0.standing) },
            isAssessed: !assessed.contains { $0.standing == .notAssessed },
            mayAcknowledge: ruling == .holdUntilAcknowledged,
            coverage: CoverageBody(references: references(view)).json(
                input.timeline.coverage, attachments: []),
            policy: rulebook.policyMember)
        var members = LeafMembers(input: input).common
        members["shown"] = .array([])
        members["withheld"] = .array([])
        members["flags"] = LeafMembers.flags(assessed)
        members["review"] = review(reviewCase, "hold")
        let opened = intakes.compactMap { intake -> LedgerChange? in
            if case .open(let reviewCase) = intake { .openCase(reviewCase) } else { nil }
        }
        return BriefingOutcome(
            outcome: .hold, status: 202, body: body,
            draft: try briefing.draft(.hold, input, body: body, members: members),
            changes: links + opened)
    }

    private var links: [LedgerChange] { (input.customer?.newLinks ?? []).map(LedgerChange.link) }

    private func review(_ reviewCase: ReviewCase?, _ gate: String) -> JSONValue {
        ["case": JSONValue(reviewCase?.token.text), "gate": .string(gate)]
    }

    // MARK: - View

    private func view(
        _ view: PolicyView, _ ruling: GateRuling, _ assessed: [AssessedConversation], _ assessor: Assessor
    ) throws(BriefingFailure) -> BriefingOutcome {
        let redactor = Redactor(detector: rulebook.detector, pseudonymiser: briefing.pseudonymiser)
        let pseudonyms = PseudonymContext(
            tenant: caller.tenant, organisation: caller.organisation,
            conversation: input.request.conversation ?? wholeHistory)
        let treatment = TimelineTreatment(
            redactor: redactor, view: view, answers: rulebook.answers, scope: pseudonyms,
            ownOrganisation: isOutside ? caller.organisation : nil)
        var treated = try treat(treatment, excluding: held(beside: assessed, assessor))
        let extract = rulebook.extractor.extract(messages(treated), budget: budget)
        let references = references(view)
        let body = try ViewBody(
            rulebook: rulebook, input: input, view: view, references: references,
            lines: LineBody(
                interactions: treated.interactions, references: references, keys: keys,
                digester: briefing.digester),
            customer: CustomerBody(
                redactor: redactor, view: view, scope: pseudonyms, answers: rulebook.answers),
            scope: scope
        ).json(&treated, extract: extract, gate: ruling, assessed: assessed)
        let named = Set(extract.readingOrder.map(\.message)).sorted().map {
            treated.interactions[$0].interaction.record.reference
        }
        return try viewOutcome(body, treated, ruling, assessed, handles: handles(named, references))
    }

    /// What stands for the conversation where none was named: tokens are then equal within this customer's history.
    private var wholeHistory: ConversationID? {
        input.customer.map { ConversationID(source: "customer", id: $0.id.description) }
    }

    private func viewOutcome(
        _ body: JSONValue, _ treated: TreatedTimeline, _ ruling: GateRuling,
        _ assessed: [AssessedConversation], handles: JSONValue
    ) throws(BriefingFailure) -> BriefingOutcome {
        var members = LeafMembers(input: input).common
        members["shown"] = treated.shown.leafMember
        members["withheld"] = treated.withheld.leafMember
        members["flags"] = LeafMembers.flags(assessed)
        members["consent"] = .array(
            Consent.combined(input.timeline.persons).map {
                ["id": .string($0.id.text), "given": .bool($0.isGiven)]
            })
        let reviewCase = gravest(intakes(assessed))
        members["review"] = review(reviewCase, ruling == .warn ? "warn" : "pass")
        members["record_key"] = .string(Base64URL.encode(keys.recordKey))
        members["handles"] = handles
        var changes = links
        if ruling == .warn, let token = input.request.acknowledge {
            changes.append(.acknowledge(token, tenant: caller.tenant, by: caller.subject, at: input.now))
        }
        return BriefingOutcome(
            outcome: .view, status: 200, body: body,
            draft: try briefing.draft(.disclosure, input, body: body, members: members), changes: changes)
    }

    /// Other open conversations that this role would have to wait for; a request for one conversation never shows them.
    private func held(
        beside assessed: [AssessedConversation], _ assessor: Assessor
    ) -> Set<ConversationID> {
        let gated = Set(scope.gated.map(\.id))
        let others = scope.all.filter { $0.isOpen && !gated.contains($0.id) }.map {
            assessor.assess($0, in: input.timeline)
        }
        let held = others.filter { Gate.rule(gateInput([$0])) == .hold || $0.standing == .notAssessed }
        return Set(held.map(\.conversation.id))
    }

    private func treat(
        _ treatment: TimelineTreatment, excluding excluded: Set<ConversationID>
    ) throws(BriefingFailure) -> TreatedTimeline {
        do {
            return try treatment.treat(
                input.timeline, excluding: excluded,
                known: KnownValues(answers: rulebook.answers).collect(input.timeline))
        } catch .unsound {
            throw BriefingFailure(problem: Problem(.treatmentUnsound))
        } catch {
            throw BriefingFailure(problem: Problem(.unavailable, detail: "text could not be treated"))
        }
    }

    private func messages(_ treated: TreatedTimeline) -> [ExtractMessage] {
        let conversations = input.timeline.conversations
        let numbers = Dictionary(uniqueKeysWithValues: zip(conversations.map(\.id), conversations.indices))
        return treated.interactions.map { treated in
            let number = numbers[treated.interaction.conversation]
            return ExtractMessage(
                author: treated.interaction.author.role,
                isStaffByID: treated.interaction.author.role != .customer
                    && treated.interaction.author.id != nil,
                text: treated.text, at: treated.interaction.at,
                conversation: number ?? conversations.count,
                isOpen: number.map { conversations[$0].isOpen } ?? false)
        }
    }

    private var budget: Budget {
        switch input.request.budget {
        case .words(let count): .words(count)
        case .lines(let count): .lines(count)
        case nil: .words(rulebook.answers.budgetWords)
        }
    }

    private var keys: DisclosureKeys { DisclosureKeys(seed: input.seed, digester: briefing.digester) }

    private func references(_ view: PolicyView) -> References {
        References(
            isShown: view.decision(for: rulebook.answers.fieldClass(of: .source)).treatment == .show,
            keys: keys, digester: briefing.digester)
    }

    /// Which handle stands for which record, for the ledger's keeping; `null` where records are named openly.
    private func handles(_ named: [RecordReference], _ references: References) -> JSONValue {
        guard !references.isShown else { return .null }
        var handles: [String: JSONValue] = [:]
        for reference in named {
            handles[references.handle("record", reference.source.text, reference.id)] =
                .string(reference.description)
        }
        return .object(handles)
    }
}
