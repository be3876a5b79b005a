import Conversations
import Foundation
import GRDB
import RuleFiles
import Testing

@testable import SQLSources

@Suite("A source reads only what the caller reaches")
struct ReachTests {
    private let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    /// Jonas has an open ticket of two weeks and a closed one of half a year before.
    private func tickets(_ reach: RecordReach, most: Int = 500) async throws -> SourceHistory {
        let bounds = ReadBounds(
            interactionsMax: most, textBytesMax: 65_536, deadlineMilliseconds: 30_000, reach: reach)
        return await (try folder.source(demoMapping("tickets"))).history("108", within: bounds)
    }

    @Test(
        "queues, regions, contact types, owners and age choose conversations, and coverage counts only those")
    func chosen() async throws {
        try folder.buildDemo("tickets")
        let all = try await tickets(.everything)
        #expect(all.conversations.count == 2)
        let hannah = StaffPlace(source: "tickets", id: "1"),
            team = StaffPlace(source: "tickets", id: "9", team: "support")
        let cases: [(RecordReach, [String])] = [
            (RecordReach(queues: ["product-eu"]), ["4060", "5060"]),
            (RecordReach(queues: ["billing-uk"]), []),
            (RecordReach(regions: ["EU"]), ["4060", "5060"]), (RecordReach(regions: ["UK"]), []),
            (RecordReach(contactTypes: ["product"]), ["4060", "5060"]), (RecordReach(contactTypes: []), []),
            (RecordReach(assignees: [hannah]), ["5060"]), (RecordReach(assignees: [team]), ["4060", "5060"]),
            (RecordReach(assignees: [StaffPlace(source: "crm", id: "1", team: "support")]), []),
            (RecordReach(assignees: []), []), (RecordReach(age: RecordAge(now: noon, days: 30)), ["5060"]),
        ]
        for (reach, expected) in cases {
            let history = try await tickets(reach)
            #expect(history.conversations.map(\.id.id).sorted() == expected, "\(reach)")
            #expect(history.coverage.state == .complete)
            #expect(history.interactions.allSatisfy { expected.contains($0.conversation.id) })
            #expect(history.persons == all.persons)
            let left = all.conversations.filter { !expected.contains($0.id.id) }.flatMap(\.fields)
            #expect(Set(history.outsideFields) == Set(left), "\(reach)")
            #expect(Timeline([all]).gated(within: reach) == Timeline([history]), "\(reach)")
        }
    }

    @Test("what is outside takes nothing from the bound on interactions")
    func bounds() async throws {
        let file = try folder.buildDemo("tickets")
        let reach = RecordReach(assignees: [StaffPlace(source: "tickets", id: "2")])
        let alone = try await tickets(reach, most: 3)
        try await DatabaseQueue(path: file).write {
            try $0.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99)
                    INSERT INTO post SELECT 9000 + i, 5060, 0, 'C', NULL, 0, 'later ' || i,
                        '2026-03-08 10:00:00', 0, NULL, 0 FROM n
                    """)
        }
        #expect(try await tickets(reach, most: 3) == alone)
        #expect(alone.interactions.count == 3)
    }

    @Test(
        "old messages of an open conversation are read for its flags, and are outside what is drawn on and counted"
    )
    func age() async throws {
        let file = try folder.buildDemo("chat")
        try await DatabaseQueue(path: file).write {
            try $0.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 399)
                    INSERT INTO message SELECT 'y' || i, 1, 's-903', 'user', NULL, 0, '{"text":"old"}',
                        1700000000000 + i, 0 FROM n
                    """)
        }
        let reach = RecordReach(age: RecordAge(now: noon.adding(milliseconds: 400 * 86_400_000), days: 90))
        let bounds = ReadBounds(
            interactionsMax: 20, textBytesMax: 65_536, deadlineMilliseconds: 30_000, reach: reach)
        let history = await (try folder.source(demoMapping("chat"))).history("u-dan", within: bounds)
        #expect(
            history.interactions.count == 20 && history.coverage.state == .partial(read: 6, available: 6))
        let drawn = Timeline([history]).within(reach)
        #expect(drawn.interactions.count == 6 && !drawn.interactions.contains { $0.text == "old" })
        #expect(drawn.coverage.map(\.state) == [.partial(read: 6, available: nil)])
    }

    @Test(
        "the marker of a fence is read from the person's row; one that the mapping does not list is a fence too"
    )
    func fences() async throws {
        let file = try folder.buildDemo("crm")
        try await DatabaseQueue(path: file).write {
            try $0.execute(sql: "INSERT INTO guarded VALUES ('C-1004', 'CELEBRITY')")
        }
        let crm = try folder.source(demoMapping("crm"))
        #expect(crm.descriptor.canFence)
        let marks = await crm.history("C-1001", "C-1004", "C-1020", "C-1021").persons.map(\.fence)
        #expect(marks == [nil, "unlisted", "staff", "vip"])
        try folder.buildDemo("chat")
        let chat = try folder.source(demoMapping("chat"))
        #expect(!chat.descriptor.canFence)
    }
}
