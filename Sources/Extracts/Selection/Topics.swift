/// What the sentences of a history are about: their topic stems by small numbers, and how often each is used.
struct Topics {
    private var table: KeyTable
    /// All topic words in reading order.
    private(set) var stems: [Int32] = []
    private(set) var words: [Int32] = []
    /// By sentence, a range of ``stems`` and ``words``.
    private(set) var ofSentence: [Range<Int>] = []
    /// By stem, how many words have it.
    private(set) var uses: [Int32] = []
    /// By stem, how many sentences have it.
    private(set) var sentencesWith: [Int32] = []
    private var lastSeen: [Int32] = []

    init(about count: Int) {
        table = KeyTable(about: count)
        stems.reserveCapacity(count)
        words.reserveCapacity(count)
    }

    /// How many stems there are.
    var count: Int { uses.count }

    /// Adds the next sentence.
    mutating func add(_ topics: ArraySlice<PreparedMessage.Topic>) {
        let start = stems.count
        let sentence = Int32(ofSentence.count)
        for topic in topics {
            let stem = table.assigned(topic.stem)
            if Int(stem) == uses.count {
                uses.append(0)
                sentencesWith.append(0)
                lastSeen.append(-1)
            }
            uses[Int(stem)] += 1
            if lastSeen[Int(stem)] != sentence {
                sentencesWith[Int(stem)] += 1
                lastSeen[Int(stem)] = sentence
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
