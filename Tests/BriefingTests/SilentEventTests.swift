@testable import Briefing
import Conversations
import Testing

@Suite("Events that the sources tell without words")
struct SilentEventTests {
    private static func conversation(_ id: String) -> Conversation {
        Conversation(
            id: ConversationID(source: "tickets", id: id),
            record: Record(
                reference: RecordReference(source: "tickets", id: id, version: "1"), fieldsAsRead: [:]),
            isOpen: true, status: "open", channel: "email", contactType: "delivery", queue: "delivery-uk",
            region: "UK", assignee: "7", team: "support", owner: "7",
            openedAt: Timestamp(milliseconds: 1_772_800_000_000))
    }

    private static func event(
        _ id: String, _ kind: InteractionKind, minutes: Int64, visibility: Visibility = .public
    ) -> Interaction {
        Interaction(
            record: Record(
                reference: RecordReference(source: "tickets", id: id, version: "1"), fieldsAsRead: [:]),
            conversation: ConversationID(source: "tickets", id: "2"), kind: kind,
            author: Author(role: .agent, id: "7"), visibility: visibility, channel: "email",
            at: Timestamp(milliseconds: 1_772_800_000_000 + minutes * 60_000), text: "")
    }

    @Test(
        "the last of each kind is told with its time and record, and a note's event only to who may read notes"
    )
    func told() throws {
        let bench = try Bench()
        var history = SampleHistory()
        history.others = [
            (
                Self.conversation("2"),
                [
                    Self.event("e1", .statusChange, minutes: 1), Self.event("e2", .statusChange, minutes: 2),
                    Self.event("e3", .assignment, minutes: 3, visibility: .internal),
                ]
            )
        ]
        let agent = try bench.decide(history, role: "agent", purpose: "arrange_delivery").body
        let events = agent["events"]?.array ?? []
        #expect(events.compactMap { $0["record"]?["id"]?.string } == ["e2", "e3"])
        #expect(events.compactMap { $0["kind"]?.string } == ["status_change", "assignment"])
        #expect(events.first?["at"]?.string == "2026-03-06T12:28:40.000Z")
        let outside = try bench.decide(
            history, role: "vendor_agent", purpose: "arrange_delivery", subject: "vendor-1",
            organisation: "brightline")
        let theirs = outside.body["events"]?.array ?? []
        #expect(theirs.allSatisfy { $0["kind"] != "assignment" && $0["record"]?["id"] == nil })
    }
}
