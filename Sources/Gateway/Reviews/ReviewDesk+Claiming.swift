import AuditTrail
import Briefing
import Conversations
import GatewayHTTP
import Ledger
import ReviewQueue

extension ReviewDesk {
    /// How many open cases are looked through.
    private static let openMax = 10_000

    /// The cases that a person of the house may know of.
    func list(_ filter: ReviewFilter, _ asked: Asked) async throws -> Answer {
        let now = gateway.clock.now()
        guard recorder.briefing(asked).looksAtCases(asked.caller) else {
            return try await refuse(.notReviewer, asked)
        }
        for category in filter.categories { try requireKnown(category, asked) }
        let isOpen = filter.states.isEmpty && !filter.isKnown ? true : nil
        let query = ReviewQuery(isOpen: isOpen, limit: Self.openMax, includesTests: true)
        let lives = try await ledger.caseLives(query, tenant: asked.tenant)
        let shown = ReviewOrder.sorted(lives) + lives.filter { !$0.isOpen }
        let found = shown.filter { life in
            fits(life, filter, at: now)
                && (!filter.isMine || life.lease(at: now)?.by.party.subject == asked.caller.subject)
                && (!filter.isKnown || knownAnswer(of: life, asked, at: now) != nil)
        }.prefix(filter.limit)
        let body: JSONValue = [
            "cases": .array(found.map { row($0, asked, at: now) }),
            "open": JSONValue(lives.count(where: \.isOpen)),
            "stopped": .bool(try await ledger.queueStop(of: asked.tenant) != nil),
        ]
        let draft = try recorder.draft(
            .auditRead, asked, body: body,
            members: ["query": "reviews", "leaves": JSONValue(found.count), "opened": false], customer: nil)
        return try recorder.answer("view", body, try await ledger.commit(draft, [], sealed: nil))
    }

    private func fits(_ life: CaseLife, _ filter: ReviewFilter, at now: Timestamp) -> Bool {
        let categories = Set(life.opened.concerns.compactMap(\.category))
        let isBreached = life.isOpen && life.isBreached(at: now)
        return (filter.states.isEmpty || filter.states.contains { $0.rawValue == life.word(at: now) })
            && (filter.categories.isEmpty || !categories.isDisjoint(with: filter.categories))
            && life.opened.severity >= filter.severityMin
            && (filter.isBreached.map { $0 == isBreached } ?? true)
    }

    /// Gives a reviewer the case that is next: the queue assigns, nobody picks.
    func claimNext(_ asked: Asked) async throws -> Answer {
        guard let life = try await next(asked) else {
            guard isReviewer(asked) else { return try await refuse(.notReviewer, asked) }
            let body: JSONValue = ["case": .null]
            let draft = try recorder.draft(
                .auditRead, asked, body: body,
                members: ["query": "reviews:next", "leaves": 0, "opened": false], customer: nil)
            return try recorder.answer("nothing", body, try await ledger.commit(draft, [], sealed: nil))
        }
        return try await claim(life, asked)
    }

    func isReviewer(_ asked: Asked) -> Bool {
        let reviewer = reviewer(asked, isInvolved: false)
        return reviewer.isReviewer || reviewer.isSenior
    }

    func reviewer(_ asked: Asked, isInvolved: Bool) -> CaseReviewer {
        people.reviewer(
            asked.caller, recorder.briefing(asked), deciders: asked.rulebook.queue.deciders,
            isInvolved: isInvolved)
    }

    /// The first open case in the queue's order that the caller may decide, as the sources stand now.
    func next(_ asked: Asked) async throws -> CaseLife? {
        let now = gateway.clock.now()
        // WHY two days for what counts a day: the ledger looks by when a case was opened, not by when it was decided.
        let twoDaysAgo = now.adding(milliseconds: -172_800_000)
        let open = try await ledger.caseLives(
            ReviewQuery(isOpen: true, limit: Self.openMax, includesTests: true), tenant: asked.tenant)
        let decided = try await ledger.caseLives(
            ReviewQuery(isOpen: false, from: twoDaysAgo, limit: Self.openMax, includesTests: true),
            tenant: asked.tenant)
        let skipping = people.skipping(asked.caller.subject, among: decided, at: now)
        var left = open
        while let life = ReviewOrder.next(
            among: left, at: now, skipping: skipping, for: { _ in reviewer(asked, isInvolved: false) })
        {
            guard try await isInvolved(life, asked) else { return life }
            left.removeAll { $0.opened.token == life.opened.token }
        }
        return nil
    }

    /// Whether the sources name the caller in a case's conversation; somebody whom no source can be asked about is.
    func isInvolved(_ life: CaseLife, _ asked: Asked) async throws -> Bool {
        let input = try await input(life, asked)
        let source = life.opened.conversation.source
        // WHY: while nobody can say who the caller is, or who worked on the conversation, nobody is ruled out.
        let isUnread = input.timeline.coverage.contains { $0.source == source && $0.isUnavailable }
        guard !input.staffGaps.caller.contains(source), !isUnread else { return true }
        let staff = Briefing.staff(of: life.opened.conversation, input.timeline)
        return input.callerStaff.contains { $0.source == source && staff.contains($0.member.id) }
    }

    /// The caller's own request about a case's conversation.
    func input(_ life: CaseLife, _ asked: Asked) async throws -> BriefingInput {
        let purpose = asked.rulebook.answers.needsPendingCase.first ?? "review_case"
        return try await gateway.input(
            SummaryRequest(
                customer: .customer(life.opened.customer), purpose: purpose,
                conversation: life.opened.conversation), asked.caller, asked.trace, asked.rulebook,
            lifting: true)
    }

    func claim(_ life: CaseLife, _ asked: Asked) async throws -> Answer {
        let now = gateway.clock.now()
        let lease: CaseLeaseToken = try fresh()
        let step = CaseStep.claim(
            by: reviewer(asked, isInvolved: try await isInvolved(life, asked)), lease: lease,
            minutes: asked.rulebook.queue.leaseMinutes)
        let isStopped = try await ledger.queueStop(of: asked.tenant) != nil
        let next: CaseLife
        do { next = try life.stepped(step, at: now, isStopped: isStopped) } catch {
            return try await refuse(error, asked)
        }
        var members = row(next, asked, at: now).object ?? [:]
        members["lease"] = .string(lease.text)
        let body = JSONValue.object(members)
        let receipt = try await commit(
            step, life, try leaf("claimed", life, asked, body: body), asked, at: now)
        return try recorder.answer("claimed", body, receipt)
    }
}
