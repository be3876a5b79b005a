/// Whether a sentence has the form of a question.
enum QuestionForm {
    private static let openersMax = 3
    private static let costMin = 3

    /// By its mark; without one by how it or a clause of it begins.
    static func asks(_ sentence: Sentence, _ text: MessageText) -> Bool {
        let mark = text.gap(after: sentence.words.upperBound - 1).prefix { $0 != 0x0A }
        if mark.contains(UInt8(ascii: "?")) || text.holds(mark, [0xEF, 0xBC, 0x9F]) { return true }
        // WHY: who types in haste goes on in small letters behind the mark.
        if text.bytes[sentence.bytes].contains(UInt8(ascii: "?")),
            sentence.words.dropLast().contains(where: { text.gap(after: $0).contains(UInt8(ascii: "?")) })
        {
            return true
        }
        guard sentence.cost >= costMin, sentence.cues.contains(.question) else { return false }
        let start = afterOpeners(sentence, text)
        let isClosed = mark.contains(UInt8(ascii: "."))
        // WHY: who dictates or types in haste ends a question with a stop, or with nothing.
        if isQuestion(text.words[start]), !isClosed || isInverted(start, sentence, text) { return true }
        return sentence.words.contains { index in
            beginsClause(index, sentence, text) && isInverted(index, sentence, text)
                && (!isClosed || text.words[start].cue.contains(.interrogative))
        }
    }

    /// Where the questions of a sentence begin that asks several: "can you do Saturday, and will they take the old one".
    static func beginnings(_ sentence: Sentence, _ text: MessageText) -> [Int] {
        let later = sentence.words.dropFirst().filter {
            isListed($0, sentence, text)
                || text.words[$0 - 1].cue.contains(.conjunction)
                    && (isInverted($0, sentence, text)
                        // WHY: "confirm the total and whether delivery is extra" asks two things.
                        || !text.words[$0].cue.isDisjoint(with: [.conditional, .interrogative])
                        || !sentence.asks && !text.words[$0].cue.isDisjoint(with: [.imperative, .inquiry]))
        }
        return [sentence.words.lowerBound] + later
    }

    /// "… if you have Tuesdays, what the rate is, and whether …": one of several clauses that ask without a question's form.
    private static func isListed(_ index: Int, _ sentence: Sentence, _ text: MessageText) -> Bool {
        sentence.inquires && text.gap(after: index - 1).contains(0x2C)
            && text.words[index].cue.contains(.interrogative)
    }

    private static func isQuestion(_ word: Word) -> Bool {
        word.cue.contains(.question) && !word.cue.contains(.subordinate)
    }

    /// "can you", "when will": two words that open a question together.
    private static func isInverted(_ index: Int, _ sentence: Sentence, _ text: MessageText) -> Bool {
        index + 1 < sentence.words.upperBound && isQuestion(text.words[index])
            && isQuestion(text.words[index + 1])
    }

    /// Past "ok so", "hi and".
    private static func afterOpeners(_ sentence: Sentence, _ text: MessageText) -> Int {
        var index = sentence.words.lowerBound
        while index - sentence.words.lowerBound < openersMax, index + 1 < sentence.words.upperBound,
            !text.words[index].cue.contains(.question),
            !text.words[index].cue.isDisjoint(with: [.opener, .greeting, .conjunction])
                // WHY: "hi Barry can I take the number" asks behind the name that it is for.
                || index > sentence.words.lowerBound && text.words[index].isCapital
                    && text.words[index - 1].cue.contains(.greeting)
        {
            index += 1
        }
        return index
    }

    private static func beginsClause(_ index: Int, _ sentence: Sentence, _ text: MessageText) -> Bool {
        guard index > sentence.words.lowerBound else { return false }
        return text.gap(after: index - 1).contains { [0x2C, 0x3B, 0x3A, 0x28].contains($0) }
            || !text.words[index - 1].cue.isDisjoint(with: [.conjunction, .opener])
    }
}
