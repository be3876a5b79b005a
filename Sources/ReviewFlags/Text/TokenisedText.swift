import Detection

/// The words of one message, folded, with their places in the raw text.
struct TokenisedText: Sendable {
    /// One word, number or sign.
    struct Token: Sendable {
        /// UTF-8 bytes of the raw text, half open.
        var start: Int32
        /// UTF-8 bytes of the raw text, half open.
        var end: Int32
        /// Where its folded bytes stand in ``TokenisedText/letters``, half open.
        var lettersStart: Int32
        /// Where its folded bytes stand in ``TokenisedText/letters``, half open.
        var lettersEnd: Int32
        /// The sentence it stands in, from 0.
        var sentence: Int32
        /// What it is made of.
        var kind: Kind
        /// Whether it stands in a line that quotes another message.
        var isQuoted: Bool
    }

    /// What a token is made of.
    enum Kind: Sendable {
        /// Letters, perhaps with digits after them.
        case word
        /// It begins with a digit.
        case number
        /// A currency sign.
        case currency
        /// An emoji or another sign that rules may name.
        case sign
    }

    /// The tokens in reading order.
    var tokens: [Token] = []
    /// The folded bytes of all tokens, one after the other, apostrophes left out.
    var letters: [UInt8] = []

    /// The folded bytes of a token.
    func letters(of token: Token) -> ArraySlice<UInt8> {
        letters[Int(token.lettersStart)..<Int(token.lettersEnd)]
    }
}

/// Cuts a folded text into tokens and sentences.
struct Tokeniser {
    private let text: FoldedText
    private var result = TokenisedText()
    private var sentence: Int32 = 0
    private var isQuoted = false
    private var at = 0

    /// Takes a folded text.
    init(_ text: FoldedText) {
        self.text = text
        result.tokens.reserveCapacity(text.bytes.count / 5 + 4)
        result.letters.reserveCapacity(text.bytes.count)
    }

    /// The tokens of a folded text.
    static func tokens(of text: FoldedText) -> TokenisedText {
        var tokeniser = Tokeniser(text)
        tokeniser.run()
        tokeniser.joinSpacedLetters()
        return tokeniser.result
    }

    private mutating func run() {
        startLine()
        while at < text.bytes.count {
            let byte = text.bytes[at]
            if Self.isWordByte(byte) {
                if byte >= 0x80, let sign = signLength() { take(sign, as: .sign) } else { word() }
            } else {
                separator(byte)
            }
        }
    }

    private mutating func separator(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "$"): return take(1, as: .currency)
        case UInt8(ascii: "\n"):
            sentence += 1
            at += 1
            return startLine()
        case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"): sentence += 1
        case UInt8(ascii: ".") where endsSentence(): sentence += 1
        default: break
        }
        at += 1
    }

    /// Whether the full stop here ends a sentence: not within numbers, `e.g.` or a spaced-out word (`s.u.e`).
    private func endsSentence() -> Bool {
        let next = at + 1
        if next < text.bytes.count, Self.isWordByte(text.bytes[next]) {
            let previous = at > 0 ? text.bytes[at - 1] : 0
            let isShort = at < 2 || !Self.isWordByte(text.bytes[at - 2])
            return !(isShort || Self.isDigit(previous))
        }
        return true
    }

    private mutating func startLine() {
        var place = at
        while place < text.bytes.count, text.bytes[place] == 0x20 { place += 1 }
        isQuoted = place < text.bytes.count && text.bytes[place] == UInt8(ascii: ">")
    }

    private mutating func word() {
        let first = at
        let lettersStart = result.letters.count
        let isNumber = Self.isDigit(text.bytes[at])
        while at < text.bytes.count {
            let byte = text.bytes[at]
            if Self.isWordByte(byte) {
                if byte >= 0x80, signLength() != nil { break }
                result.letters.append(byte)
            } else if !(isNumber ? continuesNumber() : joinsContraction()) {
                break
            }
            at += 1
        }
        append(from: first, lettersStart: lettersStart, kind: isNumber ? .number : .word)
    }

    /// `1,299.00` is one number.
    private func continuesNumber() -> Bool {
        let byte = text.bytes[at]
        guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") else { return false }
        return at + 1 < text.bytes.count && Self.isDigit(text.bytes[at + 1])
            && Self.isDigit(text.bytes[at - 1])
    }

    /// `don't` is one word, `l'avocat` and `I'll` are two.
    private func joinsContraction() -> Bool {
        guard text.bytes[at] == UInt8(ascii: "'"), text.bytes[at - 1] == UInt8(ascii: "n"),
            at + 1 < text.bytes.count, text.bytes[at + 1] == UInt8(ascii: "t")
        else { return false }
        return at + 2 == text.bytes.count || !Self.isWordByte(text.bytes[at + 2])
    }

    /// The number of bytes of the emoji or currency sign here; `nil` when a letter stands here.
    private func signLength() -> Int? {
        let byte = text.bytes[at]
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard at + length <= text.bytes.count else { return nil }
        var value = UInt32(byte) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
        for place in at + 1..<at + length { value = value << 6 | UInt32(text.bytes[place] & 0x3F) }
        guard let scalar = Unicode.Scalar(value) else { return nil }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? nil : length
    }

    private mutating func take(_ length: Int, as kind: TokenisedText.Kind) {
        let first = at
        let lettersStart = result.letters.count
        result.letters.append(contentsOf: text.bytes[at..<at + length])
        at += length
        let isCurrency =
            result.letters[lettersStart...].elementsEqual("£".utf8)
            || result.letters[lettersStart...].elementsEqual("€".utf8)
            || result.letters[lettersStart...].elementsEqual("₹".utf8)
            || result.letters[lettersStart...].elementsEqual("¥".utf8)
        append(from: first, lettersStart: lettersStart, kind: isCurrency ? .currency : kind)
    }

    private mutating func append(from first: Int, lettersStart: Int, kind: TokenisedText.Kind) {
        let range = text.originalRange(of: first..<at)
        result.tokens.append(
            TokenisedText.Token(
                start: Int32(range.lowerBound), end: Int32(range.upperBound),
                lettersStart: Int32(lettersStart), lettersEnd: Int32(result.letters.count),
                sentence: sentence, kind: kind, isQuoted: isQuoted))
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || isDigit(byte) || byte &- UInt8(ascii: "a") < 26
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

extension Tokeniser {
    /// `l a w y e r` and `s.u.i.c.i.d.e` become one token each.
    private mutating func joinSpacedLetters() {
        var kept: [TokenisedText.Token] = []
        var run = 0
        var hasJoined = false
        for place in result.tokens.indices {
            let token = result.tokens[place]
            run = isSingleLetter(token) ? run + 1 : 0
            if run >= 4 {
                if !hasJoined {
                    kept = Array(result.tokens[..<place])
                    hasJoined = true
                }
                if run == 4 {
                    kept.removeLast(3)
                    kept.append(joined(place - 3, place))
                } else {
                    kept[kept.count - 1] = joined(place - run + 1, place)
                }
            } else if hasJoined {
                kept.append(token)
            }
        }
        if hasJoined { result.tokens = kept }
    }

    private func isSingleLetter(_ token: TokenisedText.Token) -> Bool {
        token.kind == .word && token.lettersEnd - token.lettersStart == 1
    }

    /// INVARIANT: the letters of neighbouring tokens are neighbours, so a joined token is a wider range.
    private func joined(_ first: Int, _ last: Int) -> TokenisedText.Token {
        var token = result.tokens[first]
        token.end = result.tokens[last].end
        token.lettersEnd = result.tokens[last].lettersEnd
        return token
    }
}
