import AuditTrail
import Briefing
import Conversations
import FieldPolicy
import GatewayHTTP
import Ledger
import ReviewQueue

extension ReviewDesk {
    /// Takes one step on a case; the step and its leaf are one transaction, so that two never both decide.
    func take(_ step: ReviewStep, _ token: ReviewCaseToken, _ asked: Asked) async throws -> Answer {
        if recorder.briefing(asked).isOutside(asked.caller) {
            return try await takeOutside(step, token, asked)
        }
        guard let life = try await ledger.caseLife(token, tenant: asked.tenant) else {
            return try await recorder.refuse(Problem(.reviewCaseNotFound), asked)
        }
        // WHY before any lease: whoever decides no cases is told so, and not to claim one.
        guard !step.isReviewers || isReviewer(asked) else { return try await refuse(.notReviewer, asked) }
        switch step {
        case .claim:
            // WHY: whoever could pick would pick the easy ones, or their friends'.
            if life.isOpen, let next = try await next(asked), next.opened.token != token {
                return try await refuse(.notAssigned, asked)
            }
            return try await claim(life, asked)
        case .view(let lease, let request): return try await look(life, lease, request, asked)
        case .span(let lease, let record): return try await widen(life, lease, record, asked)
        case .giveBack(let lease):
            return try await plain(
                .giveBack(by: reviewer(asked, isInvolved: false), lease: lease), "returned", life, asked)
        case .decide(let lease, let decision): return try await decide(life, lease, decision, asked)
        case .confirm(let lease, let agrees, let words):
            return try await confirm(life, lease, agrees, words, asked)
        case .accept: return try await accept(life, asked)
        case .contest(let words): return try await contest(life, words, asked)
        }
    }

    /// A step whose answer is the case as it stands then.
    private func plain(
        _ step: CaseStep, _ word: String, _ life: CaseLife, _ asked: Asked,
        _ more: [String: JSONValue] = [:], shown: JSONValue? = nil,
        also changes: (CaseLife) throws -> [LedgerChange] = { _ in [] }
    ) async throws -> Answer {
        let now = gateway.clock.now()
        let isStopped = try await ledger.queueStop(of: asked.tenant) != nil
        let next: CaseLife
        do { next = try life.stepped(step, at: now, isStopped: isStopped) } catch {
            return try await refuse(error, asked)
        }
        let body = shown ?? row(next, asked, at: now)
        let receipt = try await commit(
            step, life, try leaf(word, life, asked, body: body, more), asked, at: now,
            also: try changes(next) + events.changes(after: step, next, at: now))
        return try recorder.answer(next.word(at: now), body, receipt)
    }

    // MARK: - Looking

    private func look(
        _ life: CaseLife, _ lease: CaseLeaseToken, _ request: Int, _ asked: Asked
    ) async throws -> Answer {
        guard life.requests.indices.contains(request) else { return try await refuse(.notSeen, asked) }
        let now = gateway.clock.now()
        let held = life.requests[request]
        let asking = Caller(
            tenant: asked.tenant, subject: held.requester.subject, actor: held.requester.actor,
            client: held.requester.client, organisation: held.requester.organisation,
            role: held.requester.role, actorRole: held.actorRole, region: held.region)
        let input = try await gateway.input(
            SummaryRequest(
                customer: .customer(life.opened.customer), purpose: held.purpose,
                conversation: held.namesConversation ? life.opened.conversation : nil,
                budget: SummaryBudget(text: held.budget)),
            asking, asked.trace, asked.rulebook, lifting: true, story: try await story(of: life, asked))
        let view = try recorder.briefing(asked).requesterView(
            input, of: life.opened.conversation, request: request)
        guard let view else {
            return try await recorder.refuse(
                Problem(.conflict, detail: "the requester reaches nothing of this conversation any more"),
                asked)
        }
        let step = CaseStep.look(by: reviewer(asked, isInvolved: false), lease: lease, view.sight)
        do { _ = try life.stepped(step, at: now) } catch { return try await refuse(error, asked) }
        let body: JSONValue = [
            "case": .string(life.opened.token.text), "request": JSONValue(request),
            "view": .string(view.sight.view.text),
            "watermark": JSONValue(view.sight.watermark?.at.description),
            "requester": [
                "role": .string(held.requester.role.text), "purpose": .string(held.purpose.text),
                "organisation": .string(held.requester.organisation.text), "external": .bool(held.isExternal),
            ],
            "flags": view.flags, "lines": .array(view.lines),
            "reasons": .array(asked.rulebook.queue.reasons.map(JSONValue.string)),
        ]
        let draft = try leaf(
            "looked", life, asked, body: body,
            [
                "view_key": .string(view.sight.view.text),
                "watermark": JSONValue(view.sight.watermark?.at.description),
            ])
        return try recorder.answer("view", body, try await commit(step, life, draft, asked, at: now))
    }

    /// The invented history of a test, which no request of the one who seems to ask would find.
    private func story(of life: CaseLife, _ asked: Asked) async throws(BriefingFailure) -> KnownStory? {
        guard life.opened.test != nil else { return nil }
        return try await gateway.story(about: life.opened.customer, tenant: asked.tenant, asked.rulebook)
    }

    private func widen(
        _ life: CaseLife, _ lease: CaseLeaseToken, _ record: RecordReference, _ asked: Asked
    ) async throws -> Answer {
        let now = gateway.clock.now()
        let reviewer = reviewer(asked, isInvolved: false)
        // WHY before reading: whoever does not hold the case reads nothing of it.
        do { _ = try life.stepped(.widen(by: reviewer, lease: lease, record), at: now) } catch {
            return try await refuse(error, asked)
        }
        let found = try recorder.briefing(asked).span(
            record, of: life.opened.conversation, try await input(life, asked))
        guard let found else {
            return try await recorder.refuse(
                Problem(.conflict, detail: "expected a record of this conversation that your role reads"),
                asked)
        }
        let step = CaseStep.widen(by: reviewer, lease: lease, found.record)
        let draft = try leaf(
            "widened", life, asked, body: found.body, ["lines": .array([.string(found.record.description)])])
        return try recorder.answer("view", found.body, try await commit(step, life, draft, asked, at: now))
    }

    // MARK: - Deciding

    private func decide(
        _ life: CaseLife, _ lease: CaseLeaseToken, _ asking: ReviewDecision, _ asked: Asked
    ) async throws -> Answer {
        try recorder.requirePlain(asking.words, member: "words", asked)
        guard asked.rulebook.queue.reasons.contains(asking.reason) else {
            throw BriefingFailure(
                problem: Problem(
                    .malformedRequest,
                    detail: "reason: expected one of: \(asked.rulebook.queue.reasons.joined(separator: ", "))"
                ))
        }
        try requireKnown(asking.rules.keys.sorted(), of: life, asked)
        let offered = life.sights.first { $0.view == asking.view }?.lines ?? []
        let chosen = asking.lines.map { names in
            names.compactMap { name in offered.first { $0.name == name } }
        }
        guard chosen?.count == asking.lines?.count else { return try await refuse(.linesNotOffered, asked) }
        guard let verdict = CaseVerdict(name: asking.verdict, lines: chosen) else {
            throw BriefingFailure(
                problem: Problem(
                    .malformedRequest,
                    detail:
                        "verdict: expected release, release_edited with lines, release_crisis, withhold or dismiss"
                ))
        }
        let decision = CaseDecision(
            verdict: verdict, view: asking.view, reason: asking.reason, wordsCount: asking.words.count,
            rules: asking.rules)
        let isInvolved = try await isInvolved(life, asked)
        let watermark = life.sights.first { $0.view == asking.view }?.watermark
        return try await plain(
            .decide(by: reviewer(asked, isInvolved: isInvolved), lease: lease, decision), verdict.name, life,
            asked,
            [
                "reason": ["code": .string(asking.reason), "words": .string(asking.words)],
                "view_key": .string(asking.view.text), "watermark": JSONValue(watermark?.at.description),
                "lines": chosen.map { .array($0.map { .string($0.name) }) } ?? .null,
            ], also: { try remainder($0, asked) })
    }

    private func confirm(
        _ life: CaseLife, _ lease: CaseLeaseToken, _ agrees: Bool, _ words: String, _ asked: Asked
    ) async throws -> Answer {
        try recorder.requirePlain(words, member: "words", asked)
        let isInvolved = try await isInvolved(life, asked)
        var view: ViewKey?
        if case .proposed(let proposal) = life.stage { view = proposal.decision.view }
        return try await plain(
            .confirm(
                by: reviewer(asked, isInvolved: isInvolved), lease: lease, agrees: agrees,
                wordsCount: words.count), agrees ? "confirmed" : "disagreed", life, asked,
            ["reason": ["words": .string(words)], "view_key": JSONValue(view?.text)],
            also: { try remainder($0, asked) })
    }

    /// The case of the held requests that a decision left.
    private func remainder(_ next: CaseLife, _ asked: Asked) throws -> [LedgerChange] {
        let now = gateway.clock.now()
        let due = asked.rulebook.queue.clocks.due(next.opened.concerns, at: now, .remainder)
        let left = next.remainder(
            try fresh(), at: now, acknowledgeBy: due.acknowledgeBy, decideBy: due.decideBy)
        return left.map { [.openCase($0)] } ?? []
    }

    // MARK: - People of the house beside the queue

    /// A person of the house takes the customer over; the hand-over is a leaf, and the brief is what their role may know.
    private func accept(_ life: CaseLife, _ asked: Asked) async throws -> Answer {
        guard asked.caller.actor == nil, let role = asked.rulebook.policy.role(asked.caller.role),
            role.flagged == .warn
        else {
            return try await recorder.refuse(
                Problem(
                    .purposeNotAllowed,
                    detail:
                        "expected a person whose work is with customers; who decides cases takes nobody over",
                    rule: "review:not_taking_over"), asked)
        }
        let input = try await gateway.input(
            SummaryRequest(
                customer: .customer(life.opened.customer),
                purpose: life.requests.first?.purpose ?? "handle_complaint",
                conversation: life.opened.conversation), asked.caller, asked.trace, asked.rulebook,
            lifting: true)
        // WHY: whoever does not reach the conversation does not learn that a case waits for it.
        guard case .reached = try recorder.briefing(asked).ruling(on: input) else {
            return try await recorder.refuse(Problem(.reviewCaseNotFound), asked)
        }
        return try await plain(.accept(by: asked.party), "handed_over", life, asked)
    }

    func contest(
        _ life: CaseLife, _ words: String, _ asked: Asked, shown: JSONValue? = nil
    ) async throws -> Answer {
        try recorder.requirePlain(words, member: "words", asked)
        let isAsker = life.requests.contains { $0.askers.contains(asked.caller.subject) }
        guard asked.caller.actor == nil, isAsker || recorder.briefing(asked).looksAtCases(asked.caller) else {
            return try await recorder.refuse(Problem(.reviewCaseNotFound), asked)
        }
        guard let outcome = life.outcome else { return try await refuse(.notContestable, asked) }
        let now = gateway.clock.now()
        let due = asked.rulebook.queue.clocks.due(life.opened.concerns, at: now, .contest)
        let start = life.opened.start
        var anew = ReviewCase(
            token: try fresh(), tenant: asked.tenant, customer: life.opened.customer,
            conversation: life.opened.conversation,
            concerns: CaseIntake.merged(life.opened.concerns + outcome.sight.concerns), openedAt: now,
            start: CaseStart(
                origin: .contest, requests: life.requests, isDecisive: start.isDecisive, rules: start.rules,
                channel: start.channel, acknowledgeBy: due.acknowledgeBy, decideBy: due.decideBy,
                regulatory: start.regulatory, follows: life.opened.token,
                excluded: start.excluded + [outcome.by.subject]
                    + (outcome.confirmedBy.map { [$0.subject] } ?? [])))
        // WHY: a dispute of a test is a test; it would else wait among the cases of people who wait.
        if let test = start.test { anew = anew.marked(test) }
        let further = anew
        return try await plain(
            .contest(by: asked.party, into: further.token), "contested", life, asked,
            ["reason": ["words": .string(words)]], shown: shown, also: { _ in [.openCase(further)] })
    }

    /// Opens a case for what somebody saw and no rule flagged.
    func report(
        _ concern: CaseConcern, _ request: SummaryRequest, _ words: String, _ asked: Asked
    ) async throws -> Answer {
        try recorder.requirePlain(words, member: "words", asked)
        try requireKnown(concern.category, asked)
        let briefing = recorder.briefing(asked)
        guard !briefing.isOutside(asked.caller), asked.caller.actor == nil else {
            return try await refuse(.outside, asked)
        }
        if let problem = briefing.admission(asked.caller, request.purpose) {
            return try await recorder.refuse(problem, asked)
        }
        let input = try await gateway.input(
            request, asked.caller, asked.trace, asked.rulebook, lifting: true)
        guard let intake = try briefing.missedFlag(concern, input, token: try fresh()) else {
            return try await recorder.refuse(Problem(.customerNotFound), asked)
        }
        let life: CaseLife
        var opening: [LedgerChange] = []
        switch intake {
        case .keep(let waiting):
            life = input.lives.first { $0.opened.token == waiting.token } ?? CaseLife(waiting)
        case .open(var opened):
            if let test = input.lives.lazy.compactMap(\.opened.test).first { opened = opened.marked(test) }
            life = CaseLife(opened)
            opening = [.openCase(opened)]
        }
        let body = row(life, asked, at: input.now)
        let draft = try leaf(
            "missed_flag", life, asked, body: body, ["reason": ["words": .string(words)]])
        let links = (input.customer?.newLinks ?? []).map(LedgerChange.link)
        let receipt = try await ledger.commit(draft, links + opening, sealed: nil)
        return try recorder.answer(life.word(at: input.now), body, receipt)
    }

    /// Refuses a category that no rule knows: it would stand in lists and reports, where no text of anybody belongs.
    func requireKnown(_ category: FlagCategory?, _ asked: Asked) throws {
        let known = asked.rulebook.flagCategories
        guard let category, known.contains(category) else {
            let names = known.map(\.text).joined(separator: ", ")
            throw BriefingFailure(
                problem: Problem(
                    .malformedRequest, detail: "category: expected one of: \(names), found another word"))
        }
    }

    /// Refuses verdicts on rules that neither the case nor the rules in force have: reports would count them.
    private func requireKnown(_ rules: [RuleID], of life: CaseLife, _ asked: Asked) throws {
        let known = Set(life.opened.start.rules).union(asked.rulebook.flagRules)
        guard rules.allSatisfy(known.contains) else {
            throw BriefingFailure(
                problem: Problem(
                    .malformedRequest,
                    detail: "rules: expected names of rules that flagged the case, found another word"))
        }
    }

    /// Stops the tenant's queue, so that everything is held, or lets it go on.
    func stop(_ isStopped: Bool, _ words: String, _ asked: Asked) async throws -> Answer {
        try recorder.requirePlain(words, member: "words", asked)
        // Whoever runs the gateway, and people of the house whose work is to look at cases.
        let isRunning = asked.rulebook.policy.role(asked.caller.role).map {
            $0.flagged == .refuse && !$0.isOutside
        }
        guard isRunning ?? false || recorder.briefing(asked).looksAtCases(asked.caller),
            asked.caller.actor == nil
        else { return try await refuse(.notReviewer, asked) }
        let now = gateway.clock.now()
        let draft = try recorder.draft(
            .configuration, asked, body: nil,
            members: [
                "action": .string(isStopped ? "queue_stopped" : "queue_resumed"), "reason": .string(words),
            ],
            customer: nil)
        let change = QueueStop(
            tenant: asked.tenant, isStopped: isStopped, by: asked.caller.subject, at: now)
        let receipt = try await ledger.commit(
            draft, [.review(.stop(change))] + events.changes(change), sealed: nil)
        await events.relay.relay()
        return try recorder.answer(
            isStopped ? "stopped" : "resumed", ["stopped": .bool(isStopped)], receipt)
    }
}

extension ReviewStep {
    /// Whether only people who decide cases take it.
    fileprivate var isReviewers: Bool {
        switch self {
        case .claim, .view, .span, .giveBack, .decide, .confirm: true
        case .accept, .contest: false
        }
    }
}
