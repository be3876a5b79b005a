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
    /// What the rest of its message is about.
    let besides: [Int32]
    /// Whether it points at the rest of its message: "can you do this?"
    let isAboutRest: Bool
    /// How many were asked in one message.
    let siblings: Int
    /// Whether the customer has asked something else since.
    var isAskedSince = false
    /// Whether a reply came of which we cannot tell whether it answers.
    var isDoubtful = false

    private static let anaphorTopicsMax = 3

    /// What a message asks; wishes count only where nothing is asked outright or handed up.
    static func all(in sentences: Range<Int>, _ history: History) -> [Question] {
        var asked = sentences.filter {
            let sentence = history.sentences[$0]
            guard sentence.origin == .own else { return false }
            // WHY: "could your manager call me?" is handed up rather than answered.
            return (sentence.asks || sentence.inquires) && !sentence.cues.contains(.escalation)
        }
        if asked.isEmpty, !sentences.contains(where: { history.sentences[$0].cues.contains(.escalation) }) {
            let wish = sentences.first {
                history.sentences[$0].requests && history.sentences[$0].origin == .own
            }
            asked = wish.map { [$0] } ?? []
        }
        return asked.map { index in
            let sentence = history.sentences[index]
            let own = stems(index, history)
            let besides = sentences.filter { $0 != index && history.sentences[$0].origin == .own }.flatMap {
                stems($0, history)
            }
            return Question(
                sentence: index, message: sentence.message, want: want(sentence), stems: own,
                besides: besides.filter { !own.contains($0) },
                isAboutRest: own.isEmpty || own.count <= anaphorTopicsMax && sentence.cues.contains(.anaphor),
                siblings: asked.count)
        }
    }

    static func stems(_ index: Int, _ history: History) -> [Int32] {
        history.topics.ofSentence[index].map { history.topics.stems[$0] }
    }

    private static func want(_ sentence: Sentence) -> Want {
        if !sentence.asks, !sentence.inquires { return .deed }
        if sentence.cues.contains(.asksTime) { return .time }
        if sentence.cues.contains(.asksAmount) { return .amount }
        return sentence.asksForMore ? .more : .whether
    }
}
