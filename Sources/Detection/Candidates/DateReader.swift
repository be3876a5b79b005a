/// Reads days as people write them.
struct DateReader {
    /// A day as written; what could be day or month either way has both readings.
    struct Reading {
        /// Folded bytes.
        let range: Range<Int>
        let year: Int?
        let month: Int
        let day: Int
        /// Whether day and month may be the other way round.
        let isAmbiguous: Bool
        /// Whether the year has two digits only.
        let isShortYear: Bool
    }

    private let message: ScannedMessage
    private let bytes: ListView<UInt8>
    private let tokens: ListView<Token>
    private let rules: DetectorRules

    init(_ message: ScannedMessage, _ rules: DetectorRules) {
        self.message = message
        bytes = message.bytes
        tokens = message.tokens
        self.rules = rules
    }

    /// The day that begins at a token, `nil` when none does.
    func date(at index: Int) -> Reading? {
        guard index < tokens.count else { return nil }
        // WHY: most tokens are words, and of those only names of months begin a day.
        guard tokens[index].kind != .letters else {
            return rules.mayNameMonth(tokens[index].hash) ? named(at: index) : nil
        }
        return numeric(at: index) ?? compact(at: index) ?? glued(at: index) ?? named(at: index)
    }

    /// A month with its year that begins at a token, as in `January 2022`, `mars 1984`, `03/1984` and `1984-03`: it tells
    /// when somebody was born nearly as well as the day.
    func month(at index: Int) -> (range: Range<Int>, year: Int)? {
        guard index < tokens.count, tokens[index].kind != .mixed else { return nil }
        var last = index + 1
        if tokens[index].kind == .letters, month(index) != nil {
            if last < tokens.count, isParticle(last) { last += 1 }
            guard let year = year(last), tokens[last].range.lowerBound - tokens[index].range.upperBound <= 8
            else { return nil }
            return (tokens[index].range.lowerBound..<tokens[last].range.upperBound, year)
        }
        let gap = message.gap(after: index)
        guard gap.count == 1, [0x2F, 0x2D, 0x2E].contains(bytes[gap.lowerBound]),
            let first = number(index), let second = number(last)
        else { return nil }
        let range = tokens[index].range.lowerBound..<tokens[last].range.upperBound
        if let year = year(index), tokens[last].count == 2, (1...12).contains(second) { return (range, year) }
        guard tokens[index].count <= 2, (1...12).contains(first), let year = year(last) else { return nil }
        return (range, year)
    }

    private func year(_ index: Int) -> Int? {
        guard let value = number(index), tokens[index].count == 4, (1880...2100).contains(value) else {
            return nil
        }
        return value
    }

    private func number(_ index: Int) -> Int? {
        guard index < tokens.count else { return nil }
        let token = tokens[index]
        guard token.kind == .digits, token.count <= 4 else { return nil }
        return bytes[token.range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// `5`, `5th`, `05`.
    private func day(_ index: Int) -> Int? {
        if let day = number(index), tokens[index].count <= 2 {
            return (1...31).contains(day) ? day : nil
        }
        guard index < tokens.count, tokens[index].kind == .mixed else { return nil }
        guard tokens[index].count <= 4 else { return nil }
        let text = bytes[tokens[index].range]
        let digits = text.prefix { $0.isDigit }
        let suffix = String(decoding: text.dropFirst(digits.count), as: UTF8.self)
        guard digits.count <= 2, ["st", "nd", "rd", "th", "er", "o", "a", "e"].contains(suffix) else {
            return nil
        }
        let day = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return (1...31).contains(day) ? day : nil
    }

    private func separator(_ index: Int) -> UInt8? {
        let gap = message.gap(after: index)
        guard gap.count <= 3 else { return nil }
        var sign: UInt8 = 0x20
        for place in gap where bytes[place] != 0x20 {
            guard sign == 0x20 else { return nil }
            sign = bytes[place]
        }
        return sign
    }

    private func numeric(at index: Int) -> Reading? {
        guard index + 2 < tokens.count, tokens[index + 1].kind == .digits, tokens[index + 2].kind == .digits,
            let first = number(index), let second = number(index + 1), let third = number(index + 2),
            let one = separator(index), let two = separator(index + 1), one == two,
            one == 0x2D || one == 0x2F || one == 0x2E || one == 0x20 || one == 0x5F
        else { return nil }
        let sizes = (tokens[index].count, tokens[index + 1].count, tokens[index + 2].count)
        let range = tokens[index].range.lowerBound..<tokens[index + 2].range.upperBound
        if sizes.0 == 4, sizes.1 <= 2, sizes.2 <= 2 {
            return reading(range, year: first, second, third, isFixed: true)
        }
        guard sizes.0 <= 2, sizes.1 <= 2, sizes.2 == 4 || sizes.2 == 2 else { return nil }
        if sizes.2 == 2, one == 0x20 { return nil }
        return reading(range, year: third, first, second, isFixed: false, isShort: sizes.2 == 2)
    }

    private func reading(
        _ range: Range<Int>, year: Int, _ first: Int, _ second: Int, isFixed: Bool, isShort: Bool = false
    ) -> Reading? {
        guard isShort || (1880...2100).contains(year) else { return nil }
        let isMonthFirst = (1...12).contains(first) && (1...31).contains(second)
        let isDayFirst = (1...31).contains(first) && (1...12).contains(second)
        guard isMonthFirst || isDayFirst else { return nil }
        let isBoth = isMonthFirst && isDayFirst && first != second && !isFixed
        return Reading(
            range: range, year: year, month: isMonthFirst ? first : second,
            day: isMonthFirst ? second : first,
            isAmbiguous: isBoth, isShortYear: isShort)
    }

    /// `19900405`.
    private func compact(at index: Int) -> Reading? {
        let token = tokens[index]
        guard token.kind == .digits, token.count == 8 else { return nil }
        let value = bytes[token.range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        if let iso = reading(token.range, year: value / 10_000, value / 100 % 100, value % 100, isFixed: true)
        {
            return iso
        }
        return reading(
            token.range, year: value % 10_000, value / 1_000_000, value / 10_000 % 100, isFixed: false)
    }

    /// `05APR1990`, `5apr90`, `1990APR05`: a day as tickets print it.
    private func glued(at index: Int) -> Reading? {
        let token = tokens[index]
        guard token.kind == .mixed, (6...13).contains(token.count) else { return nil }
        let text = bytes[token.range]
        let head = text.prefix { $0.isDigit }
        let name = text.dropFirst(head.count).prefix { !$0.isDigit }
        let tail = text.dropFirst(head.count + name.count)
        let word = Token.hash(of: name)
        guard name.count >= 3, tail.allSatisfy(\.isDigit), rules.mayNameMonth(word),
            let month = rules.tables.months[word]
        else { return nil }
        let (first, last) = (Self.decimal(head), Self.decimal(tail))
        let isYearFirst = head.count == 4 && (1...2).contains(tail.count)
        guard isYearFirst || (1...2).contains(head.count) && (tail.count == 2 || tail.count == 4) else {
            return nil
        }
        let (year, day, isShort) =
            isYearFirst ? (first, last, false) : (last, first, tail.count == 2)
        guard (1...31).contains(day), isShort || (1880...2100).contains(year) else { return nil }
        return Reading(
            range: token.range, year: year, month: month, day: day, isAmbiguous: false, isShortYear: isShort)
    }

    private static func decimal(_ digits: Slice<ListView<UInt8>>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// `5 April 1990`, `April 5th, 1990`, `5 de abril de 1990`, `Apr 5`.
    private func named(at index: Int) -> Reading? {
        let start = tokens[index].range.lowerBound
        var next = index + 1
        // WHY: a number with two more behind it, or one at the end, is no day before the name of a month.
        if tokens[index].kind == .digits, next == tokens.count || tokens[next].kind == .digits { return nil }
        var day = day(index)
        let month: Int
        if day != nil {
            while next < tokens.count, next < index + 3, isParticle(next) { next += 1 }
            guard next < tokens.count, let named = self.month(next) else {
                return nil
            }
            month = named
            next += 1
        } else {
            guard let named = self.month(index) else { return nil }
            month = named
            if next < tokens.count, isParticle(next) { next += 1 }
            day = self.day(next)
            next += 1
        }
        guard let day, next - index <= 5, tokens[next - 1].range.upperBound - start < 40 else {
            return nil
        }
        var end = tokens[next - 1].range.upperBound
        var yearIndex = next
        while yearIndex < tokens.count, yearIndex < next + 2, isParticle(yearIndex) { yearIndex += 1 }
        var year: Int?
        var isShort = false
        if yearIndex < tokens.count, tokens[yearIndex].range.lowerBound - end <= 8,
            let value = number(yearIndex)
        {
            let size = tokens[yearIndex].count
            if size == 4, (1880...2100).contains(value) { year = value }
            if size == 2, bytes[message.gap(after: yearIndex - 1)].contains(0x27) || yearIndex == next {
                year = value
                isShort = true
            }
            if year != nil { end = tokens[yearIndex].range.upperBound }
        }
        return Reading(
            range: start..<end, year: year, month: month, day: day, isAmbiguous: false, isShortYear: isShort)
    }

    private func month(_ index: Int) -> Int? {
        let word = tokens[index].hash
        return rules.mayNameMonth(word) ? rules.tables.months[word] : nil
    }

    private static let particles = ["of", "de", "the", "del"].map { Token.hash(of: $0.utf8) }

    private func isParticle(_ index: Int) -> Bool {
        let token = tokens[index]
        return token.kind == .letters && token.count <= 3 && Self.particles.contains(token.hash)
    }
}
