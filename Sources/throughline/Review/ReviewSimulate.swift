import ArgumentParser
import Conversations
import ReviewFlags
import Sodium
import Trials

struct ReviewSimulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract:
            "Runs the rules over your own history: cases a day, reviewers needed, and which rules cause them.",
        discussion: """
            In: one conversation a line, {"id","messages":[{"author","text","at"}]} or {"id","text"}. The gateway is not \
            asked and nothing is kept. "alone" counts the cases that would be none without that rule.
            """)

    @Argument(help: "JSON Lines; - or nothing for standard input.")
    var file: String = "-"

    @OptionGroup var rules: RulesOption

    @Option(help: "Over how many days the history goes (default: from the times of its messages).")
    var days: Int?

    @Option(help: "Minutes that one look at a case takes.")
    var minutesPerCase = 12

    @Option(help: "Minutes that one reviewer looks at cases in a day.")
    var minutesPerDay = 300

    @ArgumentParser.Flag(help: "Print the counts as JSON.")
    var json = false

    func validate() throws {
        guard minutesPerCase > 0, minutesPerDay > 0, days.map({ $0 > 0 }) ?? true else {
            throw ValidationError("expected numbers of at least 1")
        }
    }

    func run() throws {
        let detector = FlagDetector(
            rules: try rules.compiling { try FlagRules(folder: $0, digester: SodiumDigester()) })
        var simulation = QueueSimulation(detector.rules)
        var faults = 0
        try HistoryFile.read(file) { row in
            guard let row else {
                faults += 1
                return
            }
            simulation.add(detector.assess(row.messages), at: row.messages.last?.at)
        }
        let document = simulation.document(
            minutesPerCase: minutesPerCase, minutesPerDay: minutesPerDay, days: days)
        if json { Terminal.print(document.text()) } else { Self.lines(document).forEach(Terminal.print) }
        if faults > 0 {
            Terminal.note("throughline: \(faults) lines are no conversations and were left out")
            throw Exit.negativeFinding
        }
    }

    private static func lines(_ document: JSONValue) -> [String] {
        func number(_ name: String) -> String { document[name]?.int.map { "\($0)" } ?? "-" }
        let perDay = document["cases_a_day_tenths"]?.int.map { "\($0 / 10).\($0 % 10)" } ?? "-"
        var lines = [
            "\(number("conversations")) conversations over \(number("days")) days: \(number("cases")) cases, "
                + "\(number("not_assessed")) of them not assessed",
            "cases a day: \(perDay), on the busiest of twenty days \(number("cases_a_day_p95"))",
            "second looks: at most \(number("second_looks_at_most"))",
            "reviewers needed: \(number("reviewers_needed"))",
        ]
        let severities = (document["severity"]?.array ?? []).enumerated().map { "\($0 + 1): \($1.int ?? 0)" }
        lines.append("severity \(severities.joined(separator: ", "))")
        for (name, count) in (document["categories"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            lines.append("\(name): \(count.int ?? 0)")
        }
        lines.append("rules, by cases (alone: no case without it)")
        for row in (document["rules"]?.array ?? []).prefix(40) {
            lines.append(
                "    \(row["cases"]?.int ?? 0) (\(row["alone"]?.int ?? 0))  \(row["rule"]?.string ?? "?")")
        }
        return lines
    }
}

/// One conversation of a file of the user's own.
struct HistoryRow {
    let id: JSONValue
    let messages: [FlagMessage]
    let document: JSONValue
}

/// Reads conversations as `throughline try flag` takes them.
enum HistoryFile {
    /// Hands on each line's conversation, or `nil` for a line that is none.
    static func read(_ path: String, _ add: (HistoryRow?) -> Void) throws {
        let lines = try LineReader(path: path)
        while let line = try lines.next() {
            guard !line.isEmpty else { continue }
            guard let document = try? JSONValue(json: line),
                let messages = try? TrialRow(document).messages()
            else {
                add(nil)
                continue
            }
            add(
                HistoryRow(
                    id: document["id"] ?? .null,
                    messages: messages.map { FlagMessage(author: $0.author, text: $0.text, at: $0.at) },
                    document: document))
        }
    }
}
