/// A run of letters and digits in folded text.
struct Token: Sendable, BitwiseCopyable {
    enum Kind: UInt8, Sendable, BitwiseCopyable {
        case letters
        case digits
        case mixed
    }

    /// The first folded byte.
    let start: Int32
    /// The folded byte after the last.
    let end: Int32
    /// FNV-1a of the folded bytes, cut to 32 bits.
    let hash: UInt32
    /// What the run is made of; bytes beyond ASCII count as letters.
    let kind: Kind

    var range: Range<Int> { Int(start)..<Int(end) }
    var count: Int { Int(end - start) }

    /// Cuts folded bytes into tokens, in one pass.
    static func tokens(of bytes: [UInt8]) -> [Token] {
        var tokens = GrowingList<Token>(capacity: bytes.count / 3)
        var signs = GrowingList<Int32>(capacity: 4)
        ListView.withView(of: bytes) { _ = cut($0, 0..<bytes.count, &tokens, &signs) }
        defer {
            tokens.free()
            signs.free()
        }
        return Array(tokens.view)
    }

    /// Cuts folded bytes into tokens and notes the signs that addresses turn on, in one pass.
    ///
    /// - Parameters:
    ///   - bytes: folded.
    ///   - stretch: the part of them to cut.
    ///   - tokens: gets the tokens.
    ///   - signs: gets the places of every `@` and of the colon of every `://`.
    /// - Returns: the signs that stand there, as bits: see ``ScannedMessage/signs(_:)``.
    @discardableResult static func cut(
        _ bytes: ListView<UInt8>, _ stretch: Range<Int>, _ tokens: inout GrowingList<Token>,
        _ signs: inout GrowingList<Int32>
    ) -> UInt64 {
        var seenSigns: UInt64 = 0
        let kinds = ByteKinds.standard.kinds.view
        let stop = stretch.upperBound
        var index = stretch.lowerBound
        while index < stop {
            guard kinds[Int(bytes[index])] != 0 else {
                let sign = bytes[index]
                seenSigns |= 1 << UInt64(sign & 63)
                if sign == 0x40
                    || (sign == 0x3A && index + 2 < stop && bytes[index + 1] == 0x2F
                        && bytes[index + 2] == 0x2F)
                {
                    signs.append(Int32(index))
                }
                index += 1
                continue
            }
            let start = index
            var hash: UInt32 = 2_166_136_261
            var seen: UInt8 = 0
            // WHY: most of any text is words of small letters, for which nothing has to be asked.
            index = bytes.hashLetters(from: index, to: stop, &hash)
            if index > start { seen = 1 }
            if seen == 0 {
                while index < stop, bytes[index].isDigit {
                    hash = (hash ^ UInt32(bytes[index])) &* 16_777_619
                    index += 1
                    seen = 2
                }
            }
            while index < stop {
                let byte = bytes[index]
                let kind = kinds[Int(byte)]
                guard kind != 0 else { break }
                if kind & ~seen != 0 {
                    // WHY: `555-0100x12` is a number and its extension.
                    if seen == 2, byte == UInt8(ascii: "x"), index - start > 2, index + 1 < stop,
                        bytes[index + 1].isDigit
                    {
                        break
                    }
                    seen |= kind
                }
                hash = (hash ^ UInt32(byte)) &* 16_777_619
                index += 1
            }
            let kind: Kind = seen == 1 ? .letters : seen == 2 ? .digits : .mixed
            tokens.append(Token(start: Int32(start), end: Int32(index), hash: hash, kind: kind))
        }
        return seenSigns
    }

    /// The hash that ``tokens(of:)`` gives a word.
    static func hash(of word: some Sequence<UInt8>, behind start: UInt32 = 2_166_136_261) -> UInt32 {
        word.reduce(start) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}

/// Which bytes of folded text are letters (1) and digits (2).
struct ByteKinds: Sendable {
    static let standard = ByteKinds()
    let kinds: FrozenList<UInt8>

    private init() {
        kinds = FrozenList(
            (0...255).map { byte in
                switch byte {
                case 0x30...0x39: 2
                case 0x61...0x7A, 0x80...0xFF: 1
                default: 0
                }
            })
    }
}

extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }
    var isLower: Bool { self &- 0x61 < 26 }
    var isUpper: Bool { self &- 0x41 < 26 }
    var isWord: Bool { isDigit || isLower || self >= 0x80 }
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
