/// A question or a wish of the customer.
struct Question {
    /// What would answer it.
    enum Want {
        /// Yes or no.
        case whether
        case time, amount
        /// What, where, why, how.
        case more
        /// A deed.
        case deed
    }

    let sentence: Int
    let message: Int
    let want: Want
    /// What it is about.
    let stems: [Int32]
    /// The same as bits, of which two that share a stem share one: see ``bits(of:)``.
    let stemBits: UInt64
    /// What the sentence before it is about, where it points there.
    let besides: [Int32]
    /// What the other sentences of its message are about.
    let others: [Int32]
    /// Whether it points at what was said before it: "can you do this?"
    let isAboutRest: Bool
    /// Of which kinds the deed is that it wants.
    let deeds: DeedSet
    /// How many were asked in one message.
    let siblings: Int
    /// Whether it only asks how things stand with what was asked or promised before.
    let isChase: Bool
    /// Whether the customer has asked something else since.
    var isAskedSince = false
    /// Whether a reply came of which we cannot tell whether it answers.
    var isDoubtful = false
    /// Whether something was said or done since that may be what a wish wanted.
    var isTreated = false
    /// Whether a reply told something, though nothing that is known to be an answer.
    var isReplied = false

    /// The most questions of one message.
    private static let askedMax = 64
    private static let anaphorTopicsMax = 1
    private static let chaseTopicsMax = 1
    private static let chaseWordsMax = 8
    private static let echoWordsMax = 2

    /// What a message asks and wants done.
    static func all(in sentences: Range<Int>, _ history: History) -> [Question] {
        guard sentences.contains(where: { isAsk(history.sentences[$0]) }) else { return [] }
        let asked = sentences.filter { index in
            history.sentences[index].origin == .own && isAsk(history.sentences[index])
                // WHY: "my question is about the plan" is asked in the sentence after it.
                && !(history.sentences[index].inquires && index + 1 < sentences.upperBound
                    && history.sentences[index + 1].asks && !history.sentences[index].requests
                    && history.sentences[index].cues.isDisjoint(with: [.conditional, .interrogative]))
        }
        // WHY a bound: each question keeps what else its message is about.
        let parts = asked.suffix(askedMax).flatMap { index in
            Self.parts(of: index, history).map { (index, $0) }
        }.suffix(askedMax)
        return parts.map { index, part in
            let sentence = history.sentences[index]
            let own = stems(index, within: part, history)
            let isAboutRest =
                own.isEmpty || own.count <= anaphorTopicsMax && sentence.cues.contains(.anaphor)
            // WHY: "has he?" is about the sentence before it, and not about all that stands above.
            let before = isAboutRest && index > sentences.lowerBound ? index - 1 : index
            let besides =
                before < index && history.sentences[before].origin == .own ? stems(before, history) : []
            let others = sentences.filter { $0 != index && history.sentences[$0].origin == .own }
            return Question(
                sentence: index, message: sentence.message, want: want(sentence), stems: own,
                stemBits: bits(of: own), besides: besides,
                others: others.flatMap { stems($0, history) }.filter { !own.contains($0) },
                isAboutRest: isAboutRest, deeds: sentence.deeds,
                siblings: parts.count,
                isChase: asked.count == 1 && isChase(sentence, topics: own.count))
        }
    }

    /// Whether another question was asked with it.
    func isBeside(_ other: Question) -> Bool {
        other.message == message && (other.sentence != sentence || other.stems != stems)
    }

    private static func isAsk(_ sentence: Sentence) -> Bool {
        if sentence.inquires { return true }
        // WHY: "could your manager call me?" is handed up rather than answered.
        if sentence.cues.contains(.escalation) { return false }
        // WHY: "he did not bring it??" is said in anger, and asks nothing.
        let isOutcry =
            sentence.cues.contains(.negation) && sentence.cues.isDisjoint(with: [.question, .interrogative])
        return sentence.requests || sentence.asks && !isOutcry
    }

    /// "Any news?", "hello?", "?"
    private static func isChase(_ sentence: Sentence, topics: Int) -> Bool {
        if sentence.cost <= echoWordsMax { return !sentence.requests }
        return topics <= chaseTopicsMax && sentence.cost <= chaseWordsMax && sentence.cues.contains(.inquiry)
            && !sentence.requests
    }

    /// What a sentence asks, one after the other.
    private static func parts(of index: Int, _ history: History) -> [Range<Int>] {
        let sentence = history.sentences[index]
        guard sentence.cues.contains(.conjunction) else { return [sentence.words] }
        let starts = QuestionForm.beginnings(sentence, history.prepared[sentence.message].text)
        return zip(starts, starts.dropFirst() + [sentence.words.upperBound]).map { $0..<max($0, $1) }
    }

    /// Stems as bits, so that one look says of most that they have nothing in common.
    static func bits(of stems: [Int32]) -> UInt64 {
        stems.reduce(0) { $0 | 1 << UInt64(truncatingIfNeeded: $1 & 63) }
    }

    /// What a sentence is about.
    static func stems(_ index: Int, _ history: History) -> [Int32] {
        stems(index, within: history.sentences[index].words, history)
    }

    private static func stems(_ index: Int, within part: Range<Int>, _ history: History) -> [Int32] {
        let start = history.sentences[index].subjectStart
        return history.topics.ofSentence[index].compactMap { place in
            let word = Int(history.topics.words[place])
            return word >= start && part.contains(word) ? history.topics.stems[place] : nil
        }
    }

    /// What a sentence is about besides finding out and getting in touch.
    static func subjects(_ index: Int, _ history: History) -> [Int32] {
        let sentence = history.sentences[index]
        return history.topics.ofSentence[index].compactMap { place in
            let word = history.topicWord(place, of: sentence)
            let isSubject =
                Int(history.topics.words[place]) >= sentence.subjectStart && word.namesSubject
                && word.cue.isDisjoint(with: [.delay, .handed, .office, .contact])
            return isSubject ? history.topics.stems[place] : nil
        }
    }

    static func want(_ sentence: Sentence) -> Want {
        if !sentence.asks, !sentence.inquires {
            // WHY: "kindly confirm the status" wants words, "kindly cancel it" a deed.
            return sentence.cues.contains(.recap) ? .whether : .deed
        }
        // WHY: "could you cancel it?" has the form of a question and wants a deed.
        if sentence.asks, sentence.cues.contains(.request),
            sentence.cues.isDisjoint(with: [.recap, .inquiry]),
            !sentence.asksForMore
        {
            return .deed
        }
        if sentence.cues.contains(.asksTime) { return .time }
        if sentence.cues.contains(.asksAmount) { return .amount }
        return sentence.asksForMore ? .more : .whether
    }
}
