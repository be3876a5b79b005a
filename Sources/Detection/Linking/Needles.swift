import Conversations

/// Everything that known values are looked for by, made once for a conversation.
struct Needles: Sendable {
    /// A word of a person's name.
    struct Word: Sendable {
        let fieldClass: FieldClass
        let person: Int
        let isNickname: Bool
        /// Its place among the words of the name.
        var order = 0
    }

    /// A part of a name that is also found with one slip.
    struct Slip: Sendable {
        let bytes: [UInt8]
        /// The letters it has, by ``OneSlip/letters(_:)``.
        let letters: UInt32
        let word: Word
    }

    /// Letters and digits in a row, however separated.
    struct Run: Sendable {
        enum Edges: Sendable {
            /// Begins and ends with words.
            case words
            /// Begins and ends with words of one line and one sentence.
            case name
            /// Begins and ends with words, with no blank inside.
            case unbroken
            /// Is not part of a longer run of digits.
            case digits
            /// The end of a longer number.
            case tail
            /// Anywhere.
            case free
            /// A single name, letter by letter.
            case letters
        }

        let bytes: [UInt8]
        let fieldClass: FieldClass
        let edges: Edges
        let known: Int
    }

    /// A day.
    struct Day: Sendable {
        let year: Int?
        let month: Int
        let day: Int
        let isAmbiguous: Bool
        let fieldClass: FieldClass
        let known: Int
    }

    /// Words of an address in a row.
    struct Street: Sendable {
        let words: [UInt32]
        let fieldClass: FieldClass
        /// The canonical words of the whole value; those beside a match belong to it.
        let whole: Set<UInt32>
        let known: Int
    }

    /// The last digits or a short value, found near a cue only.
    struct Short: Sendable {
        let fieldClass: FieldClass
        /// Whether it is the whole value rather than its end.
        let isWhole: Bool
        let known: Int
    }

    /// A town.
    struct Place: Sendable {
        let fieldClass: FieldClass
        let known: Int
    }

    var words: [UInt32: [Word]] = [:]
    var slips: [Slip] = []
    var leet: [[UInt8]: Word] = [:]
    /// Names by the first letters of their parts, two at least.
    var initials: [[UInt8]: Word] = [:]
    private(set) var runs: [Run] = []
    /// Every word of ``words``, ``places`` and ``shorts``.
    private(set) var filter = WordFilter()
    var days: [Day] = []
    var streets: [Street] = []
    var places: [UInt32: Place] = [:]
    var shorts: [[UInt8]: [Short]] = [:]
    // The first run of each hash of four bytes (1 + index), and the next one with the same hash.
    private(set) var heads = [UInt16](repeating: 0, count: 4096)
    private var chain: [UInt16] = []
    /// The value whose needles are being made: its place in the list of known values, or that of the one it is part of.
    private(set) var present = 0

    let rules: DetectorRules
    let nicknames: [String: [String]]

    init(_ known: [KnownValue], _ rules: DetectorRules, nicknames: [String: [String]]) {
        self.rules = rules
        self.nicknames = nicknames
        let wholes = Self.wholes(known)
        runs.reserveCapacity(known.count * 8)
        chain.reserveCapacity(known.count * 8)
        words.reserveCapacity(known.count)
        leet.reserveCapacity(known.count)
        shorts.reserveCapacity(known.count)
        for (place, value) in known.enumerated() where !value.value.isEmpty {
            present = wholes[place]
            switch rules.tables.linkKind(of: value.fieldClass, value: value.value) {
            case .person: addPerson(value)
            case .email: addEmail(value)
            case .phone: addPhone(value)
            case .date: addDate(value)
            case .address: addAddress(value)
            case .reference: addReference(value)
            }
        }
        for hash in words.keys { filter.insert(hash) }
        for hash in places.keys { filter.insert(hash) }
        for short in shorts.keys { filter.insert(Token.hash(of: short)) }
    }

    /// Adds letters and digits in a row; four at least.
    mutating func add(_ bytes: [UInt8], _ fieldClass: FieldClass, _ edges: Run.Edges) {
        guard bytes.count >= 4, runs.count < Int(UInt16.max) - 1 else { return }
        let slot = Self.slot(bytes, 0)
        var other = Int(heads[slot])
        while other > 0 {
            if runs[other - 1].bytes == bytes, runs[other - 1].fieldClass == fieldClass { return }
            other = Int(chain[other - 1])
        }
        chain.append(heads[slot])
        runs.append(Run(bytes: bytes, fieldClass: fieldClass, edges: edges, known: present))
        heads[slot] = UInt16(runs.count)
    }

    /// For each value the longest and then first one of its class that holds all of its words, so that a person's given name and
    /// the whole name in two fields of a record are one person.
    static func wholes(_ known: [KnownValue]) -> [Int] {
        let words = known.map { WordSet($0.value) }
        // WHY: only values of several words hold others; each is looked up by the one of its words that fewest have.
        var uses: [WordSet.Use] = []
        for (place, set) in words.enumerated() where set.words.count > 1 {
            for word in set.words { uses.append(WordSet.Use(word: word, place: place)) }
        }
        uses.sort()
        return known.indices.map { place in
            guard
                let holders = words[place].words.map({ uses.places(of: $0) }).min(by: { $0.count < $1.count })
            else { return place }
            var best = place
            for other in uses[holders].map(\.place)
            where known[other].fieldClass == known[place].fieldClass && words[other].holds(words[place]) {
                let isLonger = words[other].words.count > words[best].words.count
                let isEarlier = words[other].words.count == words[best].words.count && other < best
                if isLonger || isEarlier { best = other }
            }
            return best
        }
    }

    private static func slot(_ bytes: [UInt8], _ place: Int) -> Int {
        slot(
            UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
                | UInt32(bytes[place + 3]) << 24)
    }

    /// Where the runs begin that begin with four bytes, the first one the lowest.
    static func slot(_ word: UInt32) -> Int { Int((word &* 2_654_435_761) >> 20) }

    /// Calls back for every run of a chain that stands at a place of a stream.
    func forEachRun(_ first: UInt16, in bytes: ListView<UInt8>, at place: Int, _ body: (Run) -> Void) {
        var next = Int(first)
        while next > 0 {
            let count = runs[next - 1].bytes.count
            if place + count <= bytes.count,
                bytes[place + count - 1] == runs[next - 1].bytes[count - 1],
                bytes[place..<place + count].elementsEqual(runs[next - 1].bytes)
            {
                body(runs[next - 1])
            }
            next = Int(chain[next - 1])
        }
    }

    /// Folded tokens of a value.
    static func tokens(_ value: String) -> [[UInt8]] { tokens(FoldedText(value).bytes) }

    /// The words among folded bytes.
    static func tokens(_ bytes: [UInt8]) -> [[UInt8]] {
        Token.tokens(of: bytes).map { Array(bytes[$0.range]) }
    }
}
