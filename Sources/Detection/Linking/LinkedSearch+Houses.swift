extension LinkedSearch {
    /// The number of the house beside another part of the same address: `bs37zp number 63`.
    func houses() {
        // INVARIANT: what this adds is not looked at again.
        for index in hits.indices {
            let hit = hits[index]
            guard let own = needles.housesOf.first(where: { $0.known == hit.known }) else { continue }
            let first = message.firstToken(from: hit.range.lowerBound)
            let behind = message.firstToken(from: hit.range.upperBound)
            for place in max(0, first - 3)..<max(first, min(tokens.count, behind + 4))
            where !(first..<behind).contains(place) && tokens[place].kind == .digits
                && tokens[place].count <= 5
            {
                work += 1
                let value = bytes[tokens[place].range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
                guard needles.houses[own.numbers].contains(value), isHouseNumber(place, first, behind) else {
                    continue
                }
                add(tokens[place].range, hit.known)
            }
        }
    }

    /// Whether a number stands behind a word for numbers of houses, or right beside the rest of the address.
    private func isHouseNumber(_ place: Int, _ first: Int, _ behind: Int) -> Bool {
        if place > 0, message.gap(after: place - 1).count <= 2, lists(place - 1) & words.houseCues != 0 {
            return true
        }
        if place == behind { return message.gap(after: place - 1).count <= 2 }
        return place + 1 == first && message.gap(after: place).count <= 2
    }

    /// `48Thornbury`: the number of the house written together with the street.
    func gluedHouse(at place: Int) {
        let token = tokens[place]
        let text = bytes[token.range]
        let number = text.prefix { $0.isDigit }
        let name = text.dropFirst(number.count)
        guard (1...5).contains(number.count), name.count >= 5 else { return }
        let hash = Token.hash(of: name)
        guard book.loneWords.mayHold(hash), let word = needles.loneWords.first(where: { $0.hash == hash }),
            needles.houses[word.numbers].contains(number.reduce(0) { $0 * 10 + Int($1 - 0x30) })
        else { return }
        let kinds = words.streets | words.streetPrefixes
        let isOpen =
            place + 1 < tokens.count && message.gap(after: place).count <= 2
            && (lists(place + 1)
                | book.rules.lexicon.lists(of: book.spelling.canonical(tokens[place + 1].hash))) & kinds != 0
        add(token.range.lowerBound..<tokens[isOpen ? place + 1 : place].range.upperBound, word.known)
    }
}
