import Conversations

/// Says under which heading a chosen line belongs, from role, act and place.
struct SectionLabels {
    private let history: History
    private let weights: ExtractWeights
    private let open: OpenItems
    /// By message: the customer's words before anybody answered in that conversation.
    private let isOpening: [Bool]

    private static let givenWordsMax = 1
    private static let givenThingWordsMax = 9

    init(_ analysis: Analysis) {
        history = analysis.history
        weights = analysis.weights
        open = analysis.open
        var isOpening: [Bool] = []
        var hasSpoken = Array(repeating: false, count: history.conversationCount)
        var isAnswered = hasSpoken
        for message in history.messages {
            let isCustomer = message.author == .customer
            isOpening.append(isCustomer && !isAnswered[message.conversation])
            if isCustomer {
                hasSpoken[message.conversation] = true
            } else if hasSpoken[message.conversation] {
                isAnswered[message.conversation] = true
            }
        }
        self.isOpening = isOpening
    }

    /// The heading of words of a sentence; a span of the fact header may stand under another than its whole
    /// sentence would.
    func section(of index: Int, words: Range<Int>) -> Section {
        let sentence = history.sentences[index]
        if open.isOpenEscalation[index] { return .unresolvedEscalations }
        if history.messages[sentence.message].isEvent { return .stateNow }
        if open.isAwaited[index], words == sentence.words { return .openQuestions }
        if history.isProvenStaff(sentence) { return staffSection(index, sentence) }
        if history.isStaffSide(sentence) { return .stateNow }
        let isWish = !sentence.asks && !sentence.inquires
        if open.isOpenQuestion[index], words == sentence.words, !(isWish && isGiven(index, words)) {
            return .openQuestions
        }
        if isGiven(index, words) { return .doNotAskAgain }
        return isOpening[sentence.message] && sentence.origin == .own ? .whyTheyCame : .stateNow
    }

    private func staffSection(_ index: Int, _ sentence: Sentence) -> Section {
        if open.isOpenPromise[index], sentence.endsInPromise { return .promised }
        if sentence.reportsOutcome { return sentence.cues.contains(.failure) ? .stateNow : .doneSoFar }
        return open.isOpenPromise[index] ? .promised : .stateNow
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
        if !isOpening[sentence.message] || words != sentence.words { return true }
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
