import ArgumentParser
import Conversations
import NIOHTTP1

struct ReviewReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Measures the queue: clocks, outcomes, people, rules, and what a blind sample proves.",
        discussion: """
            Asks the gateway with a token of a role that looks at cases; with --key and --labels it reads a blind sample \
            instead, with --second also a second reader's labels, and with --known cases whose answer is known.
            """)

    @OptionGroup var options: ClientOptions

    @Option(help: ArgumentHelp("Only cases opened from this time on (RFC 3339).", valueName: "time"))
    var from: String?

    @Option(
        help: ArgumentHelp("The key of a sample, as `throughline review sample` wrote it.", valueName: "file")
    )
    var key: String?

    @Option(help: ArgumentHelp("What a reader called each conversation of it.", valueName: "file"))
    var labels: String?

    @Option(
        help: ArgumentHelp("What a second reader called them, without sight of the first.", valueName: "file")
    )
    var second: String?

    @Option(help: ArgumentHelp("What is known of some of them beforehand.", valueName: "file"))
    var known: String?

    @Option(help: "How many flagged conversations were flagged rightly (default: all that the key counts).")
    var found: Int?

    func validate() throws {
        guard (key == nil) == (labels == nil), key != nil || (second == nil && known == nil) else {
            throw ValidationError(
                "expected --key and --labels together, and --second and --known only with them")
        }
    }

    func run() async throws {
        if let key, let labels {
            let report = try SampleReport(
                key: key, labels: labels, second: second, known: known, found: found)
            if options.json {
                Terminal.print(report.document.text())
            } else {
                report.lines.forEach(Terminal.print)
            }
            return
        }
        let document = try await options.ask(
            .GET, "/v1/reviews/report" + (from.map { "?from=\($0)" } ?? ""))
        guard !options.json else { return }
        Self.lines(document["body"] ?? .null).forEach(Terminal.print)
    }

    /// How often people were right about known answers, by category and, for officers, by reviewer.
    private static func known(_ found: JSONValue?) -> [String] {
        func share(_ row: JSONValue, _ name: String) -> String {
            row[name]?.int.map { "\($0 / 10).\($0 % 10) %" } ?? "-"
        }
        func lines(_ name: String, _ rows: JSONValue?) -> [String] {
            (rows?.array ?? []).map { row in
                let counts = "\(row["right"]?.int ?? 0) of \(row["asked"]?.int ?? 0) right"
                let least = share(row, "right_permille_at_least")
                let most = share(row, "right_permille_at_most")
                return "known answers, \(row[name]?.string ?? "?"): \(counts) "
                    + "(\(share(row, "right_permille")), between \(least) and \(most), 95 %)"
            }
        }
        return lines("category", found?["categories"]) + lines("reviewer", found?["reviewers"])
    }

    private static func lines(_ body: JSONValue) -> [String] {
        func number(_ value: JSONValue?, _ name: String) -> String {
            value?[name]?.int.map { "\($0)" } ?? "-"
        }
        func share(_ value: JSONValue?, _ name: String) -> String {
            value?[name]?.int.map { "\($0 / 10).\($0 % 10) %" } ?? "-"
        }
        let cases = body["cases"]
        var lines = [
            "cases: \(number(cases, "all")), open \(number(cases, "open")), decided \(number(cases, "decided"))",
            "clocks: \(number(cases, "breached_now")) have run out now, \(number(cases, "escalated")) were escalated, "
                + "\(number(cases, "late_decisions")) decided late",
            "age of open cases: median \(number(body["age_seconds"], "median")) s, p95 "
                + "\(number(body["age_seconds"], "p95")) s, oldest \(number(body["age_seconds"], "oldest")) s",
        ]
        let outcomes = (body["outcomes"]?.object ?? [:]).sorted { $0.key < $1.key }
        lines.append("outcomes: " + outcomes.map { "\($0.key) \($0.value.int ?? 0)" }.joined(separator: ", "))
        for row in body["categories"]?.array ?? [] {
            lines.append(
                "\(row["category"]?.string ?? "?"): \(number(row, "cases")) cases, wait median "
                    + "\(number(row, "wait_seconds_median")) s, p95 \(number(row, "wait_seconds_p95")) s")
        }
        let eyes = body["second_eyes"]
        lines.append(
            "second eyes: agreed \(number(eyes, "agreed")), disagreed \(number(eyes, "disagreed")) "
                + "(\(share(eyes, "agreed_permille")) agreed)")
        for row in body["reviewers"]?.array ?? [] {
            let stamp = row["rubber_stamp_signal"]?.bool ?? false ? "  LOOKS LIKE A RUBBER STAMP" : ""
            lines.append(
                "\(row["reviewer"]?.string ?? "?"): \(number(row, "decisions")) decisions, median "
                    + "\(number(row, "seconds_median")) s, source not opened "
                    + "\(share(row, "without_opening_source_permille")), released \(share(row, "released_permille")), "
                    + "severity 4 in a day \(number(row, "severity_4_in_a_day"))\(stamp)")
        }
        for row in body["rules"]?.array ?? [] {
            let owner = row["for_its_owner"]?.bool ?? false ? "  FOR ITS OWNER" : ""
            lines.append(
                "rule \(row["rule"]?.string ?? "?"): false \(number(row, "false")) of \(number(row, "verdicts")) "
                    + "(\(share(row, "false_permille")), at least \(share(row, "false_permille_at_least")))\(owner)"
            )
        }
        lines += known(body["known_answers"])
        for row in body["missed_flags"]?.array ?? [] {
            let categories = (row["categories"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
            lines.append(
                "missed flag \(row["at"]?.string ?? "?"): \(categories), severity \(number(row, "severity")), "
                    + "\(row["state"]?.string ?? "?")")
        }
        return lines
    }
}
