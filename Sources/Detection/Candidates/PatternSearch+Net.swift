extension PatternSearch {
    mutating func email(at place: Int, _ rule: Int) {
        var start = place
        while start > 0, place - start < 128, isLocal(bytes[start - 1]) { start -= 1 }
        // WHY: what the bound cuts in two is hidden whole; no word is left half open.
        let next = firstToken(nearSignFrom: start)
        if next > 0, tokens[next - 1].range.upperBound > start { start = tokens[next - 1].range.lowerBound }
        if start == place, place > 1, bytes[place - 1] == 0x22 { start = quotedLocal(before: place) ?? place }
        while start < place, !bytes[start].isWord, bytes[start] != 0x22 { start += 1 }
        var end = place + 1
        while end < bytes.count, end - place < 254,
            bytes[end].isWord || bytes[end] == 0x2D || bytes[end] == 0x2E
        {
            end += 1
        }
        while end > place, !bytes[end - 1].isWord { end -= 1 }
        if start < place, end > place + 1, isDomain(place + 1..<end) {
            add(start..<end, rule)
        } else if let range = spacedEmail(at: place) ?? mistypedEmail(start, place, end) {
            add(range, rule)
        }
    }

    /// `name@example,com`: a comma for the last full stop.
    private func mistypedEmail(_ start: Int, _ place: Int, _ end: Int) -> Range<Int>? {
        guard start < place, end > place + 2, end + 2 < bytes.count, bytes[end] == 0x2C else { return nil }
        var stop = end + 1
        while stop < bytes.count, stop - end < 5, bytes[stop].isLower { stop += 1 }
        let isTop = ["com", "net", "org", "edu", "de", "fr", "es", "br", "uk", "co", "in", "au"].contains {
            bytes[end + 1..<stop].elementsEqual($0.utf8)
        }
        guard isTop, stop == bytes.count || !bytes[stop].isWord && bytes[stop] != 0x40 else { return nil }
        return start..<stop
    }

    /// The first token that starts at or after a place; from sign to sign there are few tokens to step over.
    private mutating func firstToken(nearSignFrom place: Int) -> Int {
        while signToken < tokens.count, Int(tokens[signToken].start) < place { signToken += 1 }
        while signToken > 0, Int(tokens[signToken - 1].start) >= place { signToken -= 1 }
        return signToken
    }

    /// `"a b"@example.com`: the opening quote of a quoted local part (RFC 5321, section 4.1.2).
    private func quotedLocal(before sign: Int) -> Int? {
        var start = sign - 2
        while start >= 0, sign - start < 66, bytes[start] != 0x22, bytes[start] != 0x0A { start -= 1 }
        return start >= 0 && bytes[start] == 0x22 && start < sign - 2 ? start : nil
    }

    private func isLocal(_ byte: UInt8) -> Bool {
        if byte.isWord { return true }
        switch byte {
        case 0x2E, 0x2D, 0x5F, 0x2B, 0x25, 0x27, 0x23, 0x21, 0x24, 0x26, 0x2A, 0x3D, 0x3F, 0x5E, 0x7E:
            return true
        default: return false
        }
    }

    /// Labels joined by dots, the last one letters; an address in brackets is for mail servers only.
    private func isDomain(_ range: Range<Int>) -> Bool {
        var labels = 0
        var size = 0
        var hasLetter = false
        for place in range {
            if bytes[place] == 0x2E {
                guard size > 0 else { return false }
                labels += 1
                size = 0
                hasLetter = false
            } else {
                size += 1
                guard size <= 63 else { return false }
                hasLetter = hasLetter || !bytes[place].isDigit
            }
        }
        return labels >= 1 && size >= 2 && hasLetter
    }

    /// `name [at] example [dot] com`, `name at example dot com`.
    mutating func spelledEmail(at cue: ScannedMessage.Cue, _ rule: Int) {
        guard cue.tokens.lowerBound > 0, cue.tokens.upperBound + 1 < tokens.count else { return }
        var last = cue.tokens.upperBound
        var dots = 0
        while last + 1 < tokens.count, last < cue.tokens.upperBound + 24 {
            let gap = message.gap(after: last)
            if dots == 0, isPartOfLabel(last) {
                last += 1
                continue
            }
            let isSign = bytes[gap].elementsEqual([0x2E])
            let isWord =
                lists(last + 1) & words.dot != 0 && gap.count <= 3 && !bytes[gap].contains(0x2C)
                && last + 2 < tokens.count && message.gap(after: last + 1).count <= 3
            guard isSign || isWord else { break }
            last += isSign ? 1 : 2
            dots += 1
        }
        guard dots > 0 else { return }
        let gaps =
            Array(bytes[message.gap(after: cue.tokens.lowerBound - 1)])
            + Array(bytes[message.gap(after: cue.tokens.upperBound - 1)])
        let isBracketed = gaps.contains { $0 == 0x28 || $0 == 0x5B || $0 == 0x7B || $0 == 0x3C }
        let hasDotWord = (cue.tokens.upperBound...last).contains {
            lists($0) & words.dot != 0
        }
        let isShort = gaps.count <= 6 && !gaps.contains(0x0A)
        let top = tokens[last]
        guard isShort, isBracketed || hasDotWord, top.kind == .letters, (2...12).contains(top.count)
        else {
            return
        }
        // WHY: "5 times at this point to complete" has the words of an address and is none; "dot" is said of nothing else.
        // "arroba" is neither, unlike "at" and "chez".
        let isEveryday = lists(cue.tokens.lowerBound) & (words.fillers | words.ordinary) != 0
        let isPlain =
            isEveryday && !isBracketed
            && lists(last) & (words.fillers | words.connectors | words.ordinary) != 0
        let dot = bytes[tokens[last - 1].range]
        if isPlain, !dot.elementsEqual("dot".utf8) { return }
        // WHY: "chez moi point barre" and "bei uns punkt" end in words longer than what domains end in.
        let isSpoken =
            isEveryday && !isBracketed && lists(last - 1) & words.dot != 0 && !dot.elementsEqual("dot".utf8)
        if isSpoken, top.count > 4 { return }
        add(spelledStart(before: cue.tokens.lowerBound)..<top.range.upperBound, rule)
    }

    /// Whether a label of a domain goes on behind a token: `ex-ample`, `e x a m p l e`.
    private func isPartOfLabel(_ place: Int) -> Bool {
        let gap = bytes[message.gap(after: place)]
        return gap.elementsEqual([0x2D])
            || gap.elementsEqual([0x20]) && tokens[place].count == 1 && tokens[place + 1].count == 1
    }

    /// Where a local part begins that is spelled: `d a n i e l`, `dan dot smith`, `dan underscore smith`.
    private func spelledStart(before at: Int) -> Int {
        var place = at - 1
        var start = Int(tokens[place].start)
        while start > 0, isLocal(bytes[start - 1]) { start -= 1 }
        while place > 0, Int(tokens[place - 1].start) >= start { place -= 1 }
        let prose = words.ordinary | words.fillers | words.connectors | words.notSecrets
        let bound = place - 32
        while place > 0, place > bound, bytes[message.gap(after: place - 1)].elementsEqual([0x20]) {
            let isLetter = tokens[place].count == 1 && tokens[place - 1].count == 1
            let isSign =
                lists(place - 1) & (words.dot | words.digitFillers) != 0 && lists(place - 1) & prose == 0
            if isLetter {
                place -= 1
            } else if isSign, place > 1, lists(place - 2) & prose == 0,
                bytes[message.gap(after: place - 2)].elementsEqual([0x20])
            {
                place -= 2
            } else {
                break
            }
        }
        return min(start, Int(tokens[place].start))
    }

    /// `arjun.raman @ example.com`, `ana@ example . com`: blanks around the signs of an address.
    private mutating func spacedEmail(at sign: Int) -> Range<Int>? {
        let next = firstToken(nearSignFrom: sign)
        guard next > 0, next < tokens.count, sign - Int(tokens[next - 1].end) <= 2,
            Int(tokens[next].start) - sign <= 3,
            bytes[tokens[next - 1].range.upperBound..<sign].allSatisfy({ $0 == 0x20 }),
            bytes[sign + 1..<Int(tokens[next].start)].allSatisfy({ $0 == 0x20 })
        else { return nil }
        var last = next
        var dots = 0
        while last + 1 < tokens.count, last < next + 8, isDot(message.gap(after: last)) {
            last += 1
            dots += bytes[message.gap(after: last - 1)].contains(0x2E) ? 1 : 0
        }
        guard dots > 0, tokens[last].kind == .letters, (2...12).contains(tokens[last].count) else {
            return nil
        }
        var first = next - 1
        var start = Int(tokens[first].start)
        while start > 0, sign - start < 128, isLocal(bytes[start - 1]) { start -= 1 }
        while first > 0, Int(tokens[first - 1].start) >= start { first -= 1 }
        while first > 0, first > next - 8,
            bytes[message.gap(after: first - 1)].elementsEqual([0x20, 0x2E, 0x20])
        {
            first -= 1
        }
        start = min(start, Int(tokens[first].start))
        // WHY: "meet us @ example.com" names a place; a name with signs or digits, or no word of every day, is somebody's.
        let prose = words.ordinary | words.fillers | words.connectors | words.notSecrets
        let text = bytes[start..<Int(tokens[next - 1].end)]
        guard text.contains(where: { !$0.isDigit }), first < next - 1 || lists(first) & prose == 0 else {
            return nil
        }
        return start..<Int(tokens[last].end)
    }

    /// A dot or hyphen within a domain, blanks on both sides or on none.
    private func isDot(_ gap: Range<Int>) -> Bool {
        bytes[gap].elementsEqual([0x2E]) || bytes[gap].elementsEqual([0x2D])
            || bytes[gap].elementsEqual([0x20, 0x2E, 0x20])
    }

    /// `scheme://user:password@host`, from its `://` on.
    mutating func credentials(at sign: Int, _ rule: Int) {
        let start = sign + 3
        var colon: Int?
        var place = start
        while place < bytes.count, place - start < 256, !bytes[place].isBlank, bytes[place] != 0x2F,
            bytes[place] != 0x40 || colon.map({ $0 + 1 == place }) ?? true
        {
            if bytes[place] == 0x3A, colon == nil, place > start { colon = place }
            place += 1
        }
        guard colon != nil, place < bytes.count, bytes[place] == 0x40 else { return }
        var scheme = sign
        while scheme > 0, sign - scheme < 32, bytes[scheme - 1].isWord || bytes[scheme - 1] == 0x2B {
            scheme -= 1
        }
        // WHY: of addresses one behind the other each byte is read once.
        var end = unbroken.contains(place + 1) ? min(unbroken.upperBound, place + 256) : place + 1
        while end < bytes.count, end - place < 256, !bytes[end].isBlank, bytes[end] != 0x22,
            bytes[end] != 0x3E
        { end += 1 }
        unbroken = place + 1..<end
        while end > place + 1, !bytes[end - 1].isWord, bytes[end - 1] != 0x2F { end -= 1 }
        guard scheme < sign else { return }
        add(scheme..<end, rule)
    }

    /// IPv4 with four bytes, and IPv6; never part of a longer version.
    mutating func ip(at place: Int, _ number: Int) {
        let token = tokens[place]
        let end = Int(token.end)
        guard end < bytes.count else { return }
        if token.kind == .digits, token.count <= 3, bytes[end] == 0x2E {
            ipv4(at: place, number)
        } else if bytes[end] == 0x3A, token.count <= 4, isHexadecimal(token.range),
            token.start == 0 || bytes[Int(token.start) - 1] != 0x3A || isDoubleColon(Int(token.start) - 2)
        {
            ipv6(from: Int(token.start), number)
        }
    }

    private func isHexadecimal(_ range: Range<Int>) -> Bool {
        bytes[range].allSatisfy { $0.isDigit || $0 &- 0x61 < 6 }
    }

    private func isDoubleColon(_ place: Int) -> Bool {
        place >= 0 && bytes[place] == 0x3A && (place == 0 || !bytes[place - 1].isWord)
    }

    private mutating func ipv4(at place: Int, _ number: Int) {
        let first = Int(tokens[place].start)
        guard place + 3 < tokens.count, first == 0 || bytes[first - 1] != 0x2E else { return }
        for part in place...place + 3 {
            let token = tokens[part]
            guard token.kind == .digits, token.count <= 3 else { return }
            let value = bytes[token.range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
            guard value <= 255 else { return }
            if part < place + 3, !bytes[message.gap(after: part)].elementsEqual([0x2E]) { return }
        }
        let start = tokens[place].range.lowerBound
        var range = start..<tokens[place + 3].range.upperBound
        if start > 0, bytes[start - 1] == 0x2E || bytes[start - 1].isWord { return }
        if start > 1, bytes[start - 1] == UInt8(ascii: "-"), bytes[start - 2].isWord { return }
        let end = range.upperBound
        if end + 1 < bytes.count, bytes[end] == 0x2E || bytes[end] == 0x2D, bytes[end + 1].isWord { return }
        guard fitsContext(rule(number), range) else { return }
        if end + 1 < bytes.count, bytes[end] == 0x2F, bytes[end + 1].isDigit {
            var tail = end + 1
            while tail < bytes.count, tail < end + 3, bytes[tail].isDigit { tail += 1 }
            range = start..<tail
        }
        add(range, number)
    }

    private mutating func ipv6(from first: Int, _ number: Int) {
        var start = first
        while start > 0, first - start < 2, bytes[start - 1] == 0x3A { start -= 1 }
        if start > 0, bytes[start - 1].isWord || bytes[start - 1] == 0x2E { return }
        var end = start
        while end < bytes.count, end - start <= 46,
            bytes[end].isDigit || bytes[end] &- 0x61 < 6 || bytes[end] == 0x3A
        {
            end += 1
        }
        if end < bytes.count, bytes[end].isWord { return }
        while end > start + 2, bytes[end - 1] == 0x3A, bytes[end - 2] != 0x3A { end -= 1 }
        var (groups, full, doubles, size, longest) = (1, 0, 0, 0, 0)
        for place in start..<end {
            if bytes[place] == 0x3A {
                groups += 1
                size = 0
                if place + 1 < end, bytes[place + 1] == 0x3A { doubles += 1 }
            } else {
                if size == 0 { full += 1 }
                size += 1
                longest = max(longest, size)
            }
        }
        guard longest <= 4, groups <= 9,
            (doubles == 0 && full == 8) || (doubles == 1 && full >= 2 && full <= 7),
            full > 2 || longest >= 3
        else { return }
        add(start..<end, number)
    }
}
