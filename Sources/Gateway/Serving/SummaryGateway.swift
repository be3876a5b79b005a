public import AuditTrail
public import Briefing
public import Conversations
import Logging
import ReviewQueue

/// Answers requests: finds the customer, collects the history, lets the pure step decide, records, and only then answers.
///
/// Any error between reading and answering yields no view.
public struct SummaryGateway: SummaryService {
    let tenants: [TenantID]
    let rulebooks: RulebookStore
    let sources: Sources
    let ledger: any GatewayLedger
    let sealing: BodySealing
    let digester: any Digester
    let pseudonymiser: any Pseudonymiser
    let clock: any WallClock
    let entropy: @Sendable (Int) -> [UInt8]
    let logger: Logger
    /// Whether a tenant's log is witnessed as recently as the gateway demands.
    var isWitnessed: @Sendable (TenantID) -> Bool = { _ in true }
    /// Until when flags are only recorded for people of the house.
    var shadowUntil: Timestamp?
    /// Counts defects of treatment and lists of guesses.
    var alarm: TreatmentAlarm?
    /// What was read of the views asked for lately.
    let readings = KeptReadings()

    /// Answers one request; every outcome is an answer.
    public func summary(_ request: SummaryRequest, caller: Caller, trace: String) async -> Answer {
        await answer(request, page: nil, caller: caller, trace: trace)
    }

    /// Answers a summary, or a page of the timeline.
    func answer(
        _ request: SummaryRequest, page: TimelinePage?, explaining: GivenSummary? = nil, caller: Caller,
        trace: String
    ) async -> Answer {
        do {
            // WHY twice: two first requests for one customer race to issue its id, and two answers at once to pass a bound;
            // the loser finds what the winner wrote on the second way.
            do {
                return try await answer(request, page, explaining, caller, trace)
            } catch let failure as BriefingFailure where failure.problem.code == .conflict {
                return try await answer(request, page, explaining, caller, trace)
            }
        } catch let failure as BriefingFailure where failure.problem.code == .malformedRequest {
            return Answer(failure.problem)
        } catch let failure as BriefingFailure {
            alarm?.note(failure, at: clock.now(), trace: trace)
            logger.error(
                "no answer",
                metadata: ["code": .string(failure.problem.code.rawValue), "trace": .string(trace)])
            guard failure.problem.code.isRecorded else { return Answer(failure.problem) }
            return (try? await refuse(failure.problem, caller, trace)) ?? Answer(Problem(.auditUnavailable))
        } catch {
            logger.error("no answer", metadata: ["code": "unavailable", "trace": .string(trace)])
            return Answer(Problem(.unavailable))
        }
    }

    private func answer(
        _ request: SummaryRequest, _ page: TimelinePage?, _ explaining: GivenSummary?, _ caller: Caller,
        _ trace: String
    ) async throws -> Answer {
        // WHY: a tenant that this gateway does not serve has no log; its tokens are not for us.
        guard tenants.contains(caller.tenant) else { return Answer(Problem(.unauthenticated)) }
        // INVARIANT: one rulebook serves the whole request, whatever is reloaded meanwhile.
        let rulebook = rulebooks.current
        let caller = caller.actingAs(rulebook.answers.actingMachineRole)
        let briefing = Briefing(rulebook: rulebook, digester: digester, pseudonymiser: pseudonymiser)
        let entropy = entropy
        func input(
            _ request: SummaryRequest, _ found: CustomerFinder.Found?, _ collected: Collected
        ) -> BriefingInput {
            granted(
                BriefingInput(
                    request: request, caller: caller, trace: trace, customer: found?.customer,
                    timeline: collected.timeline, callerStaff: collected.callerStaff, staff: collected.staff,
                    isWitnessed: isWitnessed(caller.tenant),
                    past: collected.past, now: collected.now, seed: entropy(32)), collected)
        }
        if let problem = briefing.admission(caller, request.purpose) {
            let nothing = Collected(now: clock.now())
            return try await record(
                try briefing.refusal(problem, input(request, nil, nothing)), caller, rulebook)
        }
        let start = ContinuousClock.now
        let story = try await story(about: request.customer, caller, rulebook)
        let found = try await find(request.customer, caller, rulebook, story)
        let named = try await named(request, found, caller)
        let scope = CallerScope(rulebook: rulebook, caller: caller, purpose: request.purpose)
        let collected = try await collect(found, caller, scope, story)
        var decided = input(named, found, collected)
        let key = found.map { found in
            KeptReadings.Key(
                tenant: caller.tenant, customer: found.customer.id, caller: caller.role,
                purpose: request.purpose)
        }
        if let key, page == nil { decided.prepared = readings.prepared(key, at: collected.now) }
        let outcome = try briefing.decide(decided, page: page, explaining: explaining)
        if let key, page == nil { readings.keep(outcome.prepared, key, at: collected.now) }
        alarm?.note(outcome, caller, trace: trace)
        let isAbsent = outcome.body["code"]?.string == ProblemCode.customerNotFound.rawValue
        let answer = try await record(
            outcome, caller, rulebook, beside: isAbsent ? [] : others(found, collected.timeline))
        if isAbsent { await evenOut(since: start) }
        return answer
    }

    // MARK: - Reading

    func find(
        _ key: CustomerKey, _ caller: Caller, _ rulebook: Rulebook, _ story: KnownStory? = nil
    ) async throws(BriefingFailure) -> CustomerFinder.Found? {
        let finder = CustomerFinder(
            sources: sources.of(caller.tenant), directory: ledger, rules: rulebook.identity,
            tenant: caller.tenant, caller: AnsweredCaller(caller))
        let fresh = CustomerID(ULID(at: clock.now(), entropy: entropy(10)))
        do {
            return try await finder.find(story?.key ?? key, fresh: fresh)
        } catch {
            switch error {
            case .notFound: return story?.found
            case .sourceUnavailable:
                throw BriefingFailure(
                    problem: Problem(.unavailable, detail: "a source of personal data could not be read"))
            case .ledgerUnavailable: throw BriefingFailure(problem: Problem(.auditUnavailable))
            }
        }
    }

    /// What was read for one request.
    struct Collected {
        var timeline = Timeline([])
        var callerStaff: [KnownStaff] = []
        var staff: [KnownStaff] = []
        var staffGaps = StaffGaps.none
        var lives: [CaseLife] = []
        var isStopped = false
        var past = PastAnswers.none
        var grants: [AccessCase] = []
        let now: Timestamp
    }

    func collect(
        _ found: CustomerFinder.Found?, _ caller: Caller, _ scope: CallerScope, _ story: KnownStory? = nil
    ) async throws(BriefingFailure) -> Collected {
        let now = clock.now()
        var collected = Collected(now: now)
        do {
            collected.past = try await ledger.pastAnswers(
                to: AnsweredCaller(caller), about: found?.customer.id, at: now,
                together: scope.customersTogetherMax != nil)
        } catch {
            throw BriefingFailure(problem: Problem(.auditUnavailable))
        }
        let sources = sources.of(caller.tenant)
        guard let found else {
            do { try await askAboutNobody(caller, scope, sources, now) } catch {
                throw BriefingFailure(problem: Problem(.auditUnavailable))
            }
            return collected
        }
        (collected.callerStaff, collected.timeline, collected.staffGaps.caller) = await history(
            found, caller, scope, sources, now)
        if let story {
            collected.timeline = collected.timeline.adding(story.history)
            if caller.subject == KnownAnswer.asker { collected.callerStaff += story.askerRows }
        }
        (collected.staff, collected.staffGaps.named) = await sources.staff(of: collected.timeline)
        do {
            collected.grants = try await grants(of: caller, about: found.customer.id)
            collected.lives = try await ledger.caseLives(
                of: collected.timeline.conversations.map(\.id), tenant: caller.tenant)
            // WHY in place of what was found: a test's conversation is nobody's, whatever else goes by its id.
            if let story { collected.lives = story.lives }
            collected.isStopped = try await ledger.queueStop(of: caller.tenant) != nil
        } catch {
            throw BriefingFailure(problem: Problem(.auditUnavailable))
        }
        return collected
    }

    /// The caller's rows of staff, the history as far as the caller reaches, and the sources that could not say who the
    /// caller is.
    func history(
        _ found: CustomerFinder.Found, _ caller: Caller, _ scope: CallerScope, _ sources: Sources,
        _ now: Timestamp
    ) async -> ([KnownStaff], Timeline, Set<SourceID>) {
        guard scope.asksStaffFirst else {
            async let asked = sources.staff(subject: caller.subject)
            let timeline = await sources.history(
                of: found.rows, at: now, gaps: found.gaps, reach: scope.reach(staff: [], at: now))
            return (await asked.known, timeline, Set(await asked.gaps.keys))
        }
        let asked = await sources.staff(subject: caller.subject)
        // WHY a gap: without its list of staff a source cannot say whose a conversation is, and nobody is ruled out.
        let timeline = await sources.history(
            of: found.rows, at: now, gaps: found.gaps.merging(asked.gaps) { first, _ in first },
            reach: scope.reach(staff: asked.known, at: now))
        return (asked.known, timeline, Set(asked.gaps.keys))
    }

    // MARK: - Recording

    /// Commits the leaf with its changes; the answer exists only once both are durable.
    func record(
        _ outcome: BriefingOutcome, _ caller: Caller, _ rulebook: Rulebook,
        beside others: [PersonReference] = [], as word: String? = nil
    ) async throws(BriefingFailure) -> Answer {
        let (draft, sealed) = try seal(outcome.draft, caller, rulebook)
        let mentions: [LedgerChange] = others.isEmpty ? [] : [.erasing(.mention(others))]
        let receipt: Receipt
        do {
            receipt = try await ledger.commit(draft, outcome.changes + mentions, sealed: sealed)
        } catch {
            switch error {
            case .conflict: throw BriefingFailure(problem: Problem(.conflict))
            default:
                logger.critical("leaf not durable", metadata: ["failure": .string(error.word)])
                throw BriefingFailure(problem: Problem(.auditUnavailable))
            }
        }
        try await recordUse(outcome, receipt, caller, rulebook)
        return try answer(outcome, receipt, as: word)
    }

    /// Rows of other people that were read with the customer's own: their household's.
    func others(_ found: CustomerFinder.Found?, _ timeline: Timeline) -> [PersonReference] {
        let own = Set(found?.rows ?? [])
        return Set(timeline.household.map(\.reference)).subtracting(own).sorted()
    }

    /// What cannot be sealed is not sent.
    private func seal(
        _ draft: LeafDraft, _ caller: Caller, _ rulebook: Rulebook
    ) throws(BriefingFailure) -> (LeafDraft, SealedBody?) {
        do {
            let roles = [caller.role, caller.actorRole].compactMap { $0 }
            return try sealing.seal(draft, for: roles, policy: rulebook.policy, digester: digester)
        } catch {
            logger.critical("body not sealed")
            throw BriefingFailure(problem: Problem(.auditUnavailable))
        }
    }

    func answer(
        _ outcome: BriefingOutcome, _ receipt: Receipt, as word: String? = nil
    ) throws(BriefingFailure) -> Answer {
        let isRefusal = outcome.outcome == .refusal
        let document: JSONValue
        if isRefusal, case .object(let members) = outcome.body {
            document = .object(members.merging(["receipt": receipt.json]) { $1 })
        } else {
            document = [
                "outcome": .string(word ?? outcome.outcome.rawValue), "body": outcome.body,
                "receipt": receipt.json,
            ]
        }
        do {
            return Answer(
                status: outcome.status,
                contentType: isRefusal ? "application/problem+json" : "application/json",
                bytes: try document.canonicalBytes())
        } catch {
            throw BriefingFailure(problem: Problem(.unavailable, detail: "the answer has no canonical form"))
        }
    }
}

/// What the gateway needs of a ledger.
public typealias GatewayLedger = AccessCases & AnswerCounts & CaseLives & CustomerDirectory & GivenSummaries
    & LeafLog

extension LedgerFailure {
    /// The failure in one word, for log lines.
    fileprivate var word: String {
        switch self {
        case .unavailable: "unavailable"
        case .full: "full"
        case .tampered: "tampered"
        case .conflict: "conflict"
        case .refused: "refused"
        }
    }
}
