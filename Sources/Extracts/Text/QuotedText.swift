import Conversations

/// Finds the parts of a message that its author did not write now: quoted mail, pasted transcripts,
/// signatures, menus.
struct QuotedText: Sendable {
    private let headers: [String]
    private let endings: [String]
    private let signatures: [String]
    private let menus: [String]

    private static let signatureLinesMax = 8
    private static let signatureWordsMax = 8
    private static let signerWordsMax = 4
    private static let signerLinesMax = 3

    init(_ lexicons: [Lexicon]) {
        headers = lexicons.flatMap(\.quoteHeaders)
        endings = lexicons.flatMap(\.quoteEndings)
        signatures = lexicons.flatMap(\.signatures)
        menus = lexicons.flatMap(\.menus)
    }

    /// Marks the origin of each sentence.
    func mark(_ sentences: inout [Sentence], of text: MessageText, nameClasses: Set<String>) {
        markOrigins(&sentences, of: text)
        markSigner(&sentences, of: text, nameClasses)
    }

    /// Lines of their own near the end that only name somebody.
    private func markSigner(
        _ sentences: inout [Sentence], of text: MessageText, _ nameClasses: Set<String>
    ) {
        for index in sentences.indices.dropFirst().suffix(Self.signerLinesMax)
        where sentences[index].origin == .own && sentences[index].cost <= Self.signerWordsMax {
            let sentence = sentences[index]
            let isNamed = sentence.words.allSatisfy { at in
                guard let hidden = text.words[at].isPlaceholder ? text.placeholder(at: at) : nil else {
                    return text.words[at].isLetters && text.words[at].isCapital
                }
                return nameClasses.contains("\(hidden.fieldClass)")
            }
            let after = text.gap(after: sentence.words.upperBound - 1)
            let isOpenEnded = after.first.map { ![0x2E, 0x3F, 0x21].contains($0) } ?? true
            let before = text.gap(after: sentence.words.lowerBound - 1)
            let isOwnLine = before.contains(0x0A) && !before.contains(0x3A)
            if isNamed, isOpenEnded, isOwnLine { sentences[index].origin = .furniture }
        }
    }

    private func markOrigins(_ sentences: inout [Sentence], of text: MessageText) {
        let lines = lines(of: text)
        // WHY: one line can only be quoted by its sign; without one there is nothing to find.
        guard lines.count > 1 || lines.first?.text.hasPrefix(">") == true else { return }
        let (origins, isUnderHeader) = origins(of: lines)
        guard origins.contains(where: { $0 != .own }) else { return }
        var line = 0
        for index in sentences.indices {
            while line + 1 < lines.count, lines[line + 1].start <= sentences[index].bytes.lowerBound {
                line += 1
            }
            sentences[index].origin = origins[line]
            sentences[index].isUnderHeader = isUnderHeader && origins[line] == .quoted
        }
    }

    private struct Line {
        let start: Int
        let text: String
        let words: Int
    }

    /// Lower-case lines; a placeholder is one byte that nothing matches, so its text and width say nothing.
    private func lines(of text: MessageText) -> [Line] {
        guard text.bytes.contains(0x0A) || text.bytes.contains(0x3E) else { return [] }
        var lines: [Line] = []
        var current: [UInt8] = []
        var start = 0
        var position = 0
        var hidden = text.placeholders[...]
        func close() -> Line {
            let spelled = String(decoding: current, as: UTF8.self).lowercased()
            let words = WordReader.count(current) + current.count(where: { $0 == 0x01 })
            return Line(start: start, text: Self.trimmed(spelled), words: words)
        }
        while position < text.bytes.count {
            if let next = hidden.first, next.range.lowerBound == position, !next.range.isEmpty {
                current.append(0x01)
                position = next.range.upperBound
                hidden = hidden.dropFirst()
                continue
            }
            if text.bytes[position] == 0x0A {
                lines.append(close())
                current = []
                start = position + 1
            } else {
                current.append(text.bytes[position])
            }
            position += 1
        }
        lines.append(close())
        return lines
    }

    private static func trimmed(_ line: String) -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "*" }
        return String(line.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    /// What each line is, and whether the message begins with the headers of a mail.
    private func origins(of lines: [Line]) -> ([Sentence.Origin], Bool) {
        var origins = Array(repeating: Sentence.Origin.own, count: lines.count)
        let first = lines.firstIndex { !$0.text.isEmpty } ?? 0
        let beginsWithHeader = opensQuote(first, lines)
        var closing = Closing.none
        let isTranscript = lines.count(where: { Self.isTranscribed($0.text) }) >= 2
        let isMenu = lines.count(where: { opens($0.text, with: menus) }) >= 2
        var rest = Sentence.Origin.own
        for (index, line) in lines.enumerated() {
            if rest == .own {
                rest = opensRest(index, lines)
                // The line that announces older text is neither.
                origins[index] = rest == .own ? .own : .furniture
            } else {
                let isHeader = rest == .quoted && opens(line.text, with: headers)
                closing.read(line.text, isSignature: opens(line.text, with: signatures), words: line.words)
                origins[index] = isHeader || closing == .signed ? .furniture : rest
                // WHY: who answers below the mail they answer writes after its signature.
                if beginsWithHeader, closing == .past, rest == .quoted, !opensQuote(index, lines) {
                    rest = .own
                    origins[index] = .own
                }
            }
            if line.text.hasPrefix(">") { origins[index] = .quoted }
            if rest == .own, isTranscript, Self.isTranscribed(line.text) { origins[index] = .quoted }
            if rest == .own, isMenu, opens(line.text, with: menus) { origins[index] = .furniture }
        }
        return (origins, beginsWithHeader)
    }

    /// How far the signature of a quoted mail has been read.
    private enum Closing {
        case none, signed, blank, past

        mutating func read(_ line: String, isSignature: Bool, words: Int) {
            if isSignature {
                self = .signed
            } else if self == .signed, line.isEmpty {
                self = .blank
            } else if self == .signed, words > QuotedText.signatureWordsMax {
                self = .past
            } else if self == .blank, !line.isEmpty {
                self = words > QuotedText.signerWordsMax ? .past : .signed
            }
        }
    }

    private func opensRest(_ index: Int, _ lines: [Line]) -> Sentence.Origin {
        let line = lines[index].text
        if line == "--" || line == "—" { return .furniture }
        if opensQuote(index, lines) { return .quoted }
        guard index > 0, opens(line, with: signatures) else { return .own }
        // WHY: older text often follows a signature, and is no part of it.
        let rest = lines.indices[index...].prefix { !opensQuote($0, lines) && !lines[$0].text.hasPrefix(">") }
            .map { lines[$0] }.filter { !$0.text.isEmpty }
        let isShort =
            rest.count <= Self.signatureLinesMax
            && rest.allSatisfy { $0.words <= Self.signatureWordsMax || opens($0.text, with: signatures) }
        return isShort ? .furniture : .own
    }

    /// Whether a line announces older text: `On 3 June … wrote:`, or the first of two headers.
    private func opensQuote(_ index: Int, _ lines: [Line]) -> Bool {
        let line = lines[index].text
        if endings.contains(where: { line.hasSuffix($0) }),
            line.utf8.contains(where: { (0x30...0x39).contains($0) || $0 == 1 })
        {
            return true
        }
        // WHY: "Am 05.06. schrieb Anna Lang:", in whatever language, over lines that are quoted.
        if line.hasSuffix(":"), line.utf8.contains(where: { (0x30...0x39).contains($0) }),
            let next = lines[(index + 1)...].first(where: { !$0.text.isEmpty }), next.text.hasPrefix(">")
        {
            return true
        }
        return headers.contains { header in
            guard line.hasPrefix(header) else { return false }
            return !header.hasSuffix(":")
                || index + 1 < lines.count && opens(lines[index + 1].text, with: headers)
        }
    }

    private func opens(_ line: String, with beginnings: [String]) -> Bool {
        beginnings.contains { line.hasPrefix($0) || $0.hasSuffix(",") && line == $0.dropLast() }
    }

    /// A speaker and a clock before a colon: `Agent (10:02): …`, `[10:02] Name: …`.
    private static func isTranscribed(_ line: String) -> Bool {
        let head = line.utf8.prefix(48)
        var sawClock = false
        var previous: UInt8 = 0
        var beforeColon: UInt8 = 0
        for byte in head {
            let isDigit = (0x30...0x39).contains(byte)
            if previous == 0x3A {
                if isDigit, (0x30...0x39).contains(beforeColon) {
                    sawClock = true
                } else if sawClock, byte == 0x20 {
                    return true
                }
            }
            if byte == 0x3A { beforeColon = previous }
            previous = byte
        }
        return sawClock && previous == 0x3A
    }
}
