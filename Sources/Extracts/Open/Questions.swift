import Conversations

/// Which questions of a history nobody has answered, read forward: who asked, and what was said to it since.
struct Questions {
    /// By sentence: a question or a wish of the customer that nothing said later takes up.
    private(set) var isOpen: [Bool]
    /// By sentence: open, though it is only a wish, or something was said that may have answered it in words we cannot
    /// tell; shown as open and not sought out.
    private(set) var isPassedOver: [Bool]
    /// By sentence: what staff asked and the customer has not answered.
    private(set) var isAwaited: [Bool]
    /// By message: how many words of staff may answer something.
    private(set) var answerWords: [Int]

    // WHY a bound: each reply is held against what is pending, and a history may be long.
    private static let pendingMax = 12
    private static let laterWordsMax = 8
    private static let missedStemsMin = 2
    private static let substanceWordsMin = 6

    /// What one conversation has pending.
    private struct Exchange {
        var asked: [Question] = []
        /// Taken up by a reply; the customer may still miss it.
        var answered: [Question] = []
        /// What staff asked.
        var awaited: [Int] = []
    }

    init(_ history: History) {
        isOpen = Array(repeating: false, count: history.sentences.count)
        isPassedOver = isOpen
        isAwaited = isOpen
        answerWords = Array(repeating: 0, count: history.messages.count)
        var exchanges = Array(repeating: Exchange(), count: history.conversationCount)
        for message in history.messages.indices {
            let spoken = history.messages[message]
            guard !spoken.isEvent, spoken.author != .bot else { continue }
            let sentences = history.sentencesOfMessage[message]
            if spoken.author != .customer {
                let reply = Reply(sentences, isNote: spoken.kind == .note, history)
                answerWords[message] = reply.words
                if spoken.isOpen { take(reply, sentences, spoken, history, &exchanges[spoken.conversation]) }
            } else if spoken.isOpen {
                hear(sentences, history, &exchanges[spoken.conversation])
            }
        }
    }

    /// The customer speaks: withdraws, answers, misses, asks.
    private mutating func hear(_ message: Range<Int>, _ history: History, _ exchange: inout Exchange) {
        for index in message where history.sentences[index].origin != .quoted {
            let sentence = history.sentences[index]
            if Self.withdraws(sentence, history) {
                close(&exchange.asked) { _ in true }
                exchange.answered = []
            }
            if sentence.cues.contains(.satisfied), !sentence.asks { close(&exchange.asked) { $0.isDoubtful } }
            // WHY: thanks answer nothing; "yes" does.
            if !exchange.awaited.isEmpty, sentence.origin == .own || sentence.cues.contains(.affirm),
                !sentence.asks, !Self.isPutOff(sentence, history)
            {
                for index in exchange.awaited { isAwaited[index] = false }
                exchange.awaited = []
            }
            if sentence.cues.contains(.negation), !exchange.answered.isEmpty {
                miss(index, history, exchange)
            }
        }
        let asked = Question.all(in: message, history)
        guard !asked.isEmpty else { return }
        for place in exchange.asked.indices { exchange.asked[place].isAskedSince = true }
        for question in asked {
            isOpen[question.sentence] = true
            // WHY: most wishes are met by the next reply; sought out, each would come and go with it.
            isPassedOver[question.sentence] = question.want == .deed
        }
        exchange.asked = (exchange.asked + asked).suffix(Self.pendingMax)
    }

    /// The customer says that what they asked for is still not so.
    private mutating func miss(_ index: Int, _ history: History, _ exchange: Exchange) {
        let stems = Set(Question.stems(index, history))
        for question in exchange.answered
        where question.stems.count(where: stems.contains) >= Self.missedStemsMin {
            isOpen[question.sentence] = true
            isPassedOver[question.sentence] = question.want == .deed
        }
    }

    /// Staff speak: every pending question is held against it.
    private mutating func take(
        _ reply: Reply, _ sentences: Range<Int>, _ spoken: Spoken, _ history: History,
        _ exchange: inout Exchange
    ) {
        if reply.hasOutcome || reply.words >= Self.substanceWordsMin {
            for index in exchange.awaited { isAwaited[index] = false }
            exchange.awaited = []
        }
        for index in sentences
        where spoken.isStaffByID && spoken.kind != .note && history.sentences[index].origin == .own
            && (history.sentences[index].asks || history.sentences[index].callsForReply)
        {
            isAwaited[index] = true
            exchange.awaited.append(index)
        }
        guard !exchange.asked.isEmpty else { return }
        let together = exchange.asked
        exchange.asked = []
        for var question in together {
            switch reply.answer(to: question, among: together) {
            case .none: exchange.asked.append(question)
            case .doubtful:
                question.isDoubtful = true
                isPassedOver[question.sentence] = true
                exchange.asked.append(question)
            case .full:
                isOpen[question.sentence] = false
                isPassedOver[question.sentence] = false
                exchange.answered = (exchange.answered + [question]).suffix(Self.pendingMax)
            }
        }
    }

    private mutating func close(_ asked: inout [Question], _ isClosed: (Question) -> Bool) {
        for question in asked where isClosed(question) {
            isOpen[question.sentence] = false
            isPassedOver[question.sentence] = false
        }
        asked.removeAll(where: isClosed)
    }

    /// "Never mind", "that's all": what was asked is no longer wanted.
    static func withdraws(_ sentence: Sentence, _ history: History) -> Bool {
        sentence.cues.contains(.settled) && !sentence.asks
            && !history.words(of: sentence).contains {
                $0.cue.contains(.negation) && !$0.cue.contains(.settled)
            }
    }

    /// "Will do when I am home" announces an answer and gives none.
    private static func isPutOff(_ sentence: Sentence, _ history: History) -> Bool {
        (sentence.undertakes || sentence.cues.contains(.delay)) && sentence.cost <= laterWordsMax
            && !history.words(of: sentence).contains { $0.shape.contains(.digit) }
            && !history.words(of: sentence).prefix(1).contains { $0.cue.contains(.affirm) }
    }
}
