/// The letters and digits of a message without what separates them, each knowing its token.
///
/// The spelled stream replaces number words by digits, spelling-alphabet words by letters, `o` and `l` among digits by
/// 0 and 1, and leaves out words such as "dash".
///
/// INVARIANT: the memory belongs to the message's scratch.
struct LetterStream {
    let bytes: ListView<UInt8>
    /// The token of each byte.
    let tokens: ListView<Int32>
    /// Whether something was read otherwise than written.
    let isSpelled: Bool

    /// The letters and digits as written.
    init(
        writtenIn message: ScannedMessage, _ bytes: inout GrowingList<UInt8>,
        _ tokens: inout GrowingList<Int32>
    ) {
        bytes.removeAll()
        tokens.removeAll()
        let source = message.bytes
        let all = message.tokens
        bytes.reserve(source.count + 8)
        tokens.reserve(source.count + 8)
        for place in all.indices {
            let range = all[place].range
            bytes.append(word: range, of: source)
            tokens.append(Int32(truncatingIfNeeded: place), aFew: range.count)
        }
        self.bytes = bytes.view
        self.tokens = tokens.view
        isSpelled = false
    }

    /// The letters and digits as spelled; `nil` when that is as they are written.
    init?(
        spelledIn message: ScannedMessage, _ traits: MessageTraits, _ written: LetterStream,
        _ rules: DetectorRules, _ spelling: SpellingFilter,
        _ bytes: inout GrowingList<UInt8>, _ tokens: inout GrowingList<Int32>
    ) {
        bytes.removeAll()
        tokens.removeAll()
        var reader = SpelledReader(message, traits, written, rules, spelling, bytes, tokens)
        reader.run()
        bytes = reader.bytes
        tokens = reader.tokens
        guard reader.isSpelled else { return nil }
        self.bytes = bytes.view
        self.tokens = tokens.view
        isSpelled = true
    }

    /// Whether a message has a word, or letters like digits, that may be read otherwise than written.
    static func mayBeSpelled(
        _ message: ScannedMessage, _ traits: MessageTraits, _ rules: DetectorRules,
        _ spelling: SpellingFilter
    ) -> Bool {
        if !traits.all.isDisjoint(with: [.spoken, .lookalike, .compound]) { return true }
        let lists = rules.words.dot | rules.words.digitFillers
        for place in message.tokens.indices {
            let own = traits.words[place]
            guard !own.isDisjoint(with: .odd) || message.lists[place] & lists != 0, own != .digits else {
                continue
            }
            let token = message.tokens[place]
            if token.kind == .digits { continue }
            if message.lists[place] & rules.words.dot != 0 { return true }
            if token.count == 1, spelling.wordsBehindLetter(at: place, message) > 0 { return true }
            if token.kind == .mixed, spelling.mixedDigits(token, message.bytes) != nil { return true }
            if own.contains(.letterName),
                spelling.letterPhrase(at: place, message.tokens) != nil
                    || spelling.letterName(at: place, message) != nil
            {
                return true
            }
            if joinsCode(place, message, rules) || SpelledReader.isSign(token, message.bytes) { return true }
        }
        return false
    }

    /// Whether a word such as "then" stands between two parts of a code: `LS6 then 3QR`.
    @inline(__always) static func joinsCode(
        _ place: Int, _ message: ScannedMessage, _ rules: DetectorRules
    ) -> Bool {
        message.lists[place] & rules.words.digitFillers != 0 && place > 0
            && place + 1 < message.tokens.count && message.tokens[place - 1].kind == .mixed
            && message.tokens[place + 1].kind == .mixed
    }

    /// The letters and digits with numbers in words by their value; `nil` when no word multiplies another.
    ///
    /// WHY: "one hundred and three thousand" is 103000, and dictated digit by digit it is 100 3000.
    init?(
        countedIn message: ScannedMessage, _ traits: MessageTraits, _ spelling: SpellingFilter,
        _ bytes: inout GrowingList<UInt8>, _ tokens: inout GrowingList<Int32>
    ) {
        guard !traits.all.isDisjoint(with: [.spoken, .compound]),
            message.tokens.indices.contains(where: {
                !traits.words[$0].isDisjoint(with: [.spoken, .compound])
                    && spelling.multiplies(message.tokens[$0], message.bytes)
            })
        else { return nil }
        bytes.removeAll()
        tokens.removeAll()
        let reader = SpokenNumbers(message, spelling)
        var place = 0
        while place < message.tokens.count {
            let token = message.tokens[place]
            if token.kind == .letters, let number = reader.number(at: place) {
                for (index, digit) in String(number.value).utf8.enumerated() {
                    bytes.append(digit)
                    tokens.append(Int32(truncatingIfNeeded: index == 0 ? place : number.end - 1))
                }
                place = number.end
            } else {
                bytes.append(token.range, of: message.bytes)
                tokens.append(Int32(truncatingIfNeeded: place), times: token.count)
                place += 1
            }
        }
        self.bytes = bytes.view
        self.tokens = tokens.view
        isSpelled = true
    }

    /// The digits of another reading, however far apart; `nil` when they are too few or all in one number.
    init?(
        digitsOf other: LetterStream, _ bytes: inout GrowingList<UInt8>, _ tokens: inout GrowingList<Int32>
    ) {
        bytes.removeAll()
        tokens.removeAll()
        for place in other.bytes.indices where other.bytes[place].isDigit {
            bytes.append(other.bytes[place])
            tokens.append(other.tokens[place])
        }
        guard bytes.count >= 7, tokens[0] != tokens[bytes.count - 1] else { return nil }
        self.bytes = bytes.view
        self.tokens = tokens.view
        isSpelled = other.isSpelled
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
