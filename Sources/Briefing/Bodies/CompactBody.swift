import Conversations

/// A view in few words: the same lines, marks and grounds of provenance, without what an AI agent's tool does not need.
///
/// It is made of the full body and of nothing else, so that it can never say more. A record is named once, with its
/// commitment, and lines point to it; sections without a line stand in `none_found` only.
struct CompactBody {
    let full: JSONValue

    /// The members that stand as they are in the full body.
    private static let kept = [
        "v", "gate", "budget", "contact_type", "owner", "accountable_person", "tier", "known_issues",
        "none_found", "events", "explanation", "release", "not_a_decision",
    ]

    var json: JSONValue {
        var members = (full.object ?? [:]).filter { Self.kept.contains($0.key) && $0.value != .null }
        var records = Records()
        members["form"] = .string(SummaryForm.compact.rawValue)
        members["purpose"] = full["purpose"]?["id"] ?? .null
        members["customer"] = customer
        members["conversations"] = .array((full["conversations"]?.array ?? []).map(conversation))
        members["flags"] = .array(
            (full["flags"]?.array ?? []).map { picked(["category", "severity"], of: $0) })
        members["facts"] = .array((full["facts"]?.array ?? []).map { line($0, &records) })
        var sections: [String: JSONValue] = [:]
        for (name, rows) in (full["sections"]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let rows = rows.array, !rows.isEmpty else { continue }
            sections[name] = .array(rows.map { line($0, &records) })
        }
        members["sections"] = .object(sections)
        members["records"] = .array(records.rows)
        members["not_read"] = notRead
        members["withheld"] = .array(
            (full["withheld"]?.array ?? []).map { picked(["class", "count"], of: $0) })
        members["policy"] = full["policy"]?["id"] ?? .null
        return .object(members)
    }

    /// Records by the order in which lines first name them.
    private struct Records {
        private(set) var rows: [JSONValue] = []
        private var places: [JSONValue: Int] = [:]

        mutating func place(of record: JSONValue, line: JSONValue?) -> Int {
            if let place = places[record] {
                if let line { rows[place] = row(record, line) }
                return place
            }
            places[record] = rows.count
            rows.append(line.map { row(record, $0) } ?? ["record": record])
            return rows.count - 1
        }

        private func row(_ record: JSONValue, _ line: JSONValue) -> JSONValue {
            [
                "record": record, "conversation": line["conversation"] ?? .null,
                "channel": line["channel"] ?? .null, "commitment": line["commitment"] ?? .null,
            ]
        }
    }

    private func line(_ line: JSONValue, _ records: inout Records) -> JSONValue {
        var members: [String: JSONValue] = [
            "text": line["text"] ?? .null, "by": line["author"]?["role"] ?? .null,
            "known_by": line["author"]?["known_by"] ?? .null, "at": line["at"] ?? .null,
            "record": JSONValue(records.place(of: line["record"] ?? .null, line: line)),
            "span": .array([line["span"]?["start"] ?? .null, line["span"]?["end"] ?? .null]),
        ]
        if let marks = line["marks"]?.array, !marks.isEmpty { members["marks"] = .array(marks) }
        if let related = line["related"]?.array, !related.isEmpty {
            members["related"] = .array(related.map { JSONValue(records.place(of: $0, line: nil)) })
        }
        if let times = line["times_given"]?.int, times > 1 { members["times_given"] = .int(times) }
        return .object(members)
    }

    private var customer: JSONValue {
        var fields: [String: [JSONValue]] = [:]
        for field in full["customer"]?["fields"]?.array ?? [] {
            guard let name = field["class"]?.string, let value = field["value"] else { continue }
            fields[name, default: []].append(value)
        }
        return [
            "id": full["customer"]?["id"] ?? .null, "fields": .object(fields.mapValues(JSONValue.array)),
        ]
    }

    private func conversation(_ row: JSONValue) -> JSONValue {
        picked(["id", "open", "status", "channel", "subject", "known_issue"], of: row)
    }

    private func picked(_ names: [String], of row: JSONValue) -> JSONValue {
        .object((row.object ?? [:]).filter { names.contains($0.key) && $0.value != .null })
    }

    /// What the lines do not speak for: sources with a gap, attachments, messages in a language that was not read.
    private var notRead: JSONValue {
        let sources = (full["coverage"]?["sources"]?.array ?? []).filter {
            $0["state"]?.string != "complete" || $0["persons_complete"]?.bool == false
        }
        var members: [String: JSONValue] = [
            "sources": .array(
                sources.map { picked(["source", "state", "reason", "read", "available"], of: $0) }),
            "attachments": JSONValue(full["coverage"]?["attachments_not_read"]?.array?.count ?? 0),
            "messages_without_lexicon": full["coverage"]?["language"]?["messages_without_lexicon"] ?? 0,
        ]
        members["budget_too_small"] = full["coverage"]?["budget_too_small"]
        members["no_room"] = full["coverage"]?["no_room"]
        return .object(members)
    }
}
