import Conversations

/// A step that makes a stored text into the text it stands for.
enum Transform: String, Hashable, Sendable, CaseIterable {
    /// White space at both ends is dropped.
    case trim
    /// Letters become lower case.
    case lower
    /// HTML becomes plain text.
    case htmlText = "html.text"
    /// A list with commas becomes items.
    case splitComma = "split.comma"
    /// A list with semicolons becomes items.
    case splitSemicolon = "split.semicolon"
    /// A list with one item a line becomes items.
    case splitLines = "split.lines"
    /// A JSON array of texts becomes items.
    case splitJSON = "split.json"

    /// Applies a step that gives one text; the splitting ones leave the text to ``items(of:)``.
    func apply(to text: String) -> String {
        switch self {
        case .trim: trimmed(text)
        case .lower: text.lowercased()
        case .htmlText: HTMLText.plain(text)
        case .splitComma, .splitSemicolon, .splitLines, .splitJSON: text
        }
    }

    /// The items of a list, `nil` when this step makes none or the text is no such list.
    func items(of text: String) -> [String]? {
        switch self {
        case .trim, .lower, .htmlText: return nil
        case .splitComma: return parts(of: text, separator: ",")
        case .splitSemicolon: return parts(of: text, separator: ";")
        case .splitLines: return parts(of: text, separator: "\n")
        case .splitJSON:
            guard !trimmed(text).isEmpty else { return [] }
            guard let list = try? JSONValue(json: Array(text.utf8)).array else { return nil }
            let items = list.compactMap(\.string)
            return items.count == list.count ? items : nil
        }
    }

    private func parts(of text: String, separator: Character) -> [String] {
        text.split(separator: separator).map { trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    private func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
