import Conversations

/// Scores sentences as a reader would rank them: by place, length, role and act.
struct SentenceScorer {
    private let history: History
    private let weights: ExtractWeights
    private let topicTotal: Int
    private let stretch: Int
    /// By feature, what it adds where its value is nought, as most are.
    private let termsOfNought: [Int]
    // WHY: nearly all sentences are shorter, and the logarithm is worked out bit by bit.
    private static let logarithms = (0..<64).map { FixedPoint.logarithm(1 + $0) }

    init(_ history: History, _ weights: ExtractWeights) {
        self.history = history
        self.weights = weights
        topicTotal = max(FixedPoint.steadied(history.topics.stems.count), 1)
        stretch = weights[.positionStretch]
        termsOfNought = weights.features.map { $0.weight * -$0.mean / $0.deviation }
    }

    /// What each feature adds for a sentence, in thousandths, in the order of ``Feature/allCases``.
    func terms(of index: Int) -> [Int] {
        let place = place(of: index)
        return Feature.allCases.map { term($0, place) }
    }

    /// The sum of all terms, in thousandths.
    func score(of index: Int) -> Int {
        let place = place(of: index)
        var sum = 0
        for feature in Feature.allCases { sum += term(feature, place) }
        return sum
    }

    /// A sentence with what several features need of it.
    private struct Place {
        let index: Int
        let sentence: Sentence
        let isStaff: Bool
        let distance: Int
    }

    private func place(of index: Int) -> Place {
        let sentence = history.sentences[index]
        return Place(
            index: index, sentence: sentence, isStaff: history.isStaffSide(sentence),
            distance: FixedPoint.distance(index, stretch: stretch))
    }

    private func term(_ feature: Feature, _ place: Place) -> Int {
        let value = value(feature, place)
        if value == 0 { return termsOfNought[feature.index] }
        let term = weights.features[feature.index]
        return term.weight * (value - term.mean) / term.deviation
    }

    private func value(_ feature: Feature, _ place: Place) -> Int {
        let sentence = place.sentence
        return switch feature {
        case .length:
            sentence.cost < Self.logarithms.count
                ? Self.logarithms[sentence.cost] : FixedPoint.logarithm(1 + sentence.cost)
        case .firstSentence: place.index == 0 ? 1000 : 0
        case .firstMessage: sentence.message == 0 ? 1000 : 0
        case .staffPosition: place.isStaff ? place.distance : 0
        case .customerPosition: place.isStaff ? 0 : place.distance
        case .topicMass: topicMass(place.index) * 1000 / topicTotal
        case .staffContact: staff(place, .contact)
        case .placeInMessage: min(sentence.place, 5) * 200
        case .messageLength: min(sentence.siblings, 6) * 1000 / 6
        case .staffCommitment: staff(place, .commitment)
        case .position: place.distance
        }
    }

    private func staff(_ place: Place, _ act: CueSet) -> Int {
        place.isStaff && !place.sentence.cues.isDisjoint(with: act) ? 1000 : 0
    }

    private func topicMass(_ index: Int) -> Int {
        var mass = 0
        for place in history.topics.ofSentence[index] {
            mass += Int(history.topics.tallies[Int(history.topics.stems[place])].uses)
        }
        return mass
    }
}
