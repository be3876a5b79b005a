extension PatternSearch {
    /// The security code that people write behind the card: `4111 1111 1111 1111, 12/27, code 123`.
    mutating func codes(behind cards: [PatternHit], _ number: Int) {
        for card in cards {
            var place = message.firstToken(from: card.range.upperBound)
            var end = card.range.upperBound
            var hasWord = false
            var steps = 0
            while place < tokens.count, steps < 6, isCodeGap(end..<Int(tokens[place].start)) {
                if place + 1 < tokens.count, isExpiry(place) {
                    end = Int(tokens[place + 1].end)
                    place += 2
                } else if tokens[place].kind == .letters, lists(place) & words.cardDetails != 0 {
                    end = Int(tokens[place].end)
                    hasWord = true
                    place += 1
                } else {
                    break
                }
                steps += 1
            }
            guard place < tokens.count, isCodeGap(end..<Int(tokens[place].start)) else { continue }
            let digits = bytes[card.range].reduce(0) { $0 + ($1.isDigit ? 1 : 0) }
            acceptCode(place, digits == 15 ? 4 : 3, hasWord: hasWord, number)
        }
    }

    private mutating func acceptCode(_ place: Int, _ count: Int, hasWord: Bool, _ number: Int) {
        let token = tokens[place]
        guard token.kind == .digits, token.count == count, standsAlone(token.range) else { return }
        let end = token.range.upperBound
        guard hasWord || end + 1 >= bytes.count || bytes[end] != 0x20 || !bytes[end + 1].isDigit else {
            return
        }
        add(token.range, number)
    }

    private func isCodeGap(_ gap: Range<Int>) -> Bool {
        gap.count <= 4
            && bytes[gap].allSatisfy {
                $0.isBlank || [0x2C, 0x2F, 0x3B, 0x3A, 0x2E, 0x2D, 0x28, 0x29, 0x3D, 0x23].contains($0)
            }
    }

    /// `12/27`, `12/2027`.
    private func isExpiry(_ place: Int) -> Bool {
        let gap = message.gap(after: place)
        return tokens[place].count == 2 && tokens[place].kind == .digits && gap.count == 1
            && (bytes[gap.lowerBound] == 0x2F || bytes[gap.lowerBound] == 0x2D)
            && tokens[place + 1].kind == .digits
            && (tokens[place + 1].count == 2 || tokens[place + 1].count == 4)
    }

    /// `Ana Diaz, 11 Aug 1939`: a day of long ago, which tells a person apart and nothing else.
    mutating func dates(behind names: [PatternHit], _ number: Int) {
        let reader = DateReader(message, index.rules)
        for name in names {
            let place = message.firstToken(from: name.range.upperBound)
            guard place < tokens.count else { continue }
            let gap = name.range.upperBound..<Int(tokens[place].start)
            guard (1...3).contains(gap.count),
                bytes[gap].allSatisfy({
                    $0 == 0x20 || $0 == 0x2C || $0 == 0x28 || $0 == 0x2F || $0 == 0x2D || $0 == 0x3B
                }),
                !bytes[gap].elementsEqual([0x20]), let date = reader.date(at: place), let year = date.year,
                !date.isShortYear, (1900...Self.bornYearMax).contains(year)
            else { continue }
            add(date.range, number)
        }
    }

    /// The last year that is taken for one of birth with no word for it: histories reach further back than most, orders do
    /// not.
    private static let bornYearMax = 2007
}
