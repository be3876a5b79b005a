extension PatternSearch {
    /// Words of which a person's name has none, when nothing but capitals speaks for it.
    private var notPersons: Lexicon.Lists {
        words.notNames | words.ordinary | words.streets | words.streetPrefixes | words.units
            | words.addresses | words.phones | words.cards | words.monthNames
    }

    /// A frequent given name with a capital, and the capitalised names and initials behind it: `Ana B. Diaz`.
    mutating func givenName(at cue: ScannedMessage.Cue, _ number: Int) {
        let first = cue.tokens.lowerBound
        guard cue.tokens.count == 1, message.isCapitalised(first), !isPlaceName(first) else { return }
        var last = first
        while last + 1 < tokens.count, last < first + 4, isNameJoint(message.gap(after: last)) {
            let next = last + 1
            // WHY: a full stop ends the sentence unless it stands behind an initial.
            if message.gap(after: last).count == 2, tokens[last].count > 1 { break }
            let isParticle = lists(next) & words.particles != 0
            guard isParticle || isPersonWord(next) else { break }
            last = next
        }
        while last > first, lists(last) & words.particles != 0, !message.isCapitalised(last) { last -= 1 }
        // WHY: "Grace" alone is a word and "Rose Cottage" a house; with a family name both are people.
        let isWord = lists(first) & (words.ordinaryNames | words.ordinary | words.monthNames) != 0
        guard last > first || !isWord && !isTown(first) else { return }
        // WHY: "Wayne County Airport" is a place, "MIA" an airport.
        if (first...last).contains(where: { lists($0) & words.placeWords != 0 }) { return }
        if first == last, isAcronym(first) { return }
        // WHY: "the Olivia lamp" is furniture.
        if first == last, last + 1 < tokens.count, lists(last + 1) & words.placeWords != 0,
            bytes[message.gap(after: last)].elementsEqual([0x20])
        {
            return
        }
        if last + 1 < tokens.count, bytes[message.gap(after: last)].elementsEqual([0x20]),
            message.isCapitalised(last + 1), lists(last + 1) & (words.streets | words.units) != 0
        {
            return
        }
        add(tokens[first].range.lowerBound..<tokens[last].range.upperBound, number)
    }

    /// `in Austin`, `Austin or any other city`.
    private func isTown(_ place: Int) -> Bool {
        guard lists(place) & words.properNames != 0 else { return false }
        if place > 0, lists(place - 1) & words.placePrepositions != 0 { return true }
        return message.hasCue(words.places, near: tokens[place].range, before: 80, after: 80)
    }

    /// `San Jose`, `St James`, `Lake Victoria`, `jose.ramirez`.
    private func isPlaceName(_ place: Int) -> Bool {
        guard place > 0 else { return false }
        let gap = message.gap(after: place - 1)
        let isSaint = gap.count == 2 && bytes[gap].elementsEqual([0x2E, 0x20])
        if isSaint {
            return ["st", "ste", "mt"].contains(
                String(decoding: bytes[tokens[place - 1].range], as: UTF8.self))
        }
        guard gap.count == 1 else { return false }
        if bytes[gap.lowerBound] == 0x2E || bytes[gap.lowerBound] == 0x2D || bytes[gap.lowerBound] == 0x5F {
            return true
        }
        return bytes[gap.lowerBound] == 0x20 && message.isCapitalised(place - 1)
            && (lists(place - 1) & words.directions != 0
                || ["san", "santa", "st", "saint", "lake", "mount", "port"].contains(
                    String(decoding: bytes[tokens[place - 1].range], as: UTF8.self)))
    }

    private func isPersonWord(_ place: Int) -> Bool {
        let token = tokens[place]
        return token.kind == .letters && message.isCapitalised(place) && lists(place) & notPersons == 0
    }

    private func isNameJoint(_ gap: Range<Int>) -> Bool {
        switch gap.count {
        case 1: [0x20, 0x2D, 0x27].contains(bytes[gap.lowerBound])
        case 2: bytes[gap].elementsEqual([0x2E, 0x20]) || bytes[gap].elementsEqual([0x20, 0x20])
        default: false
        }
    }

    /// `Ana Diaz here`, `Ana Diaz speaking`: two to four capitalised words that begin a sentence before the cue.
    mutating func name(ahead cue: ScannedMessage.Cue, _ number: Int) {
        guard cue.tokens.lowerBound > 0,
            bytes[message.gap(after: cue.tokens.lowerBound - 1)].elementsEqual([0x20])
        else { return }
        addName(endingAt: cue.tokens.lowerBound - 1, number)
    }

    /// `Ana Diaz, 07700 900142` and `Ana Diaz, ana@example.com`: a line of contact data begins with its person.
    mutating func names(beside contacts: [PatternHit], _ number: Int) {
        for hit in contacts {
            let next = message.firstToken(from: hit.range.lowerBound)
            // WHY: a contact may begin inside a token, with nothing between.
            guard next > 0, tokens[next - 1].range.upperBound < hit.range.lowerBound else { continue }
            let gap = tokens[next - 1].range.upperBound..<hit.range.lowerBound
            let signs = bytes[gap]
            guard (1...4).contains(signs.count),
                signs.contains(where: { $0 == 0x2C || $0 == 0x0A || $0 == 0x2D || $0 == 0x3C || $0 == 0x7C }),
                signs.allSatisfy({ $0.isBlank || [0x2C, 0x2D, 0x3C, 0x28, 0x7C].contains($0) })
            else { continue }
            addName(endingAt: next - 1, number)
        }
    }

    private mutating func addName(endingAt last: Int, _ number: Int) {
        var first = last + 1
        var count = 0
        while first > 0, last - first < 4 {
            let place = first - 1
            if first <= last, !isNameJoint(message.gap(after: place)) { break }
            let isParticle = first <= last && lists(place) & words.particles != 0
            guard isParticle || isPersonWord(place) else { break }
            count += 1
            first = place
        }
        while first <= last, !message.isCapitalised(first) { first += 1 }
        guard count >= 2, first < last, beginsPhrase(first) else { return }
        add(tokens[first].range.lowerBound..<tokens[last].range.upperBound, number)
    }

    /// Whether a token begins the text, a line, a sentence or a part between commas.
    private func beginsPhrase(_ place: Int) -> Bool {
        guard place > 0 else { return true }
        return bytes[message.gap(after: place - 1)].contains {
            $0 == 0x0A || $0 == 0x2E || $0 == 0x21 || $0 == 0x3F || $0 == 0x3A || $0 == 0x2C || $0 == 0x3B
                || $0 == 0x3E
        }
    }
}
