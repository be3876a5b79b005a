import Conversations

/// How the queue works; shares in tenths of a percent, times in seconds, `null` where nothing was counted.
extension OpenAPISchemas {
    static var reviewReports: [String: JSONValue] {
        ["ReviewReport": report, "ReviewReportAnswer": answer("view", Schema.named("ReviewReport"))]
    }

    private static let share = Schema.nullable(Schema.number(0...1000))
    private static let seconds = Schema.nullable(Schema.count)
    private static let verdictCounts = Schema.object(
        [:], optional: Dictionary(uniqueKeysWithValues: verdicts.map { ($0, Schema.count) }))

    private static func counts(_ names: String...) -> JSONValue {
        Schema.object(Dictionary(uniqueKeysWithValues: names.map { ($0, Schema.count) }))
    }

    private static var report: JSONValue {
        Schema.object([
            "at": Schema.time,
            "cases": counts(
                "all", "open", "decided", "escalated", "breached_now", "late_decisions", "contested",
                "shadow"),
            "age_seconds": Schema.object(["median": seconds, "p95": seconds, "oldest": seconds]),
            "outcomes": verdictCounts, "categories": Schema.list(of: category),
            "reviewers": Schema.list(of: reviewer),
            "second_eyes": Schema.object([
                "agreed": Schema.count, "disagreed": Schema.count, "waiting": Schema.count,
                "agreed_permille": share,
            ]), "rules": Schema.list(of: rule), "missed_flags": Schema.list(of: missed),
            "known_answers": Schema.object(
                ["categories": Schema.list(of: known("category"))],
                optional: ["reviewers": Schema.list(of: known("reviewer"))]),
        ])
    }

    /// How often the known answer was given, with its interval (two-sided, 95 %).
    private static func known(_ name: String) -> JSONValue {
        Schema.object([
            name: Schema.name, "asked": Schema.count, "right": Schema.count, "right_permille": share,
            "right_permille_at_least": Schema.number(0...1000),
            "right_permille_at_most": Schema.number(0...1000),
        ])
    }

    private static var category: JSONValue {
        Schema.object([
            "category": Schema.name, "cases": Schema.count, "outcomes": verdictCounts,
            "wait_seconds_median": seconds, "wait_seconds_p95": seconds,
        ])
    }

    private static var reviewer: JSONValue {
        Schema.object([
            "reviewer": Schema.name, "decisions": Schema.count, "seconds_median": seconds,
            "without_opening_source_permille": share, "released_permille": share,
            "agreed_with_rules_permille": share, "rubber_stamp_signal": Schema.truth,
            "severity_4_in_a_day": Schema.count,
        ])
    }

    private static var rule: JSONValue {
        Schema.object([
            "rule": Schema.name, "verdicts": Schema.count, "false": Schema.count, "false_permille": share,
            "false_permille_at_least": Schema.number(0...1000), "for_its_owner": Schema.truth,
        ])
    }

    private static var missed: JSONValue {
        Schema.object([
            "case": Schema.name, "at": Schema.time, "categories": Schema.list(of: Schema.name),
            "severity": Schema.severity, "state": Schema.word(of: CaseWord.self),
        ])
    }
}
