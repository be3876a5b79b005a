import Conversations

extension PatternSearch {
    /// Groups of digits that follow each other closely: where cards and telephone numbers are.
    mutating func groups(from first: Int, _ plan: PatternIndex.Plan) {
        var last = first
        while last + 1 < tokens.count, tokens[last + 1].kind == .digits,
            isGroupGap(message.gap(after: last))
        { last += 1 }
        groupEnd = tokens[last].range.upperBound
        for rule in plan.card { cards(in: first...last, rule) }
        for rule in plan.phone { phones(in: first...last, rule) }
    }

    private func isGroupGap(_ gap: Range<Int>) -> Bool {
        guard gap.count <= 4 else { return false }
        for place in gap {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D, 0x28, 0x29, 0x2A, 0x2C, 0x2D, 0x2E, 0x2F, 0x5F, 0x2B: continue
            default: return false
            }
        }
        return true
    }

    /// Cards at every starting group, so that a rejected candidate never swallows the one behind it.
    private mutating func cards(in groups: ClosedRange<Int>, _ place: Int) {
        // WHY: most groups of digits are days, times and amounts.
        let size =
            groups.upperBound - groups.lowerBound < 12 ? groups.reduce(0) { $0 + tokens[$1].count } : .max
        guard size >= DigitRow.cardDigits.lowerBound else { return }
        let row = message.scratch.row
        row.removeAll()
        // The group that may begin a card, the place of its first digit in the row, and the first group behind the row.
        var (first, start, next) = (groups.lowerBound, 0, groups.lowerBound)
        while first <= groups.upperBound {
            while next <= groups.upperBound, row.count < start + DigitRow.cardDigits.upperBound,
                tokens[next].count <= DigitRow.cardDigits.upperBound
            {
                row.append(tokens[next].range, of: bytes, group: next)
                next += 1
            }
            if next == first {
                // WHY: a group longer than a card is part of none.
                next += 1
                first = next
                start = row.count
            } else if let card = card(from: first, start, row, place) {
                add(tokens[first].range.lowerBound..<tokens[card.last].range.upperBound, place)
                first = card.last + 1
                start += card.digitCount
            } else {
                start += tokens[first].count
                first += 1
            }
        }
    }

    /// The last group of the longest card that begins at a group, and how many digits it has.
    private func card(
        from first: Int, _ start: Int, _ row: DigitRow, _ place: Int
    ) -> (last: Int, digitCount: Int)? {
        let room = row.count - start
        guard room >= DigitRow.cardDigits.lowerBound,
            index.issuers.mayIssue(bytes[Int(tokens[first].start)])
        else { return nil }
        // WHY: eight digits tell whose card it would be, which is nobody's for most numbers.
        var fitting = index.issuers.lengths(row.leading(from: start))
        while fitting != 0 {
            let count = UInt32.bitWidth - 1 - fitting.leadingZeroBitCount
            fitting &= ~(1 << UInt32(count))
            guard count <= room, row.isLuhn(start..<start + count),
                let last = row.group(endingAt: start + count),
                isCardGrouping(first...last, digitCount: count)
            else { continue }
            let range = tokens[first].range.lowerBound..<tokens[last].range.upperBound
            if isFreeNumber(range), isCardContext(rule(place), range, digitCount: count) {
                return (last, count)
            }
        }
        return nil
    }

    private func isFreeNumber(_ range: Range<Int>) -> Bool {
        let before =
            range.lowerBound > 1 ? (bytes[range.lowerBound - 1], bytes[range.lowerBound - 2]) : (0x20, 0x20)
        // WHY: "0.4111…" is a fraction, "$4,111…" an amount.
        return !(before.0 == 0x2E && before.1.isDigit) && !isMoney(range)
    }

    private func isCardContext(_ rule: DetectorRule, _ range: Range<Int>, digitCount: Int) -> Bool {
        if message.hasCue(words.cards, near: range, before: 48, after: 24) { return true }
        // WHY: of fifteen digits behind a 1 every tenth passes for an air travel card, and orders have such numbers.
        if bytes[range.lowerBound] == UInt8(ascii: "1") { return false }
        guard let unless = rule.unless else { return true }
        return !message.hasCue(unless.lists, near: range, before: unless.before, after: unless.after)
    }

    /// Issuers print groups of four, 4-6-5 or one run; people who spell write single digits. Other cuts need a card word.
    private func isCardGrouping(_ groups: ClosedRange<Int>, digitCount: Int) -> Bool {
        if groups.count == 1 { return true }
        var isPrinted = tokens[groups.upperBound].count <= 7
        var isSingle = tokens[groups.upperBound].count <= 2
        for group in groups.dropLast() {
            let size = tokens[group].count
            isPrinted = isPrinted && (size == 4 || size == 6)
            isSingle = isSingle && size <= 2
        }
        let range =
            tokens[groups.lowerBound].range
            .lowerBound..<tokens[groups.upperBound].range.upperBound
        if isPrinted || isSingle || isOldOrLong(groups) { return hasAtMostTwoSigns(range) }
        return message.hasCue(words.cards, near: range, before: 48, after: 16)
    }

    /// The thirteen digits of old cards in 4-3-3-3, nineteen digits in 6-13.
    private func isOldOrLong(_ groups: ClosedRange<Int>) -> Bool {
        switch groups.count {
        case 2: tokens[groups.lowerBound].count == 6 && tokens[groups.upperBound].count == 13
        case 4:
            tokens[groups.lowerBound].count == 4 && groups.dropFirst().allSatisfy { tokens[$0].count == 3 }
        default: false
        }
    }

    /// Whether what stands between digits is of two kinds at most.
    private func hasAtMostTwoSigns(_ range: Range<Int>) -> Bool {
        var signs: (UInt8, UInt8) = (0x30, 0x30)
        for place in range {
            let byte = bytes[place]
            if byte.isDigit || byte == signs.0 || byte == signs.1 { continue }
            guard signs.1 == 0x30 else { return false }
            signs = (byte, signs.0)
        }
        return true
    }

    /// A card written against letters, as in `visa4111…`.
    mutating func cardInside(_ token: Token, _ place: Int) {
        var start = Int(token.start)
        while start < Int(token.end) {
            guard bytes[start].isDigit else {
                start += 1
                continue
            }
            var end = start
            while end < Int(token.end), bytes[end].isDigit { end += 1 }
            // WHY: "visa4111…" names its card; the letters and digits of a reference do not.
            let isNamed =
                start - Int(token.start) >= 3
                && bytes[Int(token.start)..<start].allSatisfy { !$0.isDigit }
                || message.hasCue(words.cards, near: start..<end, before: 24, after: 0)
            if isNamed, DigitRow.cardDigits.contains(end - start), index.issuers.isIssued(bytes[start..<end]),
                Checksums.luhn(Array(bytes[start..<end])[...]),
                isCardContext(rule(place), start..<end, digitCount: end - start)
            {
                add(start..<end, place)
            }
            start = end
        }
    }

    /// `DE89 3704 …`: country, check digits and account, grouped in any way.
    mutating func iban(at start: Int, _ place: Int) {
        let length = tables.ibanLength(bytes[start], bytes[start + 1])
        guard length > 0 else { return }
        var number = AccountNumber()
        var cursor = start
        while cursor < bytes.count, number.count < length {
            let byte = bytes[cursor]
            if byte.isDigit || byte.isLower {
                number.append(byte)
            } else if byte != 0x20 && byte != 0x2D && byte != 0x2E && byte != 0x0A
                || !bytes[cursor - 1].isWord
            {
                return
            }
            cursor += 1
        }
        guard number.count == length, cursor >= bytes.count || !bytes[cursor].isWord, number.isValid else {
            return
        }
        add(start..<cursor, place)
    }
}
