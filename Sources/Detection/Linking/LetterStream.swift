/// The letters and digits of a message without what separates them, each knowing its token.
///
/// The spelled stream replaces number words by digits, spelling-alphabet words by letters, `o` and `l` among digits by
/// 0 and 1, and leaves out words such as "dash".
struct LetterStream: Sendable {
    private(set) var bytes: [UInt8] = []
    /// The token of each byte.
    private(set) var tokens: [Int32] = []
    /// Whether something was read otherwise than written.
    private(set) var isSpelled = false

    /// The letters and digits as written.
    init(writtenIn message: ScannedMessage) {
        bytes.reserveCapacity(message.bytes.count)
        tokens.reserveCapacity(message.bytes.count)
        for (place, token) in message.tokens.enumerated() { append(message.bytes[token.range], place) }
    }

    /// The letters and digits as spelled.
    init(spelledIn message: ScannedMessage, _ rules: DetectorRules) {
        let tables = rules.tables
        var repeats = 1
        var tens: UInt8?
        var next = 0
        for (place, token) in message.tokens.enumerated() where place >= next {
            if token.kind == .letters {
                let word = token.hash
                if let phrase = tables.numberPhrase(at: place, message.tokens) {
                    next = place + phrase.words.count
                    if let pending = tens { append([pending, 0x30], place - 1) }
                    tens = nil
                    spell(phrase.digits.prefix(1), place, &repeats, &tens)
                    append(phrase.digits.dropFirst(), next - 1)
                    continue
                }
                if let count = tables.repeats[word] {
                    repeats = count
                    continue
                }
                if let ten = tables.tens[word] {
                    if let pending = tens { append([pending, 0x30], place) }
                    tens = ten
                    isSpelled = true
                    continue
                }
                if let digits = tables.numberWords[word] {
                    spell(digits, place, &repeats, &tens)
                    continue
                }
                if let pending = tens {
                    append([pending, 0x30], place - 1)
                    tens = nil
                }
                if let letter = tables.spellingWords[word] {
                    append([letter], place)
                    isSpelled = true
                    continue
                }
                let lists = rules.lexicon.lists(of: word)
                if lists & rules.words.digitFillers != 0 { continue }
                // WHY: the signs of an address of e-mail, in words.
                if lists & (rules.words.dot | rules.words.at) != 0 {
                    isSpelled = isSpelled || lists & rules.words.dot != 0
                    continue
                }
            }
            var text = Array(message.bytes[token.range])
            if repeats > 1, token.kind == .digits, text.count == 1 {
                text = Array(repeating: text[0], count: repeats)
                isSpelled = true
            }
            if let pending = tens {
                append([pending, 0x30], max(0, place - 1))
                tens = nil
            }
            repeats = 1
            append(lookalikeDigits(text, place, message), place)
        }
        if let pending = tens { append([pending, 0x30], message.tokens.count - 1) }
    }

    private mutating func spell(
        _ digits: some Collection<UInt8>, _ place: Int, _ repeats: inout Int, _ tens: inout UInt8?
    ) {
        isSpelled = true
        if let ten = tens {
            let isUnit = digits.count == 1 && digits.first != 0x30
            append(isUnit ? [ten] : [ten, 0x30], place)
            tens = nil
        }
        for _ in 0..<repeats { append(digits, place) }
        repeats = 1
    }

    /// `O` and `l` in a run of digits, or alone beside one, read as 0 and 1.
    private mutating func lookalikeDigits(_ text: [UInt8], _ place: Int, _ message: ScannedMessage) -> [UInt8]
    {
        let isLike = text.allSatisfy { $0.isDigit || $0 == 0x6F || $0 == 0x6C || $0 == 0x69 }
        guard isLike, text.contains(where: { !$0.isDigit }) else { return text }
        let hasDigit = text.contains { $0.isDigit }
        let isBeside =
            (place > 0 && message.tokens[place - 1].kind != .letters)
            || (place + 1 < message.tokens.count && message.tokens[place + 1].kind != .letters)
        guard hasDigit || isBeside else { return text }
        isSpelled = true
        return text.map { $0 == 0x6F ? 0x30 : $0.isDigit ? $0 : 0x31 }
    }

    private mutating func append(_ text: some Collection<UInt8>, _ place: Int) {
        bytes += text
        tokens += repeatElement(Int32(place), count: text.count)
    }

    /// Whether a place is the first byte of its token.
    func isTokenStart(_ place: Int) -> Bool { place == 0 || tokens[place - 1] != tokens[place] }

    /// Whether a place is just behind the last byte of a token.
    func isTokenEnd(_ place: Int) -> Bool { place == bytes.count || tokens[place - 1] != tokens[place] }

    /// How far into its token a byte stands.
    func offset(_ place: Int) -> Int {
        var start = place
        while start > 0, tokens[start - 1] == tokens[place] { start -= 1 }
        return place - start
    }
}
