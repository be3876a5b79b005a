import Conversations

/// One value as a store holds it.
enum StoredValue: Hashable, Sendable {
    case null
    case int(Int64)
    case real(Double)
    case text(String)
    /// Longer than the bound, or no valid UTF-8; only its length is kept.
    case unread(byteCount: Int)

    /// The value as the record commitment covers it: whole numbers as numbers, the rest as text, before
    /// conversion.
    var asRead: JSONValue {
        switch self {
        case .null: .null
        // WHY: canonical JSON holds |n| < 2^53 only; larger ids stand as text.
        case .int(let number): number.magnitude < 1 << 53 ? .int(number) : .string(String(number))
        case .real(let number): .string(String(number))
        case .text(let text): .string(text)
        case .unread(let byteCount): .object(["unread_bytes": JSONValue(byteCount)])
        }
    }

    /// The value as a code or an id: the digits of a number, or the text.
    var code: String? {
        switch self {
        case .null, .unread: nil
        case .int(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        }
    }

    /// What this is, as messages name it; never the value itself.
    var kind: String {
        switch self {
        case .null: "NULL"
        case .int: "a whole number"
        case .real: "a real number"
        case .text: "a text"
        case .unread(let byteCount): "\(byteCount) bytes that are too long or no UTF-8"
        }
    }
}

/// One row of a statement's result.
struct StoredRow {
    /// Where each column stands.
    let columns: [String: Int]
    let values: [StoredValue]

    /// The value of a column; `nil` when the result has no such column.
    subscript(column: String) -> StoredValue? {
        columns[column].map { values[$0] }
    }
}
