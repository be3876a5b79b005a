/// What is still open: questions nobody answered, promises without outcome, escalations without one.
struct OpenItems {
    /// By sentence.
    private(set) var isOpenQuestion: [Bool]
    private(set) var isOpenPromise: [Bool]
    private(set) var isOpenEscalation: [Bool]

    private struct Later {
        var staffWords = 0
        var hasOutcome = false
        var isSettled = false
    }

    init(_ history: History) {
        isOpenQuestion = Array(repeating: false, count: history.sentences.count)
        isOpenPromise = isOpenQuestion
        isOpenEscalation = isOpenQuestion
        var later: [Int: Later] = [:]
        for message in history.messages.indices.reversed() {
            let conversation = history.messages[message].conversation
            var state = later[conversation] ?? Later()
            let isOpen = history.messages[message].isOpen && !state.isSettled
            for index in history.sentencesOfMessage[message] where isOpen {
                judge(index, history, state)
            }
            for index in history.sentencesOfMessage[message] where history.sentences[index].origin == .own {
                let sentence = history.sentences[index]
                if history.isStaffSide(sentence) {
                    if !sentence.asks { state.staffWords += sentence.cost }
                    if Self.reportsOutcome(sentence) { state.hasOutcome = true }
                } else if sentence.cues.contains(.settled) {
                    state.isSettled = true
                }
            }
            later[conversation] = state
        }
    }

    private mutating func judge(_ index: Int, _ history: History, _ later: Later) {
        let sentence = history.sentences[index]
        guard sentence.origin == .own else { return }
        let isStaff = history.isStaffSide(sentence)
        if !isStaff, sentence.asks, later.staffWords == 0 { isOpenQuestion[index] = true }
        if history.isProvenStaff(sentence), sentence.cues.contains(.commitment), !sentence.asks,
            !later.hasOutcome
        {
            isOpenPromise[index] = true
        }
        if sentence.cues.contains(.escalation), !later.hasOutcome { isOpenEscalation[index] = true }
    }

    /// Whether a sentence says that something was done or failed, not that it may be.
    static func reportsOutcome(_ sentence: Sentence) -> Bool {
        !sentence.asks && sentence.cues.isDisjoint(with: .conditional)
            && !sentence.cues.isDisjoint(with: [.outcome, .failure])
    }
}
