extension LinkedSearch {
    /// Two to four letters or digits: a whole short value, or the end of a number near "ending".
    func short(at place: Int) {
        let token = tokens[place]
        guard token.count >= 2, book.filter.mayHold(token.hash),
            !needles.shorts.isEmpty
        else { return }
        _ = needles.shorts.first(for: Needles.packed(bytes[token.range])) { short in
            if isShortMeant(place, short) { add(token.range, short.known) }
            return false
        }
    }

    private func isShortMeant(_ place: Int, _ short: Needles.Short) -> Bool {
        let range = tokens[place].range
        let isMasked =
            range.lowerBound > 0 && "*x•#".utf8.contains(bytes[range.lowerBound - 1])
            || (place > 0 && message.gap(after: place - 1).count <= 2
                && bytes[tokens[place - 1].range].allSatisfy { $0 == UInt8(ascii: "x") })
        if isMasked || message.hasCue(words.endings, near: range, before: 16, after: 20) { return true }
        if message.hasCue(words.cards, near: range, before: 24, after: 8), isPlain(range) { return true }
        guard short.isWhole, isPlain(range) else { return false }
        let text = bytes[range]
        if text.allSatisfy(\.isDigit) {
            let isYear = text.count == 4 && (text.first == 0x31 || text.first == 0x32)
            return text.count == 4 && !isYear
        }
        let source = message.originalBytes(of: tokens[place])
        return source.contains { $0.isDigit } || (source.count >= 3 && !source.contains { $0.isLower })
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
        guard token.kind != .letters || book.rules.monthNames.mayHold(token.hash),
            let reading = dates.date(at: place)
        else { return }
        for day in needles.days where isSame(reading, day) {
            if reading.year == nil {
                let isNear = message.hasCue(words.born, near: reading.range, before: 64, after: 32)
                let isAsked = previous?.cues.contains { $0.lists & words.born != 0 } == true
                guard isNear || isAsked else { continue }
            }
            add(reading.range, day.known)
            return
        }
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
        guard message.isCapitalised(place) || (token.count >= 5 && !isOrdinary) else { return }
        add(token.range, town)
    }

    /// Streets by their words, abbreviated or not, with the parts of the same address beside them.
    func streets() {
        guard tokens.contains(where: { book.streetHeads.mayHold($0.hash) }) else { return }
        let canonical = tokens.map { book.spelling.canonical($0.hash) }
        for street in needles.streets {
            let (words, whole) = (needles.streetWords[street.words], needles.streetWords[street.whole])
            guard let head = words.first, words.count <= canonical.count else { continue }
            for place in 0...canonical.count - words.count where canonical[place] == head {
                let last = place + words.count - 1
                guard canonical[place...last].elementsEqual(words),
                    (place..<last).allSatisfy({ message.gap(after: $0).count <= 6 })
                else { continue }
                let span = withSurroundings(beside(place...last, whole, canonical), whole)
                add(
                    tokens[span.lowerBound].range
                        .lowerBound..<tokens[span.upperBound].range.upperBound,
                    street.known)
            }
        }
    }

    private func isNumberWord(_ place: Int) -> Bool {
        let word = tokens[place].hash
        return book.spelling.numberWords[word] != nil || book.spelling.tens[word] != nil
    }

    private func beside(_ span: ClosedRange<Int>, _ whole: ArraySlice<UInt32>, _ canonical: [UInt32])
        -> ClosedRange<
            Int
        >
    {
        var first = span.lowerBound
        var last = span.upperBound
        while last + 1 < canonical.count, whole.contains(canonical[last + 1]),
            message.gap(after: last).count <= 6
        { last += 1 }
        while first > 0, whole.contains(canonical[first - 1]), message.gap(after: first - 1).count <= 6 {
            first -= 1
        }
        // WHY: "twenty-seven Thistle Lane" has its house number in words.
        while first > 0, span.lowerBound - first < 5, isNumberWord(first - 1),
            message.gap(after: first - 1).count == 1
        { first -= 1 }
        let end = tokens[last].range.upperBound
        if last + 1 < tokens.count, tokens[last].kind == .digits,
            tokens[last].count == 5,
            bytes[end] == 0x2D, tokens[last + 1].kind == .digits, tokens[last + 1].count == 4,
            message.gap(after: last).count == 1
        {
            last += 1
        }
        return first...last
    }
}
