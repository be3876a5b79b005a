import Conversations

/// What is still open: questions nobody answered, promises without a proof, escalations without an owner.
struct OpenItems {
    private let questions: Questions
    /// By sentence.
    private(set) var isOpenPromise: [Bool]
    private(set) var isOpenEscalation: [Bool]
    /// How promises stand to one another.
    let commitments: Commitments

    /// By sentence: what the customer asked and nobody answered.
    var isOpenQuestion: [Bool] { questions.isOpen }
    /// By sentence: an open question that may have been answered in words we cannot tell; shown as open and
    /// not sought out.
    var isPassedOver: [Bool] { questions.isPassedOver }
    /// By sentence: what staff asked and the customer has not answered.
    var isAwaited: [Bool] { questions.isAwaited }

    /// What a conversation says after a message.
    private struct Later {
        /// Words of staff that may answer something.
        var answerWords = 0
        var isFulfilled = false
        var isSettled = false
        var isHandedUp = false
        /// Whether the customer confirms that something came about, and no promise stands between.
        var isConfirmed = false
    }

    private static let substanceWordsMin = 6
    private static let contactTopicsMax = 2

    init(_ history: History) {
        questions = Questions(history)
        isOpenPromise = Array(repeating: false, count: history.sentences.count)
        isOpenEscalation = isOpenPromise
        let evidence = Evidence(history)
        commitments = Commitments(history, evidence)
        var later = Array(repeating: Later(), count: history.conversationCount)
        for message in history.messages.indices.reversed() {
            let spoken = history.messages[message]
            var state = later[spoken.conversation]
            let sentences = history.sentencesOfMessage[message]
            let promises = sentences.count { isPromise($0, history) }
            for index in sentences { judge(index, history, evidence, state, isAlone: promises == 1) }
            if promises > 0 { state.isConfirmed = false }
            if !spoken.isEvent {
                state.answerWords += questions.answerWords[message]
                for index in sentences where history.sentences[index].origin != .quoted {
                    note(history.sentences[index], spoken, history, &state)
                }
            }
            later[spoken.conversation] = state
        }
    }

    private func note(_ sentence: Sentence, _ spoken: Spoken, _ history: History, _ state: inout Later) {
        if spoken.author == .customer {
            if Questions.withdraws(sentence, history) { state.isSettled = true }
            if Evidence.confirms(sentence, history) { state.isConfirmed = true }
        } else if spoken.author != .bot {
            if sentence.cues.contains(.fulfilled) { state.isFulfilled = true }
            if Self.handsUp(sentence) { state.isHandedUp = true }
        }
    }

    /// Whether staff hand the case up: to a desk by name, or with a word for those above.
    private static func handsUp(_ sentence: Sentence) -> Bool {
        if sentence.asks { return false }
        if sentence.handsUp { return true }
        // WHY: "the back office came back: it was an error" reports what became of it.
        return sentence.cues.contains(.escalation)
            && (!sentence.tellsDeed || sentence.cues.contains(.handed))
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

    private func isPromise(_ index: Int, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        return history.isProvenStaff(sentence) && sentence.undertakes
            && !history.messages[sentence.message].isEvent
    }

    /// Whether a promise is no more than to look after the case.
    private func isOnlyOwnership(_ sentence: Sentence) -> Bool {
        sentence.cues.contains(.ownership) && !sentence.cues.contains(.delay)
    }

    /// Whether a promise to hand the case on was followed by somebody who took it.
    private func isTaken(_ index: Int, _ history: History, _ evidence: Evidence) -> Bool {
        !history.sentences[index].cues.isDisjoint(with: [.escalation, .handed])
            && evidence.hasOwner(from: index, history)
    }

    private mutating func judge(
        _ index: Int, _ history: History, _ evidence: Evidence, _ later: Later, isAlone: Bool
    ) {
        let sentence = history.sentences[index]
        guard sentence.origin == .own else { return }
        if isPromise(index, history), commitments.replacement[index] < 0 {
            isOpenPromise[index] =
                !isOnlyOwnership(sentence) && !isTaken(index, history, evidence)
                && !isHeardFrom(index, history, later)
                && !(later.isConfirmed && isAlone && evidence.isWhole(index, history))
                && !evidence.closes(index, history)
        }
        guard isEscalation(sentence, history), !later.isSettled else { return }
        // WHY: what staff handed up later is the same escalation, and the newer word of it counts.
        let isTakenUp = !history.isStaffSide(sentence) && later.isHandedUp
        isOpenEscalation[index] =
            !isTakenUp && !isHeardFrom(index, history, later) && !evidence.hasOwner(from: index, history)
            && !evidence.closes(index, history)
    }

    private func isEscalation(_ sentence: Sentence, _ history: History) -> Bool {
        let message = history.messages[sentence.message]
        guard message.isOpen, !sentence.introduces, !sentence.cues.contains(.claim) else { return false }
        return history.isStaffSide(sentence) ? Self.handsUp(sentence) : sentence.cues.contains(.escalation)
    }
}
