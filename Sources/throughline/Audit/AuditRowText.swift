import AuditTrail
import Conversations
import Sodium

/// One leaf as a person reads it on a terminal.
struct AuditRowText {
    let row: JSONValue

    /// A line, and below it what was opened.
    var lines: [String] {
        let who = ["role", "org", "purpose"].compactMap { row[$0]?.string }.joined(separator: " · ")
        let index = row["index"]?.int ?? 0
        let first =
            "\(index)  \(text("time"))  \(text("type"))  \(text("id"))  "
            + "caller \(text("caller")) #\(row["n"]?.int ?? 0)  \(who)"
        guard let members = row["members"]?.object else {
            let state = text("openings_state")
            return [first] + (["", "closed"].contains(state) ? [] : ["    openings: \(state)"])
        }
        return [first]
            + members.keys.sorted().compactMap { name in
                guard let value = members[name], value != .null else { return nil }
                return "    \(name): \(value.string ?? value.text())"
            }
    }

    private func text(_ name: String) -> String { row[name]?.string ?? "" }

    /// A row as the gateway writes it, from a leaf of an exported log.
    static func row(of leaf: Leaf, index: Int, log: String) -> JSONValue {
        LeafRow(log: log, index: index, leaf: leaf).json(SodiumDigester())
    }
}
