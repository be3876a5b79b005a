/// A stretch of one sentence that may be chosen.
struct Candidate {
    let sentence: Int
    /// Words of the message, half open.
    let words: Range<Int>
    /// Its values, as a range of the history's entities.
    let entities: Range<Int>
    /// What it is worth besides its values, in thousandths.
    let bonus: Int64
}

/// Makes the candidates of the fact header.
struct FactCandidates {
    private static let phraseWordsMin = 4
    let analysis: Analysis
    private let history: History
    private let weights: ExtractWeights
    private let open: OpenItems
    private let recencyCount: Int
    /// Whether there is room for phrases; without it a value stands with its cue only.
    var isRoomy = false

    init(analysis: Analysis) {
        self.analysis = analysis
        history = analysis.history
        weights = analysis.weights
        open = analysis.open
        recencyCount = FixedPoint.steadied(history.spokenCount)
    }

    /// Spans below the sentence: a value with its cue, an outcome clause, a commitment or escalation.
    func spans() -> [Candidate] {
        var candidates: [Candidate] = []
        for index in history.sentences.indices where isEligible(history.sentences[index]) {
            if let act = act(index) { candidates.append(act) }
            var floor = history.sentences[index].words.lowerBound
            for mention in history.entitiesOfSentence[index]
            where !isRoomy || !weights.isBare[history.entities[mention].kind.index] {
                let value = history.entities[mention].words
                let words = isRoomy ? phrase(value, index) : withCue(value, index, floor: floor)
                candidates.append(
                    Candidate(
                        sentence: index, words: words, entities: entities(index, within: words), bonus: 0))
                floor = words.upperBound
            }
        }
        return candidates
    }

    /// INVARIANT: what reads like an instruction never enters the fact header.
    private func isEligible(_ sentence: Sentence) -> Bool {
        sentence.origin != .furniture && !sentence.cues.contains(.instruction)
    }

    /// Whether a span can stand alone: an act, or a value that names itself or has words around it.
    func isWholeThought(_ candidate: Candidate) -> Bool {
        let names: [EntityKind] = [.identifier, .email, .phone, .address, .hidden, .code, .web]
        return candidate.bonus > 0 || candidate.words.count >= Self.phraseWordsMin
            || candidate.entities.contains { names.contains(history.entities[$0].kind) }
    }

    /// Whole sentences, for a budget that counts lines.
    func sentences() -> [Candidate] {
        history.sentences.indices.compactMap { index in
            let sentence = history.sentences[index]
            guard sentence.origin != .furniture else { return nil }
            return Candidate(
                sentence: index, words: sentence.words, entities: history.entitiesOfSentence[index],
                bonus: act(index)?.bonus ?? 0)
        }
    }

    private func act(_ index: Int) -> Candidate? {
        let sentence = history.sentences[index]
        guard sentence.origin == .own else { return nil }
        let late =
            500 + FixedPoint.nearness(index, of: recencyCount, step: weights[.nearnessStep])
        var bonus = 0
        var words = sentence.words
        if history.messages[sentence.message].isEvent {
            guard analysis.standingEvents.contains(sentence.message), sentence.place == 0 else { return nil }
            bonus = weights[.event]
        } else if history.isStaffSide(sentence), sentence.reportsOutcome {
            bonus = weights[.outcome] * late / 1000 * Int(analysis.freshness.ofSentence[index]) / 1000
            words = clause(index, around: [.outcome, .failure])
        } else if open.isOpenPromise[index] {
            bonus = weights[isRoomy ? .roomyCommitment : .commitment] * late / 1000
            if !history.messages[sentence.message].isOpen { bonus /= 2 }
        } else if open.isOpenEscalation[index] {
            // WHY: what is open weighs the same however old, and so stays when a message is added.
            bonus = weights[.escalation]
        } else if open.isOpenQuestion[index],
            // WHY: where there is room, a wish is better shown before anybody replied than lost.
            !open.isPassedOver[index] || isRoomy
        {
            bonus = weights[isRoomy ? .roomyOpenQuestion : .openQuestion]
        } else if !history.isStaffSide(sentence), sentence.cues.contains(.alreadyGiven) {
            bonus = weights[.alreadyGiven]
        }
        if isRoomy, analysis.supersession.isOutdated[index] { bonus = bonus * weights[.outdated] / 1000 }
        // WHY: with little room only what is missing or wrong must be in.
        if isRoomy ? analysis.turns.isForemost[index] : analysis.turns.isGrievance[index] {
            bonus = max(bonus, weights[isRoomy ? .roomyStanding : .standing])
        }
        guard bonus > 0 else { return nil }
        return Candidate(
            sentence: index, words: words, entities: entities(index, within: words), bonus: Int64(bonus))
    }

    private func entities(_ index: Int, within words: Range<Int>) -> Range<Int> {
        let all = history.entitiesOfSentence[index]
        var low = all.lowerBound
        var high = all.upperBound
        while low < high, history.entities[low].words.lowerBound < words.lowerBound { low += 1 }
        while high > low, history.entities[high - 1].words.upperBound > words.upperBound { high -= 1 }
        return low..<high
    }

    /// The clause around the first word with a cue; a short sentence stays whole.
    private func clause(_ index: Int, around cues: CueSet) -> Range<Int> {
        let sentence = history.sentences[index]
        guard sentence.cost > weights[isRoomy ? .roomyOutcomeWordsMax : .outcomeWordsMax] else {
            return sentence.words
        }
        let text = history.prepared[sentence.message].text
        guard let cue = sentence.words.first(where: { !text.words[$0].cue.isDisjoint(with: cues) }) else {
            return sentence.words
        }
        var low = cue
        while low > sentence.words.lowerBound, !isBreak(text, low - 1) { low -= 1 }
        var high = cue + 1
        while high < sentence.words.upperBound, !isBreak(text, high - 1) || high - low < 5 { high += 1 }
        return max(low, cue - weights[.outcomeWordsMax])..<min(high, cue + weights[.outcomeWordsMax])
    }

    /// A value with the small clause it stands in; a short sentence stays whole.
    private func phrase(_ value: Range<Int>, _ index: Int) -> Range<Int> {
        let sentence = history.sentences[index]
        guard sentence.cost > weights[.wholeWordsMax] else { return sentence.words }
        let text = history.prepared[sentence.message].text
        let lowest = max(sentence.words.lowerBound, value.lowerBound - weights[.phraseWordsBefore])
        let highest = min(sentence.words.upperBound, value.upperBound + weights[.phraseWordsAfter])
        var low = value.lowerBound
        while low > lowest, !isBreak(text, low - 1) || value.lowerBound - low < 1 { low -= 1 }
        var high = value.upperBound
        while high < highest, !isBreak(text, high - 1) { high += 1 }
        if high == highest, high < sentence.words.upperBound, !isBreak(text, high - 1) {
            high = value.upperBound
        }
        for mention in history.entitiesOfSentence[index] {
            let other = history.entities[mention].words
            if other.contains(low) { low = other.lowerBound }
            if high > other.lowerBound, high < other.upperBound { high = other.upperBound }
        }
        return low..<high
    }

    /// Whether a clause ends after a word.
    private func isBreak(_ text: MessageText, _ at: Int) -> Bool {
        let gap = text.gap(after: at)
        return gap.count > 1 && gap.contains { [0x2C, 0x3B, 0x3A, 0x0A, 0x28, 0x29].contains($0) }
    }

    /// A value with the words before it that say what it is for.
    private func withCue(_ value: Range<Int>, _ index: Int, floor: Int) -> Range<Int> {
        let text = history.prepared[history.sentences[index].message].text
        let lowest = max(floor, value.lowerBound - weights[.cueWordsMax])
        var low = value.lowerBound
        while low > lowest {
            let gap = text.gap(after: low - 1)
            guard gap.allSatisfy({ ![0x2C, 0x3B, 0x0A, 0x2E, 0x21, 0x3F].contains($0) }) else { break }
            low -= 1
            if text.words[low].cue.isDisjoint(with: .stop) { break }
        }
        return low..<value.upperBound
    }
}
