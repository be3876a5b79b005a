/// Postal addresses: a house number beside a street, with the place and code that follow.
extension EntityFinder {
    private static let streetWordsMax = 4
    private static let placeWordsMax = 7

    /// A postal address from its house number or street on; `nil` when there is none.
    func address(_ index: Int) -> (EntityKind, Int)? {
        if isHouseNumber(index) {
            guard isOpenGap(index), let street = streetEnd(index + 1) else { return nil }
            return (.address, placeEnd(street))
        }
        guard isStreet(index), let street = streetEnd(index) else { return nil }
        var end = street
        if let next = word(end), !next.shape.contains(.digit), next.width <= 2 { end += 1 }
        guard isHouseNumber(end), text.gap(after: end - 1).count <= 2 else { return nil }
        return (.address, placeEnd(end + 1))
    }

    private func isHouseNumber(_ index: Int) -> Bool {
        guard let word = word(index), word.shape.contains(.digit), word.width <= 5 else { return false }
        return word.isDigits || !word.isCapital && word.shape.contains(.lower)
    }

    /// A word for a street, or one that ends in it as in German.
    private func isStreet(_ index: Int) -> Bool {
        guard let word = word(index), word.isLetters else { return false }
        if word.cue.contains(.street) { return true }
        guard capitalisesNouns, word.isCapital, word.width >= 6 else { return false }
        let spelled = text.lower(word)
        return (3...9).contains { length in
            guard length < spelled.count else { return false }
            let ending = table.read(spelled, (spelled.count - length)..<spelled.count)
            return table.isInAnyLanguage(ending.row, .street)
        }
    }

    /// Where `Cooper Street`, `rue de la Gare` or `Hauptstraße` ends; `nil` when no street stands there.
    private func streetEnd(_ start: Int) -> Int? {
        var end = start
        var hasStreet = false
        while end < min(start + Self.streetWordsMax, sentence.words.upperBound) {
            if end > start, !isOpenGap(end - 1) { break }
            let isStreet = isStreet(end)
            let isJoiner = end > start && text.words[end].cue.contains(.nameJoiner)
            guard isStreet || isJoiner || isNameWord(end) else { break }
            if isStreet, end > start || capitalisesNouns { return end + 1 }
            if isStreet { hasStreet = true }
            end += 1
        }
        return hasStreet && end - start >= 2 ? end : nil
    }

    /// Takes in the flat, town and code after a street.
    private func placeEnd(_ start: Int) -> Int {
        var end = start
        while let next = word(end), end - start < Self.placeWordsMax {
            let gap = text.gap(after: end - 1)
            guard
                gap.elementsEqual([0x20]) || gap.elementsEqual([0x2C, 0x20])
                    || gap.elementsEqual([0x2C, 0x0A])
            else { break }
            let isCode = next.shape.contains(.digit) && (next.width >= 3 || next.isMixed || end > start)
            guard isCode || isNameWord(end) else { break }
            end += 1
        }
        return end
    }
}
