import Conversations

/// Scores sentences as a reader would rank them: by place, length, role and act.
struct SentenceScorer {
    private let history: History
    private let weights: ExtractWeights
    /// How often each stem is used, by word number; stop words and placeholders are not counted.
    private let stemUses: [Int32]
    private let stemTotal: Int
    private let firstOfRole: [Int]

    init(_ history: History, _ weights: ExtractWeights) {
        self.history = history
        self.weights = weights
        var uses = Array(repeating: Int32(0), count: history.vocabulary.count)
        var total = 0
        for sentence in history.sentences where sentence.origin != .furniture {
            for word in history.words(of: sentence) where Self.isTopic(word) {
                uses[Int(word.stem)] += 1
                total += 1
            }
        }
        stemUses = uses
        stemTotal = max(total, 1)
        let customer = history.messages.firstIndex { $0.author == .customer } ?? -1
        let staff = history.messages.firstIndex { $0.author != .customer } ?? -1
        firstOfRole = [customer, staff]
    }

    static func isTopic(_ word: Word) -> Bool { !word.isPlaceholder && !word.cue.contains(.stop) }

    /// What each feature adds for a sentence, in thousandths, in the order of ``Feature/allCases``.
    func terms(of index: Int) -> [Int] {
        let values = values(of: index)
        return zip(values, weights.features).map { value, term in
            term.weight * (value - term.mean) / term.deviation
        }
    }

    /// The sum of all terms, in thousandths.
    func score(of index: Int) -> Int { terms(of: index).reduce(0, +) }

    private func values(of index: Int) -> [Int] {
        let sentence = history.sentences[index]
        let isStaff = history.isStaffSide(sentence)
        let place = FixedPoint.distance(index, stretch: weights[.positionStretch])
        let staffActs: (CueSet) -> Int = { isStaff && !sentence.cues.isDisjoint(with: $0) ? 1000 : 0 }
        var mass = 0
        for word in history.words(of: sentence) where Self.isTopic(word) {
            mass += Int(stemUses[Int(word.stem)])
        }
        return Feature.allCases.map { feature in
            switch feature {
            case .length: FixedPoint.logarithm(1 + sentence.cost)
            case .thanks: sentence.cues.contains(.thanks) ? 1000 : 0
            case .greeting: sentence.cues.contains(.greeting) ? 1000 : 0
            case .firstSentence: index == 0 ? 1000 : 0
            case .firstMessage: sentence.message == 0 ? 1000 : 0
            case .staffPosition: isStaff ? place : 0
            case .customerPosition: isStaff ? 0 : place
            case .topicMass: mass * 1000 / stemTotal
            case .staffContact: staffActs(.contact)
            case .placeInMessage: min(sentence.place, 5) * 200
            case .messageLength: min(sentence.siblings, 6) * 1000 / 6
            case .firstOfRole: firstOfRole.contains(sentence.message) ? 1000 : 0
            case .staffCommitment: staffActs(.commitment)
            case .position: place
            case .staffApology: staffActs(.apology)
            }
        }
    }
}
