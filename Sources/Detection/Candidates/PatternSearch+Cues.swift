extension PatternSearch {
    /// A free-standing run of digits near a cue.
    mutating func digits(near cue: ScannedMessage.Cue, _ number: Int) {
        let rule = rule(number)
        guard let near = rule.near else { return }
        var place = cue.tokens.upperBound
        while place < tokens.count,
            tokens[place].range.lowerBound <= cue.range.upperBound + near.before
        {
            if acceptDigits(place, number) { return }
            // WHY: a later cue owns what stands behind it.
            if lists(place) & near.lists != 0 { break }
            place += 1
        }
        place = cue.tokens.lowerBound - 1
        while place >= 0, tokens[place].range.upperBound + near.after >= cue.range.lowerBound,
            near.after > 0
        {
            if acceptDigits(place, number) { return }
            place -= 1
        }
    }

    private mutating func acceptDigits(_ place: Int, _ number: Int) -> Bool {
        let token = tokens[place]
        let rule = rule(number)
        guard token.kind == .digits, rule.length.contains(token.count), standsAlone(token.range),
            !isMoney(token.range),
            fitsContext(rule, token.range)
        else { return false }
        add(token.range, number)
        return true
    }

    /// Days near a cue, and months with their year.
    mutating func dates(near cue: ScannedMessage.Cue, _ number: Int) {
        guard let near = rule(number).near else { return }
        let reader = DateReader(message, index.rules)
        var place = cue.tokens.upperBound
        while place < tokens.count,
            tokens[place].range.lowerBound <= cue.range.upperBound + near.before
        {
            if let range = reader.date(at: place)?.range ?? reader.month(at: place)?.range {
                add(range, number)
                return
            }
            // WHY: a later cue looks at what stands behind it.
            if lists(place) & near.lists != 0 { break }
            place += 1
        }
        place = cue.tokens.lowerBound - 1
        while place >= 0, tokens[place].range.upperBound + near.after >= cue.range.lowerBound {
            if let range = reader.date(at: place)?.range ?? reader.month(at: place)?.range,
                range.upperBound <= cue.range.lowerBound
            {
                add(range, number)
            }
            place -= 1
        }
    }

    /// Where a value begins behind a cue, and what stands between the two.
    struct CuedValue {
        /// The folded byte where the value begins.
        var start: Int
        /// Whether anything explicit joins the two.
        var isJoined = false
        /// Whether a sign such as a colon does.
        var isSigned = false
        /// Whether words of a clause stand between: `the password that I use is …`.
        var isFar = false
    }

    /// Skips what joins a cue to its value: signs and words such as "is", "no", "number".
    ///
    /// - Parameters:
    ///   - cue: what the value stands behind.
    ///   - mayBeFar: whether the words of a clause may stand between, up to what joins it.
    /// - Returns: where the value begins, and what joins it to the cue.
    func value(after cue: ScannedMessage.Cue, mayBeFar: Bool = false) -> CuedValue {
        var value = CuedValue(start: cue.range.upperBound)
        var place = cue.tokens.upperBound
        var skipped = 0
        while value.start < bytes.count, value.start <= cue.range.upperBound + 48 {
            if let end = joint(at: value.start, after: place - 1, &value)
                ?? comma(at: value.start, place, mayBeFar)
            {
                value.start = end
                continue
            }
            guard place < tokens.count, tokens[place].range.lowerBound == value.start,
                skipped < (mayBeFar ? 10 : 5),
                tokens[place].kind == .letters
            else { break }
            let lists = lists(place)
            let isClause =
                mayBeFar && !value.isJoined && !value.isSigned
                && index.isClauseWord(tokens[place].hash)
            guard lists & (words.connectors | words.fillers) != 0 || isClause, endsWord(place) else { break }
            if lists & words.connectors != 0 { value.isJoined = true } else if isClause { value.isFar = true }
            value.start = tokens[place].range.upperBound
            place += 1
            skipped += 1
        }
        return value
    }

    /// The end of a sign that joins a cue to its value, or of a blank or quote between.
    private func joint(at place: Int, after word: Int, _ value: inout CuedValue) -> Int? {
        let byte = bytes[place]
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0x0A
        switch byte {
        case 0x3A, 0x3D, 0x23, 0x3E:
            value.isJoined = true
            value.isSigned = value.isSigned || byte != 0x23
            return place + 1
        case 0x20, 0x09, 0x22, 0x27, 0x2A, 0x60: return place + 1
        case 0x0A: return value.isSigned ? place + 1 : nil
        case 0x2E: return isAbbreviation(word) && next.isBlank ? place + 1 : nil
        case 0x2D:
            // WHY: "Password - S0mmer" and "PIN -> 4821".
            let isFree = place > 0 && bytes[place - 1] == 0x20 && (next == 0x20 || next == 0x3E)
            return isFree ? place + 1 : nil
        default: return nil
        }
    }

    /// The end of a comma that a number or the words of a clause follow.
    private func comma(at place: Int, _ next: Int, _ mayBeFar: Bool) -> Int? {
        guard bytes[place] == 0x2C || bytes[place] == 0x3F, next < tokens.count,
            Int(tokens[next].start) == place + 2, bytes[place + 1] == 0x20
        else { return nil }
        // WHY: "my customer number, 7720 1183, is on the top" and "order number? 5580231".
        if bytes[place + 2].isDigit { return place + 2 }
        let isClause =
            index.isClauseWord(tokens[next].hash)
            || lists(next) & (words.connectors | words.fillers) != 0
        return mayBeFar && isClause ? place + 2 : nil
    }

    /// Whether a word stands by itself: the `ES` of `ES-700-1182` is part of what follows.
    private func endsWord(_ place: Int) -> Bool {
        let end = Int(tokens[place].end)
        guard end + 1 < bytes.count, bytes[end + 1].isWord else { return true }
        return ![0x2D, 0x2F, 0x5F, 0x2E].contains(bytes[end])
    }

    /// `no.`, `nr.`, `acct.`: short words that are written with a full stop.
    private func isAbbreviation(_ place: Int) -> Bool {
        place >= 0 && tokens[place].kind == .letters && tokens[place].count <= 4
    }

    /// `order no. AB-1234-56`, `policy number 2270-66-1551`: letters and digits with at least one digit.
    mutating func reference(after cue: ScannedMessage.Cue, _ number: Int) {
        let start = value(after: cue).start
        guard start < bytes.count, bytes[start].isWord else { return }
        var end = start
        var digits = 0
        var count = 0
        while end < bytes.count, end - start < 48 {
            let byte = bytes[end]
            if byte.isDigit { digits += 1 }
            if byte.isWord {
                count += 1
            } else if !(byte == 0x2D || byte == 0x5F || byte == 0x2F || byte == 0x2E || byte == 0x23)
                || end + 1 >= bytes.count
                || !bytes[end + 1].isWord
            {
                break
            }
            end += 1
        }
        // WHY: people space long numbers; a group of digits only may go on behind one space.
        if digits == count {
            while end + 2 < bytes.count, bytes[end] == 0x20, bytes[end + 1].isDigit, bytes[end + 2].isDigit,
                count < 24
            {
                var next = end + 1
                while next < bytes.count, bytes[next].isDigit { next += 1 }
                if next < bytes.count, bytes[next].isWord || isMoney(end + 1..<next) { break }
                count += next - end - 1
                end = next
            }
        }
        let rule = rule(number)
        if rule.isSpaced,
            let spaced = spacedEnd(
                from: start, startingAt: cue.tokens.upperBound, most: rule.length.upperBound),
            spaced > end
        {
            end = spaced
            count = bytes[start..<end].reduce(0) { $0 + ($1.isWord ? 1 : 0) }
            digits = bytes[start..<end].reduce(0) { $0 + ($1.isDigit ? 1 : 0) }
        }
        guard digits > 0, rule.length.contains(count), fitsContext(rule, start..<end), !isMoney(start..<end)
        else { return }
        if end < bytes.count, bytes[end] == UInt8(ascii: "%") { return }
        if !rule.validators.isEmpty {
            let letters = bytes[start..<end].filter(\.isWord)
            guard rule.validators.allSatisfy({ $0.accepts(letters) }) else { return }
        }
        add(start..<end, number)
    }
}
