import Conversations

/// A report on access as a person reads it.
struct AccessReportText {
    let document: JSONValue

    var lines: [String] {
        var lines = (document["rows"]?.array ?? []).flatMap(row)
        if lines.isEmpty { lines = ["no disclosure was counted"] }
        let requests = document["requests"]
        lines.append(
            "requests: asked \(number(requests, "asked")), decided \(number(requests, "decided")), unanswered "
                + "\(number(requests, "unanswered")) (\(share(requests, "unanswered"))), waiting "
                + number(requests, "waiting"))
        lines.append(
            "time to decision: median \(number(requests, "decision_seconds_median")) s, nine of ten within "
                + "\(number(requests, "decision_seconds_p90")) s")
        let glass = document["break_glass"]
        lines.append("broken glass: \(number(glass, "started")), reviewed \(number(glass, "reviewed"))")
        lines.append("leaves that are not opened: \(number(document, "leaves_not_opened"))")
        return lines
    }

    private func row(_ row: JSONValue) -> [String] {
        let who = ["organisation", "role", "purpose"].compactMap { row[$0]?.string }.filter { !$0.isEmpty }
        return [
            who.joined(separator: ", "),
            "    shown \(number(row, "shown")) classes in \(number(row, "disclosures")) views, not needed "
                + "\(number(row, "not_needed")) (\(share(row, "over_exposure")))\(classes(row, "not_needed_classes"))",
            "    withheld \(number(row, "withheld")), then asked for \(number(row, "then_asked_for")), gone up "
                + "\(number(row, "then_escalated")) (\(share(row, "under_provision")))\(classes(row, "wanted_classes"))",
        ]
    }

    private func classes(_ row: JSONValue, _ name: String) -> String {
        let found = (row[name]?.array ?? []).prefix(3).map {
            "\($0["class"]?.string ?? "?") \($0["count"]?.int ?? 0)"
        }
        return found.isEmpty ? "" : ": " + found.joined(separator: ", ")
    }

    private func number(_ value: JSONValue?, _ name: String) -> String {
        value?[name]?.int.map { "\($0)" } ?? "-"
    }

    private func share(_ value: JSONValue?, _ name: String) -> String {
        guard let share = value?[name + "_permille"]?.int else { return "-" }
        let bounds = (value?[name + "_interval"]?.array ?? []).compactMap { $0.int.map(Self.percent) }
        return "\(Self.percent(share)) %" + (bounds.count == 2 ? " [\(bounds[0]), \(bounds[1])]" : "")
    }

    private static func percent(_ permille: Int64) -> String { "\(permille / 10).\(permille % 10)" }
}
