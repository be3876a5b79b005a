import Conversations

/// Reads `[class]` and `[class token]` in a trial's raw text as placeholders, as `try redact` writes them.
enum BracketedText {
    /// The text with its placeholders; a bracket after a backslash is text.
    static func read(_ text: String) -> TreatedText {
        let bytes = Array(text.utf8)
        var placeholders: [Placeholder] = []
        var position = 0
        while let open = bytes[position...].firstIndex(of: UInt8(ascii: "[")) {
            position = open + 1
            guard open == 0 || bytes[open - 1] != UInt8(ascii: "\\"),
                let close = bytes[position...].firstIndex(where: { $0 == 0x5D || $0 == 0x5B || $0 == 0x0A }),
                bytes[close] == 0x5D,
                let placeholder = placeholder(bytes[position..<close], open..<(close + 1))
            else { continue }
            placeholders.append(placeholder)
            position = close + 1
        }
        return TreatedText(text: text, placeholders: placeholders)
    }

    private static func placeholder(_ inside: ArraySlice<UInt8>, _ range: Range<Int>) -> Placeholder? {
        let parts = inside.split(separator: 0x20, maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let fieldClass = FieldClass(String(decoding: first, as: UTF8.self))
        else {
            return nil
        }
        guard parts.count == 2 else { return Placeholder(range: range, fieldClass: fieldClass, token: nil) }
        guard !parts[1].isEmpty, parts[1].allSatisfy({ $0 > 0x20 }) else { return nil }
        return Placeholder(
            range: range, fieldClass: fieldClass, token: String(decoding: parts[1], as: UTF8.self))
    }
}
