import Conversations

/// Leaves as a table (RFC 4180): CRLF line ends, every field quoted that needs it.
///
/// A field that a spreadsheet could take for a formula gets an apostrophe in front, within its quotes; programs
/// that want exact values read the JSON Lines form.
public enum CSVTable {
    /// The names of the columns, in order.
    public static let columns = [
        "log", "index", "id", "time", "type", "caller", "actor", "n", "org", "role", "purpose", "policy",
        "customer", "leaf_hash", "openings_state", "subject", "conversation", "sources", "shown", "withheld",
        "flags", "query",
    ]

    /// The members that have a column of their own.
    private static let memberColumns = [
        "subject", "conversation", "sources", "shown", "withheld", "flags", "query",
    ]

    static func fields(of row: LeafRow, _ digester: some Digester) -> [String] {
        let leaf = row.leaf
        let plain: [String?] = [
            row.log, String(row.index), leaf.id.description, leaf.time.description, leaf.type.rawValue,
            leaf.caller.description, leaf.actor?.description, String(leaf.number), leaf.organisation,
            leaf.role, leaf.purpose, leaf.policy, row.customer?.description, row.leafHash(digester),
            row.openings.word,
        ]
        let members = row.members
        return plain.map { $0 ?? "" } + memberColumns.map { cell(members[$0] ?? .null) }
    }

    /// A member in one cell: texts as they are, rows as their texts joined by colons, in the order of their names.
    private static func cell(_ value: JSONValue) -> String {
        switch value {
        case .null: return ""
        case .string(let text): return text
        case .array(let items): return items.map(cell).joined(separator: "; ")
        case .object(let members):
            return members.sorted { $0.key < $1.key }.map { "\($0.key)=\(cell($0.value))" }
                .joined(separator: " ")
        default: return value.text()
        }
    }

    /// One line with its end.
    public static func line(_ fields: [String]) -> String {
        fields.map(field).joined(separator: ",") + "\r\n"
    }

    private static func field(_ text: String) -> String {
        // WHY: spreadsheets run what begins so, whatever the quotes say (OWASP, CSV injection).
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        let needsQuotes = isFormula || safe.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }
}
