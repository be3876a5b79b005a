extension LinkedSearch {
    /// A number of a record with letters and digits that look alike mixed up, with two signs swapped, one lost or one typed
    /// twice: `8IO8-55O1-5L`, `CDM 44820 QT`.
    func reference(at place: Int) {
        if tokens[place].kind == .mixed { lookalike(at: place) }
        // INVARIANT: each chain is looked at once, from its first token with a digit.
        guard place == 0 || tokens[place - 1].kind == .letters || !isJoined(place - 1) else { return }
        var first = place
        while first > 0, place - first < 2, tokens[first - 1].kind == .letters, tokens[first - 1].count <= 5,
            isJoined(first - 1)
        { first -= 1 }
        for start in first...place { slipped(from: start, past: place) }
    }

    /// Whether nothing but a sign or a blank stands behind a token.
    private func isJoined(_ place: Int) -> Bool {
        let gap = message.gap(after: place)
        guard gap.count == 1 else { return false }
        let sign = bytes[gap.lowerBound]
        return sign == 0x20 || sign == 0x2D || sign == 0x2F || sign == 0x2E || sign == 0x5F
    }

    private func lookalike(at place: Int) {
        var first = place
        while first > 0, place - first < 3, isJoined(first - 1) { first -= 1 }
        for start in first...place {
            var key = Needles.lookalikeSeed
            var last = start
            while last < tokens.count, last - start < 6 {
                key = Needles.lookalike(bytes[tokens[last].range], behind: key)
                work += 1
                if last >= place, let known = needles.lookalikes.first(for: key) {
                    return add(tokens[start].range.lowerBound..<tokens[last].range.upperBound, known)
                }
                guard last + 1 < tokens.count, isJoined(last) else { break }
                last += 1
            }
        }
    }

    private func slipped(from start: Int, past place: Int) {
        var (letters, count): (UInt32, Int) = (0, 0)
        var last = start
        while last < tokens.count, last - start < 6 {
            let text = bytes[tokens[last].range]
            letters |= OneSlip.letters(text)
            count += text.count
            guard count <= 25, book.slippedCounts >> UInt32(count) != 0 else { return }
            if last >= place, book.slippedCounts & (1 << UInt32(count)) != 0 {
                for shape in book.slippedReferences
                where abs(Int(shape.count) - count) <= 1
                    && (shape.letters ^ letters).nonzeroBitCount <= 1
                {
                    work += count
                    let reference = needles.references[Int(shape.place)]
                    let text = (start...last).flatMap { Array(bytes[tokens[$0].range]) }
                    guard isSlip(text, reference) else { continue }
                    return add(
                        tokens[start].range.lowerBound..<tokens[last].range.upperBound, reference.known)
                }
            }
            guard last + 1 < tokens.count, isJoined(last) else { return }
            last += 1
        }
    }

    /// Whether two signs are swapped, or one is lost or typed twice.
    ///
    /// WHY: another digit makes another order, so a replaced one is no slip here.
    private func isSlip(_ text: [UInt8], _ reference: Needles.Reference) -> Bool {
        let own = book.letters(reference.start, reference.count)
        guard !text.elementsEqual(own) else { return false }
        guard text.count == own.count else { return OneSlip.separates(own, text) }
        guard text.sorted().elementsEqual(own.sorted()) else { return false }
        return OneSlip.separates(own, text) || own.count >= 9 && own.contains { !$0.isDigit }
    }

    /// Whether a sign for what cannot be read, or dots for what is left out, stand right behind a token.
    @inline(__always) func isElided(_ place: Int) -> Bool {
        let end = Int(tokens[place].end)
        guard end + 1 < bytes.count else { return false }
        let sign = bytes[end]
        if sign == 0x2E { return bytes[end + 1] == 0x2E }
        if tokens[place].count >= 2, bytes[end - 1] == UInt8(ascii: "x"),
            bytes[end - 2] == UInt8(ascii: "x")
        {
            return true
        }
        return sign == 0x3F || sign == 0x2A || sign == 0x23 || sign == 0x5F
    }

    /// A number of a record of which some signs are left out: `58831-20?76`, `PED-205...-118`.
    func elided(at place: Int) {
        let start = chainStart(place)
        var end = Int(tokens[place].end)
        while end < bytes.count, end - start < 40, bytes[end].isWord || Self.isElision(bytes[end]) {
            end += 1
        }
        while end > start, !bytes[end - 1].isWord { end -= 1 }
        let pattern = Self.pattern(
            bytes[start..<end], hasMasks: bytes[Int(tokens[place].end) - 1] == UInt8(ascii: "x"))
        let told = pattern.count(where: \.isWord)
        guard told >= 5, told < pattern.count, pattern.count(where: { $0 == 1 }) <= 2,
            pattern.contains(where: \.isDigit)
        else { return }
        work += pattern.count * needles.references.count
        for reference in needles.references
        where told * 2 >= Int(reference.count)
            && Self.matches(pattern[...], book.letters(reference.start, reference.count))
        {
            return add(start..<end, reference.known)
        }
    }

    private func chainStart(_ place: Int) -> Int {
        var first = place
        while first > 0, place - first < 5, message.gap(after: first - 1).count <= 3,
            bytes[message.gap(after: first - 1)].allSatisfy({ Self.isElision($0) })
        { first -= 1 }
        return Int(tokens[first].start)
    }

    private static func isElision(_ byte: UInt8) -> Bool {
        [0x3F, 0x2A, 0x23, 0x5F, 0x2E, 0x2D, 0x2F].contains(byte)
    }

    /// Letters and digits, 0 for one sign that is not told, 1 for any number of them.
    private static func pattern(_ text: Slice<ListView<UInt8>>, hasMasks: Bool) -> [UInt8] {
        var pattern: [UInt8] = []
        var dots = 0
        for byte in text {
            dots = byte == 0x2E || byte == 0x2A ? dots + 1 : 0
            if hasMasks, byte == UInt8(ascii: "x") {
                if pattern.last != 1 { pattern.append(1) }
            } else if byte.isWord {
                pattern.append(byte)
            } else if byte == 0x3F || byte == 0x23 || byte == 0x2A && dots == 1 {
                pattern.append(0)
            } else if dots >= 2, pattern.last != 1 {
                if byte == 0x2A, pattern.last == 0 { pattern.removeLast() }
                pattern.append(1)
            }
        }
        return pattern
    }

    private static func matches(_ pattern: ArraySlice<UInt8>, _ text: Slice<ListView<UInt8>>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        switch first {
        case 0: return !text.isEmpty && matches(pattern.dropFirst(), text.dropFirst())
        case 1: return (0...text.count).contains { matches(pattern.dropFirst(), text.dropFirst($0)) }
        default: return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
        }
    }

    /// Addresses of e-mail with a slip or cut off, around every `@`: `zara.whitbey@`, `whitby@example .com`.
    func brokenEmails() {
        for sign in message.signs where bytes[Int(sign)] == 0x40 {
            let place = Int(sign)
            var (start, end) = (place, place + 1)
            while start > 0, place - start < 64, Self.isMailSign(bytes[start - 1]) { start -= 1 }
            while end < bytes.count, end - place < 64, Self.isMailSign(bytes[end]) { end += 1 }
            while end > place + 1, bytes[end - 1] == 0x2E { end -= 1 }
            let (local, domain) = (bytes[start..<place], bytes[place + 1..<end])
            guard local.count >= 4 else { continue }
            work += needles.emails.count
            for email in needles.emails {
                let own = book.letters(email.start, email.local)
                let host = book.letters(email.start + email.local, email.domain)
                let isHost =
                    domain.isEmpty || host.starts(with: domain) || OneSlip.separates(host, domain)
                let isSame = own.elementsEqual(local) || own.count >= 6 && OneSlip.separates(own, local)
                let isPart =
                    isHost && !domain.isEmpty
                    && own.split(whereSeparator: { !$0.isWord }).contains { $0.elementsEqual(local) }
                guard isSame || isPart else { continue }
                add(start..<end, email.known)
                break
            }
        }
    }

    private static func isMailSign(_ byte: UInt8) -> Bool {
        byte.isWord || byte == 0x2E || byte == 0x2D || byte == 0x5F || byte == 0x2B
    }
}
