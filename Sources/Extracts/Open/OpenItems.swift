import Conversations

/// What is still open: questions nobody answered, promises without a proof, escalations without an owner.
struct OpenItems {
    private let questions: Questions
    /// By sentence: what the customer asked and nobody answered.
    private(set) var isOpenQuestion: [Bool]
    /// By sentence: an open wish to which nobody has had the time to reply.
    var isPassedOver: [Bool] { questions.isFresh }
    /// By sentence.
    private(set) var isOpenPromise: [Bool]
    private(set) var isOpenEscalation: [Bool]
    /// How promises stand to one another.
    let commitments: Commitments

    /// By sentence: what staff asked and the customer has not answered.
    var isAwaited: [Bool] { questions.isAwaited }

    // WHY a bound: a long history of questions would be held against all before it.
    private static let askedMax = 16

    /// What a conversation says after a message.
    private struct Later {
        var isSettled = false
        var isHandedUp = false
        /// Whether the customer confirms that something came about, and no promise stands between.
        var isConfirmed = false
        /// Whether the customer is content at last.
        var isContent = false
        /// Whether something was done, and the customer was content after it; and of which kinds it was.
        var isConcluded = false
        var concluded: DeedSet = []

        /// What comes after a new wish is about that.
        mutating func forget() {
            (isContent, isConcluded, concluded) = (false, false, [])
        }
    }

    init(_ history: History) {
        questions = Questions(history)
        isOpenQuestion = questions.isOpen
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
            if spoken.author == .customer {
                hear(message, sentences, history, &state)
            } else if spoken.author != .bot, !spoken.isEvent || spoken.kind == .event {
                note(sentences, spoken, history, &state)
            }
            later[spoken.conversation] = state
        }
        fold(history)
    }

    /// Of what is asked twice only the first word of it is open, and "any news?" only where nothing else is.
    private mutating func fold(_ history: History) {
        var openCount = Array(repeating: 0, count: history.conversationCount)
        var earlier: Set<UInt64> = []
        var asked: [Asked] = []
        for index in history.sentences.indices {
            let conversation = history.messages[history.sentences[index].message].conversation
            if isOpenQuestion[index], !questions.isChase[index] {
                let stems = Question.stems(index, history)
                // WHY: "still awaiting the receipt please" asks for what was asked before.
                if Questions.objects(history.sentences[index], history)
                    || history.sentences[index].cues.contains(.delay),
                    stems.contains(where: { earlier.contains(Evidence.key(conversation, $0)) })
                {
                    isOpenQuestion[index] = false
                }
                let question = Asked(
                    conversation: conversation, want: Question.want(history.sentences[index]), stems: stems)
                if asked.contains(where: { question.isRepeat(of: $0) }) { isOpenQuestion[index] = false }
                if isOpenQuestion[index] { asked = (asked + [question]).suffix(Self.askedMax) }
                for stem in stems { earlier.insert(Evidence.key(conversation, stem)) }
            }
            let isOpen =
                isOpenQuestion[index] && !questions.isChase[index] || isOpenPromise[index]
                || isOpenEscalation[index]
            if isOpen { openCount[conversation] += 1 }
        }
        for index in history.sentences.indices where isOpenQuestion[index] && questions.isChase[index] {
            let conversation = history.messages[history.sentences[index].message].conversation
            if openCount[conversation] > 0 { isOpenQuestion[index] = false }
            openCount[conversation] += 1
        }
    }

    /// A question that is open.
    private struct Asked {
        let conversation: Int
        let want: Question.Want
        let stems: [Int32]

        /// Whether it wants the same as another one, and is about nothing that the other is not about too.
        func isRepeat(of other: Asked) -> Bool {
            conversation == other.conversation && want == other.want && !stems.isEmpty
                && stems.allSatisfy(other.stems.contains)
        }
    }

    /// What staff or the source said later.
    private func note(_ message: Range<Int>, _ spoken: Spoken, _ history: History, _ state: inout Later) {
        var isTold = false
        for index in message where history.sentences[index].origin != .quoted {
            let sentence = history.sentences[index]
            if sentence.handsUp, !sentence.asks { state.isHandedUp = true }
            if sentence.tellsDeed, !sentence.undertakes { isTold = true }
        }
        let isDeed = isTold || spoken.kind == .event && Evidence.tellsDeed(event: message, history)
        if isDeed, state.isContent {
            state.isConcluded = true
            for index in message { state.concluded.formUnion(history.sentences[index].deeds) }
        }
    }

    /// What the customer said later.
    private func hear(
        _ place: Int, _ message: Range<Int>, _ history: History, _ state: inout Later
    ) {
        var isContent = false
        var isObjected = false
        for index in message where history.sentences[index].origin != .quoted {
            let sentence = history.sentences[index]
            // WHY: what was well after a new question was well with that.
            if sentence.asks || sentence.requests { state.forget() }
            if Evidence.confirms(sentence, history) { state.isConfirmed = true }
            if Self.isContent(sentence) { isContent = true }
            if Questions.objects(sentence, history) { isObjected = true }
        }
        if questions.isWithdrawal[place] { state.isSettled = true }
        if isObjected {
            state.forget()
        } else if isContent {
            state.isContent = true
        }
    }

    private static func isContent(_ sentence: Sentence) -> Bool {
        !sentence.cues.isDisjoint(with: [.thanks, .satisfied, .received, .pleasantry])
    }

    private func isPromise(_ index: Int, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        return history.isProvenStaff(sentence) && sentence.undertakes
            && !history.messages[sentence.message].isEvent
            // WHY: "I am forwarding this to our legal desk" is done with these words, and hands the case up.
            && (!sentence.handsUp || sentence.cues.contains(.future))
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
                !later.isSettled && !isOnlyOwnership(sentence) && !isTaken(index, history, evidence)
                && !questions.isHeardFrom[index]
                && !(later.isConfirmed && isAlone && evidence.isWhole(index, history))
                // WHY: thanks for a changed address do not say that the refund came.
                && !(later.isConcluded
                    && (sentence.deeds.isEmpty || !sentence.deeds.isDisjoint(with: later.concluded)))
                && !evidence.closes(index, history)
        }
        guard isEscalation(sentence, history), !later.isSettled else { return }
        // WHY: what staff handed up later is the same escalation, and the newer word of it counts.
        let isTakenUp = !history.isStaffSide(sentence) && later.isHandedUp
        isOpenEscalation[index] =
            !isTakenUp && !evidence.hasOwner(from: index, history)
            && !evidence.settles(index, history)
    }

    private func isEscalation(_ sentence: Sentence, _ history: History) -> Bool {
        let message = history.messages[sentence.message]
        guard message.isOpen, !sentence.introduces, message.kind != .event else { return false }
        if history.isStaffSide(sentence) { return sentence.handsUp && !sentence.asks }
        // WHY: "your colleague said it went to the panel" is all there may be of a case handed up.
        if sentence.cues.contains(.claim) { return sentence.handsUp && !sentence.asks }
        return sentence.cues.contains(.escalation)
            && (sentence.requests || sentence.asks || sentence.undertakes)
    }
}
