extension LinkedSearch {
    /// A word that is part of a known name, or one slip away from it.
    func name(at place: Int) {
        let token = tokens[place]
        guard token.kind == .letters else { return }
        let key = UInt64(token.hash)
        if book.filter.mayHold(token.hash), needles.words.first(for: key) != nil {
            // WHY: members of a household share a name; the other words of one of them tell who it is.
            let word =
                needles.words.first(for: key) { isMeant(place, $0) && isBesideName(place, $0.person) }
                ?? needles.words.first(for: key) { isMeant(place, $0) }
            if let word { add(withClipped(withInitial(place), place, word.person), word.person) }
        } else if let slip = slip(at: place) ?? sounding(place) {
            add(withInitial(place), slip.person)
        }
    }

    /// Whether an ordinary word is a name here: beside another part of the name, behind a cue, or by its capital.
    private func isMeant(_ place: Int, _ word: Needles.Word) -> Bool {
        let lists = lists(place)
        let isCapital = message.isCapitalised(place)
        guard isOrdinary(place, lists, isCapital: isCapital) else { return !isModel(place, lists, word) }
        if isBesideName(place, word) { return true }
        if hasNameCue(place, isCapital: isCapital) { return true }
        guard isCapital, lists & words.monthNames == 0, !isShouted(place), !isListed(place) else {
            return false
        }
        let next = place + 1
        let follows = next < tokens.count && bytes[message.gap(after: place)].elementsEqual([0x20])
        if follows, self.lists(next) & words.personVerbs != 0, !word.isNickname, !isThing(next),
            lists & words.properNames == 0 || self.lists(next) & words.connectors == 0
        {
            return true
        }
        if isThingNamed(place, lists, follows: follows) { return false }
        if isPossessive(place) { return true }
        guard !isSentenceStart(place) else { return false }
        return !(follows && message.isCapitalised(next)) && !(place > 0 && isTitleCase(place))
    }

    /// Whether a given name is that of a model: `the Tiffany lamp`, `das Felix Futter`.
    private func isModel(_ place: Int, _ lists: Lexicon.Lists, _ word: Needles.Word) -> Bool {
        guard lists & words.givenNames != 0, place > 0, place + 1 < tokens.count,
            self.lists(place - 1) & words.determiners != 0, message.isCapitalised(place),
            bytes[message.gap(after: place - 1)].elementsEqual([0x20]),
            bytes[message.gap(after: place)].elementsEqual([0x20])
        else { return false }
        return self.lists(place + 1) & words.placeWords != 0 && !message.isCapitalised(place + 1)
            && !isBesideName(place, word.person)
    }

    /// Whether a word of a name is more often something else, as it is written here.
    private func isOrdinary(_ place: Int, _ lists: Lexicon.Lists, isCapital: Bool) -> Bool {
        let others =
            words.monthNames | words.ordinaryNames | words.ordinary | words.notNames | words.properNames
        return tokens[place].count <= 2 || lists & (isCapital ? others : others | words.smallWordNames) != 0
    }

    /// Whether a word with a capital names a thing or a place: `the Dyson`, `der Schneider`, `in Kent`, `the Georgia
    /// warehouse`.
    private func isThingNamed(_ place: Int, _ lists: Lexicon.Lists, follows: Bool) -> Bool {
        if place > 0, bytes[message.gap(after: place - 1)].elementsEqual([0x20]),
            self.lists(place - 1) & words.determiners != 0
        {
            return true
        }
        guard lists & words.properNames != 0 else { return false }
        if place > 0, self.lists(place - 1) & words.placePrepositions != 0 { return true }
        let range = tokens[place].range
        if message.hasCue(words.places, near: range, before: 80, after: 80) { return true }
        guard follows, place + 1 < tokens.count, !message.isCapitalised(place + 1) else { return false }
        // WHY: a verb in the past goes on with a person, any other rare word with a thing: "the Victoria sponge".
        let text = bytes[tokens[place + 1].range]
        return text.count >= 4 && !text.reversed().starts(with: "de".utf8)
            && (self.lists(place + 1) == 0 || self.lists(place + 1) & words.placeWords != 0)
    }

    /// Whether a verb goes on as with things: `Ruby is a language`, `Iris and roses`.
    private func isThing(_ verb: Int) -> Bool {
        guard verb + 1 < tokens.count, Self.weakVerbs.contains(tokens[verb].hash) else { return false }
        let next = tokens[verb + 1].hash
        return tokens[verb].hash == Self.ands[0]
            ? !Self.pronouns.contains(next) : Self.articles.contains(next)
    }

    private static let weakVerbs = ["is", "was", "has", "had", "and"].map { Token.hash(of: $0.utf8) }
    private static let articles = ["a", "an", "the", "one"].map { Token.hash(of: $0.utf8) }
    private static let pronouns = ["i", "me", "my", "we", "he", "she", "they", "his", "her", "our", "their"]
        .map {
            Token.hash(of: $0.utf8)
        }

    /// Whether a word stands in a row of others like it that are no names here: `Iris and violet are my favourite inks`.
    private func isListed(_ place: Int) -> Bool {
        [(-1, place - 1), (1, place)].contains { step, gap in
            var other = place + step
            guard tokens.indices.contains(other) else { return false }
            let between = bytes[message.gap(after: gap)]
            if between.elementsEqual([0x20]), Self.ands.contains(tokens[other].hash) {
                other += step
            } else if !between.elementsEqual([0x2C, 0x20]) && !between.elementsEqual([0x2F]) {
                return false
            }
            guard tokens.indices.contains(other), lists(other) & words.ordinaryNames != 0 else {
                return false
            }
            return !message.isCapitalised(other)
                || needles.words.first(for: UInt64(tokens[other].hash)) == nil
        }
    }

    private static let ands = ["and", "or", "und", "oder", "y", "e", "o", "ou", "et"].map {
        Token.hash(of: $0.utf8)
    }

    /// Whether another part of the same name stands beside a word; of two ordinary words in small letters only in the
    /// order of the name.
    ///
    /// WHY: "do sellers mark up prices" says nothing of Mark Sellers.
    private func isBesideName(_ place: Int, _ word: Needles.Word) -> Bool {
        guard isBesideName(place, word.person) else { return false }
        if message.isCapitalised(place), !isSentenceStart(place) { return true }
        return [place - 1, place + 1].contains { other in
            guard tokens.indices.contains(other) else { return false }
            let own = needles.words.first(for: UInt64(tokens[other].hash)) { $0.person == word.person }
            guard let own else { return false }
            let isOrdinary = lists(other) & (words.ordinaryNames | words.ordinary | words.notNames) != 0
            if !isOrdinary || message.isCapitalised(other) && !isSentenceStart(other) { return true }
            return (other < place ? own.order < word.order : word.order < own.order)
                && isAloneOrActing(min(place, other), max(place, other))
        }
    }

    /// Whether a name that was found word by word is nothing but ordinary words in small letters: `miles long`.
    func isOrdinaryPhrase(_ first: Int32, _ last: Int32) -> Bool {
        let (first, last) = (Int(first), Int(last))
        guard first < last, last - first < 6 else { return false }
        for place in first...last {
            guard tokens[place].count > 1, isOrdinary(place, lists(place), isCapital: false) else {
                return false
            }
            if message.isCapitalised(place), !isSentenceStart(place) { return false }
        }
        return !isAloneOrActing(first, last)
    }

    /// Whether two ordinary words in small letters are a name by what stands around them: nothing, a cue, or what people do.
    ///
    /// WHY: "the cable is miles long" says nothing of Miles Long.
    private func isAloneOrActing(_ first: Int, _ last: Int) -> Bool {
        if hasNameCue(first, isCapital: false) { return true }
        let acting = words.personVerbs | words.nameTails
        if last + 1 == tokens.count || lists(last + 1) & acting != 0 {
            return first == 0 || lists(last + 1) & acting != 0 || isSentenceStart(first)
        }
        let gap = bytes[message.gap(after: last)]
        return isSentenceStart(first)
            && gap.contains { $0 == 0x2C || $0 == 0x0A || $0 == 0x3A || $0 == 0x2D || $0 == 0x3C }
    }

    /// Whether the word before, in the same phrase, also has a capital without beginning a sentence.
    private func isTitleCase(_ place: Int) -> Bool {
        bytes[message.gap(after: place - 1)].elementsEqual([0x20]) && message.isCapitalised(place - 1)
            && !isSentenceStart(place - 1) && tokens[place - 1].count > 1
    }

    func isBesideName(_ place: Int, _ person: Int) -> Bool {
        for (other, gap) in [(place - 1, place - 1), (place + 1, place)]
        where tokens.indices.contains(other) {
            let between = bytes[message.gap(after: gap)]
            guard between.count <= 2, !between.contains(0x0A),
                !between.contains(0x2E) || tokens[other].count == 1
            else { continue }
            if needles.words.first(for: UInt64(tokens[other].hash), where: { $0.person == person }) != nil {
                return true
            }
        }
        return false
    }

    func hasNameCue(_ place: Int, isCapital: Bool) -> Bool {
        guard place > 0, message.gap(after: place - 1).count <= 3 else { return false }
        let start = tokens[place].range.lowerBound
        let strong = words.nameStrong
        let any = strong | words.nameCues | words.softNameCues | words.titles
        guard let cue = message.nearestCue(any, near: start..<start, before: 3, after: 0),
            cue.range.upperBound <= start,
            cue.tokens.upperBound == place
        else { return false }
        return isCapital || cue.lists & strong != 0
    }

    private func isPossessive(_ place: Int) -> Bool {
        let end = tokens[place].range.upperBound
        return end + 1 < bytes.count && bytes[end] == 0x27 && bytes[end + 1] == UInt8(ascii: "s")
    }

    private func isSentenceStart(_ place: Int) -> Bool {
        guard place > 0 else { return true }
        let gap = bytes[message.gap(after: place - 1)]
        return gap.contains { [0x2E, 0x21, 0x3F, 0x0A, 0x3A, 0x22, 0x2A, 0x3E].contains($0) }
            || gap.elementsEqual([0x20, 0x2D, 0x20])
    }

    /// Whether all letters are capitals, so that a capital says nothing.
    private func isShouted(_ place: Int) -> Bool {
        tokens[place].count > 1
            && !message.originalBytes(of: tokens[place]).contains { $0.isLower }
    }

    /// A name with the beginning of another part of it, joined by a sign: `gwendolyn_farq`.
    private func withClipped(_ range: Range<Int>, _ place: Int, _ person: Int) -> Range<Int> {
        let next = place + 1
        guard next < tokens.count, tokens[next].count >= 3, range.upperBound <= Int(tokens[next].start) else {
            return range
        }
        let gap = message.gap(after: place)
        guard gap.count == 1, [0x5F, 0x2E, 0x2D].contains(bytes[gap.lowerBound]) else { return range }
        let text = bytes[tokens[next].range]
        let isPart = needles.slips.indices.contains {
            needles.slips[$0].word.person == person && book.name(ofSlip: $0).starts(with: text)
        }
        return isPart ? range.lowerBound..<Int(tokens[next].end) : range
    }

    /// A name with the initial beside it: `M. Okafor`, `Okafor, M.`.
    private func withInitial(_ place: Int) -> Range<Int> {
        let token = tokens[place]
        var range = token.range
        var first = place
        // INVARIANT: four initials at most: "A. B. M. Rangel".
        while first > 0, place - first < 4, isInitial(first - 1), message.gap(after: first - 1).count <= 2 {
            first -= 1
            range = tokens[first].range.lowerBound..<range.upperBound
        }
        // WHY: "Alfie Gilhooly" is what a keyboard made of Aoife.
        if first == place, place > 0, tokens[place].count >= 4, lists(place - 1) & words.givenNames != 0,
            lists(place - 1) & (words.ordinary | words.titles | words.notNames) == 0,
            message.isCapitalised(place - 1), message.isCapitalised(place),
            bytes[message.gap(after: place - 1)].elementsEqual([0x20])
        {
            first -= 1
            range = tokens[first].range.lowerBound..<range.upperBound
        }
        if place + 1 < tokens.count, isInitial(place + 1),
            message.gap(after: place).count <= 2,
            !isSentenceStart(place + 1)
        {
            range = range.lowerBound..<tokens[place + 1].range.upperBound
        }
        return withTitle(range, first, isPossessive: isPossessive(place))
    }

    /// The title before a name and the `'s` behind it.
    private func withTitle(_ range: Range<Int>, _ place: Int, isPossessive: Bool) -> Range<Int> {
        var start = range.lowerBound
        if place > 0, start == tokens[place].range.lowerBound, lists(place - 1) & words.titles != 0,
            message.gap(after: place - 1).count <= 2, message.isCapitalised(place - 1)
        {
            start = tokens[place - 1].range.lowerBound
        }
        let end = range.upperBound
        let isOpen = end + 1 < bytes.count && bytes[end] == 0x27 && bytes[end + 1] == UInt8(ascii: "s")
        return start..<end + (isPossessive && isOpen ? 2 : 0)
    }

    private func isInitial(_ place: Int) -> Bool {
        let token = tokens[place]
        guard token.count == 1, token.kind == .letters, message.isCapitalised(place) else { return false }
        return bytes[Int(token.start)] != UInt8(ascii: "i")
            && !(place > 0 && bytes[Int(token.start) - 1] == 0x27)
    }

    /// A long name with one letter wrong, missing, added or swapped with its neighbour.
    private func slip(at place: Int) -> Needles.Word? {
        let token = tokens[place]
        let isOrdinary =
            lists(place) & (words.ordinary | words.ordinaryNames | words.monthNames | words.notNames) != 0
        guard token.count >= 4, !isOrdinary else { return nil }
        let slips = book.slips(near: token.count)
        guard !slips.isEmpty else { return nil }
        let letters = OneSlip.letters(bytes[token.range])
        work += slips.count
        for slip in slips {
            let shape = book.slip(slip)
            // WHY: one slip changes at most two of the letters that a word has, which a few bits tell.
            let changed = (shape.letters ^ letters).nonzeroBitCount
            guard changed <= 4 else { continue }
            let isLong = shape.count >= 9 && token.count >= 8
            guard changed <= (isLong ? 4 : 2), abs(Int(shape.count) - token.count) <= 1 else { continue }
            let index = Int(shape.place)
            let (name, word) = (book.name(ofSlip: index), needles.slips[index].word)
            if name.count >= 6, lists(place) == 0,
                OneSlip.separates(name.reversed(), bytes[token.range])
            {
                return word
            }
            // WHY: a long rare word with two slips is still the name and hardly anything else.
            let isTwice = isLong && lists(place) == 0 && OneSlip.separatesTwice(name, bytes[token.range])
            guard isTwice || OneSlip.separates(name, bytes[token.range]) else { continue }
            let isSure = name.count >= 7 && token.count >= 6 || isBesideName(place, word.person)
            // WHY: one letter of four is too much to go by alone.
            guard isSure || name.count >= 5 else { continue }
            let isWritten = message.isCapitalised(place) && bytes[Int(token.start)] == name.first
            if isSure || isWritten || hasNameCue(place, isCapital: true) { return word }
        }
        return nil
    }

    /// Names with digits and signs for letters: `M4r1a`, `$mith`.
    func leet() {
        guard message.mayHaveSign(Self.leetSigns) || traits.all.contains(.mixed) else { return }
        var place = 0
        while place < tokens.count {
            let token = tokens[place]
            // WHY: nearly every word is of letters only, with no sign beside it, and has nothing to be read otherwise.
            if token.kind != .mixed, token.start == 0 || !isLeetSign(bytes[Int(token.start) - 1]),
                Int(token.end) == bytes.count || !isLeetSign(bytes[Int(token.end)])
            {
                place += 1
                continue
            }
            let first = place
            while place + 1 < tokens.count, isLeetGap(message.gap(after: place)) { place += 1 }
            leetWord(first...place)
            place += 1
        }
    }

    private func isLeetGap(_ gap: Range<Int>) -> Bool {
        gap.count == 1 && isLeetSign(bytes[gap.lowerBound])
    }

    private func isLeetSign(_ byte: UInt8) -> Bool {
        byte == 0x40 || byte == 0x24 || byte == 0x21 || byte == 0x7C || byte == 0x2B
    }

    private static let leetSigns = ScannedMessage.signs([0x40, 0x24, 0x21, 0x7C, 0x2B])

    private func leetWord(_ places: ClosedRange<Int>) {
        var start = tokens[places.lowerBound].range.lowerBound
        var end = tokens[places.upperBound].range.upperBound
        if start > 0, isLeetSign(bytes[start - 1]), start < 2 || bytes[start - 2].isBlank { start -= 1 }
        if end < bytes.count, isLeetSign(bytes[end]), end + 1 == bytes.count || bytes[end + 1].isBlank {
            end += 1
        }
        for range in Set([
            start..<end, tokens[places.lowerBound].range.lowerBound..<end,
            start..<tokens[places.upperBound].range.upperBound,
        ]).sorted(by: { $0.count > $1.count })
        where range.count >= 3 && range.count <= 48 {
            let text = bytes[range]
            guard text.contains(where: { !$0.isLower && $0 < 0x80 }), text.contains(where: \.isLower) else {
                continue
            }
            guard let word = needles.leet.first(for: Needles.unleet(text)) else { continue }
            add(range, word.person)
            return
        }
    }
}
