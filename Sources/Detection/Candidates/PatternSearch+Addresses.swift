extension PatternSearch {
    /// Whether a word ends like a street: `Hauptstrasse`, `Koskikatu`.
    private func hasStreetTail(_ place: Int) -> Bool {
        let token = tokens[place]
        guard token.kind == .letters, token.count >= 6 else { return false }
        return (3...min(8, token.count - 2)).contains { length in
            index.rules.lexicon.lists(of: Token.hash(of: bytes[Int(token.end) - length..<Int(token.end)]))
                & words.streetTails
                != 0
        }
    }

    /// Words of one line, at most a comma and a dot apart.
    func isClose(_ gap: Range<Int>) -> Bool {
        gap.count <= 3
            && bytes[gap].allSatisfy { $0 == 0x20 || $0 == 0x2E || $0 == 0x27 || $0 == 0x2D || $0 == 0x2C }
    }

    /// `12 Oak Street`, `6750 Koskikatu 25`, `PO Box 12` is a cue's.
    mutating func address(numberAt place: Int, _ number: Int) {
        let token = tokens[place]
        guard token.count <= 6, bytes[Int(token.start)].isDigit, place + 1 < tokens.count,
            tokens[place + 1].kind != .digits, !isMoney(token.range)
        else { return }
        if token.start > 0 {
            let sign = bytes[Int(token.start) - 1]
            let isJoined = sign == 0x2E || sign == 0x2F || sign == 0x3A || sign == 0x2D
            if isJoined, !isBehindUnit(place) { return }
        }
        if let last = prefixedStreetEnd(behind: place) {
            finish(from: place, through: last, number)
            return
        }
        var last = place + 1
        while last < tokens.count, last <= place + 6, isClose(message.gap(after: last - 1)) {
            let word = lists(last)
            let isStreet = word & words.streets != 0 && last > place + 1 || hasStreetTail(last)
            if isStreet, isWrittenAsStreet(place + 1...last) {
                finish(from: place, through: last, number)
                return
            }
            if tokens[last].kind == .digits { break }
            last += 1
        }
    }

    /// `Hauptstraße 12`, `rue de la Paix 5`, `Calle Mayor, 3`.
    mutating func address(streetAt place: Int, _ number: Int) {
        let token = tokens[place]
        let own = lists(place)
        let isPrefix = own & words.streetPrefixes != 0
        guard token.count >= 3 || isPrefix else { return }
        let isBox = own & words.postalBoxes != 0
        let isNumbered =
            place + 1 < tokens.count && bytes[Int(tokens[place + 1].start)].isDigit
        guard isPrefix || isBox || isNumbered else { return }
        guard isPrefix || isBox || hasStreetTail(place), isBox || message.isCapitalised(place) || isPrefix
        else { return }
        var last = place + 1
        let bound = isPrefix ? place + 6 : place + 2
        while last < tokens.count, last <= bound, isClose(message.gap(after: last - 1)) {
            let next = tokens[last]
            if bytes[Int(next.start)].isDigit, next.count <= 6 {
                guard isBox || last > place + 1 || !isPrefix else { return }
                var first = place
                if place > 0, tokens[place - 1].kind != .letters,
                    isClose(message.gap(after: place - 1))
                {
                    first = place - 1
                } else if !isPrefix, !isBox, place > 0, message.isCapitalised(place - 1),
                    bytes[message.gap(after: place - 1)].elementsEqual([0x20])
                {
                    first = place - 1
                }
                finish(from: first, through: last, number)
                return
            }
            guard isPrefix, next.kind == .letters,
                message.isCapitalised(last) || lists(last) & words.particles != 0
            else { return }
            last += 1
        }
    }

    /// Streets are written with a capital; in plain lower case a word for address or living must stand close by.
    private func isWrittenAsStreet(_ places: ClosedRange<Int>) -> Bool {
        let isCapital = places.allSatisfy {
            message.isCapitalised($0) || bytes[Int(tokens[$0].start)].isDigit
                || lists($0) & (words.particles | words.directions) != 0
        }
        if isCapital { return true }
        let range = tokens[places.lowerBound].range
        guard places.count <= 3,
            places.dropLast().allSatisfy({ lists($0) & (words.fillers | words.ordinary) == 0 })
        else {
            return false
        }
        return message.hasCue(
            words.addresses, near: range.lowerBound..<range.upperBound, before: 60,
            after: 40)
    }

    /// Adds what belongs to a street: a unit, a house number behind it, the place and the postcode.
    mutating func finish(from first: Int, through end: Int, _ number: Int) {
        var last = end
        func follows(_ place: Int) -> Bool {
            let gap = message.gap(after: place - 1)
            return gap.count <= 8
                && bytes[gap].allSatisfy {
                    $0.isBlank || $0 == 0x2C || $0 == 0x2E || $0 == 0x23 || $0 == 0x2D || $0 == 0x3B
                        || $0 == 0x3E
                }
        }
        if last + 1 < tokens.count, lists(last + 1) & words.directions != 0, isClose(message.gap(after: last))
        {
            last += 1
        }
        if last + 1 < tokens.count, bytes[Int(tokens[last + 1].start)].isDigit, tokens[last + 1].count <= 4,
            isClose(message.gap(after: last)),
            lists(end) & words.streets == 0 || tokens[last].kind == .letters
        {
            last += 1
        }
        var probe = last + 1
        while probe + 1 < tokens.count, probe <= last + 2, follows(probe), lists(probe) & words.units != 0,
            message.gap(after: probe).count <= 3, tokens[probe + 1].count <= 5
        {
            last = probe + 1
            probe = last + 1
        }
        let street = last
        var place = last + 1
        while place < tokens.count, place <= last + 8, follows(place) {
            if isPostcode(place) {
                let isHalf = place + 1 < tokens.count && isSecondHalf(place)
                last = isHalf ? place + 1 : townEnd(behind: place)
                break
            }
            let isHyphened = bytes[message.gap(after: place - 1)].elementsEqual([0x2D])
            let isPart =
                tokens[place].kind == .letters
                && (isHyphened
                    || message.isCapitalised(place)
                        && (lists(place) & words.notNames == 0 || isState(place)))
            guard isPart || isDetail(place) else { break }
            place += 1
        }
        // WHY: "3º izq, 28014 Madrid": what was taken for the number of a flat may be the postcode.
        if tokens[last].kind == .digits, tokens[last].count >= 4 { last = townEnd(behind: last) }
        if last == street { last = townEnd(behindComma: last) }
        add(addressStart(before: first)..<tokens[last].range.upperBound, number)
    }

    /// `2nd floor`, `4.º izda.`, `40 b`: what stands between a house and its postcode besides places.
    private func isDetail(_ place: Int) -> Bool {
        let token = tokens[place]
        return switch token.kind {
        case .digits: token.count <= 2
        case .mixed: token.count <= 4 && bytes[Int(token.start)].isDigit
        case .letters: token.count == 1 || lists(place) & (words.units | words.flats) != 0
        }
    }

    /// `OH 43215`: two capitals before a postcode, though `oh` is a word.
    private func isState(_ place: Int) -> Bool {
        tokens[place].count == 2 && place + 1 < tokens.count && isPostcode(place + 1)
            && message.originalBytes(of: tokens[place]).allSatisfy { $0.isUpper }
    }

    /// `59000 Lille`: the town behind a postcode of digits, up to three capitalised words.
    private func townEnd(behind postcode: Int) -> Int {
        guard tokens[postcode].kind == .digits else { return postcode }
        var last = postcode
        while last + 1 < tokens.count, last < postcode + 3, tokens[last + 1].kind == .letters,
            [[0x20], [0x2D]].contains(Array(bytes[message.gap(after: last)])),
            message.isCapitalised(last + 1),
            lists(last + 1) & words.notNames == 0
        { last += 1 }
        return last
    }

    /// `Am Alten Markt 7, 50667 Köln`: a postcode with its town, behind a house number behind capitalised words.
    mutating func address(postcodeAt place: Int, _ number: Int) {
        let token = tokens[place]
        guard token.kind == .digits, token.count == 4 || token.count == 5, place > 1 else { return }
        let town = townEnd(behind: place)
        let house = tokens[place - 1]
        guard town > place, house.count <= 4, bytes[Int(house.start)].isDigit else { return }
        let gap = bytes[message.gap(after: place - 1)]
        guard gap.count <= 3, gap.contains(where: { $0 == 0x2C || $0 == 0x0A }) else { return }
        var first = place - 1
        while first > 0, place - first < 7, bytes[message.gap(after: first - 1)].elementsEqual([0x20]),
            tokens[first - 1].kind == .letters,
            message.isCapitalised(first - 1) || lists(first - 1) & words.particles != 0
        { first -= 1 }
        guard first < place - 1 else { return }
        add(tokens[first].range.lowerBound..<tokens[town].range.upperBound, number)
    }

    func isPostcode(_ place: Int) -> Bool {
        let token = tokens[place]
        if token.kind == .digits { return (4...6).contains(token.count) }
        guard token.kind == .mixed else { return false }
        return (2...7).contains(token.count) && bytes[Int(token.start)].isLower
    }

    /// `SW1A` goes on with `1AA`, `62704` with `-1234`, `1012` with `AB`.
    func isSecondHalf(_ place: Int) -> Bool {
        guard place + 1 < tokens.count else { return false }
        let gap = message.gap(after: place)
        guard gap.count == 1, bytes[gap.lowerBound] == 0x20 || bytes[gap.lowerBound] == 0x2D else {
            return false
        }
        let next = tokens[place + 1]
        let token = tokens[place]
        // WHY four: an Irish postcode, `W91 XK20`.
        if token.kind == .mixed {
            return next.kind == .mixed
                && (next.count == 3 || next.count == 4 && token.count == 3 && bytes[gap.lowerBound] == 0x20)
        }
        let isDashed = next.kind == .digits && bytes[gap.lowerBound] == 0x2D
        return (isDashed && (next.count == 4 || (next.count == 3 && (4...5).contains(token.count))))
            || (token.count == 4 && next.kind == .letters && next.count == 2)
    }
}
