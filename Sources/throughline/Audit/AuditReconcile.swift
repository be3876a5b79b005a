import ArgumentParser
import AuditTrail
import Conversations
import Foundation

struct AuditReconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Holds a source's own access log against the leaves, so that a read without a leaf shows.",
        discussion: """
            The access log is a table (CSV with column names) or JSON Lines of the reads of one source, with their times; \
            --account-column and --account pick the rows of the gateway's service account. From a gateway the leaves that \
            name the source count; from an exported folder, which names no sources, any answer does. A start explains \
            reads beside it: a gateway probes its sources.
            Exit code 1 when a read has no leaf; a leaf without a read is only noted, because clocks and logs differ.
              throughline audit reconcile --access-log crm.csv --source crm --time-column at --log log
            """)

    @Option(help: "The source's own log of reads.")
    var accessLog: String

    @Option(help: "How it is written: csv or jsonl.")
    var format: String = "csv"

    @Option(help: "The source, as leaves name it.")
    var source: String

    @Option(help: "The column or member that holds the time.")
    var timeColumn: String = "time"

    @Option(help: "How times are written: rfc3339, seconds or milliseconds.")
    var timeForm: String = "rfc3339"

    @Option(help: "The column or member that names who read.")
    var accountColumn: String?

    @Option(help: "The gateway's service account in that column.")
    var account: String?

    @Option(help: "How many milliseconds before its leaf a read may stand.")
    var before: Int64 = 30_000

    @Option(help: "How many milliseconds after its leaf a read may stand: by how much clocks differ.")
    var after: Int64 = 2_000

    @Option(help: "The most reads that one request makes of the source (default: any number).")
    var readsPerLeaf: Int?

    @Option(help: "The folder of an exported log, instead of a gateway.")
    var log: String?

    @OptionGroup var gateway: GatewayOptions

    @ArgumentParser.Flag(help: "Print the finding as JSON.")
    var json = false

    func validate() throws {
        guard AccessLogLayout.Form(rawValue: format) != nil else {
            throw ValidationError("--format: expected csv or jsonl")
        }
        guard AccessLogLayout.TimeForm(rawValue: timeForm) != nil else {
            throw ValidationError("--time-form: expected rfc3339, seconds or milliseconds")
        }
        guard (account == nil) == (accountColumn == nil) else {
            throw ValidationError("--account and --account-column go together")
        }
        guard (0...86_400_000).contains(before), (0...86_400_000).contains(after), readsPerLeaf ?? 1 >= 1
        else {
            throw ValidationError("expected --before and --after from 0 to a day, --reads-per-leaf from 1")
        }
        guard (try? SourceID(source)) != nil else { throw ValidationError("--source: expected a name") }
    }

    func run() async throws {
        let reads = try sourceReads()
        let bounds = Reconciliation.Bounds(
            beforeMilliseconds: before, afterMilliseconds: after, readsPerLeafMax: readsPerLeaf)
        let leaves: [ReadingLeaf]
        if let log { leaves = try await exported(log) } else { leaves = try await asked(reads) }
        let found = Reconciliation(reads: reads, leaves: leaves, bounds: bounds)
        json ? Terminal.print(document(found).text()) : show(found)
        if !found.unexplained.isEmpty { throw Exit.negativeFinding }
    }

    private func sourceReads() throws -> [SourceRead] {
        guard let data = FileManager.default.contents(atPath: accessLog) else {
            throw Terminal.stop("\(accessLog): expected a file, found none", Exit.usage)
        }
        let ours = accountColumn.flatMap { column in
            account.map { AccessLogLayout.Account(column: column, name: $0) }
        }
        let layout = AccessLogLayout(
            form: AccessLogLayout.Form(rawValue: format) ?? .csv, timeColumn: timeColumn,
            timeForm: AccessLogLayout.TimeForm(rawValue: timeForm) ?? .rfc3339, account: ours)
        do { return try layout.reads(in: Array(data)) } catch {
            throw Terminal.stop("\(accessLog): \(error)", Exit.usage)
        }
    }

    private func exported(_ path: String) async throws -> [ReadingLeaf] {
        let source = try SourceID(source)
        var leaves: [ReadingLeaf] = []
        try await ExportedLog(path: path).forEach { row in
            if let leaf = ReadingLeaf(row, source: source) { leaves.append(leaf) }
        }
        Terminal.note("note: an exported log names no sources, so any answer in time explains a read")
        return leaves
    }

    /// The gateway's leaves around the reads, opened; every read of them is recorded.
    private func asked(_ reads: [SourceRead]) async throws -> [ReadingLeaf] {
        guard let first = reads.map(\.at).min(), let last = reads.map(\.at).max() else { return [] }
        let source = try SourceID(source)
        var filter = LeafFilter()
        filter.from = first.adding(milliseconds: -after)
        filter.until = last.adding(milliseconds: before + 1)
        var leaves: [ReadingLeaf] = []
        let client = try AuditClient(gateway)
        try await client.rows(filter, isOpened: true) { row in
            guard let bytes = row["leaf"]?.string.flatMap(Base64URL.decode),
                let leaf = try? Leaf(bytes: bytes)
            else { throw Terminal.stop("\(client.url): expected leaves, found something else", Exit.fault) }
            let openings = (row["openings"]?.array ?? []).compactMap {
                $0.string.flatMap(Opening.init(text:))
            }
            let state: LeafRow.Openings = openings.isEmpty ? .closed : .opened(openings, bodyKey: nil)
            let whole = LeafRow(
                log: row["log"]?.string ?? "", index: Int(row["index"]?.int ?? 0), leaf: leaf, openings: state
            )
            if let leaf = ReadingLeaf(whole, source: source) { leaves.append(leaf) }
        }
        return leaves
    }

    // MARK: - The finding

    private func show(_ found: Reconciliation) {
        for read in found.unexplained {
            Terminal.print("no leaf: line \(read.line) of \(accessLog), at \(read.at)")
        }
        for leaf in found.silent { Terminal.print("no read: leaf \(leaf.index), at \(leaf.at)") }
        Terminal.print(
            found.unexplained.isEmpty
                ? "ok: \(found.explainedCount) reads of \(source) have a leaf"
                : "NOT OK: \(found.unexplained.count) reads of \(source) have no leaf")
    }

    private func document(_ found: Reconciliation) -> JSONValue {
        [
            "source": .string(source), "explained": JSONValue(found.explainedCount),
            "without_leaf": .array(
                found.unexplained.map { ["line": JSONValue($0.line), "at": .string($0.at.description)] }),
            "without_read": .array(
                found.silent.map { ["leaf": JSONValue($0.index), "at": .string($0.at.description)] }),
        ]
    }
}
