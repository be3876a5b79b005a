extension LinkedSearch {
    /// Whether a sign for a lost or hidden letter stands right behind a token, and a letter behind it: `Bj?rn`, `S*mith`.
    @inline(__always) func isMarked(_ place: Int) -> Bool {
        let end = Int(tokens[place].end)
        let start = Int(tokens[place].start)
        if start > 0, bytes[start - 1] == 0x3F, start == 1 || bytes[start - 2].isBlank { return true }
        guard end < bytes.count, bytes[end] == 0x3F || bytes[end] == 0x2A else { return false }
        return place == 0 || !isMarks(message.gap(after: place - 1))
    }

    private func isMarks(_ gap: Range<Int>) -> Bool {
        (1...4).contains(gap.count) && bytes[gap].allSatisfy { $0 == 0x3F || $0 == 0x2A }
    }

    /// A known name or a street of which some letters are signs, as programs that know no accents write it.
    func broken(at place: Int) {
        var last = place
        while last + 1 < tokens.count, last - place < 8, isMarks(message.gap(after: last)) { last += 1 }
        var start = tokens[place].range.lowerBound
        // WHY: "?ngela" at the beginning of a word; "is it Jos?" is a question.
        if start > 0, bytes[start - 1] == 0x3F, start == 1 || bytes[start - 2].isBlank { start -= 1 }
        guard last > place || start < tokens[place].range.lowerBound else { return }
        let range = start..<tokens[last].range.upperBound
        let letters = (place...last).reduce(0) { $0 + tokens[$1].count }
        guard letters >= 3, range.count <= 48 else { return }
        let text = Array(bytes[range])
        work += needles.slips.count + needles.loneWords.count
        for index in needles.slips.indices where letters * 2 >= Int(needles.slips[index].count) {
            guard Self.matches(text[...], book.name(ofSlip: index)) else { continue }
            return add(range, needles.slips[index].word.person)
        }
        for word in needles.loneWords where letters >= 5 {
            guard Self.matches(text[...], book.letters(word.start, word.count)),
                let street = needles.streets.first(where: { $0.known == word.known })
            else { continue }
            let span = beside(place...last, needles.streetWords[street.whole]) {
                book.spelling.canonical(tokens[$0].hash)
            }
            let end = tokens[span.upperBound].range.upperBound
            return add(min(start, tokens[span.lowerBound].range.lowerBound)..<end, word.known)
        }
    }

    /// Whether a text is a word of which some letters are signs; letters are lost one, two (in UTF-8) or, as in `ß`, none
    /// for two.
    private static func matches(_ text: ArraySlice<UInt8>, _ word: Slice<ListView<UInt8>>) -> Bool {
        guard let first = text.first else { return word.isEmpty }
        guard first == 0x3F || first == 0x2A else {
            return word.first == first && matches(text.dropFirst(), word.dropFirst())
        }
        let signs = text.prefix { $0 == 0x3F || $0 == 0x2A }.count
        return ((signs + 1) / 2...signs * 2).contains { count in
            word.count >= count && matches(text.dropFirst(signs), word.dropFirst(count))
        }
    }

    /// A name within one word, beside words that it was written together with: `#thanksDesmond`, `teamOkonjo`.
    func isGluedName(_ range: Range<Int>, _ stream: LetterStream) -> Bool {
        let token = tokens[Int(stream.tokens[range.lowerBound])]
        let start = Int(token.start) + stream.offset(range.lowerBound)
        let found = start..<start + range.count
        guard found.count < token.count else { return false }
        let isOrdinary =
            book.rules.lexicon.lists(of: Token.hash(of: bytes[found]))
            & (words.ordinary | words.ordinaryNames | words.monthNames | words.notNames) != 0
        guard !isOrdinary else { return false }
        let isAtStart = found.lowerBound == Int(token.start)
        let isAtEnd = found.upperBound == Int(token.end)
        let isTag =
            token.start > 0 && [0x23, 0x40, 0x5F].contains(bytes[Int(token.start) - 1]) && found.count >= 6
        if isTag, isAtStart || isAtEnd { return true }
        let opens =
            isAtStart || isHump(found.lowerBound) || bytes[found.lowerBound - 1].isDigit
            || isPicture(found.lowerBound - 1)
        let closes =
            isAtEnd || isHump(found.upperBound) || bytes[found.upperBound].isDigit
            || isPicture(found.upperBound)
        guard opens, closes else { return false }
        // WHY: "McDonald" is not Donald.
        let ahead = bytes[Int(token.start)..<found.lowerBound]
        return !ahead.elementsEqual("mc".utf8) && !ahead.elementsEqual("mac".utf8)
            && !ahead.elementsEqual("o".utf8)
    }

    /// Whether a byte is of an emoji or another sign that is no letter.
    private func isPicture(_ place: Int) -> Bool {
        var first = place
        while first > 0, place - first < 3, bytes[first] & 0xC0 == 0x80 { first -= 1 }
        return bytes[first] >= 0xF0 || bytes[first] == 0xE2
    }

    /// Whether a capital stands behind a small letter at a place.
    private func isHump(_ place: Int) -> Bool {
        message.written(place..<place + 1).first?.isUpper == true
            && message.written(place - 1..<place).first?.isLower == true
    }
}
