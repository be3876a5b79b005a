extension PatternSearch {
    /// `GB 533 401 372`, `QQ 12 34 56 C`: groups of capitals and digits with one sign between, from a place on.
    ///
    /// - Parameters:
    ///   - start: where the value begins.
    ///   - hint: a token that is at most a few ahead.
    ///   - most: the most letters and digits.
    /// - Returns: the folded byte behind the last group, `nil` when none has a digit.
    func spacedEnd(from start: Int, startingAt hint: Int, most: Int) -> Int? {
        let first = message.firstToken(from: start, startingAt: hint)
        guard first < tokens.count, Int(tokens[first].start) == start else { return nil }
        var place = first
        var count = 0
        var hasDigit = false
        var end: Int?
        while place < tokens.count, place < first + 12, count + tokens[place].count <= most {
            if place > first {
                let gap = message.gap(after: place - 1)
                guard gap.count == 1, Self.groupSigns.contains(bytes[gap.lowerBound]) else { break }
            }
            guard isGroup(place, isFirst: place == first) else { break }
            count += tokens[place].count
            hasDigit = hasDigit || tokens[place].kind != .letters
            // WHY: "533401372 WHY" is no number with a suffix of three letters.
            let isWhole = tokens[place].count > 1 ? tokens[place].kind != .letters : closes(place)
            if hasDigit, isWhole { end = Int(tokens[place].end) }
            place += 1
        }
        guard let end, tokens[first].kind == .letters, !isInCapitals(first) else { return end }
        // WHY: "passport gb 533401372" in small letters; "passport ok 2024" is none.
        return bytes[start..<end].reduce(0, { $0 + ($1.isDigit ? 1 : 0) }) >= 6 ? end : nil
    }

    private static let groupSigns: [UInt8] = [0x20, 0x2D, 0x2E, 0x2F]

    /// Whether a token may be a group of a number: digits, or capitals as written.
    private func isGroup(_ place: Int, isFirst: Bool) -> Bool {
        let token = tokens[place]
        switch token.kind {
        case .digits: return !isMoney(token.range)
        case .mixed: return isFirst || isInCapitals(place)
        case .letters:
            if isInCapitals(place) { return token.count <= (isFirst ? 5 : 4) }
            return isFirst ? token.count <= 2 : token.count == 1 && !isFollowedByWord(Int(token.end))
        }
    }

    private func isInCapitals(_ place: Int) -> Bool {
        !message.written(tokens[place].range).contains { $0.isLower || $0 >= 0x80 }
    }

    /// Whether a single letter or digit belongs to what is ahead: the sentence does not go on with it.
    private func closes(_ place: Int) -> Bool {
        let end = Int(tokens[place].end)
        guard end + 1 < bytes.count, bytes[end] == 0x20, bytes[end + 1].isWord else { return true }
        let byte = bytes[Int(tokens[place].start)]
        // WHY: "533401372 I think", "533401372 2 weeks"; "QQ 12 34 56 C and" is a suffix.
        return tokens[place].kind == .letters && byte != UInt8(ascii: "i") && byte != UInt8(ascii: "a")
    }

    /// `username: dan_smith`, `my login is dsmith88`: one unbroken name.
    mutating func handle(after cue: ScannedMessage.Cue, _ number: Int) {
        let value = value(after: cue, mayBeFar: true)
        guard value.start < bytes.count, bytes[value.start].isWord else { return }
        let end = secretEnd(from: value.start)
        let text = bytes[value.start..<end]
        guard rule(number).length.contains(text.count),
            text.allSatisfy({ $0.isWord || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D || $0 == 0x40 })
        else { return }
        let isTelling = text.contains { $0.isDigit || $0 == 0x5F || $0 == 0x2E }
        guard value.isJoined || (isTelling && text.contains(where: \.isLower)) else { return }
        if !isTelling {
            let word = Token.hash(of: text)
            let known = words.fillers | words.connectors | words.ordinary
            guard index.rules.lexicon.lists(of: word) & known == 0, !isStatus(word),
                text.allSatisfy(\.isWord),
                value.isSigned || (text.count >= 5 && !value.isFar && !isFollowedByWord(end))
            else { return }
        }
        add(value.start..<end, number)
    }

    /// The `s` of `St Mary's Primary`.
    private func isGenitive(_ place: Int) -> Bool {
        let start = Int(tokens[place].start)
        return tokens[place].count == 1 && start > 0 && bytes[start - 1] == 0x27
    }

    /// `my mother's maiden name is Kowalska`, `first pet: rex`: capitalised words, or words up to the end of the clause.
    mutating func answer(after cue: ScannedMessage.Cue, _ number: Int) {
        let value = value(after: cue, mayBeFar: true)
        let first = message.firstToken(from: value.start, startingAt: cue.tokens.upperBound)
        guard value.isJoined, first < tokens.count, Int(tokens[first].start) == value.start else { return }
        let isCapital = message.isCapitalised(first)
        let others = isCapital ? 0 : words.fillers | words.connectors
        var last = first - 1
        while last + 1 < tokens.count, last + 1 < first + 4 {
            let next = last + 1
            if next > first {
                let gap = message.gap(after: last)
                guard gap.count == 1, [0x20, 0x2D, 0x27].contains(bytes[gap.lowerBound]) else { break }
            }
            if isCapital, !message.isCapitalised(next), !isGenitive(next) { break }
            guard lists(next) & others == 0, !isStatus(tokens[next].hash) else {
                if isCapital, next > first { break }
                return
            }
            last = next
        }
        let range = value.start..<Int(tokens[max(first, last)].end)
        guard last >= first, rule(number).length.contains(range.count),
            isCapital || !isFollowedByWord(range.upperBound)
        else { return }
        add(range, number)
    }
}
