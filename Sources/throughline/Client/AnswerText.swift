import Conversations

/// An answer as a person reads it on a terminal.
struct AnswerText {
    let reply: GatewayClient.Reply

    var lines: [String] {
        guard let document = reply.document else { return ["\(reply.status): no JSON"] }
        switch document["outcome"]?.string {
        case "view": return view(document["body"] ?? .null)
        case "hold": return hold(document["body"] ?? .null)
        default: return refusal(document)
        }
    }

    // MARK: - View

    private func view(_ body: JSONValue) -> [String] {
        let gate = body["gate"]?.string == "warn" ? "view, with a warning" : "view"
        if body["summary"] != nil { return ["\(reply.status) \(gate)"] + explanation(body["explanation"]) }
        var lines = ["\(reply.status) \(gate) · \(body["purpose"]?["decision"]?.string ?? "")"]
        if let approval = body["purpose"]?["approval"]?.string { lines.append("  approval: \(approval)") }
        if let id = body["customer"]?["id"]?.string { lines.append("  customer \(id)") }
        for field in body["customer"]?["fields"]?.array ?? [] {
            lines.append("  \(text(field, "class")): \(text(field, "value"))")
        }
        for conversation in body["conversations"]?.array ?? [] { lines += self.conversation(conversation) }
        for flag in body["flags"]?.array ?? [] {
            lines.append("  ⚑ \(text(flag, "category")), severity \(flag["severity"]?.int ?? 0)")
        }
        if let rows = body["interactions"]?.array {
            lines += quoted("interactions", rows)
        } else if let rows = body["newest_lines"]?.array {
            lines.append(
                "  BROKEN GLASS until \(body["break_glass"]?["until"]?.string ?? "?"), reviewed afterwards")
            lines += quoted("newest lines", rows)
        } else {
            lines += quoted("facts", body["facts"]?.array ?? [])
            for (name, title) in Self.sections {
                lines += quoted(title, body["sections"]?[name]?.array ?? [])
            }
        }
        lines += explanation(body["explanation"])
        lines += coverage(body["coverage"] ?? .null)
        return lines + withheld(body["withheld"]?.array ?? [])
    }

    private static let sections = [
        ("why_they_came", "why they came"), ("state_now", "state now"), ("done_so_far", "done so far"),
        ("promised", "promised"), ("open_questions", "open questions"),
        ("unresolved_escalations", "unresolved escalations"), ("do_not_ask_again", "do not ask again"),
    ]

    private func conversation(_ conversation: JSONValue) -> [String] {
        let isOpen = conversation["open"]?.bool == true ? "open" : "closed"
        let subject = conversation["subject"]?.string.map { " “\($0)”" } ?? ""
        let owner = conversation["accountable_person"]?.string.map { ", accountable: \($0)" } ?? ""
        return ["  \(text(conversation, "contact_type")) conversation, \(isOpen)\(subject)\(owner)"]
    }

    private func quoted(_ title: String, _ rows: [JSONValue]) -> [String] {
        guard !rows.isEmpty else { return ["  \(title): none found"] }
        return ["  \(title):"]
            + rows.map { row in
                let who = row["author"]?["role"]?.string ?? "?"
                let when = (row["at"]?.string ?? "").prefix(10)
                let line = text(row, "text").split(whereSeparator: \.isNewline).joined(separator: " ")
                return "    “\(line)” (\(who), \(text(row, "channel")), \(when))\(remarks(row))"
            }
    }

    /// What a reader must know of a line besides its words: `was`, `contradicts`, and how often it was given.
    private func remarks(_ row: JSONValue) -> String {
        var remarks = (row["marks"]?.array ?? []).compactMap { mark in
            mark.string.map { $0.replacing("_", with: " ") }
        }
        let times = row["times_given"]?.int ?? 0
        if times > 1 { remarks.append("given \(times) times") }
        return remarks.isEmpty ? "" : " [\(remarks.joined(separator: ", "))]"
    }

    private func explanation(_ explanation: JSONValue?) -> [String] {
        guard let explanation, explanation != .null else { return [] }
        var lines = ["  why these lines:"]
        for chosen in explanation["chosen"]?.array ?? [] {
            let features = (chosen["features"]?.array ?? []).map {
                "\(text($0, "feature")) \($0["thousandths"]?.int ?? 0)"
            }
            let reasons = (chosen["reasons"]?.array ?? []).compactMap(\.string)
            lines.append(
                "    \(place(chosen)) \(text(chosen, "section")): "
                    + (reasons + features).joined(separator: ", "))
            if let quoted = chosen["text"]?.string { lines.append("      “\(quoted)”") }
        }
        lines.append("  left out, the best first:")
        for left in explanation["left_out"]?.array ?? [] {
            lines.append("    \(place(left)) \(text(left, "reason")), score \(left["score"]?.int ?? 0)")
        }
        return lines
    }

    private func place(_ row: JSONValue) -> String {
        let record = row["record"] ?? .null
        let name = record["handle"]?.string ?? "\(text(record, "source")):\(text(record, "id"))"
        return "\(name) bytes \(row["span"]?["start"]?.int ?? 0)–\(row["span"]?["end"]?.int ?? 0)"
    }

    private func coverage(_ coverage: JSONValue) -> [String] {
        (coverage["sources"]?.array ?? []).filter { $0["state"]?.string != "complete" }.map {
            "  NOT READ IN FULL: \(text($0, "source")) is \(text($0, "state")) \($0["reason"]?.string ?? "")"
        }
    }

    private func withheld(_ rows: [JSONValue]) -> [String] {
        guard !rows.isEmpty else { return ["  withheld: nothing"] }
        return ["  withheld:"]
            + rows.flatMap { row in
                let elevation =
                    row["elevation"]?.string.map {
                        [
                            "      to see it: throughline access request --class "
                                + "\(text(row, "class")) --conversation … --reason … (\($0))"
                        ]
                    } ?? []
                return [
                    "    \(text(row, "class")) (\(text(row, "count"))): \(text(row, "because")) [\(text(row, "rule"))]"
                ] + elevation
            }
    }

    // MARK: - Hold and refusal

    private func hold(_ body: JSONValue) -> [String] {
        var lines = ["\(reply.status) hold · hand to a person, queue \(text(body, "queue"))"]
        lines.append("  due: \(body["due"]?["class"]?.string ?? "")")
        for reason in body["reasons"]?.array ?? [] {
            lines.append("  ⚑ \(text(reason, "category")), severity \(reason["severity"]?.int ?? 0)")
        }
        if let title = body["crisis"]?["title"]?.string { lines.append("  CRISIS: \(title)") }
        lines.append("  say: “\(text(body, "say"))”")
        lines.append("  case: \(body["case"]?.string ?? "none")")
        if let how = body["acknowledge"]?.string { lines.append("  \(how)") }
        return lines
    }

    private func refusal(_ document: JSONValue) -> [String] {
        let rule = document["rule_id"]?.string.map { " [\($0)]" } ?? ""
        return ["\(reply.status) refusal · \(text(document, "title"))\(rule)"]
            + (document["detail"]?.string.map { ["  \($0)"] } ?? [])
            + (document["request_access"]?.string.map { ["  what to ask for: \($0)"] } ?? [])
    }

    private func text(_ value: JSONValue, _ name: String) -> String { value[name]?.string ?? "" }
}
