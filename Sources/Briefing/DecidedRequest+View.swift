import AuditTrail
import Conversations
import Detection
import Extracts
import FieldPolicy
import Redaction
import ReviewFlags
import ReviewQueue

/// The view: treat, extract, put the body together, and record what was shown.
extension DecidedRequest {
    func view(
        _ view: PolicyView, _ ruling: GateRuling, _ assessed: [AssessedConversation], _ assessor: Assessor
    ) throws(BriefingFailure) -> BriefingOutcome {
        let treatment = try treatment(view)
        let newer = glass == nil ? Set(assessed.flatMap(\.newer).map(\.record.reference)) : []
        var treated = try treat(treatment, excluding: held(beside: assessed, assessor), newer: newer)
        var prepared = page == nil ? input.prepared : PreparedMessages()
        let extract = chosen(
            glass.map { newestLines(treated, $0) }
                ?? rulebook.extractor.extract(
                    page == nil ? self.messages(treated) : [], budget: page == nil ? budget : .lines(1),
                    keeping: &prepared),
            treated, assessed)
        let references = references(view)
        let lines = LineBody(
            interactions: treated.interactions, references: references, keys: keys,
            digester: briefing.digester)
        var body = try ViewBody(
            rulebook: rulebook, input: input, view: view, references: references, lines: lines,
            customer: CustomerBody(redactor: treatment.granted, answers: rulebook.answers),
            scope: scope, budget: summaryBudget,
            howToAsk: HowToAsk(rulebook: rulebook, question: question(under: nil))
        ).json(&treated, extract: extract, gate: ruling, assessed: assessed)
        var messages = extract.readingOrder.flatMap { [$0.message] + $0.related }
        messages += extract.withoutLexicon.prefix(CoverageBody.unreadMessagesMax)
        // WHY not under a release: it shows the lines that a person released, and names no others.
        let isReleased = assessed.contains { $0.release != nil }
        let isSummary = page == nil && glass == nil && !isReleased
        if isSummary, input.request.explains { messages += explain(&body, treated, lines) }
        if let explaining {
            guard isSummary, let grounds = try explained(explaining, body, extract, treated) else {
                return try briefing.refusal(Problem(.conflict, detail: Self.notTold), input)
            }
            body = grounds
        }
        let isPaged = page != nil && glass == nil
        if let page, isPaged { (body, messages) = try paged(body, page, treated, lines) }
        if let glass {
            body = self.body(of: body, under: glass)
        } else {
            body = self.body(body, under: assessed)
        }
        if page == nil, glass == nil, explaining == nil, input.request.form == .compact {
            body = CompactBody(full: body).json
        }
        let finished = FinishedView(
            treated: treated, lines: extract.lines + extract.facts, whole: isPaged ? messages : [])
        do { try treatment.inspect(finished) } catch { throw BriefingFailure(error) }
        let named =
            Set(messages).sorted().map { treated.interactions[$0].interaction.record.reference }
            + treated.standingEvents.map(\.record.reference)
        var outcome = try viewOutcome(
            body, treated, ruling, assessed, handles: handles(named, references), isSummary: isSummary)
        outcome.prepared = prepared
        if isSummary, explaining == nil {
            outcome.changes.append(.summary(try choice(extract, treated, key: keys.recordKey)))
        }
        return outcome
    }

    /// How many conversations a leaf explains the handles of, so that it stays within its bounds.
    private static let handledConversationsMax = 200

    private static let notTold =
        "the history, the rules or what you may see changed since this summary, or a person chose its lines; ask for a "
        + "new one with \"explain\": true"

    /// The one redactor of this request: what is known of the customer is prepared for search once.
    func redactor(_ view: PolicyView) throws(BriefingFailure) -> RequestRedactor {
        let pseudonyms = PseudonymContext(
            tenant: caller.tenant, organisation: caller.organisation,
            conversation: input.request.conversation ?? wholeHistory)
        let values = KnownValues(answers: rulebook.answers)
        let known = values.collect(input.timeline, staff: input.staff)
        let within = Set(values.collect(input.timeline, staff: input.staff, withOutside: false))
        do {
            return try Redactor(detector: rulebook.detector, pseudonymiser: briefing.pseudonymiser)
                .request(
                    view: view, scope: pseudonyms, known: known, beyond: Set(known).subtracting(within))
        } catch {
            throw BriefingFailure(error)
        }
    }

    /// One redactor, and under a grant a second one for what the grant is not bound to.
    func treatment(_ view: PolicyView) throws(BriefingFailure) -> GrantedTreatment {
        let isBound = glass == nil && elevating != nil
        return GrantedTreatment(
            granted: try redactor(view),
            plain: isBound ? try redactor(try policyView(isElevated: false)) : nil,
            bound: isBound ? elevating?.conversation : nil, answers: rulebook.answers,
            ownOrganisation: isExternal ? caller.organisation : nil)
    }

    /// What stands for the conversation where none was named: tokens are then equal within this customer's history.
    private var wholeHistory: ConversationID? {
        input.customer.map { ConversationID(source: "customer", id: $0.id.description) }
    }

    private func viewOutcome(
        _ body: JSONValue, _ treated: TreatedTimeline, _ ruling: GateRuling,
        _ assessed: [AssessedConversation], handles: JSONValue, isSummary: Bool
    ) throws(BriefingFailure) -> BriefingOutcome {
        var members = LeafMembers(input: input, grant: glass ?? elevating).common
        members["shown"] = treated.shown.leafMember
        members["withheld"] = treated.withheld.leafMember
        members["flags"] = LeafMembers.flags(assessed)
        members["consent"] = .array(
            Consent.combined(input.timeline.persons).map {
                ["id": .string($0.id.text), "given": .bool($0.isGiven)]
            })
        members["review"] = viewReview(ruling, assessed)
        if isSummary {
            members["sources"] = try ReachedRecords(treated, input.timeline).added(
                to: members["sources"] ?? .null, key: keys.recordKey, digester: briefing.digester)
        }
        members["record_key"] = .string(Base64URL.encode(keys.recordKey))
        members["handles"] = handles
        var changes =
            links + use + (glass == nil ? followUps(assessed) : [])
            + (isShadow ? opening(intakes(assessed)) : [])
        if ruling == .warn, let token = input.request.acknowledge {
            changes.append(.acknowledge(token, tenant: caller.tenant, by: caller.subject, at: input.now))
        }
        return BriefingOutcome(
            outcome: .view, status: 200, body: body,
            draft: try briefing.draft(.disclosure, input, body: body, members: members), changes: changes,
            isGuessList: treated.isGuessList)
    }

    /// What the leaf says of the gate; under a release also whose decision it was, and for which view.
    private func viewReview(_ ruling: GateRuling, _ assessed: [AssessedConversation]) -> JSONValue {
        let releases = assessed.compactMap(\.release)
        if glass == nil, let first = releases.first {
            return [
                "case": .string(first.token.text), "gate": "released",
                "releases": .array(
                    releases.map { release in
                        [
                            "case": .string(release.token.text), "view_key": .string(release.view.text),
                            "watermark": JSONValue(release.watermark?.at.description),
                            "decided_by": .string(release.decidedBy.text),
                        ]
                    }),
            ]
        }
        return review(
            gravest(intakes(assessed)),
            glass != nil ? "break_glass" : isShadow ? "shadow" : ruling == .warn ? "warn" : "pass")
    }

    /// Other open conversations that this role would have to wait for; a request for one conversation never shows them.
    func held(
        beside assessed: [AssessedConversation], _ assessor: Assessor
    ) -> Set<ConversationID> {
        let gated = Set(scope.gated.map(\.id))
        // WHY everything else: a person chose these lines and saw no others.
        if assessed.contains(where: { $0.release?.isChosen ?? false }) {
            let released = assessed.filter { $0.release != nil }.map(\.conversation.id)
            return Set(scope.all.map(\.id)).subtracting(released)
        }
        let others = scope.all.filter { $0.isOpen && !gated.contains($0.id) }.map {
            settle(assess($0, assessor), assessor)
        }
        // WHY released ones too: a release is for the conversation that was asked for, not for a line beside another.
        let held = others.filter {
            Gate.rule(gateInput([$0])) != .pass || $0.release != nil
        }
        return Set(held.map(\.conversation.id) + scope.all.filter(isBesideGlass).map(\.id))
    }

    func treat(
        _ treatment: GrantedTreatment, excluding excluded: Set<ConversationID>,
        newer: Set<RecordReference> = []
    ) throws(BriefingFailure) -> TreatedTimeline {
        do {
            return try treatment.treat(input.timeline, excluding: excluded, newer: newer)
        } catch {
            throw BriefingFailure(error)
        }
    }

    /// Adds why the lines were chosen; gives the interactions that the explanation names.
    private func explain(_ body: inout JSONValue, _ treated: TreatedTimeline, _ lines: LineBody) -> [Int] {
        let grounds = rulebook.extractor.explain(messages(treated), budget: budget)
        var members = body.object ?? [:]
        members["explanation"] = ExplanationBody(lines: lines, quotesLines: explaining != nil).json(grounds)
        body = .object(members)
        return grounds.leftOut.map(\.message)
    }

    func messages(_ treated: TreatedTimeline) -> [ExtractMessage] {
        let conversations = input.timeline.conversations
        let numbers = Dictionary(zip(conversations.map(\.id), conversations.indices)) { first, _ in first }
        var authors: [String: Int] = [:]
        return treated.interactions.map { treated in
            let reference = treated.interaction.record.reference
            let author = treated.interaction.author.id.map { "\(reference.source.text):\($0.text)" }
            let known = author.map { authors[$0] ?? authors.count }
            if let author { authors[author] = known }
            let number = numbers[treated.interaction.conversation]
            return ExtractMessage(
                author: treated.interaction.author.role,
                isStaffByID: treated.interaction.author.role != .customer
                    && treated.interaction.author.id != nil,
                text: treated.text, at: treated.interaction.at,
                conversation: number ?? conversations.count,
                isOpen: number.map { conversations[$0].isOpen } ?? false, authorNumber: known,
                kind: treated.interaction.kind)
        }
    }

    /// The budget that this request keeps to.
    var summaryBudget: SummaryBudget { input.request.budget ?? .words(rulebook.answers.budgetWords) }

    private var budget: Budget { summaryBudget.extractor }

    /// Which handle stands for which record or conversation, for the ledger's keeping; `null` where records are named
    /// openly.
    private func handles(_ named: [RecordReference], _ references: References) -> JSONValue {
        guard !references.isShown else { return .null }
        var handles: [String: JSONValue] = [:]
        for conversation in scope.all.suffix(Self.handledConversationsMax).map(\.id) {
            handles[references.handle("conversation", conversation.source.text, conversation.id)] =
                .string(conversation.description)
        }
        for reference in named {
            handles[references.handle("record", reference.source.text, reference.id)] =
                .string(reference.description)
        }
        return .object(handles)
    }
}
