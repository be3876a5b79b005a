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
            /// The beginning of a longer number: a number turned round.
            case head
            /// Anywhere.
            case free
            /// A single name, letter by letter.
            case letters
            /// A word of an address, letter by letter.
            case spaced
            /// A whole name within one word.
            case glued
        }

        /// Where its bytes begin among ``Needles/letters``.
        let start: Int32
        let count: Int
        let isDigits: Bool
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
        /// Whether all its words are everyday ones, so that a capital must tell that it is meant.
        let isEveryday: Bool
        /// The numbers of the whole value: house, flat, floor.
        let numbers: [Int]
        let known: Int
    }

    /// A short value, found near a cue only.
    struct Short: Sendable {
        let fieldClass: FieldClass
        let known: Int
    }

    /// A number of which the first or last digits are found near a word that says so.
    struct Number: Sendable {
        let digits: [UInt8]
        let fieldClass: FieldClass
        let known: Int
    }

    /// A word of an address that is found where the house's number, a kind of street or a word for living stands near.
    struct LoneWord: Sendable {
        let fieldClass: FieldClass
        let numbers: [Int]
        let known: Int
    }

    /// A town.
    struct Place: Sendable {
        let fieldClass: FieldClass
        let known: Int
    }

    var words: [UInt32: [Word]] = [:]
    var slips: [Slip] = []
    /// Names by their letters as ``unleet(_:)`` reads them.
    var leet: [UInt64: Word] = [:]
    /// Names by the first letters of their parts, two at least.
    var initials: [UInt64: Word] = [:]
    private(set) var runs: [Run] = []
    /// Every word of ``words``, ``places`` and ``shorts``.
    private(set) var filter = WordFilter()
    var days: [Day] = []
    var streets: [Street] = []
    var places: [UInt32: Place] = [:]
    var shorts: [[UInt8]: [Short]] = [:]
    var numbers: [Number] = []
    /// Words of addresses by their letters as ``unleet(_:)`` reads them.
    var leetStreets: [UInt64: UInt32] = [:]
    /// The longer words of addresses, which one slip may change.
    var streetWords: [[UInt8]] = []
    /// The longer words of addresses that are no everyday ones, by their canonical form.
    var loneWords: [UInt32: LoneWord] = [:]
    /// Other spellings of words of this record's addresses.
    var streetForms: [UInt32: UInt32] = [:]
    /// The bytes of all runs, one after the other.
    private(set) var letters: [UInt8] = []
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
        let folded = FoldedValue.all(known)
        let wholes = Self.wholes(folded)
        runs.reserveCapacity(known.count * 8)
        chain.reserveCapacity(known.count * 8)
        words.reserveCapacity(known.count)
        leet.reserveCapacity(known.count)
        shorts.reserveCapacity(known.count)
        var last: (fieldClass: FieldClass, kind: DetectorTables.LinkKind?)?
        for (place, value) in folded.enumerated() where !value.bytes.isEmpty {
            present = wholes[place]
            let fieldClass = value.value.fieldClass
            // WHY: the values of a record come class by class, and one look in the table does for each.
            let linked =
                last?.fieldClass == fieldClass ? last?.kind : rules.tables.linkKind(of: fieldClass)
            last = (fieldClass, linked)
            switch linked ?? (value.bytes.contains(UInt8(ascii: "@")) ? .email : .reference) {
            case .person: addPerson(value)
            case .email: addEmail(value)
            case .phone: addPhone(value)
            case .date: addDate(value)
            case .address: addAddress(value)
            case .reference: addReference(value.value, value.bytes)
            }
        }
        for hash in words.keys { filter.insert(hash) }
        for hash in places.keys { filter.insert(hash) }
        for short in shorts.keys { filter.insert(Token.hash(of: short)) }
    }

    /// Adds letters and digits in a row; four at least.
    mutating func add(
        _ bytes: some BidirectionalCollection<UInt8>, _ fieldClass: FieldClass, _ edges: Run.Edges
    ) {
        let count = bytes.count
        guard count >= 4, runs.count < Int(UInt16.max) - 1, letters.count < 1 << 30 else { return }
        let start = letters.count
        letters.append(contentsOf: bytes)
        let slot = Self.slot(letters, start)
        var other = Int(heads[slot])
        while other > 0 {
            let run = runs[other - 1]
            if run.count == count, run.edges == edges, run.fieldClass == fieldClass,
                letters[Int(run.start)..<Int(run.start) + count].elementsEqual(letters[start...])
            {
                letters.removeLast(count)
                return
            }
            other = Int(chain[other - 1])
        }
        chain.append(heads[slot])
        runs.append(
            Run(
                start: Int32(start), count: count, isDigits: letters[start...].allSatisfy(\.isDigit),
                fieldClass: fieldClass, edges: edges, known: present))
        heads[slot] = UInt16(runs.count)
    }

    /// Adds the same read from its end: `ojnoko` for Okonjo.
    mutating func addTurned(
        _ bytes: some BidirectionalCollection<UInt8>, _ fieldClass: FieldClass, _ edges: Run.Edges = .words
    ) {
        guard bytes.count >= 5 else { return }
        add(bytes.reversed(), fieldClass, edges)
    }

    /// For each value the longest and then first one of its class that holds all of its words, so that a person's given name and
    /// the whole name in two fields of a record are one person.
    static func wholes(_ known: [KnownValue]) -> [Int] { wholes(FoldedValue.all(known)) }

    private static func wholes(_ known: [FoldedValue]) -> [Int] {
        let words = WordSets(known)
        // WHY: only values of several words hold others; each is looked up by the one of its words that fewest have.
        let uses = words.uses
        return known.indices.map { place in
            guard let holders = words[place].map({ uses.places(of: $0) }).min(by: { $0.count < $1.count })
            else { return place }
            var best = place
            for other in uses[holders].map(\.place)
            where known[other].value.fieldClass == known[place].value.fieldClass
                && words.holds(other, place)
            {
                let isLonger = words[other].count > words[best].count
                let isEarlier = words[other].count == words[best].count && other < best
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
        forEachRun(first, at: place, of: bytes.count, { bytes[$0] }, body)
    }

    /// The same for a stream that is asked byte by byte.
    @inline(__always) func forEachRun(
        _ first: UInt16, at place: Int, of total: Int, _ byte: (Int) -> UInt8, _ body: (Run) -> Void
    ) {
        var next = Int(first)
        while next > 0 {
            let (start, count) = (Int(runs[next - 1].start), runs[next - 1].count)
            if place + count <= total, byte(place + count - 1) == letters[start + count - 1] {
                var offset = 0
                while offset < count, byte(place + offset) == letters[start + offset] { offset += 1 }
                if offset == count { body(runs[next - 1]) }
            }
            next = Int(chain[next - 1])
        }
    }

    /// The words among folded bytes.
    static func tokens(_ bytes: [UInt8]) -> [[UInt8]] {
        Token.tokens(of: bytes).map { Array(bytes[$0.range]) }
    }
}
