import Conversations

/// Which replaced values a reader must be told of: those that came with a sign that the newer one is for the same thing.
///
/// WHY beside the ledger: a second day beside a first may be another thing's day. Choosing lines may rest on that
/// guess; the mark `was` may not.
struct Supersession {
    private let history: History
    private let ledger: ValueLedger
    /// By value: whether a sentence that holds it corrects.
    private var isCorrection: [Bool]
    /// By value: the first and the last sentence that hold it, -1 for none.
    private var firstSentence: [Int]
    private var lastSentence: [Int]
    /// By sentence: how many sentences of the customer up to it correct or refuse something.
    private var corrections: [Int]
    /// By sentence: whether it holds a value of which a reader must be told that it was replaced.
    private(set) var isOutdated: [Bool]

    // WHY a bound: a chain of values is walked for each of them.
    private static let hopsMax = 16
    /// People and bare numbers stand side by side; one is no newer state of another.
    private static let unmarked: [EntityKind] = [.name, .number, .choice, .web]
    /// What the customer has one of, so that theirs with a word of correction takes the place of their earlier one.
    private static let owned: [EntityKind] = [.phone, .email, .identifier, .hidden]

    /// What moves when plans change.
    private static let moving: [EntityKind] = [.date, .time]

    init(_ history: History, _ ledger: ValueLedger) {
        self.history = history
        self.ledger = ledger
        isCorrection = Array(repeating: false, count: history.valueCount)
        firstSentence = Array(repeating: -1, count: history.valueCount)
        lastSentence = firstSentence
        corrections = Array(repeating: 0, count: history.sentences.count)
        isOutdated = Array(repeating: false, count: history.sentences.count)
        guard ledger.replacement.contains(where: { $0 >= 0 }) else { return }
        var count = 0
        for index in history.sentences.indices {
            let sentence = history.sentences[index]
            let changes = !sentence.cues.isDisjoint(with: [.correction, .negation, .failure])
            if changes, !history.isStaffSide(sentence) { count += 1 }
            corrections[index] = count
            guard sentence.origin == .own else { continue }
            for mention in history.entitiesOfSentence[index] {
                let value = Int(history.entities[mention].value)
                if firstSentence[value] < 0 { firstSentence[value] = index }
                lastSentence[value] = index
                if sentence.cues.contains(.correction) { isCorrection[value] = true }
            }
        }
        for index in history.sentences.indices {
            isOutdated[index] = !replacements(history.entitiesOfSentence[index], in: index).isEmpty
        }
    }

    /// The live values of those mentions of a sentence that were replaced, where none of the mentions shows it too.
    func replacements(_ mentions: some Sequence<Int>, in sentence: Int) -> [Int32] {
        mentions.compactMap { mention in
            guard let live = live(of: mention, in: sentence) else { return nil }
            return mentions.contains { history.entities[$0].value == live } ? nil : live
        }
    }

    private func live(of mention: Int, in sentence: Int) -> Int32? {
        let entity = history.entities[mention]
        var live = ledger.replacement[Int(entity.value)]
        guard live >= 0, !Self.unmarked.contains(entity.kind) else { return nil }
        for _ in 0..<Self.hopsMax where ledger.replacement[Int(live)] >= 0 {
            live = ledger.replacement[Int(live)]
        }
        let last = lastSentence[Int(live)]
        guard last > sentence else { return nil }
        return isSameThing(entity, live, sentence, last) ? live : nil
    }

    private func isSameThing(_ old: Entity, _ live: Int32, _ sentence: Int, _ last: Int) -> Bool {
        if old.kind == .address { return true }
        let first = firstSentence[Int(live)]
        if Self.owned.contains(old.kind) {
            // WHY: an order number is no newer user number; one thing's numbers are spelled alike.
            guard old.kind != .identifier || spelling(of: old.value) == spelling(of: live) else {
                return false
            }
            return isCorrection[Int(live)]
                && [firstSentence[Int(old.value)], first].allSatisfy {
                    $0 >= 0 && !history.isStaffSide(history.sentences[$0])
                }
        }
        let isMoving = Self.moving.contains(old.kind)
        if isCorrection[Int(live)] { return isMoving || isSameSubject(sentence, last) }
        return isMoving && [first, last].contains { isSameSubject(sentence, $0) }
    }

    /// How many letters or digits stand where in a value, as it was first given.
    private func spelling(of value: Int32) -> [[Int]] {
        let sentence = firstSentence[Int(value)]
        guard sentence >= 0 else { return [] }
        let words = history.prepared[history.sentences[sentence].message].text.words
        let mention = history.entitiesOfSentence[sentence].first { history.entities[$0].value == value }
        return mention.map {
            history.entities[$0].words.map { [Int(words[$0].shape.rawValue), words[$0].width] }
        }
            ?? []
    }

    /// Whether staff said two things of the same matter, and something between them or in the later changed it.
    private func isSameSubject(_ left: Int, _ right: Int) -> Bool {
        let (one, other) = (history.sentences[left], history.sentences[right])
        guard history.isStaffSide(one), history.isStaffSide(other), !one.asks, !other.asks,
            corrections[right] > corrections[left] || !other.cues.isDisjoint(with: [.failure, .correction])
        else { return false }
        let stems = subjects(left)
        return subjects(right).contains { stems.contains($0) }
    }

    private func subjects(_ index: Int) -> [Int32] {
        let sentence = history.sentences[index]
        return history.topics.ofSentence[index].compactMap { place in
            let word = Int(history.topics.words[place])
            let isValue = history.entitiesOfSentence[index].contains {
                history.entities[$0].words.contains(word)
            }
            return !isValue && history.topicWord(place, of: sentence).namesSubject
                ? history.topics.stems[place] : nil
        }
    }
}
