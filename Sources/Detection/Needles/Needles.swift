import Conversations

/// Everything that known values are looked for by, made once for a conversation.
///
/// WHY: a request makes hundreds of needles and keeps them for a moment, so that they lie in a few flat lists.
struct Needles: Sendable {
    /// A word of a person's name.
    struct Word: Sendable, BitwiseCopyable {
        /// The place of the known value.
        let person: Int
        let isNickname: Bool
        /// Its place among the words of the name.
        var order = 0
    }

    /// A part of a name that is also found with one slip.
    struct Slip: Sendable, BitwiseCopyable {
        /// Where it stands in ``pool``.
        let start, count: Int32
        /// The letters it has, by ``OneSlip/letters(_:)``.
        let letters: UInt32
        let word: Word
    }

    /// Letters and digits in a row, however separated.
    struct Run: Sendable, BitwiseCopyable {
        enum Edges: Sendable, BitwiseCopyable {
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

        fileprivate let start: Int32
        private let length: Int32
        private let place: Int32
        /// The run before with the same hash of four bytes: 1 + its place, 0 for none.
        let next: UInt16
        let edges: Edges
        let isDigits: Bool

        fileprivate init(
            _ range: Range<Int>, known: Int, next: UInt16, edges: Edges, isDigits: Bool
        ) {
            start = Int32(range.lowerBound)
            length = Int32(range.count)
            place = Int32(known)
            self.next = next
            self.edges = edges
            self.isDigits = isDigits
        }

        var count: Int { Int(length) }
        /// The place of the known value.
        var known: Int { Int(place) }
        /// Where its bytes stand in ``Needles/pool``.
        var range: Range<Int> { Int(start)..<Int(start) + Int(length) }
    }

    /// A day.
    struct Day: Sendable, BitwiseCopyable {
        let year: Int?
        let month: Int
        let day: Int
        let isAmbiguous: Bool
        let known: Int
    }

    /// Words of an address in a row.
    struct Street: Sendable {
        // Where they stand in the list of all words.
        let words: Range<Int>
        /// Where the canonical words of the whole value stand; those beside a match belong to it.
        let whole: Range<Int>
        /// Where the numbers of the whole value stand in ``houses``: house, flat, floor.
        let numbers: Range<Int>
        /// Whether all its words are everyday ones, so that a capital must tell that it is meant.
        let isEveryday: Bool
        let known: Int
    }

    /// A number of which the first or last digits are found near a word that says so.
    struct Number: Sendable, BitwiseCopyable {
        /// Where its digits stand in ``pool``.
        let start, count: Int32
        let known: Int
    }

    /// A number of a record with letters or many digits.
    struct Reference: Sendable, BitwiseCopyable {
        /// Where it stands in ``pool``.
        let start, count: Int32
        /// The signs it has, by ``OneSlip/letters(_:)``.
        let letters: UInt32
        /// Whether it is also found with a slip.
        let isSlipped: Bool
        let known: Int
    }

    /// An address of e-mail: where its local part stands in ``pool``, its domain right behind.
    struct Email: Sendable, BitwiseCopyable {
        let start, local, domain: Int32
        let known: Int
    }

    /// A long word of an address that is no everyday one.
    struct LoneWord: Sendable {
        /// Where it stands in ``pool``.
        let start, count: Int32
        /// Its canonical form.
        let hash: UInt32
        /// Where the numbers of its address stand in ``houses``.
        let numbers: Range<Int>
        let known: Int
    }

    var words: NeedleTable<Word>
    var slips: [Slip] = []
    /// Names by their letters as ``unleet(_:)`` reads them.
    var leet: NeedleTable<Word>
    /// Names by their sound and without vowels; see ``sound(_:)``.
    var sounds: NeedleTable<Word>
    /// The letters that they begin with to the ear.
    var soundHeads: UInt32 = 0
    /// Names by the first letters of their parts, two at least.
    var initials: NeedleTable<Word>
    private(set) var runs: [Run] = []
    /// The bytes of all runs and slips.
    let pool: NeedlePool
    /// Every word of ``words``, ``places`` and ``shorts``.
    private(set) var filter = WordFilter()
    var days: [Day] = []
    var streets: [Street] = []
    /// The words of all streets.
    var streetWords: [UInt32] = []
    /// Towns: the place of the known value.
    var places: NeedleTable<Int>
    /// Short values, found near a cue only: the place of the known value.
    var shorts: NeedleTable<Int>
    var numbers: [Number] = []
    /// The numbers of all addresses.
    var houses: [Int] = []
    /// Words of addresses by their letters as ``unleet(_:)`` reads them.
    var leetStreets: NeedleTable<UInt32>
    /// Other spellings of words of this record's addresses.
    var streetForms: NeedleTable<UInt32>
    var loneWords: [LoneWord] = []
    /// Numbers of orders, accounts, cards and telephones that are also found with signs swapped or left out.
    var references: [Reference] = []
    /// The same by their signs with those that look alike made one.
    var lookalikes: NeedleTable<Int>
    var emails: [Email] = []
    /// Where the numbers of the houses of an address stand in ``houses``, by the place of the known value.
    var housesOf: [(known: Int, numbers: Range<Int>)] = []
    // The newest run of each hash of four bytes: 1 + its place.
    private(set) var heads = [UInt16](repeating: 0, count: 4096)
    /// The class of every known value.
    let fieldClasses: [FieldClass]
    /// The value whose needles are being made: its place in the list of known values, or that of the one it is part of.
    private(set) var present = 0

    let rules: DetectorRules
    let spelling: SpellingFilter
    let nicknames: Nicknames

    init(_ known: [KnownValue], _ rules: DetectorRules, _ spelling: SpellingFilter, _ nicknames: Nicknames) {
        self.rules = rules
        self.spelling = spelling
        self.nicknames = nicknames
        words = NeedleTable(about: known.count * 2)
        leet = NeedleTable(about: known.count * 2)
        initials = NeedleTable(about: known.count)
        sounds = NeedleTable(about: known.count * 2)
        lookalikes = NeedleTable(about: known.count)
        places = NeedleTable(about: known.count)
        shorts = NeedleTable(about: known.count)
        leetStreets = NeedleTable(about: known.count)
        streetForms = NeedleTable(about: known.count)
        fieldClasses = known.map(\.fieldClass)
        let folded = FoldedValues(known)
        let wholes = Self.wholes(folded)
        runs.reserveCapacity(known.count * 8)
        slips.reserveCapacity(known.count)
        numbers.reserveCapacity(known.count)
        references.reserveCapacity(known.count)
        pool = NeedlePool(capacity: known.count * 192)
        var last: (fieldClass: FieldClass, kind: DetectorTables.LinkKind?)?
        for place in folded.indices where !folded.byteRange(place).isEmpty {
            let value = folded[place]
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
            case .reference: addReference(value.bytes)
            }
        }
    }

    /// Adds letters and digits in a row, four at least: those that a body writes behind the pool.
    mutating func add(_ edges: Run.Edges, _ write: (inout GrowingList<UInt8>) -> Void) {
        let start = pool.count
        pool.write(write)
        let letters = pool.view
        let range = start..<letters.count
        guard range.count >= 4, runs.count < Int(UInt16.max) - 1 else { return pool.cut(to: start) }
        let slot = Self.slot(letters, start)
        guard isNew(letters, range, heads[slot], edges) else { return pool.cut(to: start) }
        var isDigits = true
        for place in range where !letters[place].isDigit {
            isDigits = false
            break
        }
        runs.append(Run(range, known: present, next: heads[slot], edges: edges, isDigits: isDigits))
        heads[slot] = UInt16(runs.count)
    }

    /// Adds the same bytes read from their end: `ojnoko` for Okonjo; five at least.
    mutating func addTurned(_ bytes: some BidirectionalCollection<UInt8>, _ edges: Run.Edges = .words) {
        guard bytes.count >= 5 else { return }
        add(edges) { for byte in bytes.reversed() { $0.append(byte) } }
    }

    /// Whether no run of the same class has the bytes at the end of the pool.
    private func isNew(
        _ letters: ListView<UInt8>, _ range: Range<Int>, _ first: UInt16, _ edges: Run.Edges
    ) -> Bool {
        var other = Int(first)
        while other > 0 {
            let run = runs[other - 1]
            if run.count == range.count, run.edges == edges {
                var offset = 0
                while offset < run.count,
                    letters[run.range.lowerBound + offset] == letters[range.lowerBound + offset]
                {
                    offset += 1
                }
                if offset == run.count,
                    run.known == present || fieldClasses[run.known] == fieldClasses[present]
                {
                    return false
                }
            }
            other = Int(run.next)
        }
        return true
    }

    /// Adds a part of a name that is also found with one slip.
    mutating func addSlip(_ name: ArraySlice<UInt8>, _ word: Word) {
        let start = Int32(pool.count)
        pool.write { $0.append(of: name) }
        slips.append(
            Slip(start: start, count: Int32(name.count), letters: OneSlip.letters(name), word: word))
    }

    /// Adds a short value: two to four letters or digits.
    mutating func addShort(_ text: ArraySlice<UInt8>) {
        shorts.append(present, for: Self.packed(text))
        filter.insert(Token.hash(of: text))
    }

    /// Adds a number whose ends are looked for.
    mutating func addNumber(_ digits: some Collection<UInt8>) {
        let start = Int32(pool.count)
        pool.write { for digit in digits { $0.append(digit) } }
        numbers.append(Number(start: start, count: Int32(digits.count), known: present))
    }

    /// Adds a number that is also found with signs swapped, mixed up or left out.
    mutating func addElidable(_ text: [UInt8], isSlipped: Bool) {
        let start = Int32(pool.count)
        pool.write { $0.append(of: text) }
        references.append(
            Reference(
                start: start, count: Int32(text.count), letters: OneSlip.letters(text), isSlipped: isSlipped,
                known: present))
    }

    /// Adds both sides of an address of e-mail.
    mutating func addSides(_ local: ArraySlice<UInt8>, _ domain: ArraySlice<UInt8>) {
        let start = Int32(pool.count)
        pool.write {
            $0.append(of: local)
            $0.append(of: domain)
        }
        emails.append(
            Email(start: start, local: Int32(local.count), domain: Int32(domain.count), known: present))
    }

    /// Adds a long word of an address.
    mutating func addLoneWord(_ word: some Collection<UInt8>, _ hash: UInt32, _ numbers: Range<Int>) {
        let start = Int32(pool.count)
        pool.write { for byte in word { $0.append(byte) } }
        loneWords.append(
            LoneWord(start: start, count: Int32(word.count), hash: hash, numbers: numbers, known: present))
    }

    /// Notes that a word is looked for.
    mutating func note(_ hash: UInt32) { filter.insert(hash) }

    /// For each value the longest and then first one of its class that holds all of its words, so that a person's given name and
    /// the whole name in two fields of a record are one person.
    static func wholes(_ known: [KnownValue]) -> [Int] { wholes(FoldedValues(known)) }

    private static func wholes(_ folded: FoldedValues) -> [Int] {
        let words = WordSets(folded)
        let known = folded.known
        // WHY: only values of several words hold others; each is looked up by the one of its words that fewest have.
        let uses = words.uses
        return known.indices.map { place in
            var holders: Range<Int>?
            for word in words[place] {
                let places = uses.places(of: word)
                if holders.map({ places.count < $0.count }) ?? true { holders = places }
            }
            guard let holders else { return place }
            var best = place
            for use in holders {
                let other = uses[use].place
                guard other != place, known[other].fieldClass == known[place].fieldClass,
                    words.holds(other, place)
                else { continue }
                let isLonger = words[other].count > words[best].count
                let isEarlier = words[other].count == words[best].count && other < best
                if isLonger || isEarlier { best = other }
            }
            return best
        }
    }

    private static func slot(_ bytes: ListView<UInt8>, _ place: Int) -> Int {
        slot(
            UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
                | UInt32(bytes[place + 3]) << 24)
    }

    /// Where the runs begin that begin with four bytes, the first one the lowest.
    static func slot(_ word: UInt32) -> Int { Int((word &* 2_654_435_761) >> 20) }

    /// Up to eight bytes in one number.
    static func packed(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
