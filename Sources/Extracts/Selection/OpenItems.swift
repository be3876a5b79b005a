import Conversations

/// What is still open: questions nobody answered, promises and escalations without an outcome of their own.
struct OpenItems {
    /// By sentence.
    private(set) var isOpenQuestion: [Bool]
    private(set) var isOpenPromise: [Bool]
    private(set) var isOpenEscalation: [Bool]

    /// What a conversation says after a message.
    private struct Later {
        var staffWords = 0
        var hasOutcome = false
        var isSettled = false
        /// Topic words of outcomes that staff reported.
        var outcomeStems: Set<Int32> = []
    }

    private static let answerWordsMin = 2

    init(_ history: History) {
        isOpenQuestion = Array(repeating: false, count: history.sentences.count)
        isOpenPromise = isOpenQuestion
        isOpenEscalation = isOpenQuestion
        var later: [Int: Later] = [:]
        for message in history.messages.indices.reversed() {
            let conversation = history.messages[message].conversation
            var state = later.removeValue(forKey: conversation) ?? Later()
            let isOpen = history.messages[message].isOpen && !state.isSettled
            for index in history.sentencesOfMessage[message] where isOpen { judge(index, history, state) }
            for index in history.sentencesOfMessage[message] where history.sentences[index].origin == .own {
                Self.note(history.sentences[index], history, &state)
            }
            later[conversation] = state
        }
    }

    private static func note(_ sentence: Sentence, _ history: History, _ state: inout Later) {
        guard history.isStaffSide(sentence) else {
            if sentence.cues.contains(.settled) { state.isSettled = true }
            return
        }
        if !sentence.asks, history.messages[sentence.message].author != .bot {
            state.staffWords += sentence.cost
        }
        guard sentence.reportsOutcome else { return }
        state.hasOutcome = true
        for word in history.words(of: sentence) where isTopic(word) { state.outcomeStems.insert(word.stem) }
    }

    private mutating func judge(_ index: Int, _ history: History, _ later: Later) {
        let sentence = history.sentences[index]
        guard sentence.origin == .own else { return }
        let isStaff = history.isStaffSide(sentence)
        if !isStaff, sentence.asks, later.staffWords < Self.answerWordsMin { isOpenQuestion[index] = true }
        // WHY: a promise is closed only by an outcome that speaks of the same thing.
        if history.isProvenStaff(sentence), sentence.undertakes,
            later.outcomeStems.isEmpty
                || !history.words(of: sentence).contains(where: {
                    Self.isTopic($0) && later.outcomeStems.contains($0.stem)
                })
        {
            isOpenPromise[index] = true
        }
        if sentence.cues.contains(.escalation), !later.hasOutcome { isOpenEscalation[index] = true }
    }

    private static func isTopic(_ word: Word) -> Bool {
        SentenceScorer.isTopic(word)
            && word.cue.isDisjoint(with: [.commitment, .future, .relativeDay, .weekday, .month, .unit])
    }
}
