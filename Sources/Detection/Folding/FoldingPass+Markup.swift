extension FoldingPass {
    /// A tag of HTML without attributes: nothing where it stands within a word, a blank elsewhere.
    ///
    /// WHY: `Mar<b>i</b>a` reads as one word and `617</td><td>555` as two; what stands in attributes stays to be searched.
    mutating func tag() -> Unicode.Scalar? {
        var cursor = position + 1
        if cursor < input.count, input[cursor] == UInt8(ascii: "/") { cursor += 1 }
        let first = cursor
        while cursor < input.count, cursor - first < Self.nameMax,
            input[cursor].isWord || input[cursor].isUpper
        {
            cursor += 1
        }
        let name = String(decoding: input[first..<cursor], as: UTF8.self).lowercased()
        while cursor < input.count, cursor - first < Self.nameMax,
            input[cursor] == 0x20 || input[cursor] == 0x2F
        {
            cursor += 1
        }
        guard cursor < input.count, input[cursor] == UInt8(ascii: ">") else { return nil }
        if Self.inline.contains(name) {
            position = cursor + 1
            return "\u{200B}"
        }
        guard Self.blocks.contains(name) else { return nil }
        position = cursor + 1
        return " "
    }

    private static let nameMax = 12
    private static let inline: Set<String> = [
        "b", "i", "u", "em", "strong", "span", "font", "wbr", "mark", "small", "big", "sub", "sup", "tt",
        "code", "s",
    ]
    private static let blocks: Set<String> = [
        "td", "tr", "th", "div", "p", "br", "li", "ul", "ol", "table", "tbody", "thead", "h1", "h2", "h3",
        "h4", "hr", "a",
    ]

    /// The signs for year, month and day behind a number, as Japanese, Chinese and Korean write days: `1978年11月23日`.
    func dateSign(_ scalar: Unicode.Scalar) -> UInt8? {
        guard bytes.count > 0, bytes[bytes.count - 1].isDigit else { return nil }
        return switch scalar {
        case "\u{5E74}", "\u{6708}", "\u{B144}", "\u{C6D4}": UInt8(ascii: "-")
        case "\u{65E5}", "\u{C77C}": 0x20
        default: nil
        }
    }
}
