/// Reads a message as it is spelled: see ``LetterStream``.
struct SpelledReader {
    private(set) var bytes: GrowingList<UInt8>
    private(set) var tokens: GrowingList<Int32>
    private(set) var isSpelled = false
    private let message: ScannedMessage
    private let traits: ListView<WordTraits>
    private let written: LetterStream
    // What is read as it is written and not yet copied.
    private var plain = 0..<0
    private let rules: DetectorRules
    private let spelling: SpellingFilter
    private var repeats = 1
    // The word that said how often.
    private var repeatPlace = 0
    // The first token that is not part of what was read.
    private var next = 0
    private var tens: UInt8?
    // The word that said them.
    private var tensPlace = 0

    init(
        _ message: ScannedMessage, _ traits: MessageTraits, _ written: LetterStream,
        _ rules: DetectorRules, _ spelling: SpellingFilter, _ bytes: GrowingList<UInt8>,
        _ tokens: GrowingList<Int32>
    ) {
        self.message = message
        self.traits = traits.words
        self.written = written
        self.rules = rules
        self.spelling = spelling
        self.bytes = bytes
        self.tokens = tokens
    }

    mutating func run() {
        let skipped = rules.words.digitFillers | rules.words.dot | rules.words.at
        var end = 0
        for place in message.tokens.indices {
            let token = message.tokens[place]
            let stretch = end..<end + token.count
            end = stretch.upperBound
            guard place >= next else { continue }
            if isPlain(place, skipped) {
                repeats = 1
                appendPlain(stretch)
                continue
            }
            if readsLetter(token, place) { continue }
            if token.kind == .letters {
                if readsExplained(token, place) { continue }
                if isLetterAmongLetters(token, place) {
                    flushTens(max(0, place - 1))
                    append(message.bytes[Int(token.start)], place)
                    continue
                }
                if spelling.spoken.mayHold(token.hash), readsSpoken(token.hash, place) { continue }
                if readsCompound(token, place) { continue }
                let lists = message.lists[place]
                if lists & skipped != 0 {
                    flushTens(place - 1)
                    isSpelled = isSpelled || LetterStream.joinsCode(place, message, rules)
                    // WHY: the signs of an address of e-mail, in words.
                    if lists & rules.words.digitFillers == 0 {
                        isSpelled = isSpelled || lists & rules.words.dot != 0
                    }
                    continue
                }
            }
            flushTens(max(0, place - 1))
            let isRepeated = repeats > 1 && token.count == 1
            for _ in 0..<(isRepeated ? repeats : 1) { appendToken(token, place, stretch) }
            isSpelled = isSpelled || isRepeated
            repeats = 1
        }
        flushTens(message.tokens.count - 1)
        flushPlain()
    }

    /// Whether a word says nothing but itself, as nearly all do.
    @inline(__always) private func isPlain(_ place: Int, _ skipped: Lexicon.Lists) -> Bool {
        traits[place].isDisjoint(with: [.odd, .digits]) && tens == nil
            && message.lists[place] & skipped == 0
    }

    /// Goes on with a stretch as it is written.
    private mutating func appendPlain(_ stretch: Range<Int>) {
        if stretch.lowerBound == plain.upperBound, !plain.isEmpty {
            plain = plain.lowerBound..<stretch.upperBound
        } else {
            flushPlain()
            plain = stretch
        }
    }

    /// Copies what was read as it is written.
    private mutating func flushPlain() {
        guard !plain.isEmpty else { return }
        bytes.append(plain, of: written.bytes)
        tokens.append(plain, of: written.tokens)
        plain = 0..<0
    }

    /// Words for a number, for a digit, for ten and more, for how often, or for a letter.
    private mutating func readsSpoken(_ word: UInt32, _ place: Int) -> Bool {
        if let phrase = spelling.numberPhrase(at: place, message.tokens) {
            next = place + phrase.words.count
            flushTens(place - 1)
            spell(phrase.digits.prefix(1), place)
            for digit in phrase.digits.dropFirst() { append(digit, next - 1) }
            return true
        }
        if let count = spelling.repeats[word] {
            repeats = count
            repeatPlace = place
            return true
        }
        if let ten = spelling.tens[word] {
            flushTens(place)
            tens = ten
            tensPlace = place
            isSpelled = true
            return true
        }
        if let digits = spelling.numberWords[word] {
            spell(digits, place)
            return true
        }
        flushTens(place - 1)
        guard let letter = spelling.spellingWords[word] else { return false }
        append(letter, place)
        isSpelled = true
        return true
    }

    private mutating func flushTens(_ place: Int) {
        guard let pending = tens else { return }
        append(pending, tensPlace)
        append(0x30, place)
        tens = nil
    }

    private mutating func spell(_ digits: some Collection<UInt8>, _ place: Int) {
        isSpelled = true
        if let ten = tens {
            append(ten, tensPlace)
            if digits.count != 1 || digits.first == 0x30 { append(0x30, place) }
            tens = nil
        }
        for count in 0..<repeats {
            for digit in digits { append(digit, repeats > 1 && count == 0 ? repeatPlace : place) }
        }
        repeats = 1
    }

    /// `x-ray`, `full stop`, `i griega`; `ge`, `erre` in a row of letters; `five55`.
    private mutating func readsLetter(_ token: Token, _ place: Int) -> Bool {
        if token.kind == .mixed {
            guard let digits = spelling.mixedDigits(token, message.bytes) else { return false }
            flushTens(max(0, place - 1))
            spell(digits, place)
            return true
        }
        if Self.isSign(token, message.bytes) {
            isSpelled = true
            return true
        }
        guard spelling.letters.mayHold(token.hash) else { return false }
        if let phrase = spelling.letterPhrase(at: place, message.tokens) {
            flushTens(max(0, place - 1))
            if let letter = phrase.digits.first { append(letter, place) }
            isSpelled = true
            repeats = 1
            next = place + phrase.words.count
            return true
        }
        guard let letter = spelling.letterName(at: place, message) else { return false }
        flushTens(max(0, place - 1))
        append(letter, place)
        isSpelled = true
        return true
    }

    /// `(a)` for the sign of an address of e-mail.
    static func isSign(_ token: Token, _ bytes: ListView<UInt8>) -> Bool {
        let (start, end) = (Int(token.start), Int(token.end))
        guard token.count == 1, bytes[start] == UInt8(ascii: "a"), start > 1, end + 1 < bytes.count else {
            return false
        }
        return bytes[start - 1] == 0x28 && bytes[end] == 0x29 && bytes[start - 2].isWord
            && bytes[end + 1].isWord
            || bytes[start - 1] == 0x5B && bytes[end] == 0x5D && bytes[start - 2].isWord
                && bytes[end + 1].isWord
    }

    /// `siebenhundert`.
    private mutating func readsCompound(_ token: Token, _ place: Int) -> Bool {
        guard let value = spelling.compound(token, message.bytes) else { return false }
        flushTens(max(0, place - 1))
        spell(Array(String(value).utf8), place)
        return true
    }

    /// The `o` of `N, O, N`, which is no nought.
    private mutating func isLetterAmongLetters(_ token: Token, _ place: Int) -> Bool {
        guard token.count == 1, place > 0, repeats == 1 else { return false }
        flushPlain()
        guard bytes.count > 0, bytes[bytes.count - 1].isLower,
            message.tokens[Int(tokens[tokens.count - 1])].count == 1 || spelling.isRow(at: place, message)
        else { return false }
        return place + 1 == message.tokens.count || message.tokens[place + 1].kind == .letters
    }

    /// `T as in Tango`.
    private mutating func readsExplained(_ token: Token, _ place: Int) -> Bool {
        guard token.count == 1 else { return false }
        let behind = spelling.wordsBehindLetter(at: place, message)
        guard behind > 0 else { return false }
        flushTens(max(0, place - 1))
        append(message.bytes[Int(token.start)], place)
        isSpelled = true
        next = place + behind + 1
        return true
    }

    /// A token as written, but `O` and `l` in a run of digits, or alone beside one, read as 0 and 1.
    /// The stretch is where the token stands in the written stream.
    private mutating func appendToken(_ token: Token, _ place: Int, _ stretch: Range<Int>) {
        guard Self.isLookalike(token, place, message) else {
            return appendPlain(stretch)
        }
        isSpelled = true
        for index in token.range {
            let byte = message.bytes[index]
            append(byte.isDigit ? byte : byte == 0x6F ? 0x30 : 0x31, place)
        }
    }

    /// Whether a token is of digits and letters like them, or of such letters beside a number.
    static func isLookalike(_ token: Token, _ place: Int, _ message: ScannedMessage) -> Bool {
        guard token.kind != .digits, isDigitLike(message.bytes[Int(token.start)]),
            token.range.allSatisfy({ isDigitLike(message.bytes[$0]) })
        else { return false }
        return token.kind == .mixed || (place > 0 && message.tokens[place - 1].kind != .letters)
            || (place + 1 < message.tokens.count && message.tokens[place + 1].kind != .letters)
    }

    /// Whether a byte is a digit or looks like one.
    @inline(__always) static func isDigitLike(_ byte: UInt8) -> Bool {
        byte.isDigit || byte == 0x6F || byte == 0x6C || byte == 0x69
    }

    private mutating func append(_ byte: UInt8, _ place: Int) {
        flushPlain()
        bytes.append(byte)
        tokens.append(Int32(truncatingIfNeeded: place))
    }
}
