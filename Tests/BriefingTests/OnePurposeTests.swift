@testable import Briefing
import Conversations
import FieldPolicy
import Testing

@Suite("No shopping for purposes or customers")
struct OnePurposeTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    private func minutes(_ count: Int) -> Timestamp { Bench.now.adding(milliseconds: -Int64(count) * 60_000) }

    private func agent(
        _ history: SampleHistory = SampleHistory(), purpose: PurposeID = "arrange_delivery",
        subject: PrincipalID = "agent-1", past: PastAnswers = .none, conversation: ConversationID? = nil
    ) throws -> BriefingOutcome {
        try bench.decide(
            history, role: "agent", purpose: purpose, subject: subject, conversation: conversation,
            past: past)
    }

    @Test(
        "a person who works with customers needs an open conversation that the source assigns to them or the team"
    )
    func assigned() throws {
        #expect(try agent().status == 200)
        let stranger = try agent(subject: "agent-9")
        #expect(stranger.status == 403 && stranger.body["rule_id"] == "scope:assigned")
        #expect(stranger.body["request_access"]?.string?.isEmpty == false)
        var teamMate = SampleHistory()
        teamMate.assignee = "12"
        #expect(try agent(teamMate).status == 200)
        var closed = SampleHistory()
        closed.isOpen = false
        #expect(try agent(closed).status == 403)
        #expect(try agent(closed, conversation: SampleHistory.delivery).status == 403)
    }

    @Test("what somebody else's conversation is about allows the caller nothing")
    func contactTypes() throws {
        var history = SampleHistory()
        history.others = [
            SampleHistory.conversation("70", contactType: "billing", assignee: "8", team: "billing")
        ]
        let refused = try agent(history, purpose: "resolve_billing")
        #expect(refused.status == 403 && refused.body["rule_id"] == "purpose:resolve_billing")
        history.others = [SampleHistory.conversation("70", contactType: "billing", assignee: "7")]
        #expect(try agent(history, purpose: "resolve_billing").status == 200)
    }

    @Test("acting for a person needs what the person needs, and a machine alone is not assigned anything")
    func machines() throws {
        var theirs = SampleHistory()
        (theirs.assignee, theirs.team) = ("8", "billing")
        let alone = try bench.decide(
            theirs, role: "automation", purpose: "arrange_delivery", subject: "assistant-1")
        #expect(alone.status == 200)
        #expect(try agent(theirs).status == 403)
    }

    @Test("a second purpose within the window is refused with the rule and how to ask, and allowed after it")
    func window() throws {
        let window = bench.rulebook.policy.windowMinutes(from: "handle_complaint", to: "arrange_delivery")
        try #require(window > 0)
        func past(_ ago: Int, _ purpose: PurposeID = "handle_complaint") -> PastAnswers {
            PastAnswers(shown: [purpose: minutes(ago)], customersInADay: 1, isAmongThem: true)
        }
        let refused = try agent(past: past(window - 1))
        #expect(refused.status == 403 && refused.body["code"] == "purpose_not_allowed")
        #expect(refused.body["rule_id"] == "scope:one_purpose" && refused.body["request_access"] != nil)
        #expect(try agent(past: past(window)).status == 200)
        #expect(try agent(past: past(0, "arrange_delivery")).status == 200, "the same purpose again")
        #expect(try agent(past: past(-10)).status == 403, "a clock that was set back opens nothing")
    }

    @Test("a view counts with its purpose, a hold without one, a refusal not at all")
    func counted() throws {
        func counted(_ outcome: BriefingOutcome) -> [AnsweredCustomer] {
            outcome.changes.compactMap { if case .answered(let answered) = $0 { answered } else { nil } }
        }
        let view = try #require(counted(try agent()).first)
        #expect(view.purpose == "arrange_delivery" && view.customer == SampleHistory.customer)
        #expect(
            view.caller == AnsweredCaller(tenant: "default", organisation: "larkfield", subject: "agent-1"))
        #expect(view.excludedAfterMinutes["arrange_delivery"] == nil)
        #expect(view.excludedAfterMinutes["handle_complaint"] != nil)
        var threat = SampleHistory()
        threat.chat = "My solicitor will issue a claim in the small claims court on Friday."
        let hold = try agent(threat)
        #expect(hold.status == 202 && counted(hold).map(\.purpose) == [nil])
        #expect(counted(try agent(subject: "agent-9")).isEmpty)
    }

    @Test("at the bound on distinct customers the known, the unknown and somebody else's are one refusal")
    func customers() throws {
        let most = bench.rulebook.policy.customersPerDay(role: "agent")
        let full = PastAnswers(shown: [:], customersInADay: most, isAmongThem: false)
        let known = try agent(past: full)
        #expect(known.status == 403 && known.body["rule_id"] == "scope:customers_per_day")
        let unknown = try bench.briefing.decide(bench.input(nil, past: full))
        let theirs = try agent(subject: "agent-9", past: full)
        #expect(unknown.body == known.body && theirs.body == known.body)
        let again = PastAnswers(shown: [:], customersInADay: most, isAmongThem: true)
        #expect(try agent(past: again).status == 200, "a customer of today may be asked about again")
        let nearly = PastAnswers(shown: [:], customersInADay: most - 1, isAmongThem: false)
        #expect(try agent(past: nearly).status == 200)
    }
}
