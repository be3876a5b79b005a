/// Turns HTML bodies into plain text in one pass over their bytes.
///
/// Tags are dropped, block elements and `br` start a line, list items a dash, quotes become `> ` lines,
/// entities are decoded once, and what stands in `script`, `style`, `head` or a comment never reaches the
/// text. Broken markup is text.
struct HTMLText {
    private let bytes: [UInt8]
    private var position = 0
    private var line: [UInt8] = []
    private var lines: [[UInt8]] = []
    private var quoteDepth = 0
    private var preformattedDepth = 0

    private static let blocks: Set<String> = [
        "p", "div", "br", "li", "tr", "ul", "ol", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
        "blockquote", "pre", "section", "article", "header", "footer", "dt", "dd",
    ]
    private static let silent: Set<String> = ["script", "style", "head", "title", "template"]

    private init(_ html: String) { bytes = Array(html.utf8) }

    /// The plain text of an HTML body; lines are trimmed and at most one empty line stands between two
    /// others.
    static func plain(_ html: String) -> String {
        var reader = HTMLText(html)
        reader.read()
        return reader.joined()
    }

    private mutating func read() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "<"): readMarkup()
            case UInt8(ascii: "&"): readEntity()
            case 0x0A where preformattedDepth > 0:
                endLine()
                position += 1
            case 0x09, 0x0A, 0x0D, 0x20:
                if line.last != 0x20 || preformattedDepth > 0 { line.append(0x20) }
                position += 1
            default:
                line.append(bytes[position])
                position += 1
            }
        }
        endLine()
    }

    private mutating func readMarkup() {
        if starts(with: "<!--") {
            position = index(of: "-->", from: position + 4).map { $0 + 3 } ?? bytes.count
            return
        }
        guard let close = endOfTag(), let tag = Tag(bytes[position + 1..<close]) else {
            line.append(bytes[position])
            position += 1
            return
        }
        position = close + 1
        if Self.silent.contains(tag.name), !tag.isClosing, !tag.isEmpty { skipContent(of: tag.name) }
        apply(tag)
    }

    private mutating func apply(_ tag: Tag) {
        switch tag.name {
        case "blockquote":
            endLine()
            quoteDepth = max(0, quoteDepth + (tag.isClosing ? -1 : 1))
        case "pre":
            endLine()
            preformattedDepth = max(0, preformattedDepth + (tag.isClosing ? -1 : 1))
        case "li" where !tag.isClosing:
            endLine()
            line += Array("- ".utf8)
        case "td", "th":
            if !line.isEmpty, line.last != 0x20 { line.append(0x20) }
        case "br":
            endLine(keepsEmpty: true)
        case "p":
            endLine()
            if tag.isClosing { lines.append([]) }
        default:
            if Self.blocks.contains(tag.name) { endLine() }
        }
    }

    private mutating func endLine(keepsEmpty: Bool = false) {
        while line.last == 0x20 { line.removeLast() }
        let content = preformattedDepth > 0 ? line[...] : line.drop { $0 == 0x20 }
        if !content.isEmpty || keepsEmpty {
            let mark = Array(repeating: Array("> ".utf8), count: min(quoteDepth, 8)).flatMap { $0 }
            lines.append(mark + content)
        }
        line = []
    }

    private func joined() -> String {
        var kept: [[UInt8]] = []
        for line in lines where !line.isEmpty || kept.last?.isEmpty == false { kept.append(line) }
        while kept.last?.isEmpty == true { kept.removeLast() }
        return String(decoding: Array(kept.joined(separator: [0x0A])), as: UTF8.self)
    }

    /// Where the tag that starts here ends; `>` within quotes does not end it, and a further `<` means that
    /// it is none.
    private func endOfTag() -> Int? {
        // WHY: a tag is looked for within 2,048 bytes only, so that many stray `<` stay linear.
        let limit = min(bytes.count, position + 2048)
        var quote: UInt8?
        for index in position + 1..<max(position + 1, limit) {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: ">") {
                return index
            } else if byte == UInt8(ascii: "<") {
                return nil
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                if bytes[index - 1] == UInt8(ascii: "=") { quote = byte }
            }
        }
        return nil
    }

    /// Moves behind the end of an element whose content is no text; an element without an end takes all that
    /// follows.
    private mutating func skipContent(of name: String) {
        let end = Array("</\(name)".utf8)
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "<"), position + end.count <= bytes.count,
                zip(bytes[position..<position + end.count], end).allSatisfy({ ($0 | 0x20) == ($1 | 0x20) })
            {
                position = (bytes[position...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
                return
            }
            position += 1
        }
    }

    private mutating func readEntity() {
        let limit = min(bytes.count, position + 12)
        guard let end = bytes[position..<limit].firstIndex(of: UInt8(ascii: ";")),
            let decoded = HTMLEntity.decode(String(decoding: bytes[position + 1..<end], as: UTF8.self))
        else {
            line.append(bytes[position])
            position += 1
            return
        }
        line += Array(decoded.utf8)
        position = end + 1
    }

    private func starts(with text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private func index(of text: String, from start: Int) -> Int? {
        let wanted = Array(text.utf8)
        guard start + wanted.count <= bytes.count else { return nil }
        return (start...bytes.count - wanted.count).first {
            bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
        }
    }
}

extension HTMLText {
    /// The name of a tag and whether it closes.
    private struct Tag {
        let name: String
        let isClosing: Bool
        let isEmpty: Bool

        init?(_ inner: ArraySlice<UInt8>) {
            var rest = inner
            if let first = rest.first, first == UInt8(ascii: "!") || first == UInt8(ascii: "?") {
                (name, isClosing, isEmpty) = ("!", false, true)
                return
            }
            isClosing = rest.first == UInt8(ascii: "/")
            if isClosing { rest = rest.dropFirst() }
            let letters = rest.prefix { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
            // WHY: a tag starts with a letter right behind the bracket; `a < b` and `<3` stay text.
            guard let first = letters.first, (0x61...0x7A).contains(first | 0x20) else { return nil }
            let next = rest.dropFirst(letters.count).first
            guard next != UInt8(ascii: "@"), next != UInt8(ascii: "."), next != UInt8(ascii: "+") else {
                return nil
            }
            name = String(
                decoding: letters.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
            isEmpty = inner.last == UInt8(ascii: "/")
        }
    }
}
