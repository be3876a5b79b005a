extension PatternSearch {
    /// `password is hunter2`, `pwd: "…"`; statuses ("password is wrong") are no secrets.
    mutating func secret(after cue: ScannedMessage.Cue, _ number: Int) {
        if let range = secret(ahead: cue), rule(number).length.contains(range.count) { add(range, number) }
        var value = value(after: cue)
        guard value.start < bytes.count else { return }
        if !value.isJoined, let start = valueBehindName(at: value.start) { value = (start, true, true) }
        let isPhrase = bytes[cue.range].suffix(6).elementsEqual("phrase".utf8)
        if value.isSigned || (value.isJoined && isPhrase), let end = passphraseEnd(from: value.start) {
            add(value.start..<end, number)
            return
        }
        let end = secretEnd(from: value.start)
        let text = bytes[value.start..<end]
        guard rule(number).length.contains(text.count), text.contains(where: { $0.isWord }),
            text.first != 0x5B
        else { return }
        // WHY: "my pw Tulip1968" has no "is"; only what mixes letters and digits is a secret there.
        let isMixed = isMixed(value.start..<end) && !text.contains(0x3A)
        guard value.isJoined || isMixed else { return }
        let isPlainWord = text.allSatisfy { $0.isLower || $0 >= 0x80 || $0 == 0x27 }
        if isPlainWord {
            let source = message.written(value.start..<end)
            let isMixedCase = source.dropFirst().contains { $0.isUpper } && source.contains { $0.isLower }
            let word = Token.hash(of: text.prefix { $0 != 0x27 })
            if index.rules.lexicon.lists(of: word) & (words.notSecrets | words.fillers | words.connectors)
                != 0
            {
                return
            }
            if !value.isSigned, !isMixedCase, isFollowedByWord(end) { return }
        }
        add(value.start..<end, number)
    }

    /// `I use Tr0ub4dor as my password`, `Tr0ub4dor is the password`: what nobody writes in a sentence.
    private func secret(ahead cue: ScannedMessage.Cue) -> Range<Int>? {
        var place = cue.tokens.lowerBound - 1
        while place >= 0, place + 3 > cue.tokens.lowerBound, lists(place) & words.fillers != 0,
            lists(place) & words.connectors == 0
        { place -= 1 }
        guard place > 0, lists(place) & words.connectors != 0 else { return nil }
        let end = Int(tokens[place].start) - 1
        guard end > 0, bytes[end] == 0x20, !bytes[end - 1].isBlank else { return nil }
        var start = end
        while start > 0, end - start < 64, !bytes[start - 1].isBlank, bytes[start - 1] != 0x22 { start -= 1 }
        let stop = secretEnd(from: start)
        return stop > start && stop <= end && isMixed(start..<stop) ? start..<stop : nil
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
        guard place + 1 < bytes.count, bytes[place] == 0x2F, bytes[place + 1] != 0x2F else { return }
        place += 1
        while place < bytes.count, bytes[place] == 0x20 { place += 1 }
        let end = secretEnd(from: place)
        guard rule(number).length.contains(end - place), isMixed(place..<end) else { return }
        add(place..<end, number)
    }

    /// Where an unbroken value ends: at a blank or a quote, without the signs of the sentence.
    private func secretEnd(from start: Int) -> Int {
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
    private func isMixed(_ range: Range<Int>) -> Bool {
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

    /// `pw: correct horse battery staple`: three to eight plain words behind a sign, up to the end of the line.
    private func passphraseEnd(from start: Int) -> Int? {
        var place = message.firstToken(from: start)
        guard place < tokens.count, Int(tokens[place].start) == start else { return nil }
        var count = 0
        while place < tokens.count, tokens[place].kind == .letters, tokens[place].count >= 3 || count > 0 {
            guard lists(place) & (words.fillers | words.connectors | words.notSecrets) == 0 else {
                return nil
            }
            count += 1
            let gap = message.gap(after: place)
            let isLast = place + 1 == tokens.count || bytes[gap].contains(0x0A)
            if isLast { return (3...8).contains(count) ? Int(tokens[place].end) : nil }
            guard bytes[gap].elementsEqual([0x20]) || bytes[gap].elementsEqual([0x2D]) else { return nil }
            place += 1
        }
        return nil
    }

    /// Whether a sentence goes on with a word behind a place.
    private func isFollowedByWord(_ end: Int) -> Bool {
        end + 1 < bytes.count && bytes[end] == 0x20 && bytes[end + 1].isWord
    }
}
