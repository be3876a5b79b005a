/// What staff said in one message, as an answer to what was asked before.
struct Reply {
    enum Answer { case none, doubtful, full }

    /// Words and sentences that may answer something.
    private(set) var words = 0
    private var sentences = 0
    private var stems: [Int32] = []
    private(set) var hasOutcome = false
    private var isAffirmed = false
    private var givesTime = false
    private var givesAmount = false
    /// Whether it states something that is no deed of staff.
    private var states = false
    private var pointsBack = false
    private var asksBack = false
    /// Whether staff ask back, undertake something or note it.
    private var takesUp = false

    private static let affirmWordsMax = 2
    /// A sentence so short affirms wherever its yes stands.
    private static let shortWordsMax = 6
    private static let wordsMin = 2
    private static let apologyWordsMax = 8

    init(_ sentences: Range<Int>, isNote: Bool, _ history: History) {
        for index in sentences where history.sentences[index].origin != .quoted {
            add(index, isNote: isNote, history)
        }
    }

    private mutating func add(_ index: Int, isNote: Bool, _ history: History) {
        let sentence = history.sentences[index]
        // WHY: a note is for colleagues; only what it says was done reached the customer.
        if isNote, !sentence.tellsDeed { return }
        let words = history.words(of: sentence)
        let opening = sentence.cost <= Self.shortWordsMax ? words : words.prefix(Self.affirmWordsMax)
        if opening.contains(where: { $0.cue.contains(.affirm) }) {
            self.words += Self.wordsMin
            isAffirmed = true
        }
        if sentence.asks { asksBack = true }
        if sentence.asks || sentence.undertakes || sentence.cues.contains(.delay) { takesUp = true }
        guard !sentence.asks, sentence.origin == .own else { return }
        if !sentence.reportsOutcome || Self.isReceipt(words) {
            if !sentence.cues.isDisjoint(with: [.delay, .escalation]) || sentence.isCourtesy { return }
            if sentence.cues.contains(.apology), sentence.cost <= Self.apologyWordsMax { return }
            if sentence.undertakes, history.entitiesOfSentence[index].isEmpty { return }
        }
        if sentence.reportsOutcome { hasOutcome = true }
        if !sentence.tellsDeed, !sentence.undertakes { states = true }
        if sentence.cues.contains(.anaphor) { pointsBack = true }
        self.words += sentence.cost
        self.sentences += 1
        stems += Question.stems(index, history)
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

    /// "I am looking into it" and "sorry" answer nothing; "it will arrive on Friday" does.
    private static func isReceipt(_ words: ArraySlice<Word>) -> Bool {
        !words.contains { !$0.cue.isDisjoint(with: [.outcome, .failure]) && !$0.cue.contains(.delay) }
    }

    /// Whether it answers a question, as far as words can tell.
    func answer(to question: Question, among pending: [Question]) -> Answer {
        let isNamed = question.stems.contains { stems.contains($0) }
        if question.want == .deed {
            return words >= Self.wordsMin || takesUp
                ? (question.isAskedSince && !isNamed ? .none : .full) : .none
        }
        guard words >= Self.wordsMin else { return .none }
        // WHY: "sure, no problem" answers no "when".
        if sentences == 0, question.want != .whether { return .none }
        // WHY: what was asked last is what a reply speaks to; older questions it must name.
        if question.isAskedSince { return isNamed ? .full : .none }
        if isNamed { return .full }
        let isRest = question.besides.contains { stems.contains($0) }
        if question.siblings > 1 { return answerToOneOfMany(question, pending) }
        if question.isAboutRest, isRest || question.besides.isEmpty || pointsBack { return .full }
        switch question.want {
        case .time: return givesTime || isAffirmed ? .full : .doubtful
        case .amount: return givesAmount || isAffirmed ? .full : .doubtful
        case .more:
            if asksBack { return .doubtful }
            return states || pointsBack || isAffirmed || givesTime || givesAmount ? .full : .doubtful
        case .whether, .deed: return isAffirmed ? .full : .doubtful
        }
    }

    /// Of several questions at once a reply may take up only those it speaks of.
    private func answerToOneOfMany(_ question: Question, _ pending: [Question]) -> Answer {
        let together = pending.filter { $0.message == question.message }
        if sentences >= question.siblings { return .full }
        let isOtherNamed = together.contains { other in
            other.sentence != question.sentence && other.stems.contains { stems.contains($0) }
        }
        if isOtherNamed { return .none }
        switch question.want {
        case .time: return givesTime ? .full : .doubtful
        case .amount: return givesAmount ? .full : .doubtful
        case .more, .whether, .deed: return isAffirmed || states ? .full : .doubtful
        }
    }
}
