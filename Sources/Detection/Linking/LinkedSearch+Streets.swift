extension LinkedSearch {
    /// Streets by their words, abbreviated or not, with the parts of the same address beside them.
    func streets() {
        let hasKinds = traits.lists & (words.streets | words.streetPrefixes) != 0
        guard tokens.indices.contains(where: { mayBegin($0, hasKinds: hasKinds) }) else { return }
        let canonical = tokens.indices.map { canonicalWord($0) }
        for street in needles.streets {
            let (words, whole) = (needles.streetWords[street.words], needles.streetWords[street.whole])
            guard let head = words.first, words.count <= canonical.count else { continue }
            work += canonical.count
            for place in 0...canonical.count - words.count where canonical[place] == head {
                let last = place + words.count - 1
                guard canonical[place...last].elementsEqual(words),
                    (place..<last).allSatisfy({ message.gap(after: $0).count <= 6 }),
                    !street.isEveryday || (place...last).contains(where: { message.isCapitalised($0) })
                else { continue }
                let known = beside(place...last, whole) { canonical[$0] }
                let span = withHouse(withSurroundings(known, whole), street)
                if span == place...last, isPlaceNamed(place, last) { continue }
                add(
                    tokens[span.lowerBound].range.lowerBound..<tokens[span.upperBound].range.upperBound,
                    street.known)
            }
        }
    }

    /// Whether a word for a place goes on with a street or a town, or "the" begins a thing called by it: `the Baker Street
    /// station map`, `Leeds Castle`, `the Baker Street poster`.
    func isPlaceNamed(_ first: Int, _ last: Int) -> Bool {
        let next = last + 1
        guard next < tokens.count, tokens[next].kind == .letters,
            bytes[message.gap(after: last)].elementsEqual([0x20])
        else { return false }
        if lists(next) & words.placeWords != 0 { return true }
        return first > 0 && lists(first - 1) & words.determiners != 0 && lists(next) == 0
            && !message.isCapitalised(next)
    }

    /// Whether a known street may begin at a token, as the record has it or with a slip or digits for letters.
    ///
    /// - Parameters:
    ///   - place: the token.
    ///   - hasKinds: whether any word of the message is a kind of street.
    /// - Returns: whether it may; of those that may, some are strangers.
    @inline(__always) private func mayBegin(_ place: Int, hasKinds: Bool) -> Bool {
        let token = tokens[place]
        if book.streetHeads.mayHold(token.hash) { return true }
        switch token.kind {
        case .digits: return false
        case .mixed: return needles.leetStreets.first(for: Needles.unleet(bytes[token.range])) != nil
        case .letters:
            guard hasKinds, lists(place) & (words.streets | words.streetPrefixes) != 0 else { return false }
            return slippedStreet(place - 1) != nil || slippedStreet(place + 1) != nil
        }
    }

    private func canonicalWord(_ place: Int) -> UInt32 {
        let token = tokens[place]
        switch token.kind {
        case .digits: return token.hash
        case .mixed: return needles.leetStreets.first(for: Needles.unleet(bytes[token.range])) ?? token.hash
        case .letters:
            let word = book.spelling.canonical(token.hash)
            if word != token.hash { return word }
            return needles.streetForms.first(for: UInt64(token.hash)) ?? slippedStreet(place) ?? token.hash
        }
    }

    /// The word of a known street that one slip made of a long word beside a kind of street or a number.
    private func slippedStreet(_ place: Int) -> UInt32? {
        guard tokens.indices.contains(place), lists(place) == 0, !needles.loneWords.isEmpty else {
            return nil
        }
        let token = tokens[place]
        guard token.kind == .letters, token.count >= 6 else { return nil }
        let isBeside = [place - 1, place + 1].contains { other in
            tokens.indices.contains(other)
                && (tokens[other].kind != .letters
                    || lists(other) & (words.streets | words.streetPrefixes) != 0)
        }
        guard isBeside else { return nil }
        let text = bytes[token.range]
        work += needles.loneWords.count
        return needles.loneWords.first { word in
            abs(Int(word.count) - text.count) <= 1
                && OneSlip.separates(book.letters(word.start, word.count), text)
        }?.hash
    }

    /// The span with the number of the house in words, or behind words for a number: `at number eight`.
    private func withHouse(_ span: ClosedRange<Int>, _ street: Needles.Street) -> ClosedRange<Int> {
        var (first, last) = (span.lowerBound, span.upperBound)
        let reader = SpokenNumbers(message, book.spelling)
        var next = last + 1
        while next < tokens.count, next <= last + 4, message.gap(after: next - 1).count <= 3 {
            if let number = reader.number(at: next), needles.houses[street.numbers].contains(number.value) {
                last = number.end - 1
                break
            }
            guard lists(next) & (words.fillers | words.at | words.units) != 0 || tokens[next].count <= 2
            else { break }
            next += 1
        }
        for start in stride(from: first - 1, through: max(0, first - 5), by: -1)
        where message.gap(after: start).count <= 3 {
            if let number = reader.number(at: start), number.end <= first, first - number.end <= 2,
                needles.houses[street.numbers].contains(number.value)
            {
                first = start
            }
        }
        return first...last
    }

    /// A rare word of a known address with the number of the house, a kind of street or a word for living near it: `the
    /// crescent called Thornbury`, `Thornbury, number 14`.
    func loneWord(at place: Int) {
        let token = tokens[place]
        guard token.kind == .letters, token.count >= 5, book.loneWords.mayHold(token.hash),
            let word = needles.loneWords.first(where: { $0.hash == canonicalWord(place) })
        else { return }
        let kinds = words.streets | words.streetPrefixes
        var (first, last) = (place, place)
        if place + 1 < tokens.count, message.gap(after: place).count <= 2, lists(place + 1) & kinds != 0 {
            last = place + 1
        }
        for other in stride(from: place - 1, through: max(0, place - 3), by: -1)
        where message.gap(after: other).count <= 3 && tokens[other].count >= 3 && lists(other) & kinds != 0 {
            first = other
        }
        let reader = SpokenNumbers(message, book.spelling)
        for other in max(0, place - 3)..<min(tokens.count, place + 5) where other != place {
            let isNear = other < place ? place - other <= 3 : message.gap(after: other - 1).count <= 3
            guard isNear, isTied(place, other), let number = reader.number(at: other), number.value > 0,
                needles.houses[word.numbers].contains(number.value), number.end <= place || other > place,
                abs(Int(tokens[other].start) - Int(token.start)) <= 40
            else { continue }
            first = min(first, other)
            last = max(last, number.end - 1)
        }
        let isTold =
            first < last
            || message.isCapitalised(place)
                && message.hasCue(
                    words.addresses, near: token.range.lowerBound..<token.range.lowerBound, before: 6,
                    after: 0)
        let hasNumber = (first...last).contains { tokens[$0].kind != .letters }
        // WHY: "the road to the station" is none of the record's.
        let isEveryday = lists(place) & (words.placeWords | words.ordinaryNames | words.ordinary) != 0
        guard isTold, hasNumber || !isPlaceNamed(first, last) && !(isEveryday && last == place) else {
            return
        }
        add(
            tokens[first].range.lowerBound..<tokens[last].range.upperBound, word.known)
    }

    /// Whether nothing but words of an address stands between a street and a number: `Thornbury, at number 14`.
    private func isTied(_ place: Int, _ other: Int) -> Bool {
        let tying =
            words.fillers | words.at | words.units | words.streets | words.streetPrefixes | words.houseCues
            | words.particles | words.directions | words.placePrepositions | words.digitFillers
        return (min(place, other) + 1..<max(place, other)).allSatisfy {
            tokens[$0].count <= 2 || message.isCapitalised($0) || lists($0) & tying != 0
                || book.spelling.counting.mayHold(tokens[$0].hash)
        }
    }

    private func isNumberWord(_ place: Int) -> Bool {
        let word = tokens[place].hash
        return book.spelling.numberWords[word] != nil || book.spelling.tens[word] != nil
    }

    /// The words beside a street that belong to the same address.
    func beside(
        _ span: ClosedRange<Int>, _ whole: ArraySlice<UInt32>, _ canonical: (Int) -> UInt32
    ) -> ClosedRange<Int> {
        var first = span.lowerBound
        var last = span.upperBound
        // INVARIANT: no further than an address reaches, so that a street said a thousand times is not a thousand times
        // a thousand words to look at.
        let most = whole.count * 2
        while last + 1 < tokens.count, last - span.upperBound < most, whole.contains(canonical(last + 1)),
            message.gap(after: last).count <= 6
        { last += 1 }
        while first > 0, span.lowerBound - first < most, whole.contains(canonical(first - 1)),
            message.gap(after: first - 1).count <= 6
        { first -= 1 }
        work += last - first
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
