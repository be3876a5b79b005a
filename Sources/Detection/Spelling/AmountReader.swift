/// Reads sums of money as people write and say them: `£1,150.00`, `35 €`, `US$40`, `Rs. 4,350`, `5k quid`, `forty pounds`.
struct AmountReader {
    /// What tells that a number is a sum.
    enum Evidence: Equatable {
        /// A sign of a currency or a word for money.
        case money
        /// A word for money that is also one for weight: `forty pounds`.
        case moneyOrWeight
        /// Nothing but two digits of a fraction: words around must speak of prices.
        case cents
    }

    /// A sum as written.
    struct Amount: Equatable {
        /// Folded bytes, with the sign or word for money where one stands.
        let range: Range<Int>
        /// Whole units of the currency; `nil` where they are not told in full.
        let units: Int?
        let evidence: Evidence
    }

    /// What stands behind a number.
    private struct Tail {
        let end: Int
        var times: Int? = 1
        var evidence = Evidence.money
    }

    /// A number as written: `1,150.00`, `1'200`, `4.5`, `20-30` with the higher end.
    private struct Number {
        var end: Int
        var units: Int?
        /// Digits of a fraction.
        var decimals = 0
    }

    private let message: ScannedMessage
    private let bytes: ListView<UInt8>
    private let tokens: ListView<Token>
    private let words: DetectorWords
    private let lexicon: Lexicon
    private let spelling: SpellingFilter

    init(_ message: ScannedMessage, _ rules: DetectorRules, _ spelling: SpellingFilter) {
        self.message = message
        bytes = message.bytes
        tokens = message.tokens
        words = rules.words
        lexicon = rules.lexicon
        self.spelling = spelling
    }

    /// The sum whose first digits stand in a token; `nil` when nothing beside the number says money.
    func amount(at place: Int) -> Amount? {
        let token = tokens[place]
        let head = head(of: token)
        guard head < token.end, bytes[head].isDigit, let number = number(from: head) else { return nil }
        let ahead = start(ahead: head, place, token)
        if let tail = tail(of: number) {
            let range = (ahead ?? head)..<tail.end
            return Amount(
                range: range, units: Self.times(number, tail.times),
                evidence: ahead == nil ? tail.evidence : .money)
        }
        if let ahead {
            let scale = scale(at: number.end)
            let units = scale.map { Self.times(number, $0.times) } ?? number.units
            return Amount(range: ahead..<(scale?.end ?? number.end), units: units, evidence: .money)
        }
        let range = head..<number.end
        guard head == token.start, number.decimals == 2, isFree(range) else { return nil }
        return Amount(range: range, units: number.units, evidence: .cents)
    }

    /// The sum told in words ahead of a word for money: `twelve hundred pounds`, `two and a half grand`.
    func amount(toldAheadOf cue: Range<Int>) -> Amount? {
        let numbers = SpokenNumbers(message, spelling)
        var first: (place: Int, value: Int)?
        var place = cue.lowerBound - 1
        while place >= 0, cue.lowerBound - place <= Self.wordsMax, isJoined(place) {
            if let number = numbers.number(at: place), number.end == cue.lowerBound {
                // WHY: digits are read from their own end, with signs and fractions.
                guard number.isSpoken || tokens[place].kind == .letters else { break }
                first = (place, number.value)
            }
            place -= 1
        }
        guard let first else { return nil }
        return Amount(
            range: Int(tokens[first.place].start)..<Int(tokens[cue.upperBound - 1].end),
            units: Self.times(first.value, isThousand(tokens[cue.lowerBound].hash) ? 1000 : 1),
            evidence: evidence(of: tokens[cue.lowerBound].hash))
    }

    /// The whole units of a value that is a sum by its class and holds nothing else; `nil` when it tells more or less.
    func units() -> Int? {
        guard let last = tokens.indices.last else { return nil }
        let whole = Int(tokens[0].start)..<Int(tokens[last].end)
        guard let place = tokens.indices.first(where: { tokens[$0].kind != .letters }) else {
            return told(last)
        }
        if let amount = amount(at: place), amount.range.contains(whole) { return amount.units }
        let head = head(of: tokens[place])
        guard place == 0, let number = number(from: head), number.end == whole.upperBound else { return nil }
        return number.units
    }

    /// The same of a value without digits.
    private func told(_ last: Int) -> Int? {
        if let amount = amount(toldAheadOf: last..<last + 1), amount.range.lowerBound == tokens[0].start {
            return amount.units
        }
        let number = SpokenNumbers(message, spelling).number(at: 0)
        return number?.end == tokens.count ? number?.value : nil
    }

    private static let wordsMax = 12
    private static let groupsMax = 4

    /// Whole units of a number that something multiplies; `nil` where its fraction would count.
    private static func times(_ number: Number, _ scale: Int?) -> Int? {
        guard let scale, scale == 1 || number.decimals == 0 else { return nil }
        return times(number.units, scale)
    }

    private static func times(_ units: Int?, _ scale: Int) -> Int? {
        guard let units, scale > 0, units <= 1_000_000_000_000 / scale else { return nil }
        return units * scale
    }

    private func isThousand(_ word: UInt32) -> Bool { lexicon.lists(of: word) & words.moneyThousands != 0 }

    private func evidence(of word: UInt32) -> Evidence {
        lexicon.lists(of: word) & words.moneyWeights != 0 ? .moneyOrWeight : .money
    }
}

extension AmountReader {
    /// The first byte of a token that is neither a currency's sign nor letters of its name: `£39`, `eur35`, `rs4350`.
    private func head(of token: Token) -> Int {
        let start = Int(token.start)
        guard token.kind == .mixed, !bytes[start].isDigit else { return start }
        let sign = signEnd(at: start)
        if let sign { return sign }
        let letters = bytes.run(from: start, most: 5) { $0.isLower }
        let lists = lexicon.lists(of: Token.hash(of: bytes[start..<letters]))
        return lists & words.moneyAhead != 0 ? letters : start
    }

    /// Digits with groups, a fraction and the other end of a span: `20-30`.
    private func number(from start: Int) -> Number? {
        guard !continues(start), var number = plain(from: start) else { return nil }
        if number.end + 1 < bytes.count, bytes[number.end] == 0x2D, bytes[number.end + 1].isDigit,
            let other = plain(from: number.end + 1), other.end < bytes.count ? bytes[other.end] != 0x2D : true
        {
            number = other
        }
        return number
    }

    /// Whether digits go on with a number, a day or a reference ahead.
    private func continues(_ start: Int) -> Bool {
        guard start > 1, [0x2E, 0x2C, 0x27, 0x2D, 0x2F, 0x3A].contains(bytes[start - 1]) else { return false }
        return bytes[start - 2].isWord
    }

    private func plain(from start: Int) -> Number? {
        var end = start
        var units: Int? = 0
        func add(_ byte: UInt8) {
            units = units.flatMap { $0 < 100_000_000_000 ? $0 * 10 + Int(byte - 0x30) : nil }
        }
        while end < bytes.count, bytes[end].isDigit, end - start <= 12 {
            add(bytes[end])
            end += 1
        }
        guard end > start, end - start <= 12 else { return nil }
        var number = Number(end: end, units: units)
        if end - start <= 3, bytes[start] != 0x30 {
            // WHY a bound: in a row of groups every one of them may begin a number.
            for _ in 0..<Self.groupsMax {
                guard let group = group(at: number.end) else { break }
                for byte in bytes[group] { add(byte) }
                number.end = group.upperBound
            }
        }
        number.units = units
        let point = number.end
        if point + 1 < bytes.count, bytes[point] == 0x2E || bytes[point] == 0x2C, bytes[point + 1].isDigit {
            let last = bytes.run(from: point + 1, most: 3) { $0.isDigit }
            guard last - point <= 3 else { return nil }
            (number.decimals, number.end) = (last - point - 1, last)
        }
        return number
    }

    /// Three digits behind a point, comma, apostrophe or blank, and no fourth.
    private func group(at place: Int) -> Range<Int>? {
        guard place + 3 < bytes.count, [0x2C, 0x2E, 0x27, 0x20].contains(bytes[place]),
            bytes[place + 1..<place + 4].allSatisfy(\.isDigit),
            place + 4 == bytes.count || !bytes[place + 4].isDigit
        else { return nil }
        return place + 1..<place + 4
    }

    /// Where the sign or word for money ahead of a number begins.
    private func start(ahead head: Int, _ place: Int, _ token: Token) -> Int? {
        if head > token.start { return Int(token.start) }
        var end = head
        if end > 0, bytes[end - 1] == 0x20 { end -= 1 }
        if let sign = signStart(endingAt: end) {
            // WHY: "US$40", "R$ 80": whose dollars they are.
            let letters = place > 0 ? tokens[place - 1] : nil
            guard let letters, Int(letters.end) == sign, letters.count <= 3 else { return sign }
            return Int(letters.start)
        }
        guard place > 0, lexicon.lists(of: tokens[place - 1].hash) & words.moneyAhead != 0 else { return nil }
        let gap = Int(tokens[place - 1].end)..<head
        return gap.count <= 2 && bytes[gap].allSatisfy { $0 == 0x20 || $0 == 0x2E }
            ? Int(tokens[place - 1].start) : nil
    }

    /// The sign or word for money behind a number.
    private func tail(of number: Number) -> Tail? {
        if let tail = money(behind: number.end, number) { return tail }
        guard let scale = scale(at: number.end), var tail = money(behind: scale.end, nil) else { return nil }
        tail.times = scale.times
        return tail
    }

    /// The sign or word for money behind a place, and the number right ahead of it where nothing multiplies that: `20p` is
    /// money, `20 thousand p` is none.
    private func money(behind end: Int, _ number: Number?) -> Tail? {
        var cursor = end
        if cursor < bytes.count, bytes[cursor] == 0x20 || bytes[cursor] == 0x2D { cursor += 1 }
        if let sign = signEnd(at: cursor) {
            // WHY: "costs 20 $30 less": the sign is of the number behind it.
            return sign < bytes.count && bytes[sign].isDigit ? nil : Tail(end: sign)
        }
        guard let word = word(at: cursor) else { return nil }
        let lists = lexicon.lists(of: word.hash)
        if lists & words.moneyWords != 0 {
            return Tail(
                end: word.end, times: isThousand(word.hash) ? 1000 : 1, evidence: evidence(of: word.hash))
        }
        if lists & words.moneySmall != 0, cursor == end, let units = number?.units, units < 100 {
            return Tail(end: word.end)
        }
        // WHY: "40 US dollars", "1,000 New Zealand dollars".
        var country = word.end
        for _ in 0..<2 where lists & words.moneyCountries != 0 {
            guard country < bytes.count, bytes[country] == 0x20, let next = self.word(at: country + 1) else {
                return nil
            }
            let named = lexicon.lists(of: next.hash)
            if named & words.moneyWords != 0 { return Tail(end: next.end) }
            guard named & words.moneyCountries != 0 else { return nil }
            country = next.end
        }
        return nil
    }

    private func word(at start: Int) -> (end: Int, hash: UInt32)? {
        guard start < bytes.count, bytes[start].isWord, !bytes[start].isDigit else { return nil }
        let end = bytes.run(from: start, most: 24) { $0.isWord }
        return (end, Token.hash(of: bytes[start..<end]))
    }

    /// `k`, `thousand`, `lakh`, `mio` behind a number; how often is `nil` where no table says it.
    private func scale(at end: Int) -> (end: Int, times: Int?)? {
        let start = end < bytes.count && bytes[end] == 0x20 ? end + 1 : end
        guard let word = word(at: start) else { return nil }
        if word.end == end + 1, bytes[end] == UInt8(ascii: "k") { return (word.end, 1000) }
        if let times = spelling.scales[word.hash] { return (word.end, times) }
        return lexicon.lists(of: word.hash) & words.moneyScales != 0 ? (word.end, nil) : nil
    }

    /// Where a currency's sign that begins at a byte ends: `$`, `£`, `€`, `₹`.
    private func signEnd(at place: Int) -> Int? {
        guard place < bytes.count else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "$"): return place + 1
        case 0xC2 where place + 1 < bytes.count && [0xA2, 0xA3, 0xA5].contains(bytes[place + 1]):
            return place + 2
        case 0xE2
        where place + 2 < bytes.count
            && (bytes[place + 1] == 0x82 && bytes[place + 2] >= 0xA0
                || bytes[place + 1] == 0x83 && bytes[place + 2] <= 0x8F):
            return place + 3
        default: return nil
        }
    }

    /// Where a currency's sign that ends at a byte begins.
    private func signStart(endingAt end: Int) -> Int? {
        for length in 1...3 where end >= length && signEnd(at: end - length) == end { return end - length }
        return nil
    }

    /// Whether a number is no part of a version, a time or a measure.
    private func isFree(_ range: Range<Int>) -> Bool {
        guard range.upperBound < bytes.count else { return true }
        let behind = bytes[range.upperBound]
        let isBound = range.upperBound + 1 == bytes.count || !bytes[range.upperBound + 1].isWord
        return !behind.isWord && behind != UInt8(ascii: "%") && (isBound || behind.isBlank)
    }

    private func isJoined(_ left: Int) -> Bool {
        let gap = message.gap(after: left)
        return gap.count == 1 && (bytes[gap.lowerBound] == 0x20 || bytes[gap.lowerBound] == 0x2D)
    }
}
