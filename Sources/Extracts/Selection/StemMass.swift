/// How much of a history's vocabulary each sentence covers.
struct StemMass {
    private let uses: [Int32]
    private let total: Int64
    private let distinct: [Int32]
    private let ranges: [Range<Int>]

    init(_ history: History) {
        var uses = Array(repeating: Int32(0), count: history.vocabulary.count)
        var lastSeen = Array(repeating: Int32(-1), count: history.vocabulary.count)
        var distinct: [Int32] = []
        var ranges: [Range<Int>] = []
        for (index, sentence) in history.sentences.enumerated() {
            let start = distinct.count
            for word in history.words(of: sentence)
            where sentence.origin != .furniture && SentenceScorer.isTopic(word)
                && lastSeen[Int(word.stem)] != index
            {
                lastSeen[Int(word.stem)] = Int32(index)
                distinct.append(word.stem)
                uses[Int(word.stem)] += 1
            }
            ranges.append(start..<distinct.count)
        }
        self.uses = uses
        self.distinct = distinct
        self.ranges = ranges
        var mass: Int64 = 0
        var isCounted = Array(repeating: false, count: uses.count)
        for stem in distinct where !isCounted[Int(stem)] {
            isCounted[Int(stem)] = true
            mass += Int64(uses[Int(stem)])
        }
        self.total = max(mass, 1)
    }

    /// The distinct stems of a sentence.
    func stems(of sentence: Int) -> ArraySlice<Int32> { distinct[ranges[sentence]] }

    /// A stem's part of the whole, in millionths.
    func mass(of stem: Int32) -> Int64 { Int64(uses[Int(stem)]) * 1_000_000 / total }
}
