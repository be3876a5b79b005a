import Conversations

/// Finds values in a sentence by their shape and the words of the language beside them.
struct EntityFinder {
    let text: MessageText
    let table: WordTable
    let sentence: Sentence
    let capitalisesNouns: Bool
    let nameClasses: Set<String>
    let isShouted: Bool

    init(
        _ text: MessageText, _ table: WordTable, _ sentence: Sentence, capitalisesNouns: Bool,
        nameClasses: Set<String>
    ) {
        self.text = text
        self.table = table
        self.sentence = sentence
        self.capitalisesNouns = capitalisesNouns
        self.nameClasses = nameClasses
        var letters = 0
        var shouted = 0
        for word in text.words[sentence.words] where word.isLetters {
            letters += 1
            if word.isAllCapitals { shouted += 1 }
        }
        isShouted = letters > 2 && shouted * 2 > letters
    }

    /// The values, in order and apart.
    func find() -> [Entity] {
        var entities: [Entity] = []
        var index = sentence.words.lowerBound
        while index < sentence.words.upperBound {
            guard let (kind, end) = entity(at: index) else {
                index += 1
                continue
            }
            let words = index..<end
            let value = text.words[index].isPlaceholder ? hiddenValue(index) : key(kind, words)
            entities.append(Entity(kind: kind, words: words, key: value, cue: cue(kind, before: words)))
            index = end
        }
        return entities
    }

    private func entity(at index: Int) -> (EntityKind, Int)? {
        let word = text.words[index]
        if word.isPlaceholder { return (.hidden, index + 1) }
        if isPlain(word, index) { return nil }
        let end = chunkEnd(index)
        if let web = addressed(index, end) { return web }
        if let address = address(index) { return address }
        if let moment = moment(index, end) { return moment }
        if let number = numeric(index, end) { return number }
        if let lettered = lettered(index, end) { return lettered }
        if word.cue.contains(.choice) { return (.choice, index + 1) }
        if let field = field(index) { return field }
        return name(index)
    }

    private static let openers: CueSet = [
        .relativeDay, .weekday, .month, .dayPart, .clock, .numberWord, .currency, .choice, .street,
    ]

    /// Whether a word can open no value: small letters alone, a blank on either side, and no word of a value's kind.
    ///
    /// WHY: most words are, and nothing else need be asked of them.
    private func isPlain(_ word: Word, _ index: Int) -> Bool {
        guard word.shape == [.letter, .lower], word.cue.isDisjoint(with: Self.openers) else { return false }
        let after = text.gap(after: index)
        return index > sentence.words.lowerBound && text.gap(after: index - 1).elementsEqual([0x20])
            && (after.isEmpty || after.first == 0x20)
    }

    // MARK: pieces

    /// Where the words glued to a word end: `INV-2024-7`, `10:30`, `1,250.00`.
    func chunkEnd(_ index: Int) -> Int {
        var end = index + 1
        while end < sentence.words.upperBound, isGlued(end - 1) { end += 1 }
        return end
    }

    private func isGlued(_ index: Int) -> Bool {
        let gap = text.gap(after: index)
        guard gap.count == 1, let sign = gap.first, !text.words[index + 1].isPlaceholder else { return false }
        switch sign {
        case 0x2D, 0x5F, 0x2F, 0x40, 0x26, 0x27, 0x2B, 0x23, 0x2E: return true
        case 0x3A, 0x2C: return text.words[index].isDigits && text.words[index + 1].isDigits
        default: return false
        }
    }

    func sign(after index: Int) -> UInt8? { text.gap(after: index).first }

    func word(_ index: Int) -> Word? { sentence.words.contains(index) ? text.words[index] : nil }

    /// Whether only blanks stand between a word and the next.
    func isOpenGap(_ index: Int) -> Bool {
        guard index + 1 < sentence.words.upperBound else { return false }
        return text.gap(after: index).allSatisfy { $0 == 0x20 }
    }

    /// The placeholder's key, or 0 for a value that no other mention shares.
    private func hiddenValue(_ index: Int) -> UInt64 {
        // WHY: two bare classes may hide two values, so each mention is new (they must not collapse into
        // one).
        text.placeholder(at: index)?.token == nil ? 0 : text.words[index].key
    }

    private func addressed(_ index: Int, _ end: Int) -> (EntityKind, Int)? {
        let signs = (index..<(end - 1)).map { sign(after: $0) }
        if signs.contains(0x40), signs.contains(0x2E) { return (.email, end) }
        let gap = text.gap(after: index)
        if gap.starts(with: [0x3A, 0x2F, 0x2F]) { return (.web, pathEnd(index)) }
        let last = text.words[end - 1]
        let dotted = zip(index..<(end - 1), signs).contains { at, sign in
            sign == 0x2E && text.words[at].isLetters && !text.words[at + 1].isCapital
                && text.words[at].width > 1
        }
        return dotted && last.isLetters && end - index >= 2 && last.width >= 2 ? (.web, pathEnd(index)) : nil
    }

    private func pathEnd(_ index: Int) -> Int {
        var end = index + 1
        while end < sentence.words.upperBound, !text.words[end].isPlaceholder,
            !text.gap(after: end - 1).contains(where: { $0 <= 0x20 || $0 == 0x29 || $0 == 0x3E })
        { end += 1 }
        return end
    }

    private func field(_ index: Int) -> (EntityKind, Int)? {
        guard index > sentence.words.lowerBound, text.words[index].shape.contains(.letter) else { return nil }
        let gap = text.gap(after: index - 1)
        let label = index - sentence.words.lowerBound
        guard gap.contains(0x3A), gap.contains(0x20), label <= 4, sentence.words.upperBound - index <= 4
        else { return nil }
        var end = index + 1
        while end < sentence.words.upperBound, isOpenGap(end - 1) { end += 1 }
        return (.field, end)
    }

    private func name(_ index: Int) -> (EntityKind, Int)? {
        guard !isShouted, isNameWord(index) else { return nil }
        var end = index + 1
        while end < sentence.words.upperBound {
            let gap = text.gap(after: end - 1)
            let isJoined =
                gap.allSatisfy { $0 == 0x20 || $0 == 0x27 || $0 == 0x2D || $0 == 0x26 } && gap.count <= 3
            guard isJoined else { break }
            if isNameWord(end) {
                end += 1
            } else if text.words[end].cue.contains(.nameJoiner), isOpenGap(end), isNameWord(end + 1) {
                end += 2
            } else {
                break
            }
        }
        // A region after a comma belongs to its place: `Toronto, Ontario`.
        if end + 1 <= sentence.words.upperBound, isNameWord(end), !isNameWord(end + 1), isCommaGap(end - 1) {
            end += 1
        }
        let isFirst = index == sentence.words.lowerBound
        if end - index == 1, isFirst || capitalisesNouns { return nil }
        return (.name, end)
    }

    private func isCommaGap(_ index: Int) -> Bool { text.gap(after: index).elementsEqual([0x2C, 0x20]) }

    func isNameWord(_ index: Int) -> Bool {
        guard let word = word(index) else { return false }
        return word.isCapital && word.isLetters && word.width > 1
            && word.cue.isDisjoint(with: [
                .stop, .notName, .greeting, .thanks, .month, .weekday, .commitment, .apology,
            ])
    }

    private func cue(_ kind: EntityKind, before words: Range<Int>) -> UInt64 {
        // WHY: people have one address that counts, whatever word stands before it.
        if kind == .address { return 0 }
        // WHY: a name never replaces an order, so hidden values of different classes share no slot.
        if kind == .hidden {
            let hidden = text.placeholder(at: words.lowerBound)
            let fieldClass = hidden.map { "\($0.fieldClass)" } ?? ""
            // WHY: a second person does not replace the first.
            return nameClasses.contains(fieldClass)
                ? text.words[words.lowerBound].key : WordKey.of("\u{1}" + fieldClass)
        }
        var index = words.lowerBound - 1
        let floor = max(sentence.words.lowerBound, words.lowerBound - 4)
        while index >= floor {
            if text.words[index].cue.contains(.slotCue) { return text.words[index].stem }
            index -= 1
        }
        return 0
    }
}
