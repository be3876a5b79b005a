import Conversations

/// What each turn of a history is to those around it: part of the opening, a reply, or the customer's standing word.
struct Turns {
    /// By message: the customer's words before staff said anything of substance in that conversation.
    private(set) var isOpening: [Bool]
    /// By message: whether the customer speaks right after staff asked something.
    private(set) var isReply: [Bool]
    /// By sentence: what the customer said last and nobody has met with more than courtesy.
    private(set) var isStanding: [Bool]
    /// By sentence: the foremost of those of a conversation.
    private(set) var isForemost: [Bool]
    /// By sentence: the same, when it says what is missing or wrong.
    private(set) var isGrievance: [Bool]

    /// How many sentences of a conversation stand at most.
    private static let standingMax = 2
    private static let grievanceWordsMin = 4

    init(_ history: History) {
        isOpening = Array(repeating: false, count: history.messages.count)
        isReply = isOpening
        isStanding = Array(repeating: false, count: history.sentences.count)
        isForemost = isStanding
        isGrievance = isStanding
        readForward(history)
        readBackward(history)
    }

    private mutating func readForward(_ history: History) {
        struct State {
            var hasContent = false
            var isAnswered = false
            var isAsked = false
        }
        var states = Array(repeating: State(), count: history.conversationCount)
        for (index, message) in history.messages.enumerated() where !message.isEvent && message.author != .bot
        {
            var state = states[message.conversation]
            let sentences = history.sentencesOfMessage[index]
            if message.author == .customer {
                isOpening[index] = !state.isAnswered
                isReply[index] = state.isAsked
                state.isAsked = false
                if sentences.contains(where: { Self.tells($0, history) }) { state.hasContent = true }
            } else {
                if sentences.contains(where: { Self.calls($0, history) }) { state.isAsked = true }
                // WHY: "hello, what is it about?" ends no opening; what the customer came for is still to come.
                if state.hasContent, sentences.contains(where: { Self.meets($0, message, history) }) {
                    state.isAnswered = true
                }
            }
            states[message.conversation] = state
        }
    }

    private mutating func readBackward(_ history: History) {
        struct State {
            var isMet = false
            var count = 0
        }
        var states = Array(repeating: State(), count: history.conversationCount)
        for index in history.messages.indices.reversed() {
            let message = history.messages[index]
            guard message.isOpen, !message.isEvent, message.author != .bot else { continue }
            var state = states[message.conversation]
            guard !state.isMet, state.count < Self.standingMax else { continue }
            let sentences = history.sentencesOfMessage[index]
            if message.author == .customer {
                state.isMet = sentences.contains { Self.settles($0, history) }
                for place in Self.foremost(sentences, history).prefix(Self.standingMax - state.count) {
                    isStanding[place] = true
                    isForemost[place] = state.count == 0
                    isGrievance[place] =
                        state.count == 0 && !isReply[index] && Self.isGrievance(place, history)
                    state.count += 1
                }
            } else {
                state.isMet = sentences.contains { Self.resolves($0, message, history) }
            }
            states[message.conversation] = state
        }
    }

    /// The sentences of a message that tell something, complaints and what holds values before the rest.
    private static func foremost(_ sentences: Range<Int>, _ history: History) -> [Int] {
        let telling = sentences.filter { tells($0, history) && !settles($0, history) }
        return telling.filter { weight($0, history) > 1 } + telling.filter { weight($0, history) == 1 }
            + telling.filter { weight($0, history) == 0 }
    }

    private static func isGrievance(_ index: Int, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        return sentence.cost >= grievanceWordsMin && weight(index, history) > 1
    }

    private static func weight(_ index: Int, _ history: History) -> Int {
        let sentence = history.sentences[index]
        let complaint: CueSet = [.negation, .failure, .claim, .alreadyGiven, .request, .correction]
        return (sentence.cues.isDisjoint(with: complaint) ? 0 : 2)
            + (history.entitiesOfSentence[index].isEmpty ? 0 : 1)
    }

    /// Whether a sentence tells something at all.
    private static func tells(_ index: Int, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        return sentence.origin == .own && !sentence.saysLittle
    }

    /// Whether a sentence wants an answer; "anything else?" wants none.
    private static func calls(_ index: Int, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        return (sentence.asks || sentence.callsForReply) && sentence.origin == .own
            && sentence.cues.isDisjoint(with: .pleasantry)
    }

    /// Whether the customer is content, or no longer wants it.
    private static func settles(_ index: Int, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        return Questions.withdraws(sentence, history) || Evidence.confirms(sentence, history)
            || sentence.cues.contains(.satisfied) && !sentence.asks
    }

    /// Whether staff say more than courtesies, questions and who they are.
    private static func meets(_ index: Int, _ message: Spoken, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        guard tells(index, history), !sentence.asks, !sentence.introduces, !sentence.callsForReply else {
            return false
        }
        return sentence.reportsOutcome || !sentence.isCourtesy && sentence.cues.isDisjoint(with: .apology)
    }

    /// Whether staff meet what was said with a fact or a deed, not with a promise or a put-off.
    private static func resolves(_ index: Int, _ message: Spoken, _ history: History) -> Bool {
        let sentence = history.sentences[index]
        guard meets(index, message, history) else { return false }
        if sentence.reportsOutcome { return !sentence.cues.contains(.failure) }
        // WHY: a note is for colleagues; only a deed that it reports meets the customer.
        return message.kind != .note && !sentence.undertakes && sentence.cues.isDisjoint(with: .delay)
    }
}
