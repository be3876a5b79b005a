import Briefing
import Conversations
import Testing

@Suite("Signals of records at the gate")
struct SignalGateTests {
    private static let marked = ConversationID(source: "tickets", id: "9")

    private func history(
        _ fields: [Field], assignee: StaffID = "7", team: TeamID = "support"
    ) -> SampleHistory {
        var history = SampleHistory()
        history.others = [
            SampleHistory.conversation("9", assignee: assignee, team: team, openedMinute: 5, fields: fields)
        ]
        return history
    }

    @Test("a marker in a record holds its conversation, and no value of it leaves")
    func held() throws {
        let bench = try Bench()
        let legalHold = Field(name: "legal_hold", fieldClass: "support.note", value: "matter 77-Quill")
        let calm = try bench.decide(
            history([]), role: "agent", purpose: "arrange_delivery", conversation: Self.marked)
        #expect(calm.status == 200 && calm.body["gate"] == "pass")
        let agents = try bench.decide(history([legalHold]), role: "agent", purpose: "arrange_delivery")
        let vendors = try bench.decide(
            history([legalHold], assignee: "9", team: "vendor-delivery"), role: "vendor_agent",
            purpose: "arrange_delivery", subject: "vendor-1", organisation: "brightline")
        for outcome in [agents, vendors] {
            #expect(outcome.status == 202 && outcome.outcome == .hold)
            #expect(!outcome.body.text().contains("Quill"))
        }
    }

    @Test("the acknowledged view warns of the category that the marker stands for")
    func warned() throws {
        let bench = try Bench()
        let marker = history([Field(name: "vulnerable", fieldClass: "support.note", value: "yes")])
        let hold = try bench.decide(
            marker, role: "agent", purpose: "arrange_delivery", conversation: Self.marked)
        let cases = hold.changes.compactMap { if case .openCase(let opened) = $0 { opened } else { nil } }
        let opened = try #require(cases.first)
        #expect(opened.start.rules.map(\.text) == ["emotional.signal.vulnerability_marker"])
        #expect(opened.start.isDecisive)
        let view = try bench.decide(
            marker, role: "agent", purpose: "arrange_delivery", conversation: Self.marked,
            acknowledge: opened.token, cases: cases)
        #expect(view.status == 200 && view.body["gate"] == "warn")
    }
}
