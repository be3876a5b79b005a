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

    /// Another secret in the sentence of one that was found: `password is hunter2 and the backup is Tr0ub4dor&3`, the
    /// secret key behind the id of an access key.
    mutating func secrets(beside found: [PatternHit], _ number: Int) {
        var searched = 0
        for hit in found.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            var place = max(hit.range.upperBound, searched)
            let stop = min(bytes.count, hit.range.upperBound + Self.besideMax)
            // INVARIANT: every byte is looked at once.
            while place < stop, let start = nextWord(from: place, stop) {
                let end = secretEnd(from: start)
                if end > start, rule(number).length.contains(end - start), isBackup(start..<end) {
                    add(start..<end, number)
                }
                place = max(start + 1, end)
            }
            searched = max(searched, place)
        }
    }

    /// The farthest that another secret stands behind one.
    private static let besideMax = 96

    /// Where the next word between blanks begins, in the same sentence.
    private func nextWord(from first: Int, _ stop: Int) -> Int? {
        var place = first
        while place < stop,
            place == 0 || !(bytes[place - 1].isBlank || bytes[place - 1] == 0x22) || !opens(place)
        {
            if bytes[place] == 0x0A, place + 1 < stop, bytes[place + 1] == 0x0A { return nil }
            if [0x2E, 0x3F].contains(bytes[place]), place + 1 < stop, bytes[place + 1].isBlank { return nil }
            place += 1
        }
        return place < stop ? place : nil
    }

    private func opens(_ place: Int) -> Bool {
        !bytes[place].isBlank && ![0x28, 0x22, 0x27, 0x60, 0x2D, 0x2F, 0x3C, 0x5B].contains(bytes[place])
    }

    /// Whether a word beside a secret is one too: letters, digits and a sign within, letters and digits right behind a
    /// word that joins, or a long key.
    private func isBackup(_ range: Range<Int>) -> Bool {
        let text = bytes[range]
        guard isMixed(range), !text.contains(where: { $0 == 0x40 || $0 == 0x3A || $0 == 0x5B || $0 == 0x5D })
        else {
            return false
        }
        if text.count >= 32 { return true }
        if isPasswordLike(range) { return true }
        let next = message.firstToken(from: range.lowerBound)
        return next > 0 && Int(tokens[next - 1].end) + 3 >= range.lowerBound
            && lists(next - 1) & words.connectors != 0 && !isReference(text)
    }

    /// `TR-40817`: capitals and digits around a hyphen are a number of something.
    private func isReference(_ text: Slice<ListView<UInt8>>) -> Bool {
        text.contains(0x2D) && text.allSatisfy { $0.isWord || $0 == 0x2D }
    }
}
