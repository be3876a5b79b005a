import Conversations
import Dispatch
import Foundation
import GRDB
import RuleFiles
import Testing

@testable import SQLSources

@Suite("Bounds on what is read")
struct StoreBoundsTests {
    let folder: StoreFolder

    init() throws { folder = try StoreFolder() }

    @Test("of too many interactions the newest are kept and the rest is counted", arguments: [1, 3, 8])
    func tooMany(most: Int) async throws {
        try folder.buildDemo("chat")
        let source = try folder.source(demoMapping("chat"))
        let all = await source.history("u-priya")
        let bounds = ReadBounds(interactionsMax: most, textBytesMax: 65_536, deadlineMilliseconds: 5_000)
        let cut = await source.history("u-priya", within: bounds)
        #expect(cut.interactions == Array(all.interactions.suffix(most)))
        let expected: CoverageState =
            most < all.interactions.count ? .partial(read: most, available: 8) : .complete
        #expect(cut.coverage.state == expected)
        #expect(all.interactions.count == 8)
    }

    @Test("thousands of messages in any order give the newest, each once")
    func thousands() async throws {
        let file = try folder.buildDemo("chat")
        try await DatabaseQueue(path: file).write {
            try $0.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)
                    INSERT INTO message SELECT 'x' || (i * 7919 % 3000), 1, 's-903', 'user', NULL, 0,
                        json_object('text', 'line ' || (i * 7919 % 3000)),
                        1780000000000 + (i * 7919 % 3000) * 1000, 0 FROM n;
                    INSERT INTO message VALUES
                        ('x5', 2, 's-903', 'user', NULL, 0, '{"text":"again"}', 1790000000000, 0)
                    """)
        }
        let bounds = ReadBounds(interactionsMax: 20, textBytesMax: 65_536, deadlineMilliseconds: 20_000)
        let history = await (try folder.source(demoMapping("chat"))).history("u-dan", within: bounds)
        #expect(history.coverage.state == .partial(read: 20, available: 3006))
        #expect(history.interactions.map(\.text) == (2981...2999).map { "line \($0)" } + ["again"])
        #expect(history.interactions.map(\.isEdited) == Array(repeating: false, count: 19) + [true])
    }

    @Test("a text over its bound, no UTF-8 or behind a NUL is never cut in silence")
    func unreadTexts() async throws {
        let file = try folder.buildDemo("tickets")
        try await DatabaseQueue(path: file).write {
            try $0.execute(
                sql: """
                    UPDATE post SET html = replace(hex(zeroblob(2000)), '0', 'a') WHERE post_no = 1;
                    UPDATE post SET html = CAST(x'48656CFF6C6F' AS TEXT) WHERE post_no = 2;
                    UPDATE post SET html = 'before' || char(0) || 'behind' WHERE post_no = 3
                    """)
        }
        let bounds = ReadBounds(interactionsMax: 500, textBytesMax: 3_000, deadlineMilliseconds: 5_000)
        let history = await (try folder.source(demoMapping("tickets"))).history("101", within: bounds)
        let posts = history.interactions.filter { $0.kind != .assignment && $0.kind != .statusChange }
        #expect(posts.prefix(4).map(\.isTextUnread) == [true, true, false, false])
        #expect(posts.prefix(2).map(\.text) == ["", ""])
        #expect(posts[2].text.contains("behind"))
        #expect(history.coverage.state == .partial(read: 9, available: 11))
        #expect(posts[0].record.fieldsAsRead["text"] == ["unread_bytes": 4000])
    }

    @Test("a statement that runs past the deadline is interrupted, and the persons read before are kept")
    func slowStatement() async throws {
        try folder.buildDemo("crm")
        let slow = try demoMapping(
            "crm", replacing: "FROM activity WHERE case_key",
            with: """
                FROM activity WHERE (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                        SELECT count(*) FROM n) > 0 AND case_key
                """)
        let source = try folder.source(slow)
        let bounds = ReadBounds(interactionsMax: 500, textBytesMax: 65_536, deadlineMilliseconds: 1_500)
        let start = ContinuousClock.now
        let history = await source.history("C-1001", within: bounds)
        #expect(ContinuousClock.now - start < .seconds(120))
        #expect(history.coverage.state == .unavailable(.timeout))
        #expect(history.interactions.isEmpty)
        #expect(history.persons.count == 1 && history.coverage.arePersonsComplete)
        #expect(try await source.persons(ids: ["C-1001"], within: roomy).count == 1)
    }

    @Test("after five failures a store is left alone, and one call after the rest opens it again")
    func breaker() async throws {
        let clock = Mutex64(0)
        let source = SQLiteSource(
            mapping: try demoMapping("crm"), directory: folder.path, normalise: { $0 },
            milliseconds: { clock.value })
        for _ in 0..<5 { #expect(await source.history("C-1001").coverage.state == .unavailable(.refused)) }
        try folder.buildDemo("crm")
        #expect(await source.history("C-1001").coverage.state == .unavailable(.circuitOpen))
        clock.value = CircuitBreaker.restMilliseconds
        #expect(await source.history("C-1001").coverage.state == .complete)
        #expect(await source.history("C-1001").coverage.state == .complete)
    }

    @Test("failures that lie far apart never open the breaker, and a failed probe closes the door again")
    func breakerStates() {
        var breaker = CircuitBreaker()
        for second in 0..<20 {
            breaker.noteFailure(at: Int64(second) * 6_000)
            let isAdmitted = breaker.admits(at: Int64(second) * 6_000)
            #expect(isAdmitted)
        }
        for step in 0..<5 { breaker.noteFailure(at: 200_000 + Int64(step)) }
        // After 10 s of rest one call is let through, and no other until it reports.
        let opened = [205_000, 210_010, 210_011].map { breaker.admits(at: $0) }
        #expect(opened == [false, true, false])
        breaker.noteFailure(at: 210_012)
        let again = [219_000, 220_100].map { breaker.admits(at: $0) }
        #expect(again == [false, true])
        breaker.noteSuccess()
        let isClosed = breaker.admits(at: 220_101)
        #expect(isClosed)
    }

    @Test("a store whose thread hangs is answered for at the deadline, and then left alone")
    func stuckThread() async throws {
        try folder.buildDemo("crm")
        let source = try folder.source(demoMapping("crm"))
        let gate = DispatchSemaphore(value: 0)
        let bounds = ReadBounds(interactionsMax: 1, textBytesMax: 1_000, deadlineMilliseconds: 60)
        await #expect(throws: StoreFault.unavailable(.timeout)) {
            try await source.worker.run(within: bounds) { _ in gate.wait() }
        }
        for _ in 0..<5 {
            #expect(await source.history("C-1001", within: bounds).coverage.state == .unavailable(.timeout))
        }
        let start = ContinuousClock.now
        #expect(await source.history("C-1001").coverage.state == .unavailable(.circuitOpen))
        #expect(ContinuousClock.now - start < .seconds(120))
        gate.signal()
    }

    @Test("a caller that goes away is answered at once and does not count against the store")
    func cancelled() async throws {
        try folder.buildDemo("crm")
        let source = try folder.source(demoMapping("crm"))
        let gate = DispatchSemaphore(value: 0)
        async let blocked: Void = source.worker.run(within: roomy) { _ in gate.wait() }
        for _ in 0..<6 {
            let caller = Task { await source.history("C-1001") }
            caller.cancel()
            #expect(await caller.value.coverage.state == .unavailable(.timeout))
        }
        gate.signal()
        try await blocked
        #expect(await source.history("C-1001").coverage.state == .complete)
    }

    @Test("a household too large to read in full is cut, and the coverage says so")
    func largeHousehold() async throws {
        let file = try folder.buildDemo("crm")
        try await DatabaseQueue(path: file).write {
            try $0.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 250)
                    INSERT INTO household_member
                        SELECT 'X' || i, 'H-01', 'Kin', 'Raman', 'kin', NULL, NULL, NULL FROM n
                    """)
        }
        let history = await (try folder.source(demoMapping("crm"))).history("C-1001")
        #expect(history.household.count == PersonReader.personsMax)
        #expect(!history.coverage.arePersonsComplete)
        #expect(history.coverage.state == .complete)
    }

    @Test("many calls at once are all answered")
    func concurrent() async throws {
        try folder.buildDemo("crm")
        let source = try folder.source(demoMapping("crm"))
        let counts = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<40 { group.addTask { await source.history("C-1001").interactions.count } }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(counts == Array(repeating: 5, count: 40))
    }

    @Test("the store's file is never changed by reading")
    func neverWritten() async throws {
        let file = try folder.buildDemo("tickets")
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        let source = try folder.source(demoMapping("tickets"))
        _ = await source.probe()
        _ = await source.history("101", "102")
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    }
}
