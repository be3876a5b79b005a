import AccessGrants
import AuditTrail
import Conversations
import FieldPolicy
import Testing

@testable import Briefing

@Suite("Grants in a request")
struct GrantTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    private var threat: SampleHistory {
        var history = SampleHistory()
        history.chat =
            "My solicitor will issue a claim in the small claims court if this is not refunded by Friday."
        return history
    }

    private func input(
        _ history: SampleHistory = SampleHistory(), role: RoleID = "agent", purpose: PurposeID,
        subject: PrincipalID = "agent-1", issuedAt: Timestamp? = Bench.now, grants: [AccessCase] = []
    ) -> BriefingInput {
        var history = history
        if subject == "vendor-1" { (history.assignee, history.team) = ("9", "vendor-delivery") }
        var input = BriefingInput(
            request: SummaryRequest(
                customer: .person(.email(history.email)), purpose: purpose,
                conversation: SampleHistory.delivery),
            caller: Caller(
                tenant: "default", subject: subject, client: "tests",
                organisation: subject == "vendor-1" ? "brightline" : "larkfield", role: role,
                issuedAt: issuedAt),
            trace: String(repeating: "a", count: 32),
            customer: KnownCustomer(id: SampleHistory.customer, newLinks: [], evidence: []),
            timeline: history.timeline,
            callerStaff: SampleHistory.staff.filter { $0.member.subject == subject },
            staff: SampleHistory.staff, now: Bench.now, seed: Bench.seed)
        input.grants = grants
        return input
    }

    /// A case that was opened for a request, and approved where it waits.
    private func grant(
        _ wish: AccessWish, _ asked: BriefingInput, at now: Timestamp = Bench.now
    ) throws -> AccessCase {
        let ruling = try bench.briefing.accessRuling(
            AccessAsk(request: asked.request, wish: wish, reason: "needed"), asked)
        guard case .allowed(let terms, let fields, _) = ruling, let use = asked.accessUse else {
            throw Unexpected()
        }
        let opened = AccessIntake.open(
            terms, for: use, fields: fields,
            id: AccessCaseID(ULID(at: now, entropy: [UInt8](repeating: 9, count: 10))), at: now,
            times: AccessTimes())
        guard opened.state == .pending else { return opened }
        let approver = AccessParty(
            subject: "somebody-else", client: "tests", organisation: "larkfield",
            role: try #require(terms.approvers.first))
        return try opened.stepped(.approve(by: approver, minutes: terms.minutesMax), at: now)
    }

    private struct Unexpected: Error {}

    private var complaint: SampleHistory {
        var history = SampleHistory()
        history.contactType = "billing"
        return history
    }

    @Test("a live grant shows what its elevation shows, and the use is part of the same transaction")
    func elevation() throws {
        let asked = input(complaint, purpose: "handle_complaint")
        let granted = try grant(.classes(["contact.phone"]), asked)
        let without = try bench.briefing.decide(asked)
        #expect(without.status == 200 && !without.body.text().contains("07700 900142"))
        let with = try bench.briefing.decide(
            input(complaint, purpose: "handle_complaint", grants: [granted]))
        #expect(with.status == 200 && with.body.text().contains("07700 900142"))
        #expect(
            with.changes.contains {
                if case .access(.step(granted.id, _, .use, _)) = $0 { true } else { false }
            })
    }

    @Test("a grant shows the classes that were asked for, and none that its elevation would show beside them")
    func askedClasses() throws {
        let asked = input(complaint, purpose: "handle_complaint")
        let address = complaint.email
        func shows(_ grants: [AccessCase]) throws -> Bool {
            try bench.briefing.decide(input(complaint, purpose: "handle_complaint", grants: grants)).body
                .text()
                .contains(address)
        }
        #expect(try !shows([]) && !shows([try grant(.classes(["contact.phone"]), asked)]))
        #expect(try shows([try grant(.elevation("ELEVATE-COMPLAINT-CONTACT"), asked)]))
    }

    @Test("a summary under a grant derives anew from the classes that its leaf names")
    func derivesAnew() throws {
        let asked = input(complaint, purpose: "handle_complaint")
        let granted = try grant(.classes(["contact.phone"]), asked)
        let sent = try SentSummary(
            bench.briefing.decide(input(complaint, purpose: "handle_complaint", grants: [granted])))
        let verdict = bench.briefing.verify(
            SummaryEvidence(
                answer: sent.answer, openings: sent.openings, export: try bench.export(complaint)))
        #expect(verdict.faults == [])
        #expect(verdict.lineCount > 0 && verdict.derivedCount == verdict.lineCount)
    }

    @Test("a grant shows more of the conversation that it is bound to, and nothing more of any other")
    func boundToConversation() throws {
        var history = complaint
        history.others = [
            SampleHistory.conversation(
                "70", contactType: "billing", assignee: "7", text: "Or ring 07700 900142 at noon.")
        ]
        let granted = try grant(.classes(["contact.phone"]), input(history, purpose: "handle_complaint"))
        let asked = input(history, purpose: "handle_complaint", grants: [granted])
        let outcome = try bench.briefing.decide(asked, page: TimelinePage(limit: 200))
        let texts = (outcome.body["interactions"]?.array ?? []).compactMap { $0["text"]?.string }
        #expect(texts.contains { $0.contains("My phone is 07700 900142") }, "\(texts)")
        #expect(
            texts.contains { $0.hasPrefix("Or ring [contact.phone") && $0.hasSuffix("at noon.") }, "\(texts)")
        #expect(
            outcome.draft.committed["caller_identity"]?["elevation"] == "ELEVATE-COMPLAINT-CONTACT",
            "the leaf says under what the disclosure was made")
    }

    @Test("a grant that waits, is over, or is somebody else's, shows nothing more")
    func notLive() throws {
        let asked = input(complaint, purpose: "handle_complaint")
        let granted = try grant(.classes(["contact.phone"]), asked)
        let over = try grant(
            .classes(["contact.phone"]), asked, at: Bench.now.adding(milliseconds: -31 * 60_000))
        let another = input(complaint, purpose: "handle_complaint", subject: "agent-2")
        let foreign = AccessCase(
            id: granted.id, tenant: granted.tenant, kind: granted.kind, rule: granted.rule,
            requester: AccessParty(another.caller), customer: granted.customer,
            conversation: granted.conversation, purpose: granted.purpose, fields: granted.fields,
            minutes: granted.minutes, approvers: granted.approvers, askedAt: granted.askedAt,
            targetAt: granted.targetAt, dueAt: granted.dueAt, state: granted.state)
        for held in [over, foreign] {
            let outcome = try bench.briefing.decide(
                input(complaint, purpose: "handle_complaint", grants: [held]))
            #expect(outcome.status == 200 && !outcome.body.text().contains("07700 900142"))
            #expect(!outcome.changes.contains { if case .access = $0 { true } else { false } })
        }
    }

    @Test("nobody asks for a class that no elevation shows for their role and purpose")
    func noElevation() throws {
        let asked = input(complaint, purpose: "handle_complaint")
        for wish in [
            AccessWish.classes(["payment.cvv"]), .classes(["contact.phone", "payment.card"]),
            .elevation("ELEVATE-EVERYTHING"), .elevation("BREAK-GLASS"),
        ] {
            let ruling = try bench.briefing.accessRuling(
                AccessAsk(request: asked.request, wish: wish, reason: "needed"), asked)
            guard case .refused(let outcome) = ruling else {
                Issue.record("expected a refusal of \(wish)")
                continue
            }
            #expect(outcome.body["rule_id"] == "access:no_elevation")
        }
    }

    @Test("under a broken glass a hold becomes contact fields and the newest lines, and nothing else")
    func brokenGlass() throws {
        var history = threat
        history.contactType = "general"
        let asked = input(history, purpose: "resolve_issue")
        #expect(try bench.briefing.decide(asked).status == 202)
        let glass = try grant(.breakGlass, asked)
        let view = try bench.briefing.decide(input(history, purpose: "resolve_issue", grants: [glass]))
        #expect(view.status == 200 && view.body["gate"] == "break_glass")
        let lines = view.body["newest_lines"]?.array ?? []
        #expect(!lines.isEmpty && lines.count <= 5)
        #expect(view.body.text().contains("07700 900142"))
        #expect(!view.body.text().contains("4111") && !view.body.text().contains("1984-05-17"))
        #expect(view.body["sections"] == nil && view.body["facts"] == nil)
        #expect(view.body["break_glass"]?["review_due"]?.string != nil)
        #expect(
            view.changes.contains {
                if case .access(.step(glass.id, _, .use, _)) = $0 { true } else { false }
            })
    }

    @Test("glass is broken by people of the house with a fresh sign-in, and by nobody else")
    func glassRefusals() throws {
        var history = threat
        history.contactType = "general"
        let stale = input(
            history, purpose: "resolve_issue", issuedAt: Bench.now.adding(milliseconds: -5 * 60_000))
        let untold = input(history, purpose: "resolve_issue", issuedAt: nil)
        for asked in [stale, untold] {
            let ruling = try bench.briefing.accessRuling(
                AccessAsk(request: asked.request, wish: .breakGlass, reason: "danger"), asked)
            guard case .refused(let outcome) = ruling else {
                Issue.record("expected a refusal")
                continue
            }
            #expect(outcome.body["rule_id"] == "break_glass:sign_in")
        }
        var calm = SampleHistory()
        calm.contactType = "general"
        let needless = input(calm, purpose: "resolve_issue")
        let none = try bench.briefing.accessRuling(
            AccessAsk(request: needless.request, wish: .breakGlass, reason: "danger"), needless)
        guard case .refused(let outcome) = none, outcome.body["rule_id"] == "break_glass:not_held" else {
            Issue.record("glass was broken where nothing is held")
            return
        }
        let vendor = input(history, role: "vendor_agent", purpose: "resolve_issue", subject: "vendor-1")
        let ruling = try bench.briefing.accessRuling(
            AccessAsk(request: vendor.request, wish: .breakGlass, reason: "danger"), vendor)
        guard case .held = ruling else {
            Issue.record("an outside caller of a held conversation waits like everybody outside")
            return
        }
    }

    @Test("a grant for the purpose lifts the window of another purpose, and nothing shows more")
    func secondPurpose() throws {
        let asked = input(complaint, purpose: "handle_complaint")
        let granted = try grant(.purpose, asked)
        let with = try bench.briefing.decide(
            input(complaint, purpose: "handle_complaint", grants: [granted]))
        let without = try bench.briefing.decide(asked)
        #expect(with.body == without.body)
        #expect(with.changes.contains { if case .access = $0 { true } else { false } })
    }
}
