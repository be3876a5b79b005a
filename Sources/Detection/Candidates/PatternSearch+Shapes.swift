extension PatternSearch {
    /// Holds a place against the forms of one bucket.
    ///
    /// - Parameters:
    ///   - bucket: the forms.
    ///   - token: the run that begins there.
    ///   - first: its first byte.
    ///   - hasDigit: whether a digit is near.
    mutating func shapes(
        _ bucket: ShapeBook.Bucket, at token: Token, _ first: UInt8, hasDigit: Bool
    ) {
        guard !bucket.isEmpty else { return }
        let start = Int(token.start)
        let reachable = message.reachableLists(at: start)
        let size = UInt8(clamping: token.count)
        let digits = first.isDigit ? cluster.digits(in: bytes, from: start) : 0
        let firstDigit: UInt16 = first.isDigit ? 1 << UInt16(first & 15) : .max
        let head = bytes.four(at: start)
        let outline = ShapeOutline(of: bytes, at: start, forms.kinds)
        var isSmall: Bool?
        for place in bucket.entries(reachable) where forms.outlines[place].mayStand(where: outline) {
            let gate = forms.gates[place]
            guard head & gate.headMask == gate.head, gate.firstDigits & firstDigit != 0,
                gate.digitsMin <= digits, gate.firstRunMin <= size, size <= gate.firstRunMax || size == .max,
                hasDigit || !gate.needsDigit
            else { continue }
            if gate.isCapitals {
                let small = isSmall ?? message.isSmall(at: start)
                isSmall = small
                if small { continue }
            }
            let entry = forms.entries[place]
            guard entry.near == 0 || entry.near & reachable != 0 else { continue }
            count(1)
            guard let end = forms.steps.end(of: entry, in: bytes, at: start) else { continue }
            accept(start..<end, entry)
        }
    }

    /// Shapes that begin with one or two signs before a digit: `(`, `+`, `+(`, `#`.
    mutating func signedShapes(endingBefore start: Int) {
        var place = start - 1
        while place >= max(0, start - 2), !bytes[place].isWord, !bytes[place].isBlank {
            if forms.mayBegin(with: bytes[place]) { signedShapes(at: place, before: start) }
            place -= 1
        }
    }

    private mutating func signedShapes(at place: Int, before start: Int) {
        let digits = cluster.digits(in: bytes, from: start)
        let reachable = message.reachableLists(at: start)
        let head = bytes.four(at: place)
        for number in forms.signed.entries(reachable) {
            let (gate, entry) = (forms.gates[number], forms.entries[number])
            guard head & gate.headMask == gate.head, gate.digitsMin <= digits,
                entry.near == 0 || entry.near & reachable != 0,
                let end = forms.steps.end(of: entry, in: bytes, at: place), end > start
            else { continue }
            accept(place..<end, entry)
        }
    }

    private mutating func accept(_ range: Range<Int>, _ entry: ShapeBook.Entry) {
        let place = Int(entry.rule)
        let check = index.checks[place]
        guard entry.isSized || isSized(range, check), !isMoney(range) else { return }
        // WHY: no numbering plan has numbers that begin with three noughts; parts and parcels do.
        if check.isPhone, isReference(range) || beginsWithNoughts(range) { return }
        let whole = check.isPhone ? withExtension(range) : range
        guard standsAlone(whole) else { return }
        if !check.ofDigits.isEmpty {
            let digits = CandidateDigits(bytes, range)
            for number in check.ofDigits where !index.validators[number].accepts(digits) { return }
        }
        if !check.ofLetters.isEmpty || check.hasSums {
            letters.removeAll(keepingCapacity: true)
            for index in range where bytes[index].isWord { letters.append(bytes[index]) }
            for number in check.ofLetters where !index.validators[number].accepts(letters) { return }
            if check.hasSums { for sum in rule(place).sums where !sum.accepts(letters) { return } }
        }
        if check.isCapitals {
            let source = message.written(range)
            guard !source.contains(where: { $0.isLower }) else { return }
        }
        guard fitsContext(near: check.near, unless: check.unless, range) else { return }
        add(whole, place)
    }

    /// Whether a stretch has as many letters and digits as its rule asks for.
    private func isSized(_ range: Range<Int>, _ check: PatternIndex.Check) -> Bool {
        var size = range.count
        if size <= 64 { for index in range where !bytes[index].isWord { size -= 1 } }
        return size >= check.lengthMin && size <= check.lengthMax
    }

    /// Whether the first three digits are noughts.
    private func beginsWithNoughts(_ range: Range<Int>) -> Bool {
        var count = 0
        for place in range where bytes[place].isDigit {
            guard bytes[place] == 0x30 else { return false }
            count += 1
            if count == 3 { return true }
        }
        return false
    }

    /// Whether digits are the end of a reference: `WEB-100482213`.
    private func isReference(_ range: Range<Int>) -> Bool {
        let start = range.lowerBound
        guard start > 1, bytes[start - 1] == 0x2D || bytes[start - 1] == 0x5F, bytes[start].isDigit,
            bytes[start - 2].isLower
        else { return false }
        let word = message.firstToken(from: start) - 1
        return word >= 0 && lists(word) & words.phones == 0
    }

    /// Whether a currency sign stands before or a percent sign behind.
    func isMoney(_ range: Range<Int>) -> Bool {
        var before = range.lowerBound
        if before > 0, bytes[before - 1] == 0x20 { before -= 1 }
        if before > 0, bytes[before - 1] == UInt8(ascii: "$") { return true }
        // € £ ¥ ₹ end in these bytes.
        if before > 2, bytes[before - 3] == 0xE2, bytes[before - 2] == 0x82 { return true }
        if before > 1, bytes[before - 2] == 0xC2, bytes[before - 1] == 0xA3 || bytes[before - 1] == 0xA5 {
            return true
        }
        return range.upperBound < bytes.count && bytes[range.upperBound] == UInt8(ascii: "%")
    }

    mutating func prefixes(at start: Int) {
        guard start >= keyEnd else { return }
        let head = bytes.four(at: start)
        for entry in index.prefixes(beginningWith: bytes[start])
        where head & entry.headMask == entry.head && begins(with: entry.bytes, at: start) {
            let rule = rule(entry.rule)
            var end = start + entry.bytes.count
            while end < bytes.count, end - start < rule.length.upperBound, isKeyByte(bytes[end]) { end += 1 }
            while end > start, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2D { end -= 1 }
            let source = message.written(start..<end)
            let written = rule.prefixes.contains { source.starts(with: $0) }
            guard end - start >= rule.length.lowerBound, written || !rule.isCapitals else { continue }
            keyEnd = max(keyEnd, end)
            add(start..<end, entry.rule)
        }
    }

    private func begins(with prefix: Range<Int>, at start: Int) -> Bool {
        guard start + prefix.count <= bytes.count else { return false }
        for offset in 0..<prefix.count
        where bytes[start + offset] != index.prefixBytes[prefix.lowerBound + offset] { return false }
        return true
    }

    private func isKeyByte(_ byte: UInt8) -> Bool {
        byte.isWord || byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x2B || byte == 0x2F
            || byte == 0x3D
    }

    mutating func pem(at start: Int, _ place: Int) {
        guard start >= 5, bytes[start - 5..<start].elementsEqual("-----".utf8) else { return }
        let end = "-----end".utf8
        var cursor = start
        var found = bytes.count
        let header = bytes[start..<min(start + 64, bytes.count)].prefix { $0 != 0x0A && $0 != 0x2D }
        guard start >= groupEnd, header.count > 8, bytes[header.endIndex...].starts(with: "-----".utf8) else {
            return
        }
        cursor = header.endIndex + 5
        while let dash = bytes[cursor...].firstIndex(of: 0x2D) {
            if bytes[dash...].starts(with: end) {
                var tail = dash + 8
                while tail < bytes.count, bytes[tail] != 0x2D, bytes[tail] != 0x0A { tail += 1 }
                while tail < bytes.count, bytes[tail] == 0x2D { tail += 1 }
                found = tail
                break
            }
            cursor = dash + 1
        }
        groupEnd = found
        add(start - 5..<found, place)
    }

    /// `%B4111…^NAME^2512…?` and `;4111…=2512…?`.
    mutating func track(at token: Token, _ place: Int) {
        let start = Int(token.start)
        let end = Int(token.end)
        guard start > 0, end < bytes.count, token.count >= 12, token.count <= 20 else { return }
        let isFirst =
            bytes[start - 1] == UInt8(ascii: "%") && bytes[start] == UInt8(ascii: "b")
            && bytes[end] == UInt8(ascii: "^")
        let isSecond =
            bytes[start - 1] == UInt8(ascii: ";") && token.kind == .digits
            && (bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: "d"))
        guard isFirst || isSecond else { return }
        var tail = end
        while tail < bytes.count, tail < end + 120, bytes[tail] != UInt8(ascii: "?"), bytes[tail] != 0x0A {
            tail += 1
        }
        if tail < bytes.count, bytes[tail] == UInt8(ascii: "?") { tail += 1 }
        add(start - 1..<tail, place)
    }
}
