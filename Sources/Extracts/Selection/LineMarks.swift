import Conversations

/// Says what a reader must know of a line besides its words.
struct LineMarks {
    private let history: History
    private let weights: ExtractWeights
    private let open: OpenItems
    private let ledger: ValueLedger
    private let supersession: Supersession

    init(_ analysis: Analysis) {
        history = analysis.history
        weights = analysis.weights
        open = analysis.open
        ledger = analysis.ledger
        supersession = analysis.supersession
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
        if let live = replacingPromise(of: index) { sentences.append(live) }
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

    /// The sentence that took the place of a promise. "I need your number to go on" promises nothing.
    private func replacingPromise(of index: Int) -> Int? {
        let live = open.commitments.replacement[index]
        let sentence = history.sentences[index]
        guard live >= 0, history.isProvenStaff(sentence), sentence.endsInPromise, !sentence.callsForReply,
            sentence.cues.isDisjoint(with: [.provide, .conditional])
        else { return nil }
        return live
    }

    private func contradiction(of index: Int) -> Int? {
        let other = open.commitments.contradiction[index]
        guard other >= 0, open.isOpenPromise[index] || open.isOpenPromise[other] else { return nil }
        return other
    }

    private func isReplaced(_ index: Int, _ words: Range<Int>) -> Bool {
        replacingPromise(of: index) != nil || !replacements(index, words).isEmpty
    }

    private func replacements(_ index: Int, _ words: Range<Int>) -> [Int32] {
        supersession.replacements(values(index, words), in: index)
    }

    private func values(_ index: Int, _ words: Range<Int>) -> [Int] {
        history.entitiesOfSentence[index].filter { words.overlaps(history.entities[$0].words) }
    }
}
