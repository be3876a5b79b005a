extension PatternSearch {
    /// A free-standing run of digits near a cue.
    mutating func digits(near cue: ScannedMessage.Cue, _ number: Int) {
        let rule = rule(number)
        guard let near = rule.near else { return }
        var place = cue.tokens.upperBound
        while place < tokens.count,
            tokens[place].range.lowerBound <= cue.range.upperBound + near.before
        {
            if acceptDigits(place, number) { return }
            // WHY: a later cue owns what stands behind it.
            if lists(place) & near.lists != 0 { break }
            place += 1
        }
        place = cue.tokens.lowerBound - 1
        while place >= 0, tokens[place].range.upperBound + near.after >= cue.range.lowerBound,
            near.after > 0
        {
            if acceptDigits(place, number) { return }
            place -= 1
        }
    }

    private mutating func acceptDigits(_ place: Int, _ number: Int) -> Bool {
        let token = tokens[place]
        let rule = rule(number)
        guard token.kind == .digits, rule.length.contains(token.count), standsAlone(token.range),
            !isMoney(token.range),
            fitsContext(rule, token.range)
        else { return false }
        add(token.range, number)
        return true
    }

    /// Days near a cue, and months with their year.
    mutating func dates(near cue: ScannedMessage.Cue, _ number: Int) {
        guard let near = rule(number).near else { return }
        let reader = DateReader(message, index.rules)
        var place = cue.tokens.upperBound
        while place < tokens.count,
            tokens[place].range.lowerBound <= cue.range.upperBound + near.before
        {
            if let range = reader.date(at: place)?.range ?? reader.month(at: place)?.range {
                add(range, number)
                return
            }
            place += 1
        }
        place = cue.tokens.lowerBound - 1
        while place >= 0, tokens[place].range.upperBound + near.after >= cue.range.lowerBound {
            if let range = reader.date(at: place)?.range ?? reader.month(at: place)?.range,
                range.upperBound <= cue.range.lowerBound
            {
                add(range, number)
            }
            place -= 1
        }
    }

    /// Skips what joins a cue to its value: signs and words such as "is", "no", "number".
    ///
    /// - Returns: the folded byte where the value begins, and whether anything explicit joined the two.
    func value(after cue: ScannedMessage.Cue) -> (start: Int, isJoined: Bool, isSigned: Bool) {
        var cursor = cue.range.upperBound
        var isJoined = false
        var isSigned = false
        var place = cue.tokens.upperBound
        var skipped = 0
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte == 0x3A || byte == 0x3D || byte == 0x23 || byte == 0x3E {
                isJoined = true
                isSigned = isSigned || byte != 0x23
                cursor += 1
            } else if byte == 0x20 || byte == 0x09 || byte == 0x22 || byte == 0x27 || byte == 0x2A
                || byte == 0x60
                || (byte == 0x0A && isSigned)
            {
                cursor += 1
            } else if byte == 0x2E, isAbbreviation(place - 1), cursor + 1 < bytes.count,
                bytes[cursor + 1].isBlank
            {
                cursor += 1
            } else if (byte == 0x2C || byte == 0x3F) && cursor + 2 < bytes.count && bytes[cursor + 1] == 0x20
                && bytes[cursor + 2].isDigit
            {
                // WHY: "my customer number, 7720 1183, is on the top" and "order number? 5580231".
                cursor += 2
            } else if place < tokens.count, tokens[place].range.lowerBound == cursor,
                skipped < 5,
                tokens[place].kind == .letters
            {
                let lists = lists(place)
                guard lists & (words.connectors | words.fillers) != 0, endsWord(place) else { break }
                isJoined = isJoined || lists & words.connectors != 0
                cursor = tokens[place].range.upperBound
                place += 1
                skipped += 1
            } else {
                break
            }
            if cursor > cue.range.upperBound + 48 { break }
        }
        return (cursor, isJoined, isSigned)
    }

    /// Whether a word stands by itself: the `ES` of `ES-700-1182` is part of what follows.
    private func endsWord(_ place: Int) -> Bool {
        let end = Int(tokens[place].end)
        guard end + 1 < bytes.count, bytes[end + 1].isWord else { return true }
        return ![0x2D, 0x2F, 0x5F, 0x2E].contains(bytes[end])
    }

    /// `no.`, `nr.`, `acct.`: short words that are written with a full stop.
    private func isAbbreviation(_ place: Int) -> Bool {
        place >= 0 && tokens[place].kind == .letters && tokens[place].count <= 4
    }

    /// `order no. AB-1234-56`, `policy number 2270-66-1551`: letters and digits with at least one digit.
    mutating func reference(after cue: ScannedMessage.Cue, _ number: Int) {
        let start = value(after: cue).start
        guard start < bytes.count, bytes[start].isWord else { return }
        var end = start
        var digits = 0
        var count = 0
        while end < bytes.count, end - start < 48 {
            let byte = bytes[end]
            if byte.isDigit { digits += 1 }
            if byte.isWord {
                count += 1
            } else if !(byte == 0x2D || byte == 0x5F || byte == 0x2F || byte == 0x2E || byte == 0x23)
                || end + 1 >= bytes.count
                || !bytes[end + 1].isWord
            {
                break
            }
            end += 1
        }
        // WHY: people space long numbers; a group of digits only may go on behind one space.
        if digits == count {
            while end + 2 < bytes.count, bytes[end] == 0x20, bytes[end + 1].isDigit, bytes[end + 2].isDigit,
                count < 24
            {
                var next = end + 1
                while next < bytes.count, bytes[next].isDigit { next += 1 }
                if next < bytes.count, bytes[next].isWord || isMoney(end + 1..<next) { break }
                count += next - end - 1
                end = next
            }
        }
        let rule = rule(number)
        guard digits > 0, rule.length.contains(count), fitsContext(rule, start..<end), !isMoney(start..<end)
        else { return }
        if end < bytes.count, bytes[end] == UInt8(ascii: "%") { return }
        add(start..<end, number)
    }
}
