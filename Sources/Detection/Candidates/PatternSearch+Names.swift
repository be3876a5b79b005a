extension PatternSearch {
    /// A name behind a cue: "my name is …" in any case, "hi …", "regards,\n…" and titles with capitals only.
    mutating func name(after cue: ScannedMessage.Cue, _ number: Int) {
        let isStrong = cue.lists & words.nameStrong != 0
        var place = cue.tokens.upperBound
        guard place < tokens.count, isNameGap(message.gap(after: place - 1), isFirst: true) else {
            return
        }
        if lists(place) & words.titles != 0 {
            place += 1
            guard place < tokens.count, isNameGap(message.gap(after: place - 1), isFirst: true) else {
                return
            }
        }
        let first = place
        var last: Int?
        while place < tokens.count, place < first + 5 {
            let kind = nameKind(place, isStrong: isStrong, isFirst: place == first)
            if kind == .no { break }
            if kind == .name { last = place }
            guard place + 1 < tokens.count, isNameGap(message.gap(after: place), isFirst: false)
            else { break }
            place += 1
        }
        guard let last else { return }
        let range = tokens[first].range.lowerBound..<tokens[last].range.upperBound
        guard rule(number).length.contains(range.count) else { return }
        add(range, number)
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
        if lists & words.notNames != 0 || lists & (words.streets | words.monthNames) != 0, !isCapital {
            return .no
        }
        if lists & words.notNames != 0 { return .no }
        if isCapital { return .name }
        guard isStrong, lists & (words.fillers | words.connectors | words.ordinary | words.personVerbs) == 0
        else { return .no }
        return .name
    }

    private func isNameGap(_ gap: Range<Int>, isFirst: Bool) -> Bool {
        let text = bytes[gap]
        if isFirst {
            return text.count <= 6
                && text.allSatisfy {
                    $0.isBlank || $0 == 0x2C || $0 == 0x3A || $0 == 0x2D || $0 == 0x2E
                        || $0 == 0x2A || $0 == 0x7E || $0 == 0x22
                }
        }
        return text.elementsEqual([0x20]) || text.elementsEqual([0x2D]) || text.elementsEqual([0x27])
            || text.elementsEqual([0x2E, 0x20]) || text.elementsEqual([0x2E])
    }
}
