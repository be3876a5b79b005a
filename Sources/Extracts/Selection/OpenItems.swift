import Conversations

/// What is still open: questions nobody answered, promises without a proof, escalations without an owner.
struct OpenItems {
    /// By sentence.
    private(set) var isOpenQuestion: [Bool]
    /// By sentence: an open question that may have been answered in words we cannot tell; shown as open and
    /// not sought out.
    private(set) var isPassedOver: [Bool]
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
        /// What the customer still misses after the last answer.
        var missedStems: Set<Int32> = []
        var isAffirmed = false
        var hasOutcome = false
        var isFulfilled = false
        var customerAnswered = false
        var isSettled = false
        var isEscalatedByStaff = false
    }

    private static let answerWordsMin = 2
    private static let affirmWordsMax = 2
    private static let apologyWordsMax = 8
    private static let laterWordsMax = 8
    private static let substanceWordsMin = 6
    private static let contactTopicsMax = 2
    private static let missedStemsMin = 2
    private static let anaphorTopicsMax = 3

    init(_ history: History) {
        let none = Array(repeating: false, count: history.sentences.count)
        isOpenQuestion = none
        isAwaited = none
        isPassedOver = none
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
            noteCustomer(index, history, &state)
            return
        }
        guard history.messages[sentence.message].author != .bot else { return }
        if sentence.cues.contains(.escalation), !sentence.asks { state.isEscalatedByStaff = true }
        let words = history.words(of: sentence)
        if words.prefix(Self.affirmWordsMax).contains(where: { $0.cue.contains(.affirm) }) {
            state.answerWords += Self.answerWordsMin
            state.isAffirmed = true
        }
        if sentence.cues.contains(.fulfilled) { state.isFulfilled = true }
        guard !sentence.asks else { return }
        // WHY: "I am looking into it" and "sorry" answer nothing; "it will arrive on Friday" does.
        let isReceipt = !words.contains {
            !$0.cue.isDisjoint(with: [.outcome, .failure]) && !$0.cue.contains(.delay)
        }
        if !sentence.reportsOutcome || isReceipt {
            if !sentence.cues.isDisjoint(with: [.delay, .escalation]) { return }
            if sentence.cues.contains(.apology), sentence.cost <= Self.apologyWordsMax { return }
            if sentence.undertakes, history.entitiesOfSentence[index].isEmpty { return }
        }
        if sentence.reportsOutcome { state.hasOutcome = true }
        state.answerWords += sentence.cost
        state.answerSentences += 1
        for place in history.topics.ofSentence[index] {
            state.answerStems.insert(history.topics.stems[place])
        }
    }

    private static func noteCustomer(_ index: Int, _ history: History, _ state: inout Later) {
        let sentence = history.sentences[index]
        // WHY: "will do when I am home" announces an answer and gives none.
        let isPutOff =
            sentence.undertakes && sentence.cost <= laterWordsMax && history.entitiesOfSentence[index].isEmpty
            && !history.words(of: sentence).prefix(1).contains { $0.cue.contains(.affirm) }
        if !sentence.asks, !isPutOff { state.customerAnswered = true }
        if sentence.cues.contains(.settled) { state.isSettled = true }
        guard sentence.cues.contains(.negation), state.answerWords < answerWordsMin else { return }
        for place in history.topics.ofSentence[index] {
            state.missedStems.insert(history.topics.stems[place])
        }
    }

    private mutating func judgeQuestions(_ sentences: Range<Int>, _ history: History, _ later: Later) {
        let asked = sentences.filter { history.sentences[$0].asks && history.sentences[$0].origin == .own }
        guard let first = asked.first else { return }
        if history.isStaffSide(history.sentences[first]) {
            guard !later.customerAnswered, !later.hasOutcome,
                history.isProvenStaff(history.sentences[first])
            else { return }
            for index in asked where later.answerWords < Self.substanceWordsMin { isAwaited[index] = true }
            return
        }
        if later.answerWords < Self.answerWordsMin {
            for index in asked { isOpenQuestion[index] = true }
            return
        }
        // WHY: of several questions at once an answer may take up only those it speaks of.
        for index in asked where isMissed(index, history, later) { isOpenQuestion[index] = true }
        if asked.count == 1 {
            isPassedOver[first] = passesOver(first, among: sentences, history, later)
            if isPassedOver[first] { isOpenQuestion[first] = true }
        }
        guard asked.count > 1, later.answerSentences < asked.count else { return }
        let isTakenUp = asked.map { index in
            history.topics.ofSentence[index].contains {
                later.answerStems.contains(history.topics.stems[$0])
            }
        }
        guard isTakenUp.contains(true) else { return }
        for (index, isTakenUp) in zip(asked, isTakenUp) where !isTakenUp { isOpenQuestion[index] = true }
    }

    /// Whether the customer says after the last answer that what they asked for is still not so.
    private func isMissed(_ index: Int, _ history: History, _ later: Later) -> Bool {
        guard !later.missedStems.isEmpty else { return false }
        let stems = Set(history.topics.ofSentence[index].map { history.topics.stems[$0] })
        return stems.count { later.missedStems.contains($0) } >= Self.missedStemsMin
    }

    /// Whether what staff said later speaks of the rest of the message, and nothing of it of the question.
    private func passesOver(
        _ question: Int, among sentences: Range<Int>, _ history: History, _ later: Later
    ) -> Bool {
        // WHY: "whether" is answered by yes, no or words of the question; "when" and "why" by anything.
        guard !later.isAffirmed, !history.sentences[question].asksForMore else { return false }
        let asked = Set(history.topics.ofSentence[question].map { history.topics.stems[$0] })
        guard !asked.isEmpty, asked.isDisjoint(with: later.answerStems) else { return false }
        var others: Set<Int32> = []
        for index in sentences where index != question && history.sentences[index].origin == .own {
            for place in history.topics.ofSentence[index] { others.insert(history.topics.stems[place]) }
        }
        guard !others.isEmpty else { return false }
        let answersRest = !others.subtracting(asked).isDisjoint(with: later.answerStems)
        // WHY: a short "can you do this?" asks about the rest of its message.
        let isAboutRest =
            asked.count <= Self.anaphorTopicsMax && history.sentences[question].cues.contains(.anaphor)
        return answersRest ? !isAboutRest : !later.hasOutcome
    }

    /// Whether a promise was only to get in touch or to find out, and staff said something of substance since.
    private func isHeardFrom(_ index: Int, _ history: History, _ later: Later) -> Bool {
        let sentence = history.sentences[index]
        guard sentence.cues.contains(.delay) else { return false }
        if later.isFulfilled { return true }
        let subjects = history.topics.ofSentence[index].count {
            let word = history.topicWord($0, of: sentence)
            return word.namesSubject && !word.cue.contains(.delay)
        }
        return subjects <= Self.contactTopicsMax && later.answerWords >= Self.substanceWordsMin
    }

    /// Whether a promise is no more than to look after the case.
    private func isOnlyOwnership(_ sentence: Sentence) -> Bool {
        sentence.cues.contains(.ownership) && !sentence.cues.contains(.delay)
    }

    /// Whether a promise to hand the case up was followed by somebody who took it.
    private func isTaken(_ index: Int, _ history: History, _ evidence: Evidence) -> Bool {
        history.sentences[index].cues.contains(.escalation) && evidence.hasOwner(from: index, history)
    }

    private mutating func judge(_ index: Int, _ history: History, _ evidence: Evidence, _ later: Later) {
        let sentence = history.sentences[index]
        guard sentence.origin == .own else { return }
        let message = history.messages[sentence.message]
        if history.isProvenStaff(sentence), sentence.undertakes, !message.isEvent,
            commitments.replacement[index] < 0
        {
            isOpenPromise[index] =
                !isOnlyOwnership(sentence) && !isTaken(index, history, evidence)
                && !isHeardFrom(index, history, later)
                && !evidence.closes(index, history)
        }
        if sentence.cues.contains(.escalation), !sentence.introduces, message.isOpen, !later.isSettled,
            !sentence.cues.contains(.claim)
        {
            // WHY: what staff handed up later is the same escalation, and the newer word of it counts.
            let isTakenUp = !history.isStaffSide(sentence) && later.isEscalatedByStaff
            isOpenEscalation[index] =
                !isTakenUp && !isHeardFrom(index, history, later) && !evidence.hasOwner(from: index, history)
                && !evidence.closes(index, history)
        }
    }
}
