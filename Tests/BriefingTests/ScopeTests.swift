import AuditTrail
@testable import Briefing
import Conversations
import FieldPolicy
import Testing

@Suite("Record scope")
struct ScopeTests {
    private static func vendor(
        _ bench: Bench, _ history: SampleHistory, conversation: ConversationID? = nil,
        past: PastAnswers = .none
    ) throws -> BriefingOutcome {
        try bench.decide(
            history, role: "vendor_agent", purpose: "arrange_delivery", subject: "vendor-1",
            organisation: "brightline", conversation: conversation, past: past)
    }

    /// Records that no bound of a test lets in: other teams', queues', regions', types' and years'.
    private static var outside: [(conversation: Conversation, interactions: [Interaction])] {
        let text = "I will sue you in the small claims court. Where is LH-90009? 07700 900555"
        return [
            SampleHistory.conversation(
                "50", contactType: "complaint", queue: "billing-uk", region: "EU", assignee: "7",
                team: "support", fields: [Field(name: "order", fieldClass: "order.id", value: "LH-90009")],
                text: text),
            SampleHistory.conversation(
                "51", isOpen: false, contactType: "billing", queue: nil, region: nil, openedMinute: -900_000,
                text: text),
        ]
    }

    @Test(
        "what is outside a role's scope leaves the body byte for byte as it was",
        arguments: [
            "scope: {assigned: team}", "scope: {assigned: own}", "scope: {queues: [delivery-uk]}",
            "scope: {regions: [UK]}", "scope: {contact_types: [delivery]}",
        ])
    func absent(scope: String) throws {
        let queues = "schema: throughline/policy/v1\nqueues: [delivery-uk]\n"
        let bench = try Bench(
            role: "vendor_agent", lines: [scope], files: ["policy/test-queues.yaml": queues])
        let alone = try Self.vendor(bench, SampleHistory())
        var beside = SampleHistory()
        beside.others = Self.outside
        let together = try Self.vendor(bench, beside)
        #expect(alone.status == 200 && together.status == 200)
        #expect(try alone.body.canonicalBytes() == together.body.canonicalBytes())
        #expect(!together.body.text().contains("photo-50") && !together.body.text().contains("sue you"))
    }

    @Test("a role without bounds sees the same records, and the gate sees their flags")
    func present() throws {
        let bench = try Bench(role: "automation", lines: [])
        var beside = SampleHistory()
        beside.others = [Self.outside[0]]
        let outcome = try bench.decide(
            beside, role: "automation", purpose: "brief_automation", subject: "assistant-1")
        #expect(outcome.status == 202)
    }

    @Test("a source that counted before it was bounded does not give away how much there is")
    func counts() throws {
        let bench = try Bench(role: "agent", lines: ["scope: {assigned: team}"])
        var history = SampleHistory()
        history.coverage["tickets"] = (.partial(read: 5, available: 9), true)
        history.others = Self.outside.map { ($0.conversation.in(team: "billing", of: "8"), $0.interactions) }
        let outcome = try bench.decide(history, role: "agent", purpose: "arrange_delivery")
        let lines = outcome.body["coverage"]?["sources"]?.array ?? []
        #expect(outcome.status == 200 && lines.contains { $0["read"]?.int == 4 && $0["available"] == .null })
    }

    @Test(
        "what is older than a role's bound is absent; an open conversation stays with what is young beside its newest message"
    )
    func age() throws {
        let bench = try Bench(role: "agent", lines: ["scope: {newest_days: 1}"])
        var old = SampleHistory()
        let wish = SampleHistory.conversation(
            "61", assignee: "7", openedMinute: -4_000, text: "An old wish about the parcel")
        let newer = SampleHistory.conversation("61", assignee: "7", openedMinute: -20, text: "A new wish")
        old.others = [
            SampleHistory.conversation("60", isOpen: false, openedMinute: -4_000),
            (wish.conversation, wish.interactions + newer.interactions),
        ]
        let outcome = try bench.decide(old, role: "agent", purpose: "arrange_delivery")
        #expect(outcome.status == 200)
        #expect(!outcome.body.text().contains("photo-60") && !outcome.body.text().contains("An old wish"))
        #expect(outcome.body.text().contains("About 61") && outcome.body.text().contains("photo-61"))
    }

    @Test(
        "words that hold a conversation hold it while it is open, however old they are, and are not shown for that"
    )
    func oldFlags() throws {
        let bench = try Bench(role: "agent", lines: ["scope: {newest_days: 1}"])
        var history = SampleHistory()
        let threat = SampleHistory.conversation(
            "61", assignee: "7", openedMinute: -4_000, text: "My solicitor will issue a claim on Friday.")
        let newer = SampleHistory.conversation("61", assignee: "7", openedMinute: -20, text: "Any news?")
        history.others = [(threat.conversation, threat.interactions + newer.interactions)]
        let named = ConversationID(source: "tickets", id: "61")
        let asked = try bench.decide(
            history, role: "agent", purpose: "arrange_delivery", conversation: named)
        #expect(asked.status == 202 && !asked.body.text().contains("solicitor"))
        let beside = try bench.decide(
            history, role: "agent", purpose: "arrange_delivery",
            conversation: SampleHistory.delivery)
        #expect(beside.status == 200 && !beside.body.text().contains("photo-61"))
        history.others = [newer]
        let calm = try bench.decide(
            history, role: "agent", purpose: "arrange_delivery", conversation: SampleHistory.delivery)
        #expect(calm.status == 200 && calm.body.text().contains("photo-61"))
    }

    @Test(
        "unknown, another team's, behind a fence and another conversation than the customer's are one answer")
    func oneAnswer() throws {
        let bench = try Bench(role: "vendor_agent", lines: ["scope: {assigned: team}"])
        var theirs = SampleHistory()
        (theirs.assignee, theirs.team) = ("8", "billing")
        var fenced = SampleHistory()
        fenced.fence = "unheard_of"
        let answers = [
            try Self.vendor(bench, theirs), try Self.vendor(bench, fenced),
            try Self.vendor(
                bench, SampleHistory(), conversation: ConversationID(source: "tickets", id: "404")),
            try bench.briefing.refusal(Problem(.customerNotFound), bench.input(nil)),
        ]
        #expect(answers.allSatisfy { $0.status == 404 && $0.body == answers[0].body })
        #expect(answers.allSatisfy { $0.changes.isEmpty })
        #expect(answers.allSatisfy { $0.draft.receiptMembers == answers[3].draft.receiptMembers })
    }

    @Test("nobody can be ruled out while a source that names owners or fences is silent")
    func silence() throws {
        let bench = try Bench(
            role: "vendor_agent", lines: ["scope: {assigned: team}"],
            files: [
                "policy/test-fences.yaml": """
                schema: throughline/policy/v1
                fences:
                  test_fence:
                    means: People of a test.
                    pass: [compliance]
                    because: tests say so

                """
            ])
        var theirs = SampleHistory()
        (theirs.assignee, theirs.team) = ("8", "billing")
        theirs.coverage["tickets"] = (.unavailable(.timeout), true)
        #expect(throws: BriefingFailure.self) { try Self.vendor(bench, theirs) }
        var unmarked = SampleHistory()
        unmarked.coverage["crm"] = (.partial(read: 0, available: nil), false)
        #expect(throws: BriefingFailure.self) {
            try bench.decide(unmarked, role: "agent", purpose: "arrange_delivery")
        }
        var marked = SampleHistory()
        marked.fence = "test_fence"
        let compliance = try bench.decide(
            marked, role: "compliance", purpose: "audit_disclosure", subject: "compliance-1")
        let agent = try bench.decide(marked, role: "agent", purpose: "arrange_delivery")
        #expect(compliance.status == 200 && agent.status == 404)
    }
}

extension Conversation {
    /// The same conversation in other hands.
    fileprivate func `in`(team: TeamID, of assignee: StaffID) -> Conversation {
        Conversation(
            id: id, record: record, isOpen: isOpen, status: status, subject: subject, channel: channel,
            contactType: contactType, queue: queue, region: region, assignee: assignee, team: team,
            openedAt: openedAt, fields: fields)
    }
}
