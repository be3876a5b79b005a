import Conversations
import GatewayTestSupport
import Testing

@testable import AuditTrail

@Suite("Reconciling a source's access log")
struct ReconciliationTests {
    private func bounds(_ before: Int64 = 1000, _ after: Int64 = 200, most: Int? = nil)
        -> Reconciliation.Bounds
    {
        Reconciliation.Bounds(
            beforeMilliseconds: before, afterMilliseconds: after, readsPerLeafMax: most)
    }

    private func read(_ line: Int, _ at: Int64) -> SourceRead {
        SourceRead(line: line, at: Timestamp(milliseconds: at))
    }

    private func leaf(_ index: Int, _ at: Int64, demands: Bool = true) -> ReadingLeaf {
        ReadingLeaf(index: index, at: Timestamp(milliseconds: at), demandsReads: demands)
    }

    @Test("a read without a leaf shows, and a leaf without a read is noted")
    func findings() {
        let found = Reconciliation(
            reads: [read(2, 10_000), read(3, 10_100), read(4, 50_000)],
            leaves: [leaf(7, 10_300), leaf(8, 90_000), leaf(9, 91_000, demands: false)], bounds: bounds())
        #expect(found.unexplained.map(\.line) == [4])
        #expect(found.silent.map(\.index) == [8])
        #expect(found.explainedCount == 2)
    }

    @Test("one request does not excuse more reads beside it than one request makes")
    func bounded() {
        let reads = (0..<5).map { read($0 + 1, 10_000 + Int64($0)) }
        let found = Reconciliation(reads: reads, leaves: [leaf(1, 10_100)], bounds: bounds(most: 3))
        #expect(found.unexplained.map(\.line) == [4, 5])
    }

    @Test("as many reads are explained as can be, whatever the order of rows")
    func agreesWithSearch() {
        var generator = SeededGenerator(seed: 17)
        for _ in 0..<400 {
            let reads = (0..<Int.random(in: 0...5, using: &generator)).map {
                read($0 + 1, Int64.random(in: 0...40, using: &generator))
            }
            let leaves = (0..<Int.random(in: 0...3, using: &generator)).map {
                leaf($0, Int64.random(in: 0...40, using: &generator))
            }
            let bounds = bounds(
                Int64.random(in: 0...10, using: &generator), Int64.random(in: 0...10, using: &generator),
                most: Int.random(in: 1...2, using: &generator))
            let found = Reconciliation(
                reads: reads.shuffled(using: &generator), leaves: leaves.shuffled(using: &generator),
                bounds: bounds)
            let best = mostExplained(reads[...], leaves, [Int](repeating: 0, count: leaves.count), bounds)
            #expect(found.explainedCount == best)
            #expect(found.explainedCount + found.unexplained.count == reads.count)
        }
    }

    /// The slow and obvious way: every choice is tried.
    private func mostExplained(
        _ reads: ArraySlice<SourceRead>, _ leaves: [ReadingLeaf], _ used: [Int],
        _ bounds: Reconciliation.Bounds
    ) -> Int {
        guard let read = reads.first else { return 0 }
        var best = mostExplained(reads.dropFirst(), leaves, used, bounds)
        for index in leaves.indices
        where bounds.fits(read, leaves[index]) && used[index] < bounds.readsPerLeafMax ?? .max {
            var more = used
            more[index] += 1
            best = max(best, 1 + mostExplained(reads.dropFirst(), leaves, more, bounds))
        }
        return best
    }

    @Test(
        "with openings a leaf explains only sources that it names, and demands reads of those that answered")
    func sources() throws {
        let row = try Rows.row(members: Rows.answer)
        #expect(ReadingLeaf(row, source: "tickets")?.demandsReads == true)
        #expect(ReadingLeaf(row, source: "crm")?.demandsReads == false)
        #expect(ReadingLeaf(row, source: "chat") == nil)
        #expect(ReadingLeaf(try Rows.row(isOpened: false), source: "chat")?.demandsReads == false)
        #expect(ReadingLeaf(try Rows.row(.start, isOpened: false), source: "chat")?.demandsReads == false)
        #expect(ReadingLeaf(try Rows.row(.auditRead), source: "tickets") == nil)
    }

    @Test("an access log reads as a table and as JSON Lines, our account's rows only")
    func logs() throws {
        let table =
            "when,\"who\",query\r\n2026-03-01T09:00:00Z,throughline_ro,\"a \"\"b\"\",\n c\"\r\n"
            + "2026-03-01T09:00:01Z,somebody,x\n2026-03-01T09:00:02.5Z,throughline_ro,y\n"
        let layout = AccessLogLayout(
            form: .csv, timeColumn: "when",
            account: AccessLogLayout.Account(column: "who", name: "throughline_ro"))
        let reads = try layout.reads(in: Array(table.utf8))
        #expect(reads.map(\.line) == [2, 5])
        #expect(reads.map(\.at.milliseconds) == [1_772_355_600_000, 1_772_355_602_500])
        let lines = "{\"t\":1772355600,\"q\":1}\n\n{\"t\":\"1772355601\"}\n"
        let epoch = AccessLogLayout(form: .jsonl, timeColumn: "t", timeForm: .seconds)
        #expect(try epoch.reads(in: Array(lines.utf8)).map(\.line) == [1, 3])
    }

    @Test("a row that does not fit is an error with its line; none is skipped")
    func malformed() {
        let layout = AccessLogLayout(form: .csv, timeColumn: "at")
        for (text, line) in [
            ("", 1), ("when\nx\n", 1), ("at\nyesterday\n", 2), ("at,b\n2026-03-01T09:00:00Z\n", 2),
            ("at\n\"2026", 2), ("at\n\"2026\"x\n", 2), ("at\n20\"26\n", 2),
        ] {
            #expect("\(text)") { try layout.reads(in: Array(text.utf8)) } throws: {
                ($0 as? AccessLogProblem)?.line == line
            }
        }
    }
}
