/// Fills the budget: facts first within their share, then sentences, then facts again with what is left.
struct Selection {
    private let history: History
    private let weights: ExtractWeights
    private let ledger: ValueLedger
    private let open: OpenItems
    private let isOutdated: [Bool]
    private let openQuestionWorth: Int64
    /// By sentence, its candidate for an act; -1 for none.
    private let actOfSentence: [Int]
    /// By stem, its part of all that is spoken of, in millionths.
    private let massOfStem: [Int64]
    private let scores: [Int64]
    /// By sentence, what its age and its conversation's end leave of its worth, in thousandths.
    private let freshness: [Int64]
    private let facts: [Candidate]
    private let spanOfMention: [Int]
    private let countsLines: Bool

    /// Words taken, counted through all messages.
    private(set) var taken: [Bool]
    private var isCredited: [Bool]
    private var isStemTaken: [Bool]
    /// By sentence, whether any of its words was taken.
    private(set) var isSentenceTouched: [Bool]
    /// By saying, whether a sentence of these words was taken.
    private var isSaid: [Bool]
    private var remaining: Int

    init(_ analysis: Analysis, budget: Budget) {
        let (history, weights) = (analysis.history, analysis.weights)
        self.history = history
        self.weights = weights
        open = analysis.open
        ledger = analysis.ledger
        isOutdated = analysis.supersession.isOutdated
        let spoken = max(FixedPoint.steadied(history.topics.tallies.reduce(0) { $0 + Int($1.sentences) }), 1)
        massOfStem = history.topics.tallies.map { Int64($0.sentences) * 1_000_000 / Int64(spoken) }
        scores = history.sentences.indices.map { index in
            let score = analysis.scorer.score(of: index) * weights[.scoreScale] / 1000 + weights[.scoreOffset]
            return Int64(max(score, 0))
        }
        freshness = analysis.freshness.ofSentence
        var maker = FactCandidates(analysis: analysis)
        if case .lines(let count) = budget {
            countsLines = true
            remaining = max(count, 0)
            facts = maker.sentences()
        } else {
            countsLines = false
            remaining = Self.words(budget, of: history.spokenWordCount)
            maker.isRoomy =
                remaining >= weights[.roomyWords]
                || remaining >= weights[.roomyWordsMin]
                    && remaining * 1000 >= history.wordCount * weights[.roomyShare]
            // WHY: with so little room a day or a number without its phrase is a riddle; one whole thought or none.
            let isTight = remaining < weights[.spansWordsMin]
            facts = isTight ? maker.spans().filter(maker.isWholeThought) : maker.spans()
        }
        var spanOfMention = Array(repeating: -1, count: history.entities.count)
        var actOfSentence = Array(repeating: -1, count: history.sentences.count)
        for (index, fact) in facts.enumerated() {
            if fact.bonus > 0 { actOfSentence[fact.sentence] = index }
            for mention in fact.entities where spanOfMention[mention] < 0 || fact.bonus == 0 {
                spanOfMention[mention] = index
            }
        }
        self.spanOfMention = spanOfMention
        openQuestionWorth = Int64(weights[maker.isRoomy ? .roomyOpenQuestion : .openQuestion])
        self.actOfSentence = actOfSentence
        taken = Array(repeating: false, count: history.wordCount)
        isCredited = Array(repeating: false, count: history.valueCount)
        isStemTaken = Array(repeating: false, count: history.topics.count)
        isSentenceTouched = Array(repeating: false, count: history.sentences.count)
        isSaid = Array(repeating: false, count: history.sayingCount)
    }

    /// How many words a budget allows.
    static func words(_ budget: Budget, of total: Int) -> Int {
        switch budget {
        case .words(let count), .lines(let count), .tokens(let count): max(count, 0)
        case .share(let millionths): total * min(max(millionths, 0), 1_000_000) / 1_000_000
        }
    }

    /// Runs all passes.
    mutating func run() {
        let reserve = remaining - remaining * weights[.factShare] / 1000
        takeFacts(keeping: reserve)
        takeSentences()
        takeFacts(keeping: 0)
        closeGaps()
    }

    private mutating func takeFacts(keeping reserve: Int) {
        var queue = LazyGreedy(facts.count, above: Int64(weights[.factGainMin])) { factGain($0) }
        var misfits = 0
        while remaining > reserve, misfits <= weights[.factMisfitsMax],
            let index = queue.next({ factGain($0) })
        {
            let before = remaining
            take(facts[index], keeping: reserve)
            if remaining == before, cost(of: facts[index]) > 0 { misfits += 1 }
        }
    }

    private mutating func takeSentences() {
        var queue = LazyGreedy(history.sentences.count, above: 0) { sentenceGain($0) }
        var misfits = 0
        while remaining > 0, misfits <= weights[.misfitsMax], let index = queue.next({ sentenceGain($0) }) {
            let before = remaining
            let whole = Candidate(
                sentence: index, words: history.sentences[index].words,
                entities: history.entitiesOfSentence[index], bonus: 0)
            take(whole, keeping: 0)
            if remaining == before, cost(of: whole) > 0 { misfits += 1 }
        }
    }

    private func factGain(_ index: Int) -> Int64 {
        let candidate = facts[index]
        let cost = cost(of: candidate)
        guard cost > 0, !isRepeat(candidate.sentence) else { return 0 }
        var worth = candidate.bonus + newCredit(candidate.entities)
        if !countsLines { worth = worth * 256 / weights.discounts[min(cost, weights.discounts.count - 1)] }
        return worth
    }

    private func sentenceGain(_ index: Int) -> Int64 {
        let sentence = history.sentences[index]
        guard sentence.origin != .furniture, !sentence.saysLittle, !isRepeat(index) else { return 0 }
        var mass: Int64 = 0
        let topics = history.topics.ofSentence[index]
        for place in topics {
            let stem = history.topics.stems[place]
            // WHY: a sentence that says a word twice covers it once; sentences are short enough to look back.
            if isStemTaken[Int(stem)] || history.topics.stems[topics.lowerBound..<place].contains(stem) {
                continue
            }
            mass += massOfStem[Int(stem)]
        }
        let values = newCredit(history.entitiesOfSentence[index]) * Int64(weights[.entityInNarrative]) / 1000
        var worth =
            (scores[index] + mass * Int64(weights[.coverage]) / 1000 + values) * freshness[index] / 1000
        if open.isOpenQuestion[index], !open.isPassedOver[index] { worth += openQuestionWorth }
        if open.isOpenEscalation[index] { worth += Int64(weights[.escalation]) }
        // WHY: what was replaced is worth a line only where nothing that holds now wants the room.
        return isOutdated[index] ? worth * Int64(weights[.outdated]) / 1000 : worth
    }

    /// Whether the same words of the same side stand in the extract already.
    private func isRepeat(_ index: Int) -> Bool {
        guard isSaid[Int(history.sayings[index])], !isSentenceTouched[index] else { return false }
        // WHY: "your booking is confirmed" said twice may be of two bookings.
        let sentence = history.sentences[index]
        return !(history.isStaffSide(sentence) && sentence.reportsOutcome)
    }

    private func newCredit(_ mentions: Range<Int>) -> Int64 {
        var sum: Int64 = 0
        for mention in mentions where !isCredited[Int(history.entities[mention].value)] {
            sum += ledger.credit[mention]
        }
        return sum
    }

    private func cost(of candidate: Candidate) -> Int {
        if countsLines { return isSentenceTouched[candidate.sentence] ? 0 : 1 }
        let first = history.firstWord[history.sentences[candidate.sentence].message]
        return candidate.words.count { !taken[first + $0] }
    }

    /// Takes a candidate together with the live values of those it shows that were replaced, or nothing.
    private mutating func take(_ candidate: Candidate, keeping reserve: Int) {
        var parts = [candidate]
        for mention in candidate.entities {
            guard let live = liveSpan(of: mention, besides: candidate) else { continue }
            if !parts.contains(where: { $0.sentence == live.sentence && $0.words == live.words }) {
                parts.append(live)
            }
        }
        if let partner = partner(of: candidate.sentence) { parts.append(partner) }
        let cost = parts.reduce(0) { $0 + self.cost(of: $1) }
        guard cost > 0, cost <= remaining - reserve else { return }
        for part in parts { mark(part) }
    }

    /// The promise that replaced or contradicts one that is to be shown.
    private func partner(of sentence: Int) -> Candidate? {
        var other = open.commitments.replacement[sentence]
        if open.isOpenPromise[sentence], other < 0 { other = open.commitments.contradiction[sentence] }
        guard other >= 0, !isSentenceTouched[other] else { return nil }
        if actOfSentence[other] >= 0 { return facts[actOfSentence[other]] }
        return Candidate(
            sentence: other, words: history.sentences[other].words,
            entities: history.entitiesOfSentence[other], bonus: 0)
    }

    private func liveSpan(of mention: Int, besides candidate: Candidate) -> Candidate? {
        let live = ledger.replacement[Int(history.entities[mention].value)]
        guard live >= 0, !isCredited[Int(live)] else { return nil }
        let place = ledger.latestMention[Int(live)]
        guard place >= 0, !candidate.entities.contains(place), spanOfMention[place] >= 0 else { return nil }
        return facts[spanOfMention[place]]
    }

    private mutating func mark(_ candidate: Candidate) {
        remaining -= cost(of: candidate)
        let sentence = history.sentences[candidate.sentence]
        let first = history.firstWord[sentence.message]
        for word in candidate.words { taken[first + word] = true }
        for place in history.topics.ofSentence[candidate.sentence]
        where candidate.words.contains(Int(history.topics.words[place])) {
            isStemTaken[Int(history.topics.stems[place])] = true
        }
        isSentenceTouched[candidate.sentence] = true
        isSaid[Int(history.sayings[candidate.sentence])] = true
        for mention in candidate.entities { isCredited[Int(history.entities[mention].value)] = true }
    }

    /// Joins two chosen spans of one sentence when a single word stands between them and there is room.
    private mutating func closeGaps() {
        guard !countsLines else { return }
        for sentence in history.sentences {
            let first = history.firstWord[sentence.message]
            guard sentence.words.count > 2 else { continue }
            for word in sentence.words.dropFirst().dropLast()
            where remaining > 0 && !taken[first + word] && taken[first + word - 1] && taken[first + word + 1]
            {
                taken[first + word] = true
                remaining -= 1
            }
        }
    }
}
