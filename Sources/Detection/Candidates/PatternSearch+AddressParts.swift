extension PatternSearch {
    /// `12 Rue des Tanneurs`, `33 avenue de Provence`: a house number, the kind of street and its name.
    func prefixedStreetEnd(behind house: Int) -> Int? {
        var place = house + 1
        if place < tokens.count, tokens[place].kind == .letters, Self.repeated.contains(tokens[place].hash) {
            place += 1
        }
        guard place < tokens.count, isClose(message.gap(after: place - 1)),
            lists(place) & words.streetPrefixes != 0
        else { return nil }
        var last: Int?
        while place + 1 < tokens.count, place - house < 8, isClose(message.gap(after: place)),
            !bytes[message.gap(after: place)].contains(0x2C)
        {
            place += 1
            guard tokens[place].kind == .letters else { break }
            if message.isCapitalised(place), lists(place) & (words.notNames | words.units) == 0 {
                last = place
            } else if tokens[place].count > 3 {
                break
            }
        }
        return last
    }

    /// What a French house number is told apart by.
    private static let repeated = ["bis", "ter", "quater"].map { Token.hash(of: $0.utf8) }

    /// `…, Springfield`, `…, Kew, Victoria`: up to two parts of capitalised words behind a street and its comma.
    func townEnd(behindComma street: Int) -> Int {
        var last = street
        for _ in 0..<2 {
            guard last + 1 < tokens.count, isComma(message.gap(after: last)) else { return last }
            var place = last + 1
            var end: Int?
            while place < tokens.count, place < last + 4, isTownWord(place) {
                end = place
                guard place + 1 < tokens.count,
                    [[0x20], [0x2D]].contains(Array(bytes[message.gap(after: place)]))
                else { break }
                place += 1
            }
            // WHY: "…, Springfield is far" goes on with a sentence, "…, Marta said" is one.
            guard let end,
                end + 1 == tokens.count || lists(end + 1) & words.personVerbs == 0
                    || !bytes[message.gap(after: end)].elementsEqual([0x20])
            else { return last }
            last = end
        }
        return last
    }

    private func isTownWord(_ place: Int) -> Bool {
        let others =
            words.notNames | words.ordinary | words.titles | words.givenNames | words.nameCues
            | words.nameStrong
            | words.phones | words.cards | words.fillers | words.connectors
        return tokens[place].kind == .letters && message.isCapitalised(place) && lists(place) & others == 0
    }

    private func isComma(_ gap: Range<Int>) -> Bool {
        (1...3).contains(gap.count) && bytes[gap.lowerBound] == 0x2C
            && bytes[gap].dropFirst().allSatisfy { $0.isBlank }
    }

    private func text(of place: Int) -> String { String(decoding: bytes[tokens[place].range], as: UTF8.self) }

    /// Where an address begins whose street begins at a token: with the flat, the house or the box written ahead of it,
    /// as in `Flat 3, 88 …`, `Rose Cottage, 3 …` and `P.O. Box`.
    func addressStart(before first: Int) -> Int {
        if lists(first) & words.postalBoxes != 0 { return Int(tokens[boxStart(first)].start) }
        var start = isBehindUnit(first) ? first - 1 : first
        if first > 0, tokens[first - 1].kind == .digits, tokens[first - 1].count <= 5,
            tokens[first].kind == .digits || lists(first) & words.streetPrefixes != 0,
            bytes[message.gap(after: first - 1)].elementsEqual([0x20])
        {
            start = first - 1
        }
        var probe = start
        for _ in 0..<5 {
            guard let part = part(endingBefore: probe) else { break }
            probe = part.first
            if part.isTelling { start = part.first }
        }
        return Int(tokens[start].start)
    }

    /// `12/34 George Street`: a flat and a house.
    func isBehindUnit(_ house: Int) -> Bool {
        house > 0 && tokens[house - 1].kind == .digits && tokens[house - 1].count <= 4
            && bytes[message.gap(after: house - 1)].elementsEqual([0x2F])
    }

    private func boxStart(_ box: Int) -> Int {
        var first = box
        while first > 0, box - first < 2, message.gap(after: first - 1).count <= 2,
            ["p", "o", "po", "post", "office", "gpo", "locked", "private"].contains(text(of: first - 1))
        { first -= 1 }
        return first
    }

    /// The part between commas that ends before a token: capitalised words and short numbers.
    ///
    /// - Returns: its first token, and whether it holds a number or a word for a house; `nil` when a sentence ends there.
    private func part(endingBefore next: Int) -> (first: Int, isTelling: Bool)? {
        guard next > 0 else { return nil }
        let gap = bytes[message.gap(after: next - 1)]
        let isLine = gap.contains(0x0A)
        guard gap.count <= 4, isLine || gap.contains(0x2C), gap.allSatisfy({ $0.isBlank || $0 == 0x2C })
        else { return nil }
        var first = next
        var isTelling = false
        var isPerson = false
        while first > 0, next - first < 6 {
            let place = first - 1
            if first < next, !isPartJoint(message.gap(after: place)) { break }
            let token = tokens[place]
            let isNumber = bytes[Int(token.start)].isDigit && token.count <= 5
            let isHouse = lists(place) & (words.units | words.streets) != 0
            let isWord =
                message.isCapitalised(place)
                && (isHouse || lists(place) & words.notNames == 0
                    || (first < next && ["the", "old", "new"].contains(text(of: place))))
            let isSmall =
                token.kind == .letters && token.count <= 4 && first < next
                && lists(place) & words.particles != 0
            guard isNumber || isWord || isSmall || (isHouse && first < next) else { break }
            isTelling = isTelling || isNumber || (isHouse && isWord)
            isPerson = isPerson || lists(place) & (words.givenNames | words.titles) != 0
            first = place
        }
        guard first < next, isTelling || !isPerson, isTelling || !isLine, isPartStart(first) else {
            return nil
        }
        return (first, isTelling)
    }

    private func isPartJoint(_ gap: Range<Int>) -> Bool {
        gap.count <= 2
            && bytes[gap].allSatisfy { $0 == 0x20 || $0 == 0x2D || $0 == 0x27 || $0 == 0x2E || $0 == 0x23 }

    }

    /// Whether an article or a word of the sentence stands ahead: `at Rose Cottage`, or nothing at all.
    private func isPartStart(_ place: Int) -> Bool {
        message.isCapitalised(place) || bytes[Int(tokens[place].start)].isDigit
            || lists(place) & words.flats != 0
    }

    /// `The Old Forge, Mill Lane, Lower Slaughter, GL54 2HX`: a postcode that says so by itself, and the parts between
    /// commas ahead of it, from the first one with a number or a word for a house or a street.
    mutating func address(anchoredAt place: Int, _ number: Int) {
        guard let last = anchorEnd(place) else { return }
        var first = place
        // The town in the same part as the postcode.
        while first > 0, place - first < 5,
            bytes[message.gap(after: first - 1)].elementsEqual([0x20])
                || bytes[message.gap(after: first - 1)].elementsEqual([0x2D]),
            tokens[first - 1].kind == .letters,
            message.isCapitalised(first - 1) || lists(first - 1) & words.particles != 0
                || tokens[first - 1].count <= 2
        { first -= 1 }
        while first < place, !message.isCapitalised(first) || lists(first) & words.notNames != 0 {
            first += 1
        }
        let start = addressStart(before: first)
        guard start < Int(tokens[first].start) else { return }
        add(start..<Int(tokens[last].end), number)
    }

    /// The last token of a postcode of the United Kingdom, or of one that its state or town and its length give away.
    private func anchorEnd(_ place: Int) -> Int? {
        let token = tokens[place]
        if token.kind == .mixed, (2...4).contains(token.count), bytes[Int(token.start)].isLower,
            isSecondHalf(place),
            bytes[Int(tokens[place + 1].start)].isDigit
        {
            return place + 1
        }
        guard token.kind == .digits, place > 0, tokens[place - 1].kind == .letters,
            message.isCapitalised(place - 1)
        else {
            return nil
        }
        let gap = bytes[message.gap(after: place - 1)]
        let isBeside =
            gap.elementsEqual([0x20]) || gap.elementsEqual([0x2D]) || gap.elementsEqual([0x20, 0x2D, 0x20])
        let state = tokens[place - 1].count
        switch token.count {
        case 6: return isBeside && state >= 4 ? place : nil
        case 5:
            return isBeside && state == 2
                ? (place + 1 < tokens.count && isSecondHalf(place) ? place + 1 : place) : nil
        case 4: return isBeside && (2...3).contains(state) ? place : nil
        default: return nil
        }
    }

    /// `… 55\n Apt. 297`: a word for a flat with its number, behind a line that has a number and a capitalised word.
    mutating func address(unitAt place: Int, _ number: Int) {
        guard lists(place) & words.flats != 0, place + 1 < tokens.count, place > 1,
            bytes[Int(tokens[place + 1].start)].isDigit, tokens[place + 1].count <= 5,
            message.gap(after: place).count <= 2
        else { return }
        let gap = bytes[message.gap(after: place - 1)]
        guard gap.count <= 5, gap.allSatisfy({ $0.isBlank || $0 == 0x2C || $0 == 0x2E || $0 == 0x3E }) else {
            return
        }
        var first = place
        var hasNumber = false
        var hasWord = false
        while first > 0, place - first < 8 {
            let next = first - 1
            if first < place, !isPartJoint(message.gap(after: next)) { break }
            let token = tokens[next]
            let isNumber = token.kind == .digits && token.count <= 5
            let isWord =
                token.kind == .letters && message.isCapitalised(next) && lists(next) & words.notNames == 0
            let isSmall = token.kind == .letters && token.count <= 4 && lists(next) & words.fillers == 0
            guard isNumber || isWord || (isSmall && first < place) else { break }
            hasNumber = hasNumber || isNumber
            hasWord = hasWord || isWord
            first = next
        }
        while first < place, tokens[first].kind == .letters, !message.isCapitalised(first) { first += 1 }
        guard hasNumber, hasWord, first < place else { return }
        finish(from: first, through: place + 1, number)
    }

    /// `lives at 846 Koskikatu 25`, `address: Edeby 55`: behind a word for an address, a number and capitalised words in
    /// either order.
    mutating func address(after cue: ScannedMessage.Cue, _ number: Int) {
        let first = cue.tokens.upperBound
        guard first < tokens.count else { return }
        let gap = bytes[message.gap(after: first - 1)]
        guard gap.count <= 8, gap.allSatisfy({ $0.isBlank || $0 == 0x3A || $0 == 0x3E || $0 == 0x2C }) else {
            return
        }
        var place = first
        var numbers = 0
        var names = 0
        var last: Int?
        while place < tokens.count, place < first + 9,
            place == first || isPartJoint(message.gap(after: place - 1))
        {
            let token = tokens[place]
            if bytes[Int(token.start)].isDigit, token.count <= 6 {
                numbers += 1
                if names > 0 || numbers > 2 { last = place }
                if names > 0 { break }
            } else if message.isCapitalised(place), lists(place) & (words.notNames | words.monthNames) == 0 {
                // WHY: "send it to Ana 3 times" is no address.
                if numbers == 0, names == 0, lists(place) & words.givenNames != 0 { return }
                names += 1
                if numbers > 0 { last = place }
            } else if names == 0 || lists(place) & words.particles == 0 {
                break
            }
            place += 1
        }
        guard let last, names > 0, numbers > 0, !isMoney(tokens[first].range) else { return }
        finish(from: first, through: last, number)
    }
}
