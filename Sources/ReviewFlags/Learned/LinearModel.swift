import Conversations

/// A linear model over hashed words and letters that may add candidates to what rules find, and never takes one away.
///
/// Everything is whole numbers, so that every machine gives the same answer: weights are `int8`, the score of a stretch of
/// text is 64 times the sum of its n-grams' weights over the root of their number and ``pause``, and a score at or above the category's
/// threshold is a hit. Its words and thresholds are data, learned by `scripts/train/flag-model`.
struct LinearModel: Sendable {
    /// One category that the model may add.
    struct Target: Sendable {
        /// The rule that its flags name.
        let rule: RuleID
        /// The category.
        let category: FlagCategory
        /// From which score on a stretch of text is a candidate.
        let threshold: Int
        /// From which score on it is one where a tentative rule of the category hit the same message; at most
        /// ``threshold``.
        let support: Int
    }

    /// The categories, at most ``targetsMax``, in the order of the weights.
    let targets: [Target]
    /// For each bucket the weight of each target.
    let weights: [SIMD4<Int8>]
    /// How far a category's margin may be below the highest of a stretch; a margin is a score less what is asked of it.
    ///
    /// WHY: all categories know what a case is; which one it is, the clearest knows best, and a rule's category is held
    /// against the others too: who looks at a case of money needs no second lane that the model likes less.
    let spread: Int
    /// The languages that it learned enough rows of, `nil` for all; in others it is heard with less.
    let languages: Set<String>?
    /// How far a hash is shifted to the right to give its bucket.
    let bucketShift: UInt64
    /// The most rows of a thousand that the model alone may flag in neutral traffic; the thresholds were set for it.
    let budgetPermille: Int

    /// The most categories of one model.
    static let targetsMax = 4
    /// The most words of one stretch; longer messages are cut at the ends of sentences.
    static let stretchTokensMax = 96
    /// Shorter messages say too little for a guess.
    static let tokensMin = 3
    /// How many n-grams a text is taken to have beside its own: a short text says less than its few n-grams seem to.
    static let pause = 40
    /// How many n-grams a candidate names as its evidence.
    static let evidenceMax = 3

    /// A candidate for one category.
    struct Candidate: Sendable, Equatable {
        /// The place of its target.
        let target: Int
        /// Its score, at or above what was asked.
        let score: Int
        /// UTF-8 bytes of the raw message: the n-grams that weigh most, in reading order.
        let ranges: [Range<Int>]
    }

    /// The candidates of one message, by target.
    ///
    /// - Parameters:
    ///   - text: the message's tokens; quoted lines are left out.
    ///   - flagged: the categories that rules flag alone; they are left out, and the others are held against them.
    ///   - hinted: the categories of which a tentative rule hit; less is asked of them.
    /// - Returns: at most one for each target, from the stretch with the highest score.
    func candidates(
        in text: TokenisedText, flagged: Set<FlagCategory>, hinted: Set<FlagCategory>
    ) -> [Candidate] {
        let open = targets.indices.filter { !flagged.contains(targets[$0].category) }
        guard !open.isEmpty else { return [] }
        let sure = targets.indices.filter { flagged.contains(targets[$0].category) }
        let asked = targets.indices.map { target in
            let isHinted = hinted.contains(targets[target].category) && !sure.contains(target)
            return isHinted ? targets[target].support : targets[target].threshold
        }
        var best: [(score: Int, stretch: [Int])?] = Array(repeating: nil, count: targets.count)
        for stretch in Self.stretches(of: text) {
            let scores = scores(of: stretch, in: text)
            let margins = targets.indices.map { scores[$0] - asked[$0] }
            let passing = open.filter { margins[$0] >= 0 }
            guard let clearest = (passing + sure).map({ margins[$0] }).max() else { continue }
            for target in passing where margins[target] >= clearest - spread {
                if best[target].map({ $0.score < scores[target] }) ?? true {
                    best[target] = (scores[target], stretch)
                }
            }
        }
        return open.compactMap { target in
            guard let found = best[target] else { return nil }
            let ranges = evidence(for: target, in: found.stretch, text)
            return ranges.isEmpty ? nil : Candidate(target: target, score: found.score, ranges: ranges)
        }
    }

    /// The score of a stretch for each target.
    func scores(of stretch: [Int], in text: TokenisedText) -> [Int] {
        var sum = SIMD4<Int32>(repeating: 0)
        var count = 0
        HashedNgrams.walk(stretch, of: text) { hash, _ in
            sum &+= SIMD4<Int32>(truncatingIfNeeded: weights[bucket(hash)])
            count += 1
        }
        guard count > 0 else { return Array(repeating: Int.min, count: targets.count) }
        let root = Self.root(of: (count + Self.pause) << 12)
        return targets.indices.map { Int(sum[$0]) * 4096 / root }
    }

    /// The bucket of an n-gram.
    private func bucket(_ hash: UInt64) -> Int { Int(HashedNgrams.mixed(hash) >> bucketShift) }

    /// The stretches of a message, as places of its tokens.
    static func stretches(of text: TokenisedText) -> [[Int]] {
        var stretches: [[Int]] = []
        var open: [Int] = []
        var sentenceStart = 0
        for place in text.tokens.indices where !text.tokens[place].isQuoted {
            if let last = open.last, text.tokens[last].sentence != text.tokens[place].sentence {
                sentenceStart = open.count
            }
            if open.count == stretchTokensMax {
                let cut = sentenceStart > 0 ? sentenceStart : open.count
                stretches.append(Array(open[..<cut]))
                open.removeFirst(cut)
                sentenceStart = 0
            }
            open.append(place)
        }
        stretches.append(open)
        return stretches.filter { $0.count >= tokensMin }
    }

    /// The whole part of a square root, by Newton's method.
    static func root(of number: Int) -> Int {
        guard number > 1 else { return number }
        var guess = 1 << ((Int.bitWidth - number.leadingZeroBitCount + 1) / 2)
        while true {
            let next = (guess + number / guess) / 2
            if next >= guess { return guess }
            guess = next
        }
    }

    /// The n-grams of a stretch that speak most for a target; letters count for the word they stand in.
    private func evidence(for target: Int, in stretch: [Int], _ text: TokenisedText) -> [Range<Int>] {
        var words = Array(repeating: 0, count: stretch.count)
        var pairs = Array(repeating: 0, count: stretch.count)
        HashedNgrams.walk(stretch, of: text) { hash, gram in
            let weight = Int(weights[bucket(hash)][target])
            if gram.isPair { pairs[gram.place] += weight } else { words[gram.place] += weight }
        }
        var ranked: [(weight: Int, first: Int, last: Int)] = []
        for place in stretch.indices {
            ranked.append((words[place], place, place))
            if place > 0 { ranked.append((pairs[place], place - 1, place)) }
        }
        ranked.sort { ($1.weight, $0.first, $0.last) < ($0.weight, $1.first, $1.last) }
        var chosen: [(first: Int, last: Int)] = []
        for one in ranked where one.weight > 0 && chosen.count < Self.evidenceMax {
            if chosen.allSatisfy({ one.last < $0.first || one.first > $0.last }) {
                chosen.append((one.first, one.last))
            }
        }
        return chosen.sorted { $0.first < $1.first }.map { first, last in
            Int(text.tokens[stretch[first]].start)..<Int(text.tokens[stretch[last]].end)
        }
    }
}
