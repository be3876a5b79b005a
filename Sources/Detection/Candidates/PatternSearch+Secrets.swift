extension PatternSearch {
    /// `password is hunter2`, `pwd: "…"`, `the password I use is …`; statuses ("password is wrong") are no secrets.
    mutating func secret(after cue: ScannedMessage.Cue, _ number: Int) {
        var value = value(after: cue, mayBeFar: true)
        guard value.start < bytes.count else { return }
        if !value.isJoined, let start = valueBehindName(at: value.start) {
            value = CuedValue(start: start, isJoined: true, isSigned: true)
        }
        let isPhrase = bytes[cue.range].suffix(6).elementsEqual("phrase".utf8)
        if value.isJoined,
            let end = passphraseEnd(from: value.start, isSigned: value.isSigned || isPhrase)
        {
            add(value.start..<end, number)
            return
        }
        let end = secretEnd(from: value.start)
        let text = bytes[value.start..<end]
        guard rule(number).length.contains(text.count), text.contains(where: { $0.isWord }),
            text.first != 0x5B
        else { return }
        // WHY: "my pw Tulip1968" has no "is"; only what mixes letters and digits is a secret there.
        let isMixed = isMixed(value.start..<end) && (!text.contains(0x3A) || isPair(value.start..<end))
        guard (value.isJoined && !value.isFar) || value.isSigned || isMixed else { return }
        if text.allSatisfy({ $0.isLower || $0 >= 0x80 || $0 == 0x27 }), !isPlainSecret(value, end) { return }
        add(value.start..<end, number)
    }

    /// `curl -u admin:Tr0ub4dor`: a name and behind its colon letters with digits.
    private func isPair(_ range: Range<Int>) -> Bool {
        guard let colon = range.first(where: { bytes[$0] == 0x3A }), colon > range.lowerBound else {
            return false
        }
        return bytes[range.lowerBound..<colon].allSatisfy {
            $0.isWord || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D
        }
            && isMixed(colon + 1..<range.upperBound) && !bytes[colon + 1..<range.upperBound].contains(0x3A)
    }

    /// Whether a word of letters alone is a secret: it says nothing of passwords and no sentence goes on with it.
    private func isPlainSecret(_ value: CuedValue, _ end: Int) -> Bool {
        let source = message.written(value.start..<end)
        let isMixedCase = source.dropFirst().contains { $0.isUpper } && source.contains { $0.isLower }
        let word = Token.hash(of: bytes[value.start..<end].prefix { $0 != 0x27 })
        guard index.rules.lexicon.lists(of: word) & (words.fillers | words.connectors) == 0, !isStatus(word)
        else { return false }
        return value.isSigned || isMixedCase || !isFollowedByWord(end)
    }

    /// Whether a word says how it is with a secret.
    func isStatus(_ word: UInt32) -> Bool {
        tables.statusWords.contains(word) || index.rules.lexicon.lists(of: word) & words.notSecrets != 0
    }

    /// `Sommer2024! is my password`, `I used Sommer2024! as password`: a mixed value that a word joins to the cue
    /// behind it.
    mutating func secret(before cue: ScannedMessage.Cue, _ number: Int) {
        var place = cue.tokens.lowerBound - 1
        let first = place - 4
        var isJoined = false
        while place >= 0, place > first, tokens[place].kind == .letters,
            bytes[message.gap(after: place)].elementsEqual([0x20])
        {
            let isJoint = lists(place) & words.connectors != 0
            guard
                isJoint || lists(place) & words.fillers != 0
                    || index.isClauseWord(tokens[place].hash)
            else { break }
            isJoined = isJoined || isJoint
            place -= 1
        }
        guard isJoined, place >= 0 else { return }
        var end = message.gap(after: place).upperBound
        while end > tokens[place].range.upperBound, bytes[end - 1].isBlank || bytes[end - 1] == 0x22 {
            end -= 1
        }
        guard end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x22 else { return }
        var start = end
        while start > 0, end - start < 128, !bytes[start - 1].isBlank, bytes[start - 1] != 0x22 { start -= 1 }
        while start < end, bytes[start] == 0x27 || bytes[start] == 0x28 || bytes[start] == 0x60 { start += 1 }
        let text = bytes[start..<end]
        // WHY: an address, a line of a form and a placeholder are explained by themselves.
        let isOther = text.contains { $0 == 0x3A || $0 == 0x5B || $0 == 0x5D || $0 == 0x2F }
        guard !isOther, isMixed(start..<end), rule(number).length.contains(text.count) else { return }
        add(start..<end, number)
    }

    /// `login: admin / Tr0ub4dor`, `user ana, pass …`: the second of two words with a stroke between, behind a word
    /// for access.
    mutating func secondOfPair(after cue: ScannedMessage.Cue, _ number: Int) {
        let value = value(after: cue)
        var place = value.start
        while place < bytes.count, place - value.start < 64, !bytes[place].isBlank, bytes[place] != 0x2F {
            place += 1
        }
        guard place > value.start, value.isSigned || value.isJoined else { return }
        while place < bytes.count, bytes[place] == 0x20 { place += 1 }
        guard place + 1 < bytes.count, bytes[place] == 0x2F, bytes[place + 1] != 0x2F else {
            // WHY: "/user:kim Loft!Candle7" has nothing but a blank between.
            let end = secretEnd(from: place)
            if isPasswordLike(place..<end), rule(number).length.contains(end - place) {
                add(place..<end, number)
            }
            return
        }
        place += 1
        while place < bytes.count, bytes[place] == 0x20 { place += 1 }
        let end = secretEnd(from: place)
        guard rule(number).length.contains(end - place), isMixed(place..<end) else { return }
        add(place..<end, number)
    }

    /// Where an unbroken value ends: at a blank or a quote, without the signs of the sentence.
    func secretEnd(from start: Int) -> Int {
        var end = start
        while end < bytes.count, end - start < 256, !bytes[end].isBlank, bytes[end] != 0x22,
            bytes[end] != 0x3C
        {
            end += 1
        }
        while end > start, [0x2E, 0x2C, 0x3B, 0x29, 0x27, 0x3F, 0x60].contains(bytes[end - 1]) { end -= 1 }
        return end
    }

    /// Letters beside digits, or beside signs within: what nobody writes in a sentence.
    func isMixed(_ range: Range<Int>) -> Bool {
        let text = bytes[range]
        return text.count >= 6 && text.contains(where: \.isDigit) && text.contains { $0.isLower }
    }

    /// `secret whsec = …`, `api key for_prod: …`: one name between the cue and an explicit sign.
    private func valueBehindName(at start: Int) -> Int? {
        var place = start
        while place < bytes.count, place - start < 24,
            bytes[place].isWord || bytes[place] == 0x5F || bytes[place] == 0x2D
        {
            place += 1
        }
        guard place > start else { return nil }
        while place < bytes.count, bytes[place] == 0x20 { place += 1 }
        guard place < bytes.count, bytes[place] == 0x3D || bytes[place] == 0x3A else { return nil }
        place += 1
        while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x22 || bytes[place] == 0x27 {
            place += 1
        }
        let end = secretEnd(from: place)
        return isMixed(place..<end) && !bytes[place..<end].contains(0x3A) ? place : nil
    }

    /// `pw: correct horse battery staple`: words up to the end of the clause, three or more behind a sign, else four.
    ///
    /// Words that speak of passwords make it a status; one ahead of three that do not may still be a word like others.
    private func passphraseEnd(from start: Int, isSigned: Bool) -> Int? {
        let first = message.firstToken(from: start)
        guard first < tokens.count, Int(tokens[first].start) == start else { return nil }
        let grammar = words.fillers | words.connectors
        var place = first
        var hasStatus = false
        while place < tokens.count, place < first + Self.passphraseWordsMax {
            let lists = lists(place)
            let isFirst = place == first
            let isOfStatus = isStatus(tokens[place].hash)
            guard tokens[place].kind == .letters || (isSigned && !isFirst), lists & grammar == 0,
                isFirst || !isOfStatus
            else { return nil }
            hasStatus = hasStatus || isOfStatus
            // WHY: "password is bad luck today" is a sentence; behind a sign ordinary words are chosen ones.
            if lists & words.ordinary != 0, !isSigned || hasStatus { return nil }
            let gap = message.gap(after: place)
            let behind = gap.lowerBound < bytes.count ? bytes[gap.lowerBound] : 0x0A
            guard behind == 0x20 || behind == 0x2D, gap.count == 1, place + 1 < tokens.count else {
                let count = place - first + 1
                return count >= (isSigned && !hasStatus ? 3 : 4) && endsClause(gap)
                    ? Int(tokens[place].end) : nil
            }
            place += 1
        }
        return nil
    }

    private static let passphraseWordsMax = 24

    /// Whether a line, a sentence or a part of one ends at a gap.
    private func endsClause(_ gap: Range<Int>) -> Bool {
        guard let sign = bytes[gap].first(where: { $0 != 0x20 }) else { return gap.upperBound == bytes.count }
        return [0x0A, 0x0D, 0x2E, 0x2C, 0x3B, 0x21, 0x22, 0x27, 0x29].contains(sign)
    }

    /// Whether a sentence goes on with a word behind a place.
    func isFollowedByWord(_ end: Int) -> Bool {
        end + 1 < bytes.count && bytes[end] == 0x20 && bytes[end + 1].isWord
    }

    /// Letters, digits and a sign in one word that is no date, number or address: `Tr0ub4dor&3`, `Spring2023!`.
    func isPasswordLike(_ range: Range<Int>) -> Bool {
        isMixed(range)
            && bytes[range].contains {
                [0x21, 0x23, 0x24, 0x25, 0x26, 0x2A, 0x3F, 0x5E, 0x2B, 0x7E].contains($0)
            }
            && !bytes[range].contains { $0 == 0x2F || $0 == 0x3D || $0 == 0x40 || $0 == 0x3A }
    }

    /// `I changed it from Winter2022! to Spring2023!`: words like passwords behind words for a change.
    mutating func changedSecret(after cue: ScannedMessage.Cue, _ number: Int) {
        var start = cue.range.upperBound
        while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x22 || bytes[start] == 0x27 {
            start += 1
        }
        guard start < bytes.count, start > cue.range.upperBound else { return }
        let end = secretEnd(from: start)
        guard rule(number).length.contains(end - start), isPasswordLike(start..<end) else { return }
        add(start..<end, number)
    }
}
