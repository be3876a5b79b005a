extension PatternSearch {
    /// A name behind a cue: "my name is …" in any case, "hi …", "regards,\n…" and titles with capitals, or in small
    /// letters when it begins with a frequent given name or goes on with "here".
    mutating func name(after cue: ScannedMessage.Cue, _ number: Int) {
        let isStrong = cue.lists & words.nameStrong != 0
        var place = cue.tokens.upperBound
        guard place < tokens.count, isNameGap(place - 1, isFirst: true) else { return }
        if cue.lists & words.introductions == 0, cue.lists & words.signOffs != 0 {
            guard bytes[message.gap(after: place - 1)].contains(0x0A) else { return }
        }
        var start = Int(tokens[place].start)
        // WHY: "Mr Abernathy" is one thing to a reader; the title is part of it.
        if cue.lists & words.titles != 0, message.isCapitalised(cue.tokens.lowerBound) {
            start = cue.range.lowerBound
        }
        if lists(place) & words.titles != 0 {
            place += 1
            guard place < tokens.count, isNameGap(place - 1, isFirst: true) else { return }
        }
        let isSmall = !message.isCapitalised(place) && !isStrong
        // WHY: "it's", "im" and the like introduce anything; a frequent given name behind them is a person.
        let introduction = cue.lists & words.introductions
        if isSmall || (introduction != 0 && introduction == cue.lists & words.nameWeak) {
            guard isGivenName(place) || (isSmall && hasTail(place)) else { return }
        }
        let first = place
        guard var last = lastNameWord(from: first, isStrong: isStrong || isSmall) else { return }
        // WHY: "hi anna chargeback please" greets Anna alone.
        if isSmall, introduction == cue.lists & words.softNameCues { last = first }
        if isSmall, first == last, lists(first) & words.ordinaryNames != 0 { return }
        if !isStrong, first == last, isAcronym(first) || isShoutedAlone(first) { return }
        // WHY: behind "Best," on its own line stands a name and nothing else.
        if cue.lists & words.introductions == 0, !endsLine(last) { return }
        let range = start..<tokens[last].range.upperBound
        guard rule(number).length.contains(range.count) else { return }
        add(range, number)
    }

    private func lastNameWord(from first: Int, isStrong: Bool) -> Int? {
        var place = first
        var last: Int?
        // WHY: "me llamo Ana Diaz y llamo por …": a name that begins with a capital goes on with capitals.
        let takesSmall = isStrong && !message.isCapitalised(first)
        while place < tokens.count, place < first + 5 {
            let kind = nameKind(place, isStrong: takesSmall, isFirst: place == first)
            if kind == .no { break }
            if kind == .name { last = place }
            guard place + 1 < tokens.count, isNameGap(place, isFirst: false) else { break }
            place += 1
        }
        return last
    }

    private func isGivenName(_ place: Int) -> Bool { lists(place) & words.givenNames != 0 }

    /// `dean fairweather here again`: up to three words that are nothing else, and a word that names go on with.
    private func hasTail(_ place: Int) -> Bool {
        var next = place
        while next < tokens.count, next < place + 4 {
            if lists(next) & words.nameTails != 0 { return next > place }
            let others =
                words.fillers | words.connectors | words.ordinary | words.personVerbs | words.notNames
            guard tokens[next].kind == .letters, tokens[next].count >= 3, lists(next) & others == 0,
                next == place || bytes[message.gap(after: next - 1)].elementsEqual([0x20])
            else { return false }
            next += 1
        }
        return false
    }

    /// `ID`, `USB`: two or three capitals in a text that has small letters.
    func isAcronym(_ place: Int) -> Bool {
        let source = message.originalBytes(of: tokens[place])
        guard source.count <= 3, source.allSatisfy({ $0.isUpper }) else { return false }
        return ![place - 1, place + 1].contains { other in
            guard tokens.indices.contains(other), tokens[other].count > 3 else { return false }
            return message.originalBytes(of: tokens[other]).allSatisfy { $0.isUpper }
        }
    }

    /// `URGENT` in a text that has small letters: a cry and no name, unless it is a given one.
    private func isShoutedAlone(_ place: Int) -> Bool {
        func isShouted(_ place: Int) -> Bool {
            message.originalBytes(of: tokens[place]).allSatisfy { !$0.isLower }
        }
        guard tokens[place].count > 3, isShouted(place), !isGivenName(place) else { return false }
        return ![place - 2, place - 1, place + 1].contains {
            tokens.indices.contains($0) && tokens[$0].count > 1 && tokens[$0].kind == .letters
                && isShouted($0)
        }
    }

    private enum Kind {
        case name
        case particle
        case no
    }

    private func nameKind(_ place: Int, isStrong: Bool, isFirst: Bool) -> Kind {
        let token = tokens[place]
        guard token.kind == .letters else { return .no }
        let lists = index.rules.lexicon.lists(of: token.hash)
        let isCapital = message.isCapitalised(place)
        if lists & words.particles != 0, !isFirst || isCapital { return .particle }
        if isLeadingInitial(place) { return .name }
        if lists & words.notNames != 0 || lists & (words.streets | words.monthNames) != 0, !isCapital {
            return .no
        }
        if lists & words.notNames != 0 { return .no }
        if isCapital { return .name }
        let others =
            words.fillers | words.connectors | words.ordinary | words.personVerbs | words.nameTails
            | words.notSecrets
        guard isStrong, lists & others == 0 else { return .no }
        return .name
    }

    /// Whether a line ends behind a word or the initial behind it.
    private func endsLine(_ place: Int) -> Bool {
        let isInitial = place + 1 < tokens.count && tokens[place + 1].count == 1
        let last = isInitial ? place + 1 : place
        return last + 1 >= tokens.count || bytes[message.gap(after: last)].contains(0x0A)
    }

    /// The `A.` of `A. Whitcombe`.
    private func isLeadingInitial(_ place: Int) -> Bool {
        tokens[place].count == 1 && message.isCapitalised(place) && place + 1 < tokens.count
            && message.isCapitalised(place + 1) && tokens[place + 1].count > 1
            && bytes[message.gap(after: place)].elementsEqual([0x2E, 0x20])
            && lists(place + 1) & words.notNames == 0
    }

    /// What may stand between a cue and a name, or between two words of one.
    private func isNameGap(_ place: Int, isFirst: Bool) -> Bool {
        let text = bytes[message.gap(after: place)]
        if isFirst {
            return text.count <= 6
                && text.allSatisfy {
                    $0.isBlank || $0 == 0x2C || $0 == 0x3A || $0 == 0x2D || $0 == 0x2E
                        || $0 == 0x2A || $0 == 0x7E || $0 == 0x22
                }
        }
        if text.elementsEqual([0x20]) || text.elementsEqual([0x2D]) || text.elementsEqual([0x27]) {
            return true
        }
        // WHY: a full stop ends the sentence unless it stands behind an initial or a short title.
        guard text.elementsEqual([0x2E, 0x20]) || text.elementsEqual([0x2E]) else { return false }
        return tokens[place].count == 1 || lists(place) & (words.titles | words.particles) != 0
    }
}
