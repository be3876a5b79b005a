extension LinkedSearch {
    /// A number or the name of a month in a message, for days.
    fileprivate struct Element {
        let tokens: Range<Int>
        let number: SpokenNumbers.Number?
        /// 1 to 12 for a month by its name or, between numbers, in Roman numerals.
        let month: Int?
    }

    /// Known days in any order, in words, with Roman months and with a month's name misspelt: what ``day(at:)`` does not
    /// read.
    func spokenDays() {
        // WHY: most messages hold no number and no month.
        guard !traits.all.isDisjoint(with: .element) else { return }
        let found = elements()
        guard found.count >= 2 else { return }
        work += found.count * needles.days.count
        for index in found.indices {
            for day in needles.days {
                if let month = found[index].month, month == day.month { named(index, found, day) }
                if found[index].month == nil { unnamed(index, found, day) }
            }
        }
    }

    private func elements() -> [Element] {
        let reader = SpokenNumbers(message, book.spelling)
        var elements: [Element] = []
        // WHY: most messages have one number or none, for which no list has to be made.
        var first: Element?
        var place = 0
        while place < tokens.count {
            guard mayBeElement(place), let next = element(at: place, reader) else {
                place += 1
                continue
            }
            place = next.tokens.upperBound
            guard let one = first else {
                first = next
                continue
            }
            if elements.isEmpty {
                elements.reserveCapacity(8)
                elements.append(one)
            }
            elements.append(next)
        }
        return elements
    }

    private func element(at place: Int, _ reader: SpokenNumbers) -> Element? {
        if let month = month(place) { return Element(tokens: place..<place + 1, number: nil, month: month) }
        let number = reader.number(at: place)
        work += number.map { $0.end - place } ?? 1
        return number.map { Element(tokens: place..<$0.end, number: $0, month: nil) }
    }

    /// Whether a token may be a number or a month at all.
    ///
    /// WHY: nearly every token is neither, and one look says so.
    @inline(__always) private func mayBeElement(_ place: Int) -> Bool {
        !traits.words[place].isDisjoint(with: .element) || isBesideNumber(place)
    }

    /// Whether a number in digits stands right ahead of a token or right behind it.
    @inline(__always) private func isBesideNumber(_ place: Int) -> Bool {
        (place > 0 && !traits.words[place - 1].isDisjoint(with: .number))
            || (place + 1 < tokens.count && !traits.words[place + 1].isDisjoint(with: .number))
    }

    /// The month that a word names, or nearly names beside a number, or writes in Roman numerals between two.
    private func month(_ place: Int) -> Int? {
        let token = tokens[place]
        guard token.kind == .letters else { return nil }
        if book.rules.mayNameMonth(token.hash) { return book.rules.tables.months[token.hash] }
        guard isBesideNumber(place) else { return nil }
        let isBetween =
            place > 0 && place + 1 < tokens.count && tokens[place - 1].kind != .letters
            && tokens[place + 1].kind != .letters
        if token.count <= 4, isBetween { return Self.roman[token.hash] }
        guard token.count >= 5, lists(place) == 0 else { return nil }
        let text = bytes[token.range]
        return needles.days.first { day in
            book.rules.tables.monthTexts[day.month - 1].contains {
                $0.count >= 5 && OneSlip.separates($0, text)
            }
        }?.month
    }

    private static let roman = Dictionary(
        uniqueKeysWithValues: ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
            .enumerated().map { (Token.hash(of: $1.utf8), $0 + 1) })

    /// A day around the name of its month.
    private func named(_ index: Int, _ all: [Element], _ day: Needles.Day) {
        let around = (max(0, index - 3)...min(all.count - 1, index + 3)).filter {
            $0 != index && isChained(min($0, index), max($0, index), all)
        }
        work += around.count
        let nearest = around.sorted { abs($0 - index) < abs($1 - index) }
        guard let own = nearest.first(where: { all[$0].number?.value == day.day && isDayLong(all[$0]) })
        else {
            return
        }
        let years = around.filter { $0 != own }
        if let year = day.year,
            let place = years.first(where: { isYear($0, year, all, beside: [index, own]) })
        {
            let ends = [index, own, place, isPair(place, year, all) ? place + 1 : place]
            return add(all, ends.min() ?? index, ends.max() ?? index, day)
        }
        let low = min(index, own)
        let high = max(index, own)
        let range = span(all, low, high)
        // WHY: a year that is not theirs makes it another day, but for birthdays, which come back.
        let other = [high + 1, low - 1].first {
            all.indices.contains($0) && isChained(min($0, low), max($0, high), all) && looksLikeYear(all[$0])
        }
        let isNear = message.hasCue(words.born, near: range, before: 64, after: 32)
        let isAsked = previous?.cues.contains { $0.lists & words.born != 0 } == true
        if isNear || (isAsked && other == nil) {
            add(all, min(low, other ?? low), max(high, other ?? high), day)
            if other == nil, let year = day.year, let told = bareYear(year, near: range, all, index) {
                add(span(all, told, told), day.known)
            }
        } else if other == nil, let year = day.year, let told = bareYear(year, near: range, all, index) {
            add(range, day.known)
            add(span(all, told, told), day.known)
        }
    }

    /// Day, month and year as three numbers of which one at least is in words, Roman or not of plain digits: `the
    /// seventeenth of the sixth, seventy-two`.
    private func unnamed(_ index: Int, _ all: [Element], _ day: Needles.Day) {
        guard let year = day.year, index + 2 < all.count,
            let first = all[index].number, let second = all[index + 1].number ?? all[index + 1].asMonth
        else { return }
        let isPair = self.isPair(index + 2, year, all)
        let last = isPair ? index + 3 : index + 2
        guard isChained(index, last, all) else { return }
        let third = all[index + 2].number
        let isSpoken = [first, second, third].contains { $0?.isSpoken == true }
        let isLookalike = (index...last).contains { all[$0].tokens.contains { tokens[$0].kind == .mixed } }
        let isJoined = (index..<last).contains { place in
            (all[place].tokens.upperBound..<all[place + 1].tokens.lowerBound).contains {
                Self.partitives.contains(tokens[$0].hash)
            }
        }
        guard isSpoken || isLookalike || isJoined else { return }
        let isLast = isPair || isYear(index + 2, year, all, beside: [index + 1])
        let (one, two) = (first.value, second.value)
        if isLast, one == day.day && two == day.month || one == day.month && two == day.day {
            return add(all, index, last, day)
        }
        guard first.value == year, let third, second.value == day.month, third.value == day.day else {
            return
        }
        add(all, index, index + 2, day)
    }

    private func isDayLong(_ element: Element) -> Bool { (element.number?.width ?? 9) <= 2 }

    private func looksLikeYear(_ element: Element) -> Bool {
        guard let number = element.number else { return false }
        return (1880...2100).contains(number.value) || number.width == 2 && number.value > 31
    }

    /// Whether an element is a year, whole or with its last two digits, or as `nineteen seventy-two` its first half.
    private func isYear(_ place: Int, _ year: Int, _ all: [Element], beside others: [Int]) -> Bool {
        guard let number = all[place].number else { return false }
        if number.value == year || isPair(place, year, all) { return true }
        let isShort = number.value == year % 100 && (number.width == 2 || number.isSpoken)
        return isShort && others.contains { abs($0 - place) == 1 }
    }

    private func isPair(_ place: Int, _ year: Int, _ all: [Element]) -> Bool {
        guard place + 1 < all.count, let first = all[place].number, let second = all[place + 1].number else {
            return false
        }
        let isJoined = all[place].tokens.upperBound == all[place + 1].tokens.lowerBound
        return isJoined && first.isSpoken && first.value == year / 100 && second.value == year % 100
    }

    /// Whether nothing but a few words such as "of" and "the" stands between neighbouring elements.
    private func isChained(_ first: Int, _ last: Int, _ all: [Element]) -> Bool {
        (first..<last).allSatisfy { index in
            let (left, right) = (all[index].tokens.upperBound, all[index + 1].tokens.lowerBound)
            guard right - left <= 4,
                tokens[right].range.lowerBound - tokens[left - 1].range.upperBound <= 24
            else { return false }
            return (left..<right).allSatisfy { Self.joints.contains(tokens[$0].hash) }
        }
    }

    private static let joints = Set(
        [
            "of", "the", "in", "on", "year", "day", "month", "de", "del", "du", "des", "do", "da",
            "le",
            "la", "el", "o", "a", "dem", "den", "der", "im", "am", "jahr", "jahre", "jahres", "ano", "an",
            "annee",
            "mes", "mois", "monat", "dia", "dos", "s", "l", "en", "em", "dash",
            "slash",
            "dot", "punkt", "punto", "point", "ponto", "barra", "then",
        ].map { Token.hash(of: $0.utf8) })

    private static let partitives = Set(
        ["of", "de", "del", "du", "do", "des", "month", "mes", "mois", "monat"].map {
            Token.hash(of: $0.utf8)
        })

    /// The year alone, close by.
    private func bareYear(
        _ year: Int, near range: Range<Int>, _ all: [Element], _ index: Int
    ) -> Int? {
        (max(0, index - 4)..<min(all.count, index + 5)).first { place in
            guard let number = all[place].number else { return false }
            let own = span(all, place, place)
            // WHY: "aug 19, born in '83".
            let isShort =
                number.width == 2 && number.value == year % 100 && own.lowerBound > 0
                && bytes[own.lowerBound - 1] == 0x27
            guard isShort || number.value == year && number.width == 4 else { return false }
            return own.upperBound <= range.lowerBound
                ? range.lowerBound - own.upperBound <= 48 : own.lowerBound - range.upperBound <= 48
        }
    }

    private func span(_ all: [Element], _ first: Int, _ last: Int) -> Range<Int> {
        let start = tokens[all[first].tokens.lowerBound].range.lowerBound
        let end = tokens[all[last].tokens.upperBound - 1].range.upperBound
        return start..<max(start, end)
    }

    private func add(_ all: [Element], _ first: Int, _ last: Int, _ day: Needles.Day) {
        guard all.indices.contains(first), all.indices.contains(last), first <= last else { return }
        add(span(all, first, last), day.known)
    }
}

extension LinkedSearch.Element {
    /// A Roman month as a number.
    fileprivate var asMonth: SpokenNumbers.Number? {
        month.map { SpokenNumbers.Number(value: $0, end: tokens.upperBound, width: 0) }
    }
}
