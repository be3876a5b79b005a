/// Cuts a message into sentences at full stops, question marks, ellipses, CJK stops and line ends.
struct SentenceCutter: Sendable {
    /// By language; the last of all languages together, for a text of none.
    private let abbreviations: [Set<UInt64>]
    /// By language, whether every noun is capitalised.
    private let capitalisesNouns: [Bool]

    private static let compoundPart = 3
    private static let pronoun = WordKey.of("i")
    private static let lineWordsMin = 10

    init(_ lexicons: [Lexicon]) {
        let each = lexicons.map { Set($0.abbreviations.map { WordKey.of($0.lowercased()) }) }
        abbreviations = each + [each.reduce(into: []) { $0.formUnion($1) }]
        capitalisesNouns = lexicons.map(\.capitalisesNouns)
    }

    /// The sentences of a message, in order; words only count, never what stands inside a placeholder.
    func cut(_ text: MessageText) -> [Sentence] {
        var sentences: [Sentence] = []
        var first = 0
        for index in text.words.indices {
            let isLast = index + 1 == text.words.count
            guard isLast || endsSentence(text, index, first) else { continue }
            let end = closing(text, after: index)
            var sentence = Sentence(
                words: first..<(index + 1),
                bytes: opening(text, before: first, floor: sentences.last?.bytes.upperBound ?? 0)..<end)
            for word in text.words[sentence.words] {
                sentence.cues.formUnion(word.cue)
                sentence.deeds.formUnion(word.deed)
            }
            sentence.isListed = isListed(text, first)
            SentenceActs.read(&sentence, text)
            sentences.append(sentence)
            first = index + 1
        }
        for index in sentences.indices {
            sentences[index].place = index
            sentences[index].siblings = sentences.count
        }
        return sentences
    }

    /// Whether a sentence is an item of a numbered list on a line of its own.
    private func isListed(_ text: MessageText, _ first: Int) -> Bool {
        guard text.words[first].isDigits, text.words[first].width <= 2 else { return false }
        let isOwnLine = first == 0 || text.gap(after: first - 1).contains(0x0A)
        let mark = text.gap(after: first).first
        return isOwnLine && (mark == 0x2E || mark == 0x29)
    }

    private func endsSentence(
        _ text: MessageText, _ index: Int, _ first: Int
    ) -> Bool {
        let gap = text.gap(after: index)
        if gap.count == 1, gap.first != 0x0A { return false }
        if endsLine(text, gap, index, first) { return true }
        if text.holds(gap, [0xE3, 0x80, 0x82]) || text.holds(gap, [0xEF, 0xBC, 0x81])
            || text.holds(gap, [0xEF, 0xBC, 0x9F])
        {
            return true
        }
        guard let mark = gap.firstIndex(where: { $0 == 0x2E || $0 == 0x21 || $0 == 0x3F }) else {
            return endsAtEllipsis(text, gap, index)
        }
        let next = text.words[index + 1]
        let after = gap[mark...].drop {
            [0x2E, 0x21, 0x3F, 0x22, 0x27, 0x29, 0x5D, 0x2A, 0x5F].contains($0) || $0 >= 0x80
        }
        guard let space = after.first, space == 0x20 || space == 0x09 || space == 0xA0 else { return false }
        if gap[mark] == 0x2E {
            if isAbbreviation(text, index, first) { return false }
            let dots = gap[mark...].prefix { $0 == 0x2E }.count
            if dots > 1, !next.isCapital, !next.isDigits { return false }
            // WHY: who begins in small letters goes on in small letters behind a stop.
            let shortMax = text.words[0].isCapital ? 2 : 1
            if dots == 1, !next.isCapital, next.isLetters, text.words[index].width <= shortMax {
                return false
            }
        }
        return true
    }

    private func endsAtEllipsis(_ text: MessageText, _ gap: ArraySlice<UInt8>, _ index: Int) -> Bool {
        text.holds(gap, [0xE2, 0x80, 0xA6]) && text.words[index + 1].isCapital
    }

    /// A line end closes a sentence unless the text merely wraps there.
    private func endsLine(
        _ text: MessageText, _ gap: ArraySlice<UInt8>, _ index: Int, _ first: Int
    ) -> Bool {
        guard let feed = gap.firstIndex(of: 0x0A) else { return false }
        let rest = gap[(feed + 1)...]
        if rest.contains(0x0A) { return true }
        let next = text.words[index + 1]
        let isPlain = rest.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x3E }
        // WHY: a line of fewer than eight words is a list item or an address line, not a wrapped sentence.
        let isWrapped = isPlain && next.isLetters && !next.isCapital && !next.isPlaceholder
        // WHY: a long line was broken by a program, whatever letter the next begins with. Words are counted and no
        // bytes, so that what stands hidden says nothing.
        let isLong = isPlain && next.isLetters && lineWords(text, index) >= Self.lineWordsMin
        return
            !((isWrapped && index - first >= 7 || isLong)
            && gap[..<feed].allSatisfy { $0 == 0x20 || $0 == 0x2C || $0 == 0x0D })
    }

    /// How many words stand on the line that ends with a word, counted up to the bound that matters.
    private func lineWords(_ text: MessageText, _ last: Int) -> Int {
        var first = last
        while first > 0, last - first < Self.lineWordsMin, !text.gap(after: first - 1).contains(0x0A) {
            first -= 1
        }
        return last - first + 1
    }

    private func isAbbreviation(
        _ text: MessageText, _ index: Int, _ first: Int
    ) -> Bool {
        let word = text.words[index]
        if word.isPlaceholder { return false }
        let next = text.words[index + 1]
        if isListed(text, word.key) {
            // WHY: "no." and the German "so." shorten a word only before a number; else they end a sentence.
            return word.cue.isDisjoint(with: [.stop, .affirm]) || next.shape.contains(.digit)
        }
        // WHY: German joins them: "Rosenstr. 4".
        if next.isDigits, text.language.map({ capitalisesNouns[$0] }) == true, word.width > Self.compoundPart,
            isListed(text, WordKey.of(text.lower(word).suffix(Self.compoundPart)))
        {
            return true
        }
        // WHY: "1." opens a list item, "J." is an initial.
        if word.isDigits, index == first, word.width <= 2 { return true }
        if word.isDigits, word.width <= 2, next.cue.contains(.month) { return true }
        // WHY: "im 4. Stock": after an article or preposition a small number with a stop is an ordinal.
        if word.isDigits, word.width <= 2, index > first, text.words[index - 1].cue.contains(.stop),
            text.language.map({ capitalisesNouns[$0] }) == true
        {
            return true
        }
        if isDotted(text, index) { return true }
        return word.isLetters && word.isCapital && word.width == 1 && next.isCapital
            && word.key != Self.pronoun
    }

    /// Whether a word ends an abbreviation of single letters with stops between them: `i.e.`, `z.B.`, `p.ej.`
    private func isDotted(_ text: MessageText, _ index: Int) -> Bool {
        guard index > 0, text.words[index].isLetters, text.gap(after: index - 1).elementsEqual([0x2E]),
            text.words[index - 1].isLetters, text.words[index - 1].width == 1
        else { return false }
        // WHY: "at 5 p.m. The driver …" goes on with another sentence.
        let next = text.words[index + 1]
        if text.words[index].cue.contains(.clock), next.isCapital, next.cue.contains(.stop) { return false }
        let spelled = text.lower(text.words[index - 1]) + [0x2E] + text.lower(text.words[index])
        return isListed(text, WordKey.of(spelled))
    }

    private func isListed(_ text: MessageText, _ key: UInt64) -> Bool {
        abbreviations[text.language ?? abbreviations.count - 1].contains(key)
    }

    /// Where a sentence's bytes begin: at its first word, or at a sign that belongs to it.
    private func opening(_ text: MessageText, before first: Int, floor: Int) -> Int {
        let start = Int(text.words[first].start)
        guard start > floor else { return start }
        switch text.bytes[start - 1] {
        case 0x24, 0x23, 0x2B, 0x40, 0x22, 0x28: return start - 1
        case 0xBF where start - 2 >= floor && text.bytes[start - 2] == 0xC2: return start - 2
        case 0xA1 where start - 2 >= floor && text.bytes[start - 2] == 0xC2: return start - 2
        case 0xA3 where start - 2 >= floor && text.bytes[start - 2] == 0xC2: return start - 2
        case 0xAC
        where start - 3 >= floor && text.bytes[start - 2] == 0x82 && text.bytes[start - 3] == 0xE2:
            return start - 3
        default: return start
        }
    }

    /// Where a sentence's bytes end: after the marks that follow its last word.
    private func closing(_ text: MessageText, after last: Int) -> Int {
        let gap = text.gap(after: last)
        var end = gap.startIndex
        while end < gap.endIndex {
            let byte = text.bytes[end]
            if let mark = spacedMark(text, end, gap.endIndex) ?? unit(text, after: last, end, gap.endIndex) {
                end = mark
                continue
            }
            if byte < 0x80 {
                // Blank, or a sign that opens what follows.
                if byte == 0x20 || (0x09...0x0D).contains(byte) { break }
                if [0x2A, 0x5F, 0x28, 0x3C, 0x23].contains(byte) { break }
                end += 1
                continue
            }
            let (scalar, width) = WordReader.decode(text.bytes, end)
            guard !scalar.properties.isWhitespace, end + width <= gap.endIndex else { break }
            end += width
        }
        return end
    }

    /// After the sign of a sum's or a share's unit that is set off by a blank: `389 €`, `20 %`; `nil` where none follows.
    private func unit(_ text: MessageText, after last: Int, _ start: Int, _ end: Int) -> Int? {
        guard start == Int(text.words[last].end), text.words[last].isDigits else { return nil }
        return WordReader.unit(text.bytes, after: start, before: end)
    }

    /// After a question or exclamation mark that French sets off by a blank; `nil` where none follows.
    private func spacedMark(_ text: MessageText, _ start: Int, _ end: Int) -> Int? {
        let blanks: [[UInt8]] = [[0x20], [0xC2, 0xA0], [0xE2, 0x80, 0xAF]]
        for blank in blanks where start + blank.count < end {
            let mark = start + blank.count
            guard text.bytes[start..<mark].elementsEqual(blank) else { continue }
            if text.bytes[mark] == 0x3F || text.bytes[mark] == 0x21 { return mark + 1 }
        }
        return nil
    }
}
