/// Values made of digits and number words: moments, amounts, phone numbers, identifiers.
extension EntityFinder {
    private static let spokenDigitsMin = 5

    /// A time of day or a date.
    func moment(_ index: Int, _ end: Int) -> (EntityKind, Int)? {
        let word = text.words[index]
        if let time = time(index, end) { return time }
        if word.cue.contains(.relativeDay) { return (.date, run(index, of: .relativeDay)) }
        if word.cue.contains(.weekday) { return (.date, dateEnd(index + 1)) }
        if word.cue.contains(.month), word.isCapital || isDay(index + 1) || isDay(index - 1) {
            return (.date, dateEnd(index + 1))
        }
        if isDay(index) {
            var next = index + 1
            if let joiner = self.word(next), joiner.cue.contains(.nameJoiner) { next += 1 }
            if let month = self.word(next), month.cue.contains(.month) {
                return (.date, dateEnd(next + 1))
            }
            if hasSuffix(word, of: .ordinalSuffix) { return (.date, index + 1) }
        }
        return isNumericDate(index, end) ? (.date, end) : nil
    }

    private func run(_ index: Int, of cue: CueSet) -> Int {
        var end = index + 1
        while let next = word(end), next.cue.contains(cue), isOpenGap(end - 1) { end += 1 }
        return end
    }

    private func isDay(_ index: Int) -> Bool {
        guard let word = word(index), word.shape.contains(.digit), word.width <= 4 else { return false }
        let digits = text.bytes[Int(word.start)..<Int(word.end)].prefix { (0x30...0x39).contains($0) }
        guard (1...2).contains(digits.count) else { return false }
        return word.isDigits || digits.count + 2 == word.width
    }

    /// Whether the letters after a word's digits belong to a group in some language: `9th`, `8pm`.
    private func hasSuffix(_ word: Word, of group: CueSet) -> Bool {
        guard word.isMixed else { return false }
        let spelled = text.lower(word)
        let digits = spelled.prefix { (0x30...0x39).contains($0) }.count
        return table.isInAnyLanguage(table.read(spelled, digits..<spelled.count).row, group)
    }

    private func dateEnd(_ start: Int) -> Int {
        var end = start
        while let next = word(end) {
            let gap = text.gap(after: end - 1)
            let isClose = gap.count <= 2 && gap.allSatisfy { $0 == 0x20 || $0 == 0x2C || $0 == 0x2E }
            guard isClose else { break }
            let isYear = next.isDigits && next.width == 4
            if isYear || isDay(end) && !isClock(end)
                || next.cue.contains(.month) && next.isCapital
            {
                end += 1
            } else if next.cue.contains(.nameJoiner), let after = word(end + 1),
                after.cue.contains(.month) || (after.isDigits && after.width == 4)
            {
                end += 2
            } else {
                break
            }
        }
        return end
    }

    private func isClock(_ index: Int) -> Bool {
        time(index, chunkEnd(index)) != nil
    }

    private func time(_ index: Int, _ end: Int) -> (EntityKind, Int)? {
        let word = text.words[index]
        let isColon =
            end - index >= 2 && word.isDigits && word.width <= 2 && text.words[index + 1].isDigits
            && sign(after: index) == 0x3A
        let isDotted =
            end - index == 2 && word.isDigits && word.width <= 2 && text.words[index + 1].width == 2
        if word.isMixed, word.width <= 5, hasSuffix(word, of: .clock) {
            return (.time, dayPartEnd(index + 1))
        }
        if word.cue.contains(.dayPart), word.cue.contains(.clock) { return (.time, index + 1) }
        guard (word.isDigits && word.width <= 2) || word.cue.contains(.numberWord) else { return nil }
        let after = isColon || isDotted ? end : index + 1
        if let next = self.word(after), next.cue.contains(.clock), after == index + 1 || isOpenGap(after - 1)
        {
            return (.time, dayPartEnd(clockEnd(after)))
        }
        if isColon { return (.time, dayPartEnd(end)) }
        guard isOpenGap(after - 1), let next = self.word(after), next.cue.contains(.dayPart) else {
            return nil
        }
        return (.time, dayPartEnd(after))
    }

    /// `a.m.` is two words; in a transcript `a m` stands apart.
    private func clockEnd(_ index: Int) -> Int {
        if text.words[index].width == 1, let next = word(index + 1), next.width == 1,
            sign(after: index) == 0x2E || next.cue.contains(.clock) && isOpenGap(index)
        {
            return index + 2
        }
        return index + 1
    }

    private func dayPartEnd(_ start: Int) -> Int {
        var end = start
        while let next = word(end), next.cue.contains(.dayPart), isOpenGap(end - 1) { end += 1 }
        return end
    }

    private func isNumericDate(_ index: Int, _ end: Int) -> Bool {
        guard (end - index == 3 || end - index == 2), text.words[index..<end].allSatisfy(\.isDigits) else {
            return false
        }
        let signs = (index..<(end - 1)).map { sign(after: $0) }
        guard signs.allSatisfy({ $0 == 0x2F || $0 == 0x2D || $0 == 0x2E }), Set(signs).count == 1 else {
            return false
        }
        let widths = text.words[index..<end].map(\.width)
        if end - index == 2 { return signs[0] == 0x2F && widths.allSatisfy { $0 <= 2 } }
        return widths.allSatisfy { $0 <= 2 || $0 == 4 } && widths.count(where: { $0 == 4 }) <= 1
    }

    /// An amount, phone number, quantity or plain number.
    func numeric(_ index: Int, _ end: Int) -> (EntityKind, Int)? {
        let word = text.words[index]
        if word.cue.contains(.currency), let next = self.word(index + 1), next.isDigits, isOpenGap(index) {
            return (.money, chunkEnd(index + 1))
        }
        if word.cue.contains(.numberWord) {
            let spoken = run(index, of: .numberWord)
            // WHY: "four four seven one oh" is how a number is told on the telephone.
            if spoken - index >= Self.spokenDigitsMin { return (.identifier, spoken) }
            let next = self.word(index + 1)
            let isCounted = next?.cue.contains(.unit) == true && isOpenGap(index)
            return isCounted ? (.quantity, index + 2) : nil
        }
        guard text.words[index..<end].allSatisfy(\.isDigits) else { return nil }
        if hasMoneySign(before: index, after: end - 1) { return (.money, end) }
        if let phone = phoneEnd(index) { return (.phone, phone) }
        let digits = text.words[index..<end].reduce(0) { $0 + $1.width }
        if let next = self.word(end), isOpenGap(end - 1) {
            if next.cue.contains(.currency) { return (.money, end + 1) }
            if next.cue.contains(.unit) { return (.quantity, end + 1) }
        }
        if text.gap(after: end - 1).first == 0x25 { return (.quantity, end) }
        return (digits >= 5 ? .identifier : .number, end)
    }

    private func hasMoneySign(before index: Int, after last: Int) -> Bool {
        let start = Int(text.words[index].start)
        var lead = start - 1
        while lead > 0, text.bytes[lead] & 0xC0 == 0x80 { lead -= 1 }
        if lead >= 0, isMoneySign(at: lead) { return true }
        let after = text.gap(after: last)
        let next = after.first == 0x20 ? after.startIndex + 1 : after.startIndex
        return next < after.endIndex && isMoneySign(at: next)
    }

    /// The key of a value that is only spelled out, without a copy of its words; `nil` for one that means something.
    private func spelledKey(_ kind: EntityKind, _ words: Range<Int>, from start: UInt64) -> UInt64? {
        guard kind != .address, kind != .date, kind != .time else { return nil }
        var state = start
        for word in text.words[words] {
            guard word.cue.isDisjoint(with: [.month, .numberWord]) else { return nil }
            for byte in text.bytes[Int(word.start)..<Int(word.end)] {
                guard byte < 0x80 else { return nil }
                state = WordKey.adding(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte, to: state)
            }
        }
        return WordKey.finished(state)
    }

    private func isMoneySign(at position: Int) -> Bool {
        if text.bytes[position] < 0x80 { return text.bytes[position] == 0x24 }
        return WordReader.decode(text.bytes, position).0.properties.generalCategory == .currencySymbol
    }

    private func phoneEnd(_ index: Int) -> Int? {
        var end = index
        var digits = 0
        while let next = word(end), next.isDigits, next.width <= 8 {
            if end > index {
                let gap = text.gap(after: end - 1)
                guard gap.count <= 2, gap.allSatisfy({ [0x20, 0x2D, 0x28, 0x29, 0x2E].contains($0) }) else {
                    break
                }
            }
            digits += next.width
            end += 1
        }
        return digits >= 9 && digits <= 15 && end - index >= 2 ? end : nil
    }

    /// An identifier or a code in capitals.
    func lettered(_ index: Int, _ end: Int) -> (EntityKind, Int)? {
        let words = text.words[index..<end]
        let hasDigit = words.contains { $0.shape.contains(.digit) }
        let hasLetter = words.contains { $0.shape.contains(.letter) }
        let width = words.reduce(0) { $0 + $1.width }
        if hasDigit, hasLetter, width >= 5 { return (.identifier, end) }
        let word = text.words[index]
        if end - index > 1, !hasDigit, words.allSatisfy(\.isAllCapitals), sign(after: index) == 0x5F {
            return (.identifier, end)
        }
        if word.isMixed, word.shape.contains(.upper), width >= 2 { return (.code, end) }
        let isCode =
            word.isAllCapitals && word.width >= (isAfterCue(index) ? 2 : 3) && word.width <= 12
            && end - index == 1
            && word.cue.isDisjoint(with: [.stop, .notName, .clock, .currency])
        // WHY: `<LINK>` is a mark that a program left.
        if isMarkup(index) { return nil }
        let isWhole = sentence.words.count <= 2
        return isCode && (!isShouted || isWhole) ? (.code, end) : nil
    }

    private func isMarkup(_ index: Int) -> Bool {
        let start = Int(text.words[index].start)
        return start > 0 && text.bytes[start - 1] == 0x3C && text.gap(after: index).first == 0x3E
    }

    private func isAfterCue(_ index: Int) -> Bool {
        word(index - 1).map { $0.cue.contains(.slotCue) } ?? false
    }

    /// What equal values have in common: digits and words without marks, months and number words by meaning.
    func key(_ kind: EntityKind, _ words: Range<Int>) -> UInt64 {
        var state = WordKey.adding(UInt8(kind.index), to: WordKey.start)
        if let spelled = spelledKey(kind, words, from: state) { return spelled }
        var parts: [[UInt8]] = []
        for word in text.words[words] {
            let position = table.position(word.row)
            if position >= 0, word.cue.contains(.month) {
                parts.append([0x6D, UInt8(truncatingIfNeeded: position)])
            } else if position >= 0, word.cue.contains(.numberWord) {
                parts.append(Array("\(position)".utf8))
            } else if kind == .date, word.cue.contains(.nameJoiner) {
                continue
            } else if kind == .date, word.isMixed {
                parts.append(Array(text.lower(word).prefix { (0x30...0x39).contains($0) }))
            } else {
                parts.append(text.lower(word))
            }
        }
        // WHY: the same house is written with and without its town, "St" and "Street".
        if kind == .address { parts = Array(parts.prefix(2)) }
        if kind == .date { parts.sort { $0.lexicographicallyPrecedes($1) } }
        if kind == .time, parts.count > 1 { parts.removeAll { $0 == [0x30, 0x30] } }
        for part in parts { for byte in part { state = WordKey.adding(byte, to: state) } }
        return WordKey.finished(state)
    }
}
