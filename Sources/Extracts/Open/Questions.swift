import Conversations

/// Which questions of a history nobody has answered, read forward: who asked, and what was said to it since.
struct Questions {
    /// By sentence: a question or a wish of the customer that nothing said later takes up.
    private(set) var isOpen: [Bool]
    /// By sentence: an open question that only asks how things stand.
    private(set) var isChase: [Bool]
    /// By sentence: a wish to which staff have not replied yet.
    private(set) var isFresh: [Bool]
    /// By sentence: what staff asked and the customer has not answered.
    private(set) var isAwaited: [Bool]
    /// By sentence: a promise to find out or to get in touch, of which staff have been heard since.
    private(set) var isHeardFrom: [Bool]
    /// By message: whether the customer no longer wants what was spoken of.
    private(set) var isWithdrawal: [Bool]

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
        /// What staff put off until they know more.
        var deferred: [Deferred] = []
        /// What the customer said last.
        var spoken = 0..<0
    }

    /// A promise to find out or to get in touch, and what it was about.
    private struct Deferred {
        let sentence: Int
        let stems: [Int32]
        /// Whether the customer has spoken since.
        var isSpokenSince = false
    }

    init(_ history: History) {
        isOpen = Array(repeating: false, count: history.sentences.count)
        isChase = isOpen
        isFresh = isOpen
        isAwaited = isOpen
        isHeardFrom = isOpen
        isWithdrawal = Array(repeating: false, count: history.messages.count)
        var exchanges = Array(repeating: Exchange(), count: history.conversationCount)
        for message in history.messages.indices {
            let spoken = history.messages[message]
            // WHY: a status says where a case stands, and not what was done.
            guard spoken.author != .bot, !spoken.isEvent || spoken.kind == .event else { continue }
            let sentences = history.sentencesOfMessage[message]
            if spoken.author == .customer {
                let isMark = sentences.isEmpty && Self.isQuestionMark(history.prepared[message].text)
                hear(sentences, spoken, isMark: isMark, history, &exchanges[spoken.conversation])
            } else {
                take(sentences, spoken, history, &exchanges[spoken.conversation])
            }
        }
    }

    // MARK: The customer

    /// The customer speaks: withdraws, answers, confirms, misses, asks.
    private mutating func hear(
        _ message: Range<Int>, _ spoken: Spoken, isMark: Bool, _ history: History,
        _ exchange: inout Exchange
    ) {
        exchange.spoken = message
        if message.contains(where: { Self.speaksOn(history.sentences[$0]) }) {
            for place in exchange.deferred.indices { exchange.deferred[place].isSpokenSince = true }
        }
        guard spoken.isOpen else { return }
        let isObjected = message.contains { Self.objects(history.sentences[$0], history) }
        for index in message where history.sentences[index].origin != .quoted {
            hear(index, isObjected: isObjected, history, &exchange)
        }
        let asked = Question.all(in: message, history)
        let isSpokenOn = !asked.isEmpty || message.contains { Self.speaksOn(history.sentences[$0]) }
        if !isObjected { accept(message, asked.filter { !$0.isChase }, history, &exchange) }
        // WHY: "and?" says that what came was no answer.
        let isUnanswered = isObjected || isMark || asked.contains(where: \.isChase)
        for place in exchange.asked.indices {
            let isAskedAgain = asked.contains {
                $0.stems.contains(where: exchange.asked[place].stems.contains)
            }
            if isUnanswered || isAskedAgain { exchange.asked[place].isDoubtful = false }
            if isSpokenOn { exchange.asked[place].isAskedSince = true }
        }
        for question in asked {
            isChase[question.sentence] = question.isChase
            // WHY: most wishes are met by the next reply; sought out, each would come and go with it.
            isFresh[question.sentence] = question.want == .deed
        }
        exchange.asked += asked
        show(exchange.asked)
        if exchange.asked.count > Self.pendingMax {
            exchange.asked.removeFirst(exchange.asked.count - Self.pendingMax)
        }
    }

    private mutating func hear(
        _ index: Int, isObjected: Bool, _ history: History, _ exchange: inout Exchange
    ) {
        let sentence = history.sentences[index]
        if Self.withdraws(sentence, history) { withdraw(index, history, &exchange) }
        if !isObjected, !sentence.asks, !exchange.asked.isEmpty {
            let isContent = !sentence.cues.isDisjoint(with: [.satisfied, .thanks])
            if sentence.cues.contains(.satisfied) { close(&exchange.asked) { $0.isDoubtful || $0.isReplied } }
            if isContent { close(&exchange.asked) { $0.want == .deed && $0.isTreated } }
            if Evidence.confirms(sentence, history) {
                let stems = Question.stems(index, history)
                close(&exchange.asked) {
                    $0.want == .deed || $0.stems.isEmpty || $0.stems.contains(where: stems.contains)
                }
            }
        }
        // WHY: thanks answer nothing; "yes" does.
        if !exchange.awaited.isEmpty, sentence.origin == .own || sentence.cues.contains(.affirm),
            !sentence.asks, !Self.isPutOff(sentence, history)
        {
            for index in exchange.awaited { isAwaited[index] = false }
            exchange.awaited = []
        }
        if sentence.cues.contains(.negation), !exchange.answered.isEmpty { miss(index, history, &exchange) }
    }

    /// Who asks something else without a word against what they were told takes it for an answer.
    private mutating func accept(
        _ message: Range<Int>, _ asked: [Question], _ history: History, _ exchange: inout Exchange
    ) {
        let against: CueSet = [.negation, .failure, .claim, .escalation]
        guard !asked.isEmpty, message.allSatisfy({ history.sentences[$0].cues.isDisjoint(with: against) })
        else { return }
        close(&exchange.asked) { question in
            (question.isReplied || question.isDoubtful)
                && !asked.contains { $0.stems.contains(where: question.stems.contains) }
        }
    }

    /// "??": a message of nothing else.
    private static func isQuestionMark(_ text: MessageText) -> Bool {
        text.words.isEmpty && text.bytes.contains(UInt8(ascii: "?"))
    }

    /// Whether a sentence goes on to something else, so that the next reply may be to that.
    private static func speaksOn(_ sentence: Sentence) -> Bool {
        sentence.origin == .own && !sentence.isCourtesy
            && sentence.cues.isDisjoint(with: [.thanks, .satisfied])
    }

    /// "It still hasn't come", "that's not what I asked": the customer is not content with what was said.
    static func objects(_ sentence: Sentence, _ history: History) -> Bool {
        guard sentence.origin == .own, sentence.cues.isDisjoint(with: [.settled, .satisfied]) else {
            return false
        }
        return sentence.cues.contains(.alreadyGiven)
            || sentence.cues.contains(.negation)
                && history.words(of: sentence).contains {
                    // WHY: "no longer leaks" is good news.
                    $0.cue.contains(.negation) && !$0.cue.contains(.received)
                }
    }

    /// What was asked is no longer wanted: what the words name, or else all.
    private mutating func withdraw(_ index: Int, _ history: History, _ exchange: inout Exchange) {
        let stems = Question.stems(index, history)
        let isNamed = { (question: Question) in question.stems.contains(where: stems.contains) }
        guard exchange.asked.contains(where: isNamed) else {
            close(&exchange.asked) { _ in true }
            exchange.answered = []
            isWithdrawal[history.sentences[index].message] = true
            return
        }
        close(&exchange.asked, isNamed)
    }

    /// The customer says that what they asked for is still not so.
    private func miss(_ index: Int, _ history: History, _ exchange: inout Exchange) {
        let stems = Question.stems(index, history)
        let isMissed = { (question: Question) in
            !question.stems.isEmpty
                && question.stems.count(where: stems.contains)
                    >= min(Self.missedStemsMin, question.stems.count)
        }
        exchange.asked += exchange.answered.filter(isMissed)
        exchange.answered.removeAll(where: isMissed)
    }

    // MARK: Staff

    /// Staff speak: every pending question is held against it.
    private mutating func take(
        _ message: Range<Int>, _ spoken: Spoken, _ history: History, _ exchange: inout Exchange
    ) {
        let reply = Reply(message, spoken, history)
        if !spoken.isEvent {
            resume(reply, &exchange)
            putOff(message, history, &exchange)
        }
        guard spoken.isOpen else { return }
        wait(message, reply, spoken, history, &exchange)
        guard !exchange.asked.isEmpty else { return }
        answer(reply, &exchange)
    }

    /// What was asked is held against a reply, all of it before any of it is put aside.
    private mutating func answer(_ reply: Reply, _ exchange: inout Exchange) {
        var answers: [Reply.Answer] = []
        answers.reserveCapacity(exchange.asked.count)
        let asked = exchange.asked
        for place in asked.indices { answers.append(reply.answer(to: asked[place], among: asked)) }
        // WHY in place: most replies answer nothing, and a question is copied only when it is put aside.
        for place in answers.indices {
            isOpen[exchange.asked[place].sentence] = false
            isFresh[exchange.asked[place].sentence] = false
            switch answers[place] {
            case .none:
                if reply.saysMuch, exchange.asked[place].siblings > 1 {
                    exchange.asked[place].isAskedSince = true
                }
                if reply.saysMuch, exchange.asked[place].siblings == 1, !reply.handsOn {
                    exchange.asked[place].isReplied = true
                }
            case .doubtful: exchange.asked[place].isDoubtful = true
            case .full:
                exchange.answered.append(exchange.asked[place])
                continue
            }
            if reply.isTreatment { exchange.asked[place].isTreated = true }
        }
        if answers.contains(.full) {
            exchange.answered = exchange.answered.suffix(Self.pendingMax)
            for place in answers.indices.reversed() where answers[place] == .full {
                exchange.asked.remove(at: place)
            }
        }
        show(exchange.asked)
    }

    /// What staff asked, until the customer or a later word of staff takes it up.
    private mutating func wait(
        _ message: Range<Int>, _ reply: Reply, _ spoken: Spoken, _ history: History,
        _ exchange: inout Exchange
    ) {
        if reply.hasOutcome || reply.words >= Self.substanceWordsMin {
            for index in exchange.awaited { isAwaited[index] = false }
            exchange.awaited = []
        }
        guard spoken.isStaffByID, spoken.kind != .note else { return }
        for index in message {
            let sentence = history.sentences[index]
            guard sentence.origin == .own, !sentence.isCourtesy, sentence.asks || sentence.callsForReply
            else {
                continue
            }
            isAwaited[index] = true
            exchange.awaited.append(index)
        }
    }

    /// Staff are heard again: of what they put off, as far as they speak of it.
    private mutating func resume(_ reply: Reply, _ exchange: inout Exchange) {
        guard reply.isFulfilment || reply.words >= Self.substanceWordsMin else { return }
        for deferred in exchange.deferred
        where reply.isFulfilment || !deferred.isSpokenSince
            || deferred.stems.contains(where: reply.stems.contains)
        {
            isHeardFrom[deferred.sentence] = true
        }
        exchange.deferred.removeAll { isHeardFrom[$0.sentence] }
    }

    private func putOff(_ message: Range<Int>, _ history: History, _ exchange: inout Exchange) {
        for index in message {
            let sentence = history.sentences[index]
            guard sentence.undertakes || sentence.handsUp, sentence.cues.contains(.delay) else { continue }
            var stems = Question.subjects(index, history)
            if stems.isEmpty {
                for spoken in exchange.spoken { stems += Question.stems(spoken, history) }
            }
            exchange.deferred.append(Deferred(sentence: index, stems: stems))
        }
        if exchange.deferred.count > Self.pendingMax {
            exchange.deferred.removeFirst(exchange.deferred.count - Self.pendingMax)
        }
    }

    // MARK: What stands

    /// A sentence stays open while any of what it asks is pending.
    private mutating func show(_ pending: [Question]) {
        for place in pending.indices where !pending[place].isDoubtful {
            isOpen[pending[place].sentence] = true
        }
    }

    private mutating func close(_ asked: inout [Question], _ isClosed: (Question) -> Bool) {
        for question in asked where isClosed(question) { isOpen[question.sentence] = false }
        asked.removeAll(where: isClosed)
    }

    /// "Never mind", "found it": what was asked is no longer wanted.
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
