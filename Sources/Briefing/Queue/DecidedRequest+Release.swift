import Conversations
import Extracts
import FieldPolicy
import ReviewFlags
import ReviewQueue

/// What human decisions are worth for one request: which conversations they settle, and how far.
extension DecidedRequest {
    /// The request as cases keep it.
    var heldRequest: HeldRequest {
        HeldRequest(
            requester: AccessParty(caller), actorRole: caller.actorRole, region: caller.region,
            purpose: input.request.purpose, namesConversation: input.request.conversation != nil,
            budget: input.request.budget?.text ?? "", isExternal: isExternal,
            askers: [caller.subject] + (caller.actor.map { [$0] } ?? []))
    }

    var viewKeys: ViewKeys {
        ViewKeys(
            digester: briefing.digester, pseudonymiser: briefing.pseudonymiser, tenant: caller.tenant,
            rules: rulebook.viewDigest, policy: rulebook.policyName)
    }

    /// The key of this request's view of a conversation, as far as it went at a watermark.
    func viewKey(_ conversation: Conversation, upTo watermark: Watermark?) -> (
        view: ViewKey, content: ViewKey
    ) {
        // WHY all that flags are looked for in: what a person decided is about these words, however far back the caller reads.
        let words = input.gated.interactions.filter { $0.conversation == conversation.id }
        let content = viewKeys.content(of: conversation, words.filter { !$0.isAfter(watermark) })
        let consents = Consent.combined(input.timeline.persons).filter(\.isGiven).map(\.id)
        let view = viewKeys.view(content, heldRequest, consents: consents, grant: glass ?? elevating)
        return (view, content)
    }

    func interactions(of conversation: ConversationID) -> [Interaction] {
        input.timeline.interactions.filter { $0.conversation == conversation }
    }

    /// A conversation with what human decisions settled of it.
    ///
    /// A release holds up to its watermark: what came later is kept back. A new category or a higher severity voids it, and
    /// so do edited records and other rules, because its key covers them.
    func settle(_ assessed: AssessedConversation, _ assessor: Assessor) -> AssessedConversation {
        guard !input.isStopped, !roles.allSatisfy({ $0.flagged == .pass }) else { return assessed }
        let lives = input.lives.filter { $0.opened.conversation == assessed.conversation.id }
        var settled = assessed
        if let release = lives.lazy.compactMap(\.release).first(where: { isInForce($0, assessed) }) {
            settled.standing = .clear
            settled.release = release
            settled.newer = interactions(of: assessed.conversation.id).filter {
                $0.isAfter(release.watermark)
            }
            return settled
        }
        let dismissal = lives.lazy.compactMap(\.dismissal).first { dismissal in
            viewKey(assessed.conversation, upTo: dismissal.watermark).content == dismissal.content
        }
        if let dismissal {
            // WHY flags and not messages: what was dismissed is history, what was said since is looked at anew.
            settled = assess(assessed.conversation, assessor, after: dismissal.watermark)
        }
        let holding = lives.first { $0.isOpen && ![.followUp, .shadow].contains($0.opened.start.origin) }
        if settled.standing == .clear, let holding {
            settled.standing = .flagged(holding.opened.concerns)
        }
        settled.withheld =
            lives.first { life in
                guard let outcome = life.withholding else { return false }
                let key = viewKey(assessed.conversation, upTo: outcome.sight.watermark).view
                return key == outcome.decision.view
                    && covers(CaseIntake.merged(life.opened.concerns + outcome.sight.concerns), settled)
            }?.opened
        return settled
    }

    /// A conversation with what people reported of it and nobody dismissed since: no rule finds that again, and one
    /// release for one request settles it for nobody else.
    func reported(_ assessed: AssessedConversation) -> AssessedConversation {
        guard assessed.conversation.isOpen, assessed.standing != .notAssessed else { return assessed }
        let lives = input.lives.filter { $0.opened.conversation == assessed.conversation.id }
        let dismissedAt = lives.filter { $0.dismissal != nil }.map(\.opened.openedAt).max()
        let reports = lives.filter { life in
            life.opened.start.origin == .missedFlag
                && (dismissedAt.map { $0 < life.opened.openedAt } ?? true)
        }
        guard !reports.isEmpty else { return assessed }
        var held = assessed
        held.standing = .flagged(
            CaseIntake.merged(concerns(of: assessed.standing) + reports.flatMap(\.opened.concerns)))
        return held
    }

    private func isInForce(_ release: CaseRelease, _ assessed: AssessedConversation) -> Bool {
        // WHY: a page of the timeline holds whole messages, so lines that were chosen say nothing of it.
        guard page == nil || !release.isChosen else { return false }
        return covers(release.concerns, assessed)
            && viewKey(assessed.conversation, upTo: release.watermark).view == release.view
    }

    private func covers(_ known: [CaseConcern], _ assessed: AssessedConversation) -> Bool {
        concerns(of: assessed.standing).allSatisfy { found in
            known.contains { $0.category == found.category && $0.severity >= found.severity }
        }
    }

    // MARK: - What a view under a release is

    /// The most lines that a reviewer is offered to choose from.
    static let offeredLinesMax = 200

    /// Every line of a conversation's treated messages that a release may choose from, in reading order.
    func offered(_ conversation: ConversationID, _ treated: TreatedTimeline) -> [ExtractLine] {
        let places = treated.interactions.indices.filter {
            treated.interactions[$0].interaction.conversation == conversation
        }
        let all = messages(treated)
        let extract = rulebook.extractor.extract(
            places.map { all[$0] }, budget: .lines(Self.offeredLinesMax))
        return extract.lines.map { line in
            ExtractLine(
                message: places[line.message], range: line.range, section: line.section, reasons: line.reasons
            )
        }
    }

    /// A summary's lines where releases chose among them; every other conversation's lines stay as they are.
    func chosen(
        _ extract: Extract, _ treated: TreatedTimeline, _ assessed: [AssessedConversation]
    ) -> Extract {
        var (facts, lines) = (extract.facts, extract.lines)
        for conversation in assessed {
            guard let release = conversation.release, release.isChosen else {
                continue
            }
            let id = conversation.conversation.id
            func isElsewhere(_ line: ExtractLine) -> Bool {
                treated.interactions[line.message].interaction.conversation != id
            }
            facts = facts.filter(isElsewhere)
            let kept: [ExtractLine]
            if let wanted = release.lines {
                kept = offered(id, treated).filter { wanted.contains(treated.reference(to: $0)) }
            } else {
                kept = newest(id, treated)
            }
            lines = (lines.filter(isElsewhere) + kept).sorted {
                ($0.message, $0.range.lowerBound) < ($1.message, $1.range.lowerBound)
            }
        }
        return Extract(facts: facts, lines: lines, withoutLexicon: extract.withoutLexicon)
    }

    /// The newest messages whole, for a crisis.
    private func newest(_ conversation: ConversationID, _ treated: TreatedTimeline) -> [ExtractLine] {
        treated.interactions.indices.filter {
            treated.interactions[$0].interaction.conversation == conversation
        }.suffix(rulebook.queue.crisisLines).map { place in
            ExtractLine(
                message: place, range: 0..<treated.interactions[place].text.text.utf8.count,
                section: .stateNow, reasons: [])
        }
    }

    /// The body of a view that a release lets go: how far it goes, and how much came later.
    func body(_ view: JSONValue, under assessed: [AssessedConversation]) -> JSONValue {
        let released = assessed.filter { $0.release != nil }
        guard !released.isEmpty, var members = view.object else { return view }
        let newer = released.reduce(0) { $0 + $1.newer.count }
        let isCrisis = released.contains { $0.release?.isCrisis ?? false }
        members["gate"] = "released"
        members["release"] = [
            "newer_not_reviewed": newer == 0 ? "none" : newer == 1 ? "one" : "several",
            "edited": .bool(released.contains { $0.release?.isChosen ?? false }),
            "crisis": .bool(isCrisis),
            "until": JSONValue(released.compactMap { $0.release?.watermark?.at }.max()?.description),
        ]
        return .object(members)
    }

    /// What has to happen because something was said after a release: the same reviewer looks, on a short clock.
    func followUps(_ assessed: [AssessedConversation]) -> [LedgerChange] {
        guard let customer = input.customer else { return [] }
        return assessed.enumerated().compactMap { index, conversation -> LedgerChange? in
            guard let release = conversation.release, !conversation.newer.isEmpty else { return nil }
            let id = conversation.conversation.id
            if let open = input.lives.first(where: { $0.isOpen && $0.opened.conversation == id }) {
                return joining(open)
            }
            let concerns = CaseIntake.merged(release.concerns)
            return .openCase(
                ReviewCase(
                    token: caseToken(index), tenant: caller.tenant, customer: customer.id, conversation: id,
                    concerns: concerns, openedAt: input.now,
                    start: start(
                        concerns, conversation, .followUp, requests: [heldRequest], follows: release.token,
                        assignee: release.decidedBy)))
        }
    }

    /// The step by which this request joins a case that waits, `nil` when it did so before.
    func joining(_ open: CaseLife) -> LedgerChange? {
        let request = heldRequest
        let isKnown = open.requests.contains {
            $0.isAlike(request) && Set(request.askers).isSubset(of: $0.askers)
        }
        let isFull =
            !open.requests.contains { $0.isAlike(request) } && open.requests.count >= CaseLife.requestsMax
        guard !isKnown, !isFull, open.stepCount < CaseLife.stepsMax / 2 else { return nil }
        return .review(.step(open.opened.token, tenant: caller.tenant, .ask(request), at: input.now))
    }

    /// How a case of this request begins.
    func start(
        _ concerns: [CaseConcern], _ assessed: AssessedConversation, _ origin: CaseOrigin,
        requests: [HeldRequest], follows: ReviewCaseToken? = nil, assignee: PrincipalID? = nil
    ) -> CaseStart {
        let due = rulebook.queue.clocks.due(concerns, at: input.now, origin)
        let rules = assessed.flags.map(\.rule)
        let decisive = Set(rulebook.flags.rules.rules.filter { $0.strength == .decisive }.map(\.id))
        return CaseStart(
            origin: origin, requests: requests, isDecisive: !decisive.isDisjoint(with: rules), rules: rules,
            channel: assessed.conversation.channel, acknowledgeBy: due.acknowledgeBy, decideBy: due.decideBy,
            regulatory: due.regulatory, follows: follows, assignee: assignee)
    }
}

extension Interaction {
    /// Whether it came after a watermark; everything comes after none.
    func isAfter(_ watermark: Watermark?) -> Bool {
        guard let watermark else { return true }
        return Watermark(at: at, record: record.reference) > watermark
            // WHY: an edited record keeps its place; its new version makes another content and not a later message.
            && !(at == watermark.at && record.reference.id == watermark.record.id
                && record.reference.source == watermark.record.source)
    }
}

extension TreatedTimeline {
    /// The name of a line.
    func reference(to line: ExtractLine) -> LineReference {
        LineReference(record: interactions[line.message].interaction.record.reference, range: line.range)
    }
}
