/// What the sentences of a history are about: their topic stems by small numbers, and how often each is used.
struct Topics {
    private var table: KeyTable
    /// All topic words in reading order.
    private(set) var stems: [Int32] = []
    private(set) var words: [Int32] = []
    /// By sentence, a range of ``stems`` and ``words``.
    private(set) var ofSentence: [Range<Int>] = []
    /// How much a stem is spoken of.
    struct Tally {
        /// How many words have it.
        var uses: Int32 = 1
        /// How many sentences have it.
        var sentences: Int32 = 1
        /// The last of those.
        fileprivate var last: Int32
    }

    /// By stem.
    private(set) var tallies: [Tally] = []

    init(about count: Int) {
        table = KeyTable(about: count)
        stems.reserveCapacity(count)
        words.reserveCapacity(count)
    }

    /// How many stems there are.
    var count: Int { tallies.count }

    /// Adds the next sentence.
    mutating func add(_ topics: ArraySlice<PreparedMessage.Topic>) {
        let start = stems.count
        let sentence = Int32(ofSentence.count)
        for topic in topics {
            let stem = table.assigned(topic.stem)
            if Int(stem) == tallies.count {
                tallies.append(Tally(last: sentence))
            } else {
                var tally = tallies[Int(stem)]
                tally.uses += 1
                if tally.last != sentence { tally.sentences += 1 }
                tally.last = sentence
                tallies[Int(stem)] = tally
            }
            stems.append(stem)
            words.append(topic.word)
        }
        ofSentence.append(start..<stems.count)
    }

    /// The number of a stem, `nil` when no sentence has it.
    func number(of stem: UInt64) -> Int32? {
        let number = table.number(of: stem)
        return number < 0 ? nil : number
    }
}
