extension LinkedSearch {
    /// Two to four letters or digits: a whole short value.
    func short(at place: Int) {
        let token = tokens[place]
        guard token.count >= 2, book.filter.mayHold(token.hash) else { return }
        let key = Needles.packed(bytes[token.range])
        guard needles.shorts.first(for: key) != nil, isShortMeant(place) else { return }
        _ = needles.shorts.first(for: key) { known in
            add(token.range, known)
            return false
        }
    }

    private func isShortMeant(_ place: Int) -> Bool {
        let range = tokens[place].range
        if isMasked(place) || message.hasCue(words.endings, near: range, before: 16, after: 20) {
            return true
        }
        guard isPlain(range) else { return false }
        if message.hasCue(words.cards, near: range, before: 24, after: 8) { return true }
        let text = bytes[range]
        if text.allSatisfy(\.isDigit) {
            let isYear = text.count == 4 && (text.first == 0x31 || text.first == 0x32)
            return text.count == 4 && !isYear
        }
        let source = message.originalBytes(of: tokens[place])
        return source.contains { $0.isDigit } || (source.count >= 3 && !source.contains { $0.isLower })
    }

    /// Whether signs for hidden digits stand ahead: `****`, `xxxx`.
    private func isMasked(_ place: Int) -> Bool {
        let range = tokens[place].range
        return range.lowerBound > 0 && "*x•#".utf8.contains(bytes[range.lowerBound - 1])
            || (place > 0 && message.gap(after: place - 1).count <= 2 && tokens[place - 1].count >= 2
                && bytes[tokens[place - 1].range].allSatisfy { $0 == UInt8(ascii: "x") })
    }

    /// Three to six digits that end or begin a known number, near a word that says so.
    func end(at place: Int) {
        let start = tokens[place].range.lowerBound
        let telling = words.endings | words.beginnings | words.cards
        guard message.reachableLists(at: start) & telling != 0 || isMasked(place) else { return }
        var digits: [UInt8] = []
        var last = place
        while last < tokens.count, tokens[last].kind == .digits, digits.count + tokens[last].count <= 6 {
            digits += bytes[tokens[last].range]
            let range = start..<tokens[last].range.upperBound
            let isMasked = digits.count == 4 && last == place && isMasked(place)
            if digits.count >= 3, isPlain(range), !isOtherNumber(place, range),
                isEnd(digits, range, isMasked: isMasked)
            {
                return
            }
            guard message.gap(after: last).count == 1 else { return }
            last += 1
        }
    }

    /// The same in words: `ends in nine eight two`.
    func spelledEnds(_ stream: LetterStream) {
        var place = 0
        while place < stream.bytes.count {
            guard stream.bytes[place].isDigit else {
                place += 1
                continue
            }
            let first = place
            place += 1
            while place < stream.bytes.count, stream.bytes[place].isDigit,
                stream.tokens[place] - stream.tokens[place - 1] <= 1
            {
                place += 1
            }
            guard (3...6).contains(place - first) else { continue }
            let range =
                tokens[Int(stream.tokens[first])].range
                .lowerBound..<tokens[Int(stream.tokens[place - 1])].range
                .upperBound
            _ = isEnd(Array(stream.bytes[first..<place]), range, isMasked: false)
        }
    }

    /// Whether digits begin or end a known number near a word that says so; adds them then.
    private func isEnd(_ digits: [UInt8], _ range: Range<Int>, isMasked: Bool) -> Bool {
        let isEnd =
            isMasked || message.hasCue(words.endings, near: range, before: 24, after: 20)
            || digits.count == 4 && message.hasCue(words.cards, near: range, before: 24, after: 8)
        let isBeginning = message.hasCue(words.beginnings, near: range, before: 24, after: 20)
        guard isEnd || isBeginning else { return false }
        var isFound = false
        for number in needles.numbers {
            let own = book.letters(number.start, number.count)
            if isEnd && own.suffix(digits.count).elementsEqual(digits)
                || isBeginning && own.prefix(digits.count).elementsEqual(digits)
            {
                add(range, number.known)
                isFound = true
            }
        }
        return isFound
    }

    /// Whether a short number is no amount, time, decimal or part of something longer.
    private func isPlain(_ range: Range<Int>) -> Bool {
        let before = range.lowerBound > 0 ? bytes[range.lowerBound - 1] : 0x20
        let after = range.upperBound < bytes.count ? bytes[range.upperBound] : 0x20
        let isJoinedAhead =
            [0x2E, 0x2C, 0x3A, 0x2F, 0x24, 0xA3, 0xAC, 0x2D].contains(before)
            && !(range.lowerBound > 1 && bytes[range.lowerBound - 2].isBlank && before == 0x2D)
        let isJoinedBehind =
            [0x2E, 0x2C, 0x3A, 0x2F, 0x25].contains(after) && range.upperBound + 1 < bytes.count
            && bytes[range.upperBound + 1].isDigit
        return !isJoinedAhead && !isJoinedBehind && after != 0x25
    }

    /// A known day, in any order and with a year of two digits; without a year near a word for birth only.
    func day(at place: Int) {
        let token = tokens[place]
        guard token.kind != .letters || needles.rules.mayNameMonth(token.hash),
            let reading = dates.date(at: place)
        else { return }
        for day in needles.days where isSame(reading, day) {
            guard !isOtherNumber(place, reading.range) else { continue }
            if reading.year == nil {
                let isNear = message.hasCue(words.born, near: reading.range, before: 64, after: 32)
                let isAsked = previous?.cues.contains { $0.lists & words.born != 0 } == true
                guard isNear || isAsked else { continue }
            }
            add(reading.range, day.known)
            return
        }
    }

    /// Whether what stands right ahead of a number says that it counts, prices or names something else: `firmware 5.3.84`,
    /// `model 900417`, `$23.11`.
    func isOtherNumber(_ place: Int, _ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        if start > 0, [0x24, 0xA3, 0x80].contains(bytes[start - 1]) { return true }
        guard place > 0, message.gap(after: place - 1).count <= 3 else { return false }
        // WHY: "version no. 4" and "error code 6467" have a word between.
        return lists(place - 1) & words.otherNumbers != 0
            || place > 1 && lists(place - 1) & words.fillers != 0 && message.gap(after: place - 2).count <= 3
                && lists(place - 2) & words.otherNumbers != 0
    }

    private func isSame(_ reading: DateReader.Reading, _ day: Needles.Day) -> Bool {
        if let year = reading.year, let known = day.year {
            guard reading.isShortYear ? year == known % 100 : year == known else { return false }
        }
        if reading.month == day.month, reading.day == day.day { return true }
        return (reading.isAmbiguous || day.isAmbiguous) && reading.month == day.day
            && reading.day == day.month
    }

    /// A known town: by its capital, or as a long word that is not an ordinary one.
    func city(at place: Int) {
        let token = tokens[place]
        guard book.filter.mayHold(token.hash), let town = needles.places.first(for: UInt64(token.hash)) else {
            return
        }
        let isOrdinary = lists(place) & (words.ordinary | words.ordinaryNames | words.monthNames) != 0
        guard message.isCapitalised(place) || (token.count >= 5 && !isOrdinary), !isPlaceNamed(place, place)
        else { return }
        add(token.range, town)
    }
}
