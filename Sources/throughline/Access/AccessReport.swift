import AccessGrants
import ArgumentParser
import Conversations
import NIOHTTP1
import FieldPolicy
import Foundation
import RuleFiles

struct AccessReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract:
            "Counts from the log what was shown and not needed, and what was withheld and then asked for.",
        discussion: """
            By organisation, role and purpose, each share with its 95 % interval, and the time to decision with the share \
            of requests that nobody answered. Over-exposure: classes shown as they are that the purpose does not need. \
            Under-provision: classes withheld that the caller then asked for, broke the glass over, or that within a day a \
            person of another role was shown for the same customer and purpose. Reads opened leaves from the gateway \
            with a token of role compliance, which is itself recorded, or from --log, a file of such rows (JSON Lines, as \
            `throughline audit show --opened --json` prints them). What a purpose needs stands in the rules.
            """)

    @OptionGroup var options: ClientOptions
    @OptionGroup var rules: RulesOption

    @Option(
        help: ArgumentHelp(
            "A file of opened leaves, one row a line, in the order of the log.", valueName: "file"))
    var log: String?

    @Option(help: ArgumentHelp("Only leaves from this time on (RFC 3339).", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Only leaves before this time (RFC 3339).", valueName: "time"))
    var until: String?

    private static let types = [
        "disclosure", "access_request", "access_decision", "break_glass_start", "break_glass_end",
    ]

    func run() async throws {
        var measure = AccessMeasure(needs: try needs())
        if let log {
            try read(log) { measure.add($0) }
        } else {
            try await ask { measure.add($0) }
        }
        let document = measure.document
        guard !options.json else { return Terminal.print(document.text()) }
        AccessReportText(document: document).lines.forEach(Terminal.print)
    }

    private func needs() throws -> [PurposeID: [FieldClass]] {
        let policy = try rules.compiling { try CompiledPolicy.load(folder: $0) }
        return Dictionary(
            uniqueKeysWithValues: policy.purposes.compactMap { purpose in
                purpose.needs.map { (purpose.id, $0) }
            })
    }

    private func read(_ path: String, _ add: (AccessFact) -> Void) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Terminal.stop("expected a file of opened leaves, found none at \(path)", Exit.unavailable)
        }
        for (number, line) in data.split(separator: 0x0A).enumerated() {
            guard let row = try? JSONValue(json: Array(line)), let fact = AccessFact(row: row) else {
                throw Terminal.stop(
                    "\(path):\(number + 1): expected a leaf as the audit door gives it", Exit.usage)
            }
            add(fact)
        }
    }

    private func ask(_ add: (AccessFact) -> Void) async throws {
        var cursor: String?
        var quiet = options
        quiet.json = false
        repeat {
            var query = ["opened=true", "limit=500"] + Self.types.map { "type=\($0)" }
            if let from { query.append("from=\(from)") }
            if let until { query.append("until=\(until)") }
            if let cursor { query.append("after=\(cursor)") }
            let document = try await quiet.ask(.GET, "/v1/audit/leaves?" + query.joined(separator: "&"))
            for row in document["body"]?["leaves"]?.array ?? [] {
                if let fact = AccessFact(row: row) { add(fact) }
            }
            cursor = document["body"]?["next"]?.string
        } while cursor != nil
    }
}
