/// Reads numbers in words as people say them: `twenty-seven`, `mil novecientos`, `neunzehnhundertzwei`, `ninth`.
///
/// WHY: ``SpelledReader`` reads digit by digit, as telephone numbers are dictated; a year, a day or a house has a value.
struct SpokenNumbers {
    /// A number in words or digits.
    struct Number {
        let value: Int
        /// The token after its last.
        let end: Int
        /// How many digits it is written with; 0 for words.
        let width: Int
        /// Whether words or signs of it are read otherwise than written.
        var isSpoken: Bool { width == 0 }
    }

    private let message: ScannedMessage
    private let tokens: ListView<Token>
    private let spelling: SpellingFilter

    init(_ message: ScannedMessage, _ spelling: SpellingFilter) {
        self.message = message
        tokens = message.tokens
        self.spelling = spelling
    }

    /// The longest number that begins at a token; `nil` when none does.
    func number(at place: Int) -> Number? {
        guard place < tokens.count else { return nil }
        let token = tokens[place]
        if token.kind == .digits {
            guard token.count <= 5 else { return nil }
            return Number(value: decimal(token), end: place + 1, width: token.count)
        }
        if token.kind == .mixed { return mixed(token, place) }
        guard mayCount(token) else { return nil }
        if let value = spelling.ordinals[token.hash] { return Number(value: value, end: place + 1, width: 0) }
        return cardinal(at: place)
    }

    /// Whether a word may be one for a number: one look instead of one in each table.
    @inline(__always) private func mayCount(_ token: Token) -> Bool {
        spelling.counting.mayHold(token.hash) || SpellingFilter.mayBeCompound(token, message.bytes)
    }

    /// `9th`, `1er`, `O6`.
    private func mixed(_ token: Token, _ place: Int) -> Number? {
        guard token.count <= 5 else { return nil }
        let text = message.bytes[token.range]
        let digits = text.prefix { $0.isDigit }
        if !digits.isEmpty, digits.count <= 2, Self.suffixes.contains(Array(text.dropFirst(digits.count))) {
            return Number(
                value: digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }, end: place + 1, width: digits.count)
        }
        guard SpelledReader.isLookalike(token, place, message) else { return nil }
        let value = text.reduce(0) { $0 * 10 + ($1.isDigit ? Int($1 - 0x30) : $1 == 0x6F ? 0 : 1) }
        return Number(value: value, end: place + 1, width: token.count)
    }

    private static let suffixes = ["st", "nd", "rd", "th", "er", "o", "a", "e", "ten", "te", "eme"].map {
        Array($0.utf8)
    }

    private func decimal(_ token: Token) -> Int {
        message.bytes[token.range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Units, tens, hundreds and thousands in words with nothing but blanks, hyphens and words for "and" between.
    private func cardinal(at first: Int) -> Number? {
        var (total, present, place, end) = (0, 0, first, first)
        var isOpen = true
        while place < tokens.count, place - first < 20, end == first || isJoined(place - 1) {
            let word = tokens[place].hash
            guard mayCount(tokens[place]) else {
                guard end > first, place == end, Self.ands.contains(word) else { break }
                place += 1
                continue
            }
            if let scale = spelling.scales[word] {
                guard scale == 100 ? present < 100 : total % max(scale, 1_000_000) == 0 else { break }
                present = max(present, 1) * scale
                if scale > 100 { (total, present) = (total + present, 0) }
                (place, end, isOpen) = (place + 1, place + 1, false)
                continue
            }
            if let part = part(at: place) {
                guard fits(part.value, present, isFirst: end == first && isOpen || !isOpen) else { break }
                present += part.value
                isOpen = part.value == 0
                (place, end) = (part.end, part.end)
                if part.value == 0 || part.isOrdinal { break }
                continue
            }
            guard end > first, place == end, Self.ands.contains(word) else { break }
            place += 1
        }
        guard end > first else { return nil }
        return Number(value: total + present, end: end, width: 0)
    }

    /// Whether a part goes on with what was read: tens behind hundreds, units behind tens.
    private func fits(_ value: Int, _ present: Int, isFirst: Bool) -> Bool {
        if present == 0 { return isFirst }
        if value == 0 { return false }
        if value >= 100 { return false }
        if value >= 10 { return present % 100 == 0 }
        return present % 10 == 0 && present % 100 != 10
    }

    /// A word or a phrase for a number below a thousand.
    private func part(at place: Int) -> (value: Int, end: Int, isOrdinal: Bool)? {
        let word = tokens[place].hash
        if let phrase = spelling.numberPhrase(at: place, tokens) {
            return (Self.value(phrase.digits), place + phrase.words.count, false)
        }
        if let tens = spelling.tens[word] { return (Int(tens - 0x30) * 10, place + 1, false) }
        if let digits = spelling.numberWords[word], digits.count <= 3 {
            return (Self.value(digits), place + 1, false)
        }
        if let ordinal = spelling.ordinals[word], ordinal < 10 { return (ordinal, place + 1, true) }
        return spelling.compound(tokens[place], message.bytes).map { ($0, place + 1, false) }
    }

    private func isJoined(_ left: Int) -> Bool {
        let gap = message.gap(after: left)
        return gap.count == 1
            && (message.bytes[gap.lowerBound] == 0x20 || message.bytes[gap.lowerBound] == 0x2D)
    }

    private static func value(_ digits: [UInt8]) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }

    private static let ands = ["and", "und", "e", "y", "et", "en"].map { Token.hash(of: $0.utf8) }
}

extension SpellingFilter {
    private static let hundred = Array("hundert".utf8)
    private static let thousand = Array("tausend".utf8)

    /// Whether a word makes more of the number words around it than a row of digits.
    func multiplies(_ token: Token, _ bytes: ListView<UInt8>) -> Bool {
        guard token.kind == .letters else { return false }
        if spoken.mayHold(token.hash) {
            return scales[token.hash] != nil || numberWords[token.hash]?.count == 3
        }
        return Self.mayBeCompound(token, bytes)
    }

    /// Whether a word may be a number that German writes in one word.
    @inline(__always) static func mayBeCompound(_ token: Token, _ bytes: ListView<UInt8>) -> Bool {
        guard token.count >= 10, token.count <= 48 else { return false }
        var place = Int(token.start)
        let last = Int(token.end) - 7
        while place <= last {
            let byte = bytes[place]
            if byte == 0x68 || byte == 0x74,
                bytes[place..<place + 7].elementsEqual(byte == 0x68 ? hundred : thousand)
            {
                return true
            }
            place += 1
        }
        return false
    }

    /// `siebenhundert`, `neunzehnhundertzweiundsiebzig`, `zweitausendeins`.
    func compound(_ token: Token, _ bytes: ListView<UInt8>) -> Int? {
        guard Self.mayBeCompound(token, bytes) else { return nil }
        return compound(bytes[token.range][...])
    }

    private func compound(_ text: Slice<ListView<UInt8>>) -> Int? {
        if text.isEmpty { return 0 }
        for (mark, scale) in [(Self.thousand, 1000), (Self.hundred, 100)] {
            guard let start = text.indices.first(where: { text[$0...].starts(with: mark) }) else { continue }
            let head = text[text.startIndex..<start]
            var tail = text[(start + mark.count)...]
            if tail.starts(with: "und".utf8), tail.count > 3, simple(tail) == nil { tail = tail.dropFirst(3) }
            guard let times = head.isEmpty ? 1 : simple(head), times < 100, let rest = compound(tail) else {
                return nil
            }
            return times * scale + rest
        }
        return simple(text)
    }

    private func simple(_ text: Slice<ListView<UInt8>>) -> Int? {
        let word = Token.hash(of: text)
        if let tens = tens[word] { return Int(tens - 0x30) * 10 }
        return numberWords[word].map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    }
}
