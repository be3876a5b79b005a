import Conversations

/// How the promises of a history stand to one another: which replaced which, and which contradict.
struct Commitments {
    /// By sentence, the sentence that holds instead; -1 for none.
    private(set) var replacement: [Int]
    /// By sentence, a sentence that contradicts it; -1 for none.
    private(set) var contradiction: [Int]

    init(_ history: History, _ evidence: Evidence) {
        replacement = Array(repeating: -1, count: history.sentences.count)
        contradiction = replacement
        /// By stem, the latest promise about it; by conversation and stem the same.
        var latest: [Int32: Int] = [:]
        for (index, sentence) in history.sentences.enumerated() {
            let promises = sentence.undertakes && !sentence.asks
            let refuses = sentence.reportsOutcome && sentence.cues.contains(.failure)
            guard promises || refuses, history.isProvenStaff(sentence) else { continue }
            for place in history.topics.ofSentence[index]
            where history.topicWord(place, of: sentence).namesSubject {
                let stem = history.topics.stems[place]
                if let earlier = latest[stem], earlier != index {
                    compare(earlier, index, refuses: refuses && !promises, history)
                }
            }
            guard promises else { continue }
            for place in history.topics.ofSentence[index]
            where history.topicWord(place, of: sentence).namesSubject {
                latest[history.topics.stems[place]] = index
            }
        }
        for index in history.sentences.indices where history.sentences[index].undertakes {
            guard replacement[index] < 0, let failure = evidence.failure(after: index, history) else {
                continue
            }
            replacement[index] = failure
        }
    }

    private mutating func compare(_ earlier: Int, _ later: Int, refuses: Bool, _ history: History) {
        guard refuses || differ(earlier, later, history) else { return }
        let left = history.messages[history.sentences[earlier].message]
        let right = history.messages[history.sentences[later].message]
        // WHY: a colleague who names another day without a word of correction may not know of the first.
        let isColleague =
            left.authorNumber != nil && right.authorNumber != nil && left.authorNumber != right.authorNumber
        let isSpokenOver =
            isColleague && !refuses && !history.sentences[later].cues.contains(.correction)
        if left.conversation == right.conversation, !isSpokenOver {
            replacement[earlier] = later
        } else {
            contradiction[earlier] = later
            contradiction[later] = earlier
        }
    }

    /// Whether two promises name different values of one kind: another day, another sum.
    private func differ(_ left: Int, _ right: Int, _ history: History) -> Bool {
        [EntityKind.date, .time, .money, .quantity].contains { kind in
            let one = values(left, kind, history)
            let other = values(right, kind, history)
            return !one.isEmpty && !other.isEmpty && !one.contains { other.contains($0) }
        }
    }

    private func values(_ index: Int, _ kind: EntityKind, _ history: History) -> [Int32] {
        history.entitiesOfSentence[index].compactMap {
            history.entities[$0].kind == kind ? history.entities[$0].value : nil
        }
    }
}
