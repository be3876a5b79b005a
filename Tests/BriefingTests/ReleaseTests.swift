import AuditTrail
import Conversations
import ReviewQueue
import Testing

@testable import Briefing

@Suite("Releases at the gate")
struct ReleaseTests {
    private let bench: Bench

    // WHY once: compiling the rules takes longer than all of these tests.
    private static let shared = Result { try Bench() }

    init() throws { bench = try Self.shared.get() }

    private static let threat =
        "My solicitor will issue a claim in the small claims court if this is not refunded by Friday."

    private var history: SampleHistory {
        var history = SampleHistory()
        history.chat = Self.threat
        return history
    }

    private static let rosa = CaseReviewer(
        party: AccessParty(subject: "rosa", client: "tests", organisation: "larkfield", role: "reviewer"),
        isReviewer: true, isSenior: true, isOutside: false, isInvolved: false)
    private static let raj = CaseReviewer(
        party: AccessParty(subject: "raj", client: "tests", organisation: "larkfield", role: "reviewer"),
        isReviewer: true, isSenior: true, isOutside: false, isInvolved: false)

    private func input(
        _ history: SampleHistory, role: RoleID = "vendor_agent", lives: [CaseLife] = [],
        budget: SummaryBudget? = nil, isStopped: Bool = false, now: Timestamp = Bench.now
    ) -> BriefingInput {
        var history = history
        let isVendor = role == "vendor_agent"
        let subject: PrincipalID = isVendor ? "vendor-1" : role == "reviewer" ? "rosa" : "agent-1"
        if isVendor { (history.assignee, history.team) = ("9", "vendor-delivery") }
        var input = BriefingInput(
            request: SummaryRequest(
                customer: .person(.email(history.email)),
                purpose: role == "reviewer" ? "review_case" : "arrange_delivery",
                conversation: SampleHistory.delivery, budget: budget),
            caller: Caller(
                tenant: "default", subject: subject, client: "tests",
                organisation: isVendor ? "brightline" : "larkfield", role: role),
            trace: String(repeating: "a", count: 32),
            customer: KnownCustomer(id: SampleHistory.customer, newLinks: [], evidence: []),
            timeline: history.timeline,
            callerStaff: SampleHistory.staff.filter { $0.member.subject == subject },
            staff: SampleHistory.staff, now: now, seed: Bench.seed)
        input.lives = lives
        input.isStopped = isStopped
        return input
    }

    /// The case that a request opens, as the ledger would keep it.
    private func opened(_ input: BriefingInput) throws -> CaseLife {
        let outcome = try bench.briefing.decide(input)
        #expect(outcome.status == 202)
        let cases = outcome.changes.compactMap { if case .openCase(let opened) = $0 { opened } else { nil } }
        return CaseLife(try #require(cases.first))
    }

    /// A case decided by one, and agreed with by another where it takes two.
    private func decided(
        _ life: CaseLife, _ input: BriefingInput, _ verdict: ([LineReference]) -> CaseVerdict
    ) throws -> CaseLife {
        let view = try #require(
            try bench.briefing.requesterView(input, of: SampleHistory.delivery, request: 0))
        var next = try life.stepped(.claim(by: Self.rosa, lease: "l1", minutes: 15), at: Bench.now)
            .stepped(.look(by: Self.rosa, lease: "l1", view.sight), at: Bench.now)
            .stepped(
                .decide(
                    by: Self.rosa, lease: "l1",
                    CaseDecision(
                        verdict: verdict(view.sight.lines), view: view.sight.view, reason: "facts_clear",
                        wordsCount: 30)), at: Bench.now)
        if case .proposed = next.stage {
            next = try next.stepped(.claim(by: Self.raj, lease: "l2", minutes: 15), at: Bench.now)
                .stepped(.look(by: Self.raj, lease: "l2", view.sight), at: Bench.now)
                .stepped(.confirm(by: Self.raj, lease: "l2", agrees: true, wordsCount: 30), at: Bench.now)
        }
        return next
    }

    private func later(_ history: SampleHistory, _ text: String) -> SampleHistory {
        var history = history
        let conversation = history.timeline.conversations[0]
        history.others = [
            (
                Conversation(
                    id: ConversationID(source: "tickets", id: "99"), record: conversation.record,
                    isOpen: false,
                    status: "closed", subject: "", channel: "email", contactType: "delivery",
                    queue: "delivery-uk", region: "UK", openedAt: conversation.openedAt, fields: []),
                [
                    Interaction(
                        record: Record(
                            reference: RecordReference(source: "tickets", id: "m9", version: "1"),
                            fieldsAsRead: ["body": .string(text)]), conversation: SampleHistory.delivery,
                        kind: .message, author: Author(role: .customer), visibility: .public,
                        channel: "email", at: Bench.now.adding(milliseconds: -60_000), text: text)
                ]
            )
        ]
        return history
    }

    @Test(
        "a held vendor with a release gets the view, and the leaf names the decision, the view and how far it goes"
    )
    func released() throws {
        let held = input(history)
        let life = try decided(try opened(held), held) { _ in .release }
        let view = try bench.briefing.decide(input(history, lives: [life]))
        #expect(view.status == 200 && view.body["gate"] == "released", "\(view.body.text().prefix(300))")
        #expect(view.body["release"]?["newer_not_reviewed"] == "none")
        let review = view.draft.committed["review"]
        #expect(review?["gate"] == "released")
        #expect(review?["releases"]?.array?.first?["decided_by"] == "rosa")
    }

    @Test("a release is for one role, organisation, purpose and budget, and for these rules")
    func oneView() throws {
        let held = input(history)
        let life = try decided(try opened(held), held) { _ in .release }
        #expect(try bench.briefing.decide(input(history, role: "automation", lives: [life])).status != 200)
        #expect(try bench.briefing.decide(input(history, role: "agent", lives: [life])).status == 202)
        #expect(try bench.briefing.decide(input(history, lives: [life], budget: .lines(3))).status == 202)
        var stricter = bench
        stricter.fixRules()
        #expect(try stricter.briefing.decide(input(history, lives: [life])).status == 202)
    }

    @Test("what was said later is withheld and goes back to the same reviewer; the release still holds")
    func watermark() throws {
        let held = input(history)
        let life = try decided(try opened(held), held) { _ in .release }
        let more = later(history, "Also please ring the bell twice, the quokka sleeps.")
        let view = try bench.briefing.decide(input(more, lives: [life]))
        #expect(view.status == 200 && view.body["release"]?["newer_not_reviewed"] == "one")
        #expect(!view.body.text().contains("quokka"))
        let cases = view.changes.compactMap { if case .openCase(let opened) = $0 { opened } else { nil } }
        let followUp = try #require(cases.first)
        #expect(followUp.start.origin == .followUp && followUp.start.assignee == "rosa")
        #expect(followUp.start.follows == life.opened.token)
        let again = try bench.briefing.decide(input(more, lives: [CaseLife(followUp), life]))
        #expect(again.status == 200)
        #expect(!again.changes.contains { if case .openCase = $0 { true } else { false } })
    }

    @Test("words edited in place void a release, though their source keeps the record's version")
    func editedInPlace() throws {
        let held = input(history)
        let life = try decided(try opened(held), held) { _ in .release }
        #expect(try bench.briefing.decide(input(history, lives: [life])).status == 200)
        var edited = history
        edited.order = "LH-70009"
        #expect(try bench.briefing.decide(input(edited, lives: [life])).status == 202)
    }

    @Test("a graver or another concern voids the release")
    func voided() throws {
        let held = input(history)
        let life = try decided(try opened(held), held) { _ in .release }
        let graver = later(history, "I want to kill myself. There is no way out any more.")
        let again = try bench.briefing.decide(input(graver, lives: [life]))
        #expect(again.status == 202)
        #expect(again.changes.contains { if case .openCase = $0 { true } else { false } })
        // The watermark is the newest message; an older one that changes makes another content.
        let timeline = input(history).timeline
        let keys = try bench.briefing.requesterView(held, of: SampleHistory.delivery, request: 0)?.sight
        #expect(keys?.watermark?.record.id == timeline.interactions.last?.record.reference.id)
    }

    @Test("an edited release shows only lines that were chosen among the requester's own, and never others")
    func edited() throws {
        let held = input(history)
        let opened = try opened(held)
        let view = try #require(
            try bench.briefing.requesterView(held, of: SampleHistory.delivery, request: 0))
        let line = try #require(view.sight.lines.first)
        let text = try #require(view.lines.first?["text"]?.string)
        let life = try decided(opened, held) { _ in .releaseEdited([line]) }
        var beside = history
        beside.others = [
            SampleHistory.conversation(
                "71", assignee: "9", team: "vendor-delivery", text: "The quokka is fed.")
        ]
        #expect(try bench.briefing.decide(input(beside)).status == 202)
        let alone = try bench.briefing.decide(input(beside, lives: [life]))
        #expect(alone.status == 200 && !alone.body.text().contains("quokka"))
        #expect(!alone.body.text().contains("photo-71"))
        let shown = try bench.briefing.decide(input(history, lives: [life]))
        #expect(shown.status == 200 && shown.body["release"]?["edited"] == true)
        let lines = (shown.body["sections"]?.object ?? [:]).values.flatMap { $0.array ?? [] }
        #expect(lines.compactMap { $0["text"]?.string } == [text])
        #expect(shown.body["facts"] == .array([]))
        #expect(!shown.body.text().contains("solicitor") || text.contains("solicitor"))
        // A page of the timeline would show whole messages.
        let page = try bench.briefing.decide(input(history, lives: [life]), page: TimelinePage())
        #expect(page.status == 202)
    }

    @Test("what a person withheld stays held without a new case for each request, until it is disputed")
    func withheld() throws {
        let held = input(history)
        let life = try decided(try opened(held), held) { _ in .withhold }
        let again = try bench.briefing.decide(input(history, lives: [life]))
        #expect(again.status == 202 && again.body["release"]?["state"] == "withheld")
        #expect(!again.changes.contains { if case .openCase = $0 { true } else { false } })
    }

    @Test("dismissed flags are history for everybody, and what is said later is looked at anew")
    func dismissed() throws {
        let held = input(history)
        let life = try decided(try opened(held), held) { _ in .dismiss }
        #expect(try bench.briefing.decide(input(history, lives: [life])).body["gate"] == "pass")
        #expect(try bench.briefing.decide(input(history, role: "agent", lives: [life])).status == 200)
        let calm = later(history, "Thank you, that works for me.")
        #expect(try bench.briefing.decide(input(calm, lives: [life])).status == 200)
        let threat = later(history, "My lawyer will sue you in court, I have had enough.")
        let again = try bench.briefing.decide(input(threat, lives: [life]))
        #expect(again.status == 202)
        #expect(again.changes.contains { if case .openCase = $0 { true } else { false } })
    }

    @Test("a stopped queue holds everybody, calm cases and released ones too")
    func stopped() throws {
        let held = input(history)
        let life = try decided(try opened(held), held) { _ in .release }
        let stopped = try bench.briefing.decide(input(history, lives: [life], isStopped: true))
        #expect(stopped.status == 202 && stopped.body["release"]?["state"] == "stopped")
        let calm = try bench.briefing.decide(input(SampleHistory(), role: "agent", isStopped: true))
        #expect(calm.status == 202)
    }

    @Test("a second request joins the case that waits, once")
    func joins() throws {
        let first = try opened(input(history))
        let agent = try bench.briefing.decide(input(history, role: "agent", lives: [first]))
        let steps = agent.changes.compactMap { change -> CaseStep? in
            if case .review(.step(_, _, let step, _)) = change { step } else { nil }
        }
        #expect(steps.count == 1)
        let joined = try first.stepped(try #require(steps.first), at: Bench.now)
        #expect(joined.requests.map(\.requester.role) == ["vendor_agent", "agent"])
        let again = try bench.briefing.decide(input(history, role: "agent", lives: [joined]))
        #expect(!again.changes.contains { if case .review = $0 { true } else { false } })
    }

    @Test("a reviewer reads a case's conversation while it is assigned to them, and nobody else's")
    func assigned() throws {
        let life = try opened(input(history))
        #expect(try bench.briefing.decide(input(history, role: "reviewer", lives: [life])).status == 403)
        let mine = try life.stepped(.claim(by: Self.rosa, lease: "l", minutes: 15), at: Bench.now)
        let view = try bench.briefing.decide(input(history, role: "reviewer", lives: [mine]))
        #expect(view.status == 200, "\(view.body.text().prefix(200))")
        let others = try life.stepped(.claim(by: Self.raj, lease: "l", minutes: 15), at: Bench.now)
        let refused = try bench.briefing.decide(input(history, role: "reviewer", lives: [others]))
        #expect(refused.status == 403 && refused.body["rule_id"] == "review:not_assigned")
        let late = Bench.now.adding(milliseconds: 15 * 60_000)
        #expect(
            try bench.briefing.decide(input(history, role: "reviewer", lives: [mine], now: late)).status
                == 403)
    }

    @Test("a case that somebody reported holds a conversation that no rule flags")
    func missedFlag() throws {
        let opened = try #require(
            try bench.briefing.missedFlag(
                CaseConcern(category: "safety", severity: 3), input(SampleHistory(), role: "agent"),
                token: "case-9")
        ).reviewCase
        #expect(opened.start.origin == .missedFlag)
        let vendor = try bench.briefing.decide(input(SampleHistory(), lives: [CaseLife(opened)]))
        #expect(vendor.status == 202)
        #expect(!vendor.changes.contains { if case .openCase = $0 { true } else { false } })
    }

    @Test("what somebody reported holds every request that nobody released, until a person dismisses it")
    func reported() throws {
        let held = input(SampleHistory())
        let opened = try #require(
            try bench.briefing.missedFlag(
                CaseConcern(category: "safety", severity: 3), held, token: "case-9")
        ).reviewCase
        var life = CaseLife(opened)
        if life.requests.isEmpty {
            life = try life.stepped(
                .ask(
                    HeldRequest(
                        requester: AccessParty(held.caller), actorRole: nil, region: nil,
                        purpose: held.request.purpose,
                        namesConversation: true,
                        budget: "", isExternal: true, askers: [held.caller.subject])), at: Bench.now)
        }
        let released = try decided(life, held) { _ in .release }
        #expect(try bench.briefing.decide(input(SampleHistory(), lives: [released])).status == 200)
        let longer = input(SampleHistory(), lives: [released], budget: .lines(3))
        #expect(try bench.briefing.decide(longer).status == 202)
        #expect(
            try bench.briefing.decide(input(SampleHistory(), role: "agent", lives: [released])).status == 202)
        let dismissed = try decided(life, held) { _ in .dismiss }
        #expect(
            try bench.briefing.decide(input(SampleHistory(), role: "agent", lives: [dismissed])).status == 200
        )
    }

    @Test(
        "shadow mode records a case and gives the view to people of the house, until its end, and to nobody outside"
    )
    func shadow() throws {
        var watched = input(history, role: "agent")
        watched.shadowUntil = Bench.now.adding(milliseconds: 1)
        let view = try bench.briefing.decide(watched)
        #expect(view.status == 200 && view.draft.committed["review"]?["gate"] == "shadow")
        let cases = view.changes.compactMap { if case .openCase(let opened) = $0 { opened } else { nil } }
        #expect(cases.first?.start.origin == .shadow)
        watched.shadowUntil = Bench.now
        #expect(try bench.briefing.decide(watched).status == 202)
        var outside = input(history)
        outside.shadowUntil = Bench.now.adding(milliseconds: 1)
        #expect(try bench.briefing.decide(outside).status == 202)
        var grave = input(
            later(SampleHistory(), "I want to kill myself. There is no way out any more."), role: "agent")
        grave.shadowUntil = Bench.now.adding(milliseconds: 1)
        #expect(try bench.briefing.decide(grave).status == 202)
    }
}
