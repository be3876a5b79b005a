import Conversations

/// Holds the columns that people search by against the leaf's own bytes.
///
/// A row whose column was changed still hashes right, and hides from whoever searches. Reads canonical text from front to back
/// without building a document: a start looks at every leaf. INVARIANT: the bytes are those that were signed, or the start
/// refuses them for that.
struct SearchedMembers {
    private let bytes: [UInt8]
    private var position = 0

    /// The first column that says something else than the leaf, `nil` when all say the same.
    static func difference(between row: LeafTable.CheckedRow) -> String? {
        var members = SearchedMembers(bytes: row.bytes)
        return members.difference(from: row)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func difference(from row: LeafTable.CheckedRow) -> String? {
        guard skip(#"{"actor":"#), skipValue(), skip(#","body":"#), skipValue() else { return "bytes" }
        guard skip(#","caller":"#), skipColumn(row.caller) else { return "caller" }
        guard skip(#","id":"#), skipColumn(row.id) else { return "id" }
        guard skip(#","n":"#), skipValue() else { return "bytes" }
        guard skip(#","org":"#), skipColumn(row.organisation) else { return "organisation" }
        guard skip(#","policy":"#), skipValue(), skip(#","public":"#), skipValue() else { return "bytes" }
        guard skip(#","purpose":"#), skipColumn(row.purpose) else { return "purpose" }
        guard skip(#","role":"#), skipColumn(row.role) else { return "role" }
        // WHY: from here on only the type is searched by, and it stands right before the end.
        return endsWith(#"","type":"\#(row.type)","v":1}"#) ? nil : "type"
    }

    private mutating func skip(_ text: String) -> Bool {
        let text = text.utf8
        guard position + text.count <= bytes.count,
            bytes[position..<(position + text.count)].elementsEqual(text)
        else { return false }
        position += text.count
        return true
    }

    /// Passes the canonical text of a column's value.
    private mutating func skipColumn(_ value: String?) -> Bool {
        guard let value else { return skip("null") }
        return skip(JSONValue.string(value).text())
    }

    /// Passes any one value.
    private mutating func skipValue() -> Bool {
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return true }
                depth -= 1
            case UInt8(ascii: ","): if depth == 0 { return true }
            default: break
            }
            position += 1
        }
        return false
    }

    /// From an opening quote to the closing one.
    private mutating func skipString() {
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
    }

    private func endsWith(_ text: String) -> Bool { bytes.suffix(text.utf8.count).elementsEqual(text.utf8) }
}
