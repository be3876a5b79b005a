import ArgumentParser
import Conversations
import NIOHTTP1

struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Works the queue of cases that wait for a person, and measures it.",
        subcommands: [
            ReviewList.self, ReviewClaim.self, ReviewView.self, ReviewSpan.self, ReviewReturn.self,
            ReviewDecide.self, ReviewConfirm.self, ReviewAccept.self, ReviewContest.self,
            ReviewMissedFlag.self, ReviewStop.self, ReviewResume.self, ReviewReport.self, ReviewSimulate.self,
            ReviewSample.self, ReviewBypass.self, ReviewKnown.self,
        ])
}

/// Which case a command is about.
struct CaseArgument: ParsableArguments {
    @Argument(help: "The case, as `throughline review list` shows it.")
    var id: String

    func path(_ step: String) throws -> String {
        guard let name = try? ReviewCaseToken(id), name.text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x2F })
        else {
            throw ValidationError("expected a case as `throughline review list` shows it, found \"\(id)\"")
        }
        return "/v1/reviews/\(id)/\(step)"
    }
}

/// The lease that a step shows.
struct LeaseOption: ParsableArguments {
    @Option(help: "The lease that `throughline review claim` gave.")
    var lease: String
}

/// A review case as a person reads it.
enum ReviewText {
    static func lines(_ found: JSONValue) -> [String] {
        func text(_ name: String) -> String { found[name]?.string ?? "-" }
        guard found["case"]?.string != nil else { return ["no case for you now"] }
        let categories = (found["categories"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
        let marks = ["escalated", "breached", "contested", "accepted", "yours"].filter {
            found[$0]?.bool ?? false
        }
        var lines = [
            "\(text("case"))  \(text("state")), severity \(found["severity"]?.int ?? 0): \(categories)"
                + (marks.isEmpty ? "" : " [\(marks.joined(separator: ", "))]")
        ]
        lines.append("    \(text("conversation")) by \(text("channel")), \(text("origin"))")
        lines.append("    open \(found["age_minutes"]?.int ?? 0) min, decide by \(text("decide_by"))")
        for due in found["regulatory"]?.array ?? [] {
            lines.append("    \(due["rule"]?.string ?? "?") until \(due["due"]?.string ?? "?")")
        }
        for (place, request) in (found["requests"]?.array ?? []).enumerated() {
            let role = request["role"]?.string ?? "?"
            let from = request["organisation"]?.string ?? "?"
            lines.append("    request \(place): \(role) of \(from), \(request["purpose"]?.string ?? "?")")
        }
        if let known = found["known_answer"] { lines += Self.known(known) }
        if let lease = found["lease"]?.string {
            lines.append("    lease \(lease) until \(text("lease_until"))")
            lines.append("    look at it: throughline review view \(text("case")) --lease \(lease)")
        }
        return lines
    }

    /// That a case was a test, and what was right.
    private static func known(_ known: JSONValue) -> [String] {
        let name = known["name"]?.string.map { " \($0)" } ?? ""
        let expected = (known["expected"]?.array ?? []).compactMap(\.string).joined(separator: " or ")
        let result = known["right"]?.bool.map { $0 ? "right" : "WRONG" } ?? "not decided yet"
        return [
            "    known answer\(name): \(result), expected \(expected)",
            "        \(known["because"]?.string ?? "")",
        ]
    }

    static func view(_ found: JSONValue) -> [String] {
        var lines = ["view \(found["view"]?.string ?? "-") up to \(found["watermark"]?.string ?? "-")"]
        // WHY before anything else: whether it may be given depends on who would get it.
        lines.append("    would be given to: \(requester(found["requester"]))")
        for flag in found["flags"]?.array ?? [] {
            let records = (flag["records"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
            lines.append(
                "    \(flag["category"]?.string ?? "?") \(flag["severity"]?.int ?? 0), \(flag["rule"]?.string ?? "?")"
                    + " in \(records)")
            if let because = flag["because"]?.string { lines.append("        \(because)") }
        }
        for line in found["lines"]?.array ?? [] {
            lines.append("\(line["line"]?.string ?? "?")")
            lines.append("    \(line["text"]?.string ?? "")")
        }
        let reasons = (found["reasons"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
        lines.append("reasons that a decision may give: \(reasons)")
        return lines
    }

    private static func requester(_ found: JSONValue?) -> String {
        func text(_ name: String) -> String { found?[name]?.string ?? "?" }
        let outside = found?["external"]?.bool ?? false ? ", ANOTHER ORGANISATION" : ""
        return "\(text("role")) of \(text("organisation")), for \(text("purpose"))\(outside)"
    }
}
