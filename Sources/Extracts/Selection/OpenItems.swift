import Conversations

/// What is still open: questions nobody answered, promises without a proof, escalations without an owner.
struct OpenItems {
    /// By sentence.
    private(set) var isOpenQuestion: [Bool]
    /// By sentence: what staff asked and the customer has not answered.
    private(set) var isAwaited: [Bool]
    private(set) var isOpenPromise: [Bool]
    private(set) var isOpenEscalation: [Bool]
    /// How promises stand to one another.
    let commitments: Commitments

    /// What a conversation says after a message.
    private struct Later {
        var answerWords = 0
        var answerSentences = 0
        var answerStems: Set<Int32> = []
        var customerSpoke = false
        var isSettled = false
        var isEscalatedByStaff = false
    }

    private static let answerWordsMin = 2
    private static let affirmWordsMax = 2
    private static let apologyWordsMax = 8

    init(_ history: History) {
        let none = Array(repeating: false, count: history.sentences.count)
        isOpenQuestion = none
        isAwaited = none
        isOpenPromise = none
        isOpenEscalation = none
        let evidence = Evidence(history)
        commitments = Commitments(history, evidence)
        var later: [Int: Later] = [:]
        for message in history.messages.indices.reversed() {
            let spoken = history.messages[message]
            var state = later.removeValue(forKey: spoken.conversation) ?? Later()
            let sentences = history.sentencesOfMessage[message]
            if !spoken.isEvent, spoken.isOpen, !state.isSettled { judgeQuestions(sentences, history, state) }
            for index in sentences { judge(index, history, evidence, state) }
            if !spoken.isEvent {
                for index in sentences where history.sentences[index].origin == .own {
                    Self.note(index, history, &state)
                }
            }
            later[spoken.conversation] = state
        }
    }

    private static func note(_ index: Int, _ history: History, _ state: inout Later) {
        let sentence = history.sentences[index]
        guard history.isStaffSide(sentence) else {
            state.customerSpoke = true
            if sentence.cues.contains(.settled) { state.isSettled = true }
            return
        }
        guard history.messages[sentence.message].author != .bot else { return }
        if sentence.cues.contains(.escalation), !sentence.asks { state.isEscalatedByStaff = true }
        let words = history.words(of: sentence)
        if words.prefix(Self.affirmWordsMax).contains(where: { $0.cue.contains(.affirm) }) {
            state.answerWords += Self.answerWordsMin
        }
        guard !sentence.asks else { return }
        // WHY: "I am looking into it" and "sorry" answer nothing; "it will arrive on Friday" does.
        if !sentence.reportsOutcome {
            if !sentence.cues.isDisjoint(with: [.delay, .escalation]) { return }
            if sentence.cues.contains(.apology), sentence.cost <= Self.apologyWordsMax { return }
            if sentence.undertakes, history.entitiesOfSentence[index].isEmpty { return }
        }
        state.answerWords += sentence.cost
        state.answerSentences += 1
        for place in history.topics.ofSentence[index] {
            state.answerStems.insert(history.topics.stems[place])
        }
    }

    private mutating func judgeQuestions(_ sentences: Range<Int>, _ history: History, _ later: Later) {
        let asked = sentences.filter { history.sentences[$0].asks && history.sentences[$0].origin == .own }
        guard let first = asked.first else { return }
        if history.isStaffSide(history.sentences[first]) {
            guard !later.customerSpoke, history.isProvenStaff(history.sentences[first]) else { return }
            for index in asked where later.answerWords < Self.answerWordsMin { isAwaited[index] = true }
            return
        }
        if later.answerWords < Self.answerWordsMin {
            for index in asked { isOpenQuestion[index] = true }
            return
        }
        // WHY: of several questions at once an answer may take up only those it speaks of.
        guard asked.count > 1, later.answerSentences < asked.count else { return }
        let isTakenUp = asked.map { index in
            history.topics.ofSentence[index].contains {
                later.answerStems.contains(history.topics.stems[$0])
            }
        }
        guard isTakenUp.contains(true) else { return }
        for (index, isTakenUp) in zip(asked, isTakenUp) where !isTakenUp { isOpenQuestion[index] = true }
    }

    private mutating func judge(_ index: Int, _ history: History, _ evidence: Evidence, _ later: Later) {
        let sentence = history.sentences[index]
        guard sentence.origin == .own else { return }
        let message = history.messages[sentence.message]
        if history.isProvenStaff(sentence), sentence.undertakes, !message.isEvent,
            commitments.replacement[index] < 0
        {
            isOpenPromise[index] = !evidence.closes(index, history)
        }
        if sentence.cues.contains(.escalation), message.isOpen, !later.isSettled,
            !sentence.cues.contains(.claim)
        {
            // WHY: what staff handed up later is the same escalation, and the newer word of it counts.
            let isTakenUp = !history.isStaffSide(sentence) && later.isEscalatedByStaff
            isOpenEscalation[index] =
                !isTakenUp && !evidence.hasOwner(from: index, history) && !evidence.closes(index, history)
        }
    }
}
