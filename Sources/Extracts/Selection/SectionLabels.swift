import Conversations

/// Says under which heading a chosen line belongs, from role, act and place.
struct SectionLabels {
    private let history: History
    private let weights: ExtractWeights
    private let open: OpenItems
    private let turns: Turns

    private static let givenWordsMax = 1
    private static let givenThingWordsMax = 9
    private static let assentWordsMax = 2

    init(_ analysis: Analysis) {
        history = analysis.history
        weights = analysis.weights
        open = analysis.open
        turns = analysis.turns
    }

    /// The heading of words of a sentence; a span of the fact header may stand under another than its whole
    /// sentence would.
    func section(of index: Int, words: Range<Int>) -> Section {
        let sentence = history.sentences[index]
        if open.isOpenEscalation[index] { return .unresolvedEscalations }
        if history.messages[sentence.message].isEvent { return .stateNow }
        if open.isAwaited[index], words == sentence.words { return .openQuestions }
        if history.isProvenStaff(sentence) { return staffSection(index, sentence) }
        return history.isStaffSide(sentence) ? .stateNow : customerSection(index, sentence, words)
    }

    private func customerSection(_ index: Int, _ sentence: Sentence, _ words: Range<Int>) -> Section {
        let isWish = !sentence.asks && !sentence.inquires
        let isStanding = turns.isStanding[index] && !turns.isOpening[sentence.message]
        if open.isOpenQuestion[index], words == sentence.words, !(isWish && isGiven(index, words)) {
            return .openQuestions
        }
        if isGiven(index, words), !(isStanding && complains(sentence)) { return .doNotAskAgain }
        if isReply(index, sentence) { return .doNotAskAgain }
        return isStanding ? .stateNow : .whyTheyCame
    }

    private func staffSection(_ index: Int, _ sentence: Sentence) -> Section {
        if open.isOpenPromise[index], sentence.endsInPromise { return .promised }
        if sentence.reportsOutcome { return sentence.cues.contains(.failure) ? .stateNow : .doneSoFar }
        if open.isOpenPromise[index] { return .promised }
        // WHY: a question that was answered is the very thing not to ask again.
        if sentence.asks { return .doNotAskAgain }
        // WHY: what the customer was told to do was tried; it tells no state.
        let isAdvice = history.words(of: sentence).prefix(Self.assentWordsMax).contains {
            $0.cue.contains(.request)
        }
        return sentence.callsForReply || isAdvice ? .doneSoFar : .stateNow
    }

    private func complains(_ sentence: Sentence) -> Bool {
        !sentence.cues.isDisjoint(with: [.negation, .failure, .claim])
    }

    /// Whether a sentence answers what staff asked: by a yes or no, or with a value.
    private func isReply(_ index: Int, _ sentence: Sentence) -> Bool {
        guard turns.isReply[sentence.message], sentence.origin == .own, !sentence.asks else { return false }
        return history.words(of: sentence).prefix(Self.assentWordsMax).contains { $0.cue.contains(.affirm) }
            || !history.entitiesOfSentence[index].isEmpty && !complains(sentence)
    }

    /// Whether the customer hands over a value or a thing, or says that it was given before.
    private func isGiven(_ index: Int, _ words: Range<Int>) -> Bool {
        let sentence = history.sentences[index]
        if sentence.cues.contains(.alreadyGiven) { return true }
        if sentence.asks { return false }
        if sentence.cues.contains(.givenThing), sentence.cost <= Self.givenThingWordsMax { return true }
        let given = history.entitiesOfSentence[index].filter {
            words.overlaps(history.entities[$0].words) && weights.isGiven[history.entities[$0].kind.index]
        }
        guard !given.isEmpty else { return false }
        if !turns.isOpening[sentence.message] || words != sentence.words { return true }
        // WHY: in the opening a value beside a story is part of the story.
        let text = history.prepared[sentence.message].text
        let others = words.count { place in
            text.words[place].isTopic
                && !history.entitiesOfSentence[index].contains {
                    history.entities[$0].words.contains(place)
                }
        }
        return others <= Self.givenWordsMax
    }
}
