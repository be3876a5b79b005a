import Conversations

extension PatternSearch {
    /// Telephone numbers among groups of digits: with a country code, or behind a word for telephone.
    ///
    /// National forms are shapes of the rule file.
    mutating func phones(in groups: ClosedRange<Int>, _ place: Int) {
        var first = groups.lowerBound
        while first <= groups.upperBound {
            guard
                let range = international(from: first, through: groups.upperBound)
                    ?? spoken(from: first, groups, place)
            else {
                first += 1
                continue
            }
            add(withExtension(range), place)
            first = max(first + 1, message.firstToken(from: range.upperBound))
        }
    }

    /// `+44 (0)20 7946 0018`, `0044 20 …`.
    private mutating func international(from first: Int, through bound: Int) -> Range<Int>? {
        var start = tokens[first].range.lowerBound
        let token = tokens[first]
        let hasPlus =
            start > 0
            && (bytes[start - 1] == 0x2B
                || (bytes[start - 1] == 0x28 && start > 1 && bytes[start - 2] == 0x2B))
        let hasZeros = token.count >= 2 && bytes[start] == 0x30 && bytes[start + 1] == 0x30
        guard hasPlus || (hasZeros && (start == 0 || !bytes[start - 1].isWord)) else { return nil }
        if hasPlus {
            while start > 0, bytes[start - 1] == 0x2B || bytes[start - 1] == 0x28 { start -= 1 }
        } else if isMoney(start..<token.range.upperBound) {
            return nil
        }
        var number = RunningNumber(skipping: hasPlus ? 0 : 2)
        var best: Int?
        var last = first
        while last <= min(bound, first + 9), number.count <= 17 {
            let range = tokens[last].range
            let isTrunk =
                last > first && range.count == 1 && bytes[range.lowerBound] == 0x30
                && bytes[range.lowerBound - 1] == 0x28
            if last > first,
                bytes[message.gap(after: last - 1)].contains(where: { $0 == 0x2C || $0 == 0x0A || $0 == 0x2B }
                )
            {
                break
            }
            if !isTrunk { for index in range.prefix(20) { number.append(bytes[index]) } }
            if tables.isCountryNumber(number) { best = range.upperBound }
            last += 1
        }
        if best == nil, hasPlus, (7...15).contains(number.count), last > first {
            let whole = start..<tokens[last - 1].range.upperBound
            if isPlanned(whole) { return whole }
        }
        return best.map { start..<$0 }
    }

    /// Whether the library knows a numbering plan that the table's digit counts do not.
    private mutating func isPlanned(_ range: Range<Int>) -> Bool {
        guard let phoneNumbers else { return false }
        // WHY: the library is slow; what is not asked about any more is hidden rather than shown.
        guard plansAsked < Self.plansAskedMax else { return true }
        plansAsked += 1
        return phoneNumbers.e164(String(decoding: bytes[range], as: UTF8.self), region: nil) != nil
    }

    /// Seven to fifteen digits close behind a word for telephone.
    private func spoken(from first: Int, _ groups: ClosedRange<Int>, _ place: Int) -> Range<Int>? {
        let start = tokens[first].range.lowerBound
        guard first == groups.lowerBound || bytes[start - 1] == 0x0A else { return nil }
        let rule = rule(place)
        guard let near = rule.near,
            let cue = message.nearestCue(near.lists, near: start..<start + 1, before: near.before, after: 0),
            cue.range.upperBound <= start
        else { return nil }
        if let unless = rule.unless,
            let against = message.nearestCue(
                unless.lists, near: start..<start + 1, before: unless.before, after: 0),
            against.range.lowerBound > cue.range.lowerBound
                || against.range.upperBound + 3 >= cue.range.lowerBound
        {
            return nil
        }
        var count = 0
        var last = first
        var end: Int?
        while last <= groups.upperBound, count + tokens[last].count <= 15 {
            if last > first, bytes[message.gap(after: last - 1)].contains(where: { $0 == 0x2C || $0 == 0x0A })
            {
                break
            }
            count += tokens[last].count
            if count >= 7 { end = tokens[last].range.upperBound }
            last += 1
        }
        guard let end, standsAlone(start..<end), !isMoney(start..<end), !isDate(start..<end) else {
            return nil
        }
        return (start > 0 && bytes[start - 1] == 0x28 ? start - 1 : start)..<end
    }

    /// Whether a stretch reads as a day with a four-digit year.
    private func isDate(_ range: Range<Int>) -> Bool {
        let reader = DateReader(message, index.rules)
        guard let date = reader.date(at: message.firstToken(from: range.lowerBound)) else { return false }
        return date.range == range && date.year != nil
    }

    /// A number with the extension behind it: `x123`, `ext. 123`.
    func withExtension(_ range: Range<Int>) -> Range<Int> {
        let next = message.firstToken(from: range.upperBound, startingAt: present)
        guard next < tokens.count else { return range }
        let token = tokens[next]
        let gap = bytes[range.upperBound..<token.range.lowerBound]
        guard gap.count <= 3,
            gap.allSatisfy({ $0 == 0x20 || $0 == 0x2C || $0 == 0x28 || $0 == 0x2D || $0 == 0x23 })
        else {
            return range
        }
        if token.kind == .mixed, token.count <= 7, bytes[Int(token.start)] == UInt8(ascii: "x"),
            bytes[Int(token.start) + 1..<Int(token.end)].allSatisfy({ $0.isDigit })
        {
            return range.lowerBound..<Int(token.end)
        }
        guard token.kind != .digits, index.rules.lexicon.lists(of: token.hash) & words.extensions != 0,
            next + 1 < tokens.count, tokens[next + 1].kind == .digits,
            tokens[next + 1].count <= 6, message.gap(after: next).count <= 2
        else { return range }
        return range.lowerBound..<tokens[next + 1].range.upperBound
    }
}
