import Conversations

/// What staff said in one message, as an answer to what was asked before.
struct Reply {
    enum Answer { case none, doubtful, full }

    /// Words and sentences that may answer something.
    private(set) var words = 0
    private var sentences = 0
    private(set) var stems: [Int32] = []
    private var stemBits: UInt64 = 0
    /// What each sentence is about that states something.
    private var statements: [[Int32]] = []
    /// What the sentences are about that say what will be.
    private var plans: [Int32] = []
    /// What the sentences are about that tell of a deed, and of which kinds it is.
    private var deedStems: [Int32] = []
    private var deeds: DeedSet = []
    private(set) var hasOutcome = false
    /// Whether it tells of something that was done, not only received.
    private var hasDeed = false
    /// An event speaks only of what it names.
    private var isEvent = false
    private var isAffirmed = false
    private var givesTime = false
    private var givesAmount = false
    /// Whether it states something that is no deed of staff.
    private var states = false
    /// Whether it says that something is not so, or cannot be.
    private var refuses = false
    /// Whether it says yes to what will be: "Yep, Thursday, the van will be with you at nine."
    private var affirmsPlan = false
    /// Whether it hands the matter on.
    private(set) var handsOn = false
    private var pointsBack = false
    private var asksBack = false
    /// Whether staff only undertake something.
    private var undertakes = false
    /// Whether staff say that this is what they had announced.
    private(set) var isFulfilment = false

    private static let affirmWordsMax = 2
    /// A sentence so short affirms wherever its yes stands.
    private static let shortWordsMax = 6
    private static let wordsMin = 2
    /// A shorter sentence states nothing: "Ref 70081."
    private static let statementWordsMin = 3
    private static let apologyWordsMax = 8
    private static let severalStems = 3

    /// Whether it says enough to have answered what it was about to answer.
    var saysMuch: Bool { sentences > 0 && !isEvent }
    /// Whether something was done or said that may be what a wish wanted.
    var isTreatment: Bool { hasDeed || states && !undertakes || isEvent && !deedStems.isEmpty }

    init(_ sentences: Range<Int>, _ spoken: Spoken, _ history: History) {
        // WHY: a note is for colleagues; only one that tells of a deed speaks of what reached the customer.
        if spoken.kind == .note, !Self.tellsDeed(sentences, history) { return }
        for index in sentences where history.sentences[index].origin != .quoted { add(index, history) }
        if Self.isAttachment(sentences, history) { hasDeed = true }
        isEvent = spoken.isEvent
        if isEvent, Evidence.tellsDeed(event: sentences, history) {
            deedStems = stems
            for index in sentences where history.sentences[index].origin != .quoted {
                deeds.formUnion(history.sentences[index].deeds)
            }
            hasDeed = true
        } else if isEvent {
            deedStems = []
            hasDeed = false
        }
    }

    /// Whether something that is not quoted tells of a deed.
    private static func tellsDeed(_ sentences: Range<Int>, _ history: History) -> Bool {
        sentences.contains { history.sentences[$0].origin != .quoted && history.sentences[$0].tellsDeed }
    }

    /// "[file: label.pdf]": what was asked for, or promised, without a word.
    static func isAttachment(_ sentences: Range<Int>, _ history: History) -> Bool {
        guard sentences.count == 1, let only = sentences.first else { return false }
        let bytes = history.prepared[history.sentences[only].message].text.bytes
        return bytes.first == UInt8(ascii: "[") && bytes.last == UInt8(ascii: "]")
    }

    private mutating func add(_ index: Int, _ history: History) {
        let sentence = history.sentences[index]
        let words = history.words(of: sentence)
        // WHY: "Hello Ms Roth, yes, it is" affirms behind the name that it is for.
        let said = words[max(words.startIndex, sentence.subjectStart)...]
        let opening = sentence.cost <= Self.shortWordsMax ? said : said.prefix(Self.affirmWordsMax)
        if sentence.cues.contains(.fulfilled) { isFulfilment = true }
        // WHY: "not at present" is a no.
        let isDenial = sentence.cost <= Self.shortWordsMax && said.first?.cue.contains(.negation) ?? false
        if isDenial || opening.contains(where: { $0.cue.contains(.affirm) }) {
            self.words += Self.wordsMin
            isAffirmed = true
            if sentence.undertakes, sentence.cues.isDisjoint(with: [.delay, .handed]) { affirmsPlan = true }
        }
        if sentence.handsUp, !sentence.asks { handsOn = true }
        if sentence.asks { asksBack = true }
        if sentence.undertakes { undertakes = true }
        guard !sentence.asks, sentence.origin == .own else { return }
        if !sentence.reportsOutcome || Self.isReceipt(words) {
            if !sentence.cues.isDisjoint(with: [.delay, .escalation]) || sentence.isCourtesy { return }
            if sentence.cues.contains(.apology), sentence.cost <= Self.apologyWordsMax { return }
        }
        if sentence.handsUp || Self.isThanks(sentence, words, history.entitiesOfSentence[index]) { return }
        // WHY: "all good, enjoy the new place!" is a cheer and states nothing.
        let namesOnly = history.entitiesOfSentence[index].allSatisfy { history.entities[$0].kind == .name }
        if !isAffirmed, !sentence.tellsDeed, namesOnly, Self.exclaims(sentence, history) { return }
        noteValues(index, history)
        // WHY: "I'll send it on Friday" says when, and that it will be sent; it leaves open all else.
        if sentence.undertakes, !sentence.reportsOutcome {
            if sentence.cues.isDisjoint(with: [.delay, .handed]) {
                plans += Question.subjects(index, history)
            }
            return
        }
        if sentence.reportsOutcome { hasOutcome = true }
        if !sentence.tellsDeed, sentence.cost >= Self.statementWordsMin { states = true }
        if sentence.cues.contains(.anaphor) { pointsBack = true }
        self.words += sentence.cost
        self.sentences += 1
        let stems = Question.stems(index, history)
        self.stems += stems
        stemBits |= Question.bits(of: stems)
        if !sentence.tellsDeed { statements.append(stems) }
        if !sentence.cues.isDisjoint(with: [.negation, .failure]) { refuses = true }
        // WHY: "that looks like a fault" reports, and does nothing.
        if sentence.tellsDeed,
            !sentence.cues.contains(.failure) || !sentence.cues.isDisjoint(with: [.outcome, .done])
        {
            hasDeed = true
            deedStems += stems
            deeds.formUnion(sentence.deeds)
        }
    }

    private mutating func noteValues(_ index: Int, _ history: History) {
        let sentence = history.sentences[index]
        for place in history.entitiesOfSentence[index] {
            switch history.entities[place].kind {
            case .date, .time: givesTime = true
            case .money, .number: givesAmount = true
            case .quantity: (givesTime, givesAmount) = (true, true)
            default: break
            }
        }
        if !sentence.cues.isDisjoint(with: [.ahead, .weekday, .relativeDay, .dayPart]) { givesTime = true }
    }

    /// "Thank you for the quote, it's on file."
    private static func isThanks(
        _ sentence: Sentence, _ words: ArraySlice<Word>, _ values: Range<Int>
    ) -> Bool {
        words.prefix(affirmWordsMax).contains { $0.cue.contains(.thanks) } && !sentence.tellsDeed
            && values.isEmpty
    }

    private static func exclaims(_ sentence: Sentence, _ history: History) -> Bool {
        let text = history.prepared[sentence.message].text
        return text.gap(after: sentence.words.upperBound - 1).prefix { $0 != 0x0A }.contains(
            UInt8(ascii: "!"))
    }

    /// "I am looking into it" and "sorry" answer nothing; "it will arrive on Friday" does.
    private static func isReceipt(_ words: ArraySlice<Word>) -> Bool {
        !words.contains { !$0.cue.isDisjoint(with: [.outcome, .failure]) && !$0.cue.contains(.delay) }
    }

    /// Whether it answers a question, as far as words can tell.
    func answer(to question: Question, among pending: [Question]) -> Answer {
        let isNamed = names(question)
        // WHY: "the charger was found" answers nothing of the bond that stood beside it.
        let isElsewhere =
            !isNamed && !question.isAboutRest && !isEvent && question.others.contains { stems.contains($0) }
        if question.want == .deed {
            return doing(question, isNamed: isNamed, isElsewhere: isElsewhere, pending)
        }
        if question.want == .time, givesTime, !question.isAskedSince, !isElsewhere { return .full }
        // WHY: "payments are another team, I have passed it on" leaves the question to that team.
        if handsOn { return isAffirmed && isNamed ? .full : .none }
        // WHY: "I'll send you the form" answers whether there is one, and not how to fill it in.
        if question.want != .more, question.stems.contains(where: plans.contains) { return .full }
        guard words >= Self.wordsMin else { return .none }
        // WHY: "sure, no problem" answers no "when".
        if sentences == 0, question.want != .whether || undertakes && !affirmsPlan { return .none }
        if isEvent { return isNamed ? .full : .none }
        // WHY: what was asked last is what a reply speaks to; older questions it must name.
        if question.isAskedSince { return isNamed ? .full : .none }
        if isNamed { return .full }
        let isRest = question.besides.contains { stems.contains($0) }
        if question.siblings > 1 { return answerToOneOfMany(question, pending) }
        if question.isAboutRest, isRest || question.besides.isEmpty || pointsBack { return .full }
        let answer = fittingAnswer(question)
        return isElsewhere ? (answer == .full || hasDeed ? .doubtful : .none) : answer
    }

    /// Whether what it says has the form of an answer to the only question there is.
    private func fittingAnswer(_ question: Question) -> Answer {
        switch question.want {
        case .time: givesTime || isAffirmed ? .full : .doubtful
        case .amount: givesAmount || isAffirmed ? .full : .doubtful
        case .more where asksBack: .doubtful
        // WHY: what speaks of none of several things that were asked about speaks past the question as often as not.
        case .more
        where question.stems.count >= Self.severalStems && !pointsBack && !isAffirmed && !givesTime
            && !givesAmount && !hasDeed:
            .none
        case .more: states || pointsBack || isAffirmed || givesTime || givesAmount ? .full : .doubtful
        case .whether, .deed:
            isAffirmed
                ? .full : (states && question.stems.count < 2) || givesTime || givesAmount ? .doubtful : .none
        }
    }

    /// Whether it speaks of what a question is about.
    private func names(_ question: Question) -> Bool {
        question.stemBits & stemBits != 0 && question.stems.contains { stems.contains($0) }
    }

    /// Whether what a wish wants was done: a promise of it leaves it open.
    private func doing(
        _ question: Question, isNamed: Bool, isElsewhere: Bool, _ pending: [Question]
    ) -> Answer {
        guard sentences > 0 || hasDeed else { return .none }
        if question.stems.contains(where: deedStems.contains) { return .full }
        if question.siblings == 1, !question.isAskedSince, !question.deeds.isDisjoint(with: deeds) {
            return .full
        }
        if question.isAskedSince || isOtherNamed(question, pending) { return .none }
        if isEvent || handsOn || isElsewhere { return .none }
        if hasDeed, question.siblings == 1 { return .full }
        let isMet = isAffirmed || asksBack || states && refuses
        return isNamed || !undertakes && isMet ? .doubtful : .none
    }

    private func isOtherNamed(_ question: Question, _ pending: [Question]) -> Bool {
        pending.contains { other in
            question.isBeside(other) && names(other)
        }
    }

    /// Of several questions at once a reply may take up only those it speaks of; what it states besides goes to the rest.
    private func answerToOneOfMany(_ question: Question, _ pending: [Question]) -> Answer {
        switch question.want {
        case .time where givesTime: return .full
        case .amount where givesAmount: return .full
        default: break
        }
        let together = pending.filter { $0.message == question.message }
        let isTold = { (told: [Int32]) in
            together.contains { $0.stems.contains(where: told.contains) }
        }
        let rest = statements.count { !isTold($0) } + (affirmsPlan ? 1 : 0)
        let open = together.count { other in !other.stems.contains { stems.contains($0) } }
        let told = statements.count + (affirmsPlan ? 1 : 0)
        if rest >= open, told >= together.count { return isAffirmed || states ? .full : .doubtful }
        return isOtherNamed(question, pending) || !isAffirmed && !states ? .none : .doubtful
    }
}
