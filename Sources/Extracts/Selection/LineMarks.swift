import Conversations

/// Says what a reader must know of a line besides its words.
struct LineMarks {
    private let history: History
    private let weights: ExtractWeights
    private let open: OpenItems
    private let ledger: ValueLedger

    init(_ analysis: Analysis) {
        history = analysis.history
        weights = analysis.weights
        open = analysis.open
        ledger = analysis.ledger
    }

    /// The marks of words of a sentence, in the order of ``LineMark/allCases``.
    func marks(of index: Int, words: Range<Int>) -> [LineMark] {
        let sentence = history.sentences[index]
        let message = history.messages[sentence.message]
        return LineMark.allCases.filter { mark in
            switch mark {
            case .was: return isReplaced(index, words)
            case .contradicts: return contradiction(of: index) != nil
            case .customerSays: return !history.isStaffSide(sentence) && sentence.cues.contains(.claim)
            case .instructionLike: return sentence.cues.contains(.instruction)
            case .quoted: return sentence.origin == .quoted
            case .event: return message.isEvent
            case .unproven: return message.author != .customer && !message.isStaffByID && !message.isEvent
            }
        }
    }

    /// The messages that hold what replaced or contradicts words of a sentence, rising, none twice.
    func related(to index: Int, words: Range<Int>) -> [Int] {
        var sentences: [Int] = []
        if open.commitments.replacement[index] >= 0 { sentences.append(open.commitments.replacement[index]) }
        if let other = contradiction(of: index) { sentences.append(other) }
        var messages = sentences.map { history.sentences[$0].message }
        for live in replacements(index, words) {
            let mention = ledger.latestMention[Int(live)]
            if mention >= 0 { messages.append(ledger.messageOfMention(mention, history)) }
        }
        return Set(messages).subtracting([history.sentences[index].message]).sorted()
    }

    /// How often the customer gave the value among the words that was given most often.
    func timesGiven(_ index: Int, words: Range<Int>) -> Int {
        guard !history.isStaffSide(history.sentences[index]) else { return 0 }
        return values(index, words).filter { weights.isGiven[history.entities[$0].kind.index] }.map {
            ledger.timesGiven[Int(history.entities[$0].value)]
        }.max() ?? 0
    }

    private func contradiction(of index: Int) -> Int? {
        let other = open.commitments.contradiction[index]
        guard other >= 0, open.isOpenPromise[index] || open.isOpenPromise[other] else { return nil }
        return other
    }

    private func isReplaced(_ index: Int, _ words: Range<Int>) -> Bool {
        open.commitments.replacement[index] >= 0 || !replacements(index, words).isEmpty
    }

    /// The live values of those that were replaced, where the words do not show them too.
    private func replacements(_ index: Int, _ words: Range<Int>) -> [Int32] {
        let mentions = values(index, words)
        return mentions.map { ledger.replacement[Int(history.entities[$0].value)] }.filter { live in
            live >= 0 && isCorrected(live)
                && !mentions.contains { history.entities[$0].value == live }
        }
    }

    /// Whether a value came with a word of correction.
    ///
    /// WHY: a second day beside a first may be another thing's day; only choosing lines may rest on a guess.
    private func isCorrected(_ live: Int32) -> Bool {
        let mention = ledger.latestMention[Int(live)]
        guard mention >= 0 else { return false }
        let message = ledger.messageOfMention(mention, history)
        return history.sentencesOfMessage[message].contains { index in
            history.entitiesOfSentence[index].contains(mention)
                && history.sentences[index].cues.contains(.correction)
        }
    }

    private func values(_ index: Int, _ words: Range<Int>) -> [Int] {
        history.entitiesOfSentence[index].filter { words.overlaps(history.entities[$0].words) }
    }
}
