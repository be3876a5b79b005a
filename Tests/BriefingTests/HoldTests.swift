import Briefing
import Conversations
import Testing

@Suite("Holds")
struct HoldTests {
    private let bench: Bench
    private let threat: SampleHistory

    init() throws {
        bench = try Bench()
        var history = SampleHistory()
        history.chat =
            "My solicitor will issue a claim in the small claims court if this is not refunded by Friday."
        threat = history
    }

    @Test("a calm case gives every allowed role a view")
    func calm() throws {
        for (role, purpose) in [("agent", "arrange_delivery"), ("compliance", "audit_disclosure")] {
            let outcome = try bench.decide(role: try RoleID(role), purpose: try PurposeID(purpose))
            #expect(outcome.status == 200 && outcome.body["gate"] == "pass", "\(role)")
        }
    }

    @Test(
        "a list of staff that was not read keeps text from whoever is not shown their names, and from nobody else"
    )
    func unreadStaff() throws {
        let gaps = StaffGaps(caller: [], named: ["tickets"])
        #expect(throws: BriefingFailure.self) {
            try bench.decide(
                role: "vendor_agent", purpose: "arrange_delivery", subject: "vendor-1",
                organisation: "brightline", staffGaps: gaps)
        }
        let agent = try bench.decide(role: "agent", purpose: "arrange_delivery", staffGaps: gaps)
        #expect(agent.status == 200)
    }

    @Test("a flagged case is a hold for vendors and machines, and says nothing of why")
    func outside() throws {
        let outcome = try bench.decide(
            threat, role: "vendor_agent", purpose: "arrange_delivery", subject: "vendor-1",
            organisation: "brightline")
        #expect(outcome.status == 202 && outcome.outcome == .hold)
        #expect(outcome.body["next"] == "hand_to_human" && outcome.body["reasons"] == nil)
        #expect(outcome.body["coverage"] == nil)
        #expect(outcome.changes.contains { if case .openCase = $0 { true } else { false } })
        #expect(!outcome.body.text().contains("solicitor") && !outcome.body.text().contains("legal"))
        let due = outcome.body["due"]?["class"]
        #expect(due == .string("as_soon_as_possible"))
    }

    @Test("the agent it is assigned to may acknowledge the case and gets a warning with the flags")
    func acknowledged() throws {
        let hold = try bench.decide(threat, role: "agent", purpose: "arrange_delivery")
        #expect(hold.status == 202 && hold.body["acknowledge"]?.string != nil)
        let cases = hold.changes.compactMap { if case .openCase(let opened) = $0 { opened } else { nil } }
        let opened = try #require(cases.first)
        #expect(hold.body["case"] == .string(opened.token.text))
        let view = try bench.decide(
            threat, role: "agent", purpose: "arrange_delivery", acknowledge: opened.token, cases: cases)
        #expect(view.status == 200 && view.body["gate"] == "warn")
        #expect(view.body["flags"]?.array?.isEmpty == false)
        #expect(view.changes.contains { if case .acknowledge = $0 { true } else { false } })
    }

    @Test("an acknowledgement of one conversation shows nothing of it beside another one that was asked for")
    func acknowledgedBeside() throws {
        let flagged = ConversationID(source: "tickets", id: "61")
        var history = SampleHistory()
        history.others = [
            SampleHistory.conversation(
                "61", assignee: "7", text: "My solicitor will issue a claim in the small claims court.")
        ]
        let hold = try bench.decide(
            history, role: "agent", purpose: "arrange_delivery", conversation: flagged)
        let cases = hold.changes.compactMap { if case .openCase(let opened) = $0 { opened } else { nil } }
        let opened = try #require(cases.first)
        let beside = try bench.decide(
            history, role: "agent", purpose: "arrange_delivery", conversation: SampleHistory.delivery,
            acknowledge: opened.token, cases: cases)
        #expect(beside.status == 200 && beside.body["gate"] == "pass")
        #expect(!beside.body.text().contains("photo-61"))
    }

    @Test("an acknowledgement of one case is none of what somebody reported of another conversation")
    func reportedBeside() throws {
        var history = threat
        history.others = [SampleHistory.conversation("61", assignee: "7", text: "Thanks, see you then.")]
        let hold = try bench.decide(history, role: "agent", purpose: "arrange_delivery")
        let cases = hold.changes.compactMap { if case .openCase(let opened) = $0 { opened } else { nil } }
        let opened = try #require(cases.first)
        let reported = ReviewCase(
            token: "case-9", tenant: "default", customer: SampleHistory.customer,
            conversation: ConversationID(source: "tickets", id: "61"),
            concerns: [CaseConcern(category: "legal", severity: 1)], openedAt: Bench.now,
            start: CaseStart(origin: .missedFlag, acknowledgeBy: Bench.now, decideBy: Bench.now))
        func asked(_ cases: [ReviewCase]) throws -> BriefingOutcome {
            try bench.decide(
                history, role: "agent", purpose: "arrange_delivery", conversation: SampleHistory.delivery,
                acknowledge: opened.token, cases: cases)
        }
        let alone = try asked(cases)
        #expect(alone.body["gate"] == "warn" && alone.body.text().contains("photo-61"))
        let beside = try asked(cases + [reported])
        #expect(!beside.body.text().contains("photo-61"))
    }

    @Test(
        "another case's token and a case not yet opened stay held; an agent it is not assigned to is refused")
    func notAcknowledged() throws {
        let hold = try bench.decide(threat, role: "agent", purpose: "arrange_delivery")
        let cases = hold.changes.compactMap { if case .openCase(let opened) = $0 { opened } else { nil } }
        let token = try #require(cases.first).token
        #expect(
            try bench.decide(
                threat, role: "agent", purpose: "arrange_delivery", acknowledge: "guess", cases: cases
            ).status == 202)
        #expect(
            try bench.decide(threat, role: "agent", purpose: "arrange_delivery", acknowledge: token).status
                == 202)
        let stranger = try bench.decide(
            threat, role: "agent", purpose: "arrange_delivery", subject: "agent-9", acknowledge: token,
            cases: cases)
        #expect(stranger.status == 403 && stranger.body["rule_id"] == "scope:assigned")
        let colleague = KnownStaff(
            source: "tickets",
            member: StaffMember(id: "8", subject: "agent-2", team: "support", name: "Amira Stone"))
        func asked(_ subject: PrincipalID) throws -> Int {
            try bench.decide(
                threat, role: "agent", purpose: "arrange_delivery", subject: subject, acknowledge: token,
                cases: cases, staff: SampleHistory.staff + [colleague]
            ).status
        }
        #expect(try asked("agent-1") == 200)
        #expect(try asked("agent-2") == 202, "nobody told the colleague of the case")
    }

    @Test("a graver concern voids the acknowledgement and keeps the old concern in the new case")
    func graver() throws {
        let hold = try bench.decide(threat, role: "agent", purpose: "arrange_delivery")
        let cases = hold.changes.compactMap { if case .openCase(let opened) = $0 { opened } else { nil } }
        let token = try #require(cases.first).token
        var worse = threat
        worse.note = "The customer said she wants to kill herself and does not see a way out."
        worse.staffReply = "I want to kill myself. There is no way out any more."
        worse.opening = "I am going to kill myself tonight."
        let again = try bench.decide(
            worse, role: "agent", purpose: "arrange_delivery", acknowledge: token, cases: cases,
            seed: [UInt8](repeating: 8, count: 32))
        #expect(again.status == 202)
        #expect(again.body["case"] != .string(token.text))
        #expect(again.body["crisis"] != .null)
    }

    @Test(
        "a source that can carry flags and was not read in full holds outside callers; in-house people see the gap"
    )
    func flagGap() throws {
        var history = SampleHistory()
        history.coverage["tickets"] = (.partial(read: 4, available: 9), true)
        let vendor = try bench.decide(
            history, role: "vendor_agent", purpose: "arrange_delivery", subject: "vendor-1",
            organisation: "brightline")
        #expect(vendor.status == 202)
        let agent = try bench.decide(history, role: "agent", purpose: "arrange_delivery")
        #expect(agent.status == 200 && agent.body["coverage"]?["complete"] == false)
    }

    @Test("missing person rows fail every role from which one of their classes is withheld")
    func personGap() throws {
        var history = SampleHistory()
        history.coverage["crm"] = (.unavailable(.timeout), false)
        for (role, subject) in [("vendor_agent", "vendor-1"), ("agent", "agent-1")] {
            #expect(throws: BriefingFailure.self) {
                try bench.decide(
                    history, role: try RoleID(role), purpose: "arrange_delivery",
                    subject: try PrincipalID(subject))
            }
        }
    }

    @Test("a reviewer sees a conversation only while a review case of it is assigned to them")
    func reviewer() throws {
        let calm = try bench.decide(role: "reviewer", purpose: "review_case", subject: "reviewer-1")
        #expect(calm.status == 403 && calm.body["rule_id"] == "needs_pending_case")
        let hold = try bench.decide(threat, role: "agent", purpose: "arrange_delivery")
        let cases = hold.changes.compactMap { if case .openCase(let opened) = $0 { opened } else { nil } }
        let waiting = try bench.decide(
            threat, role: "reviewer", purpose: "review_case", subject: "reviewer-1", cases: cases)
        #expect(waiting.status == 403 && waiting.body["rule_id"] == "review:not_assigned")
    }

    @Test("a name of staff that is withheld as a field is withheld in the text as well")
    func staffNames() throws {
        var history = SampleHistory()
        history.staffReply = "Hello, this is Hannah Cole. Your order leaves on Monday."
        let machine = try bench.decide(
            history, role: "automation", purpose: "brief_automation", subject: "assistant-1")
        #expect(machine.status == 200 && !machine.body.text().contains("Hannah"))
    }
}
