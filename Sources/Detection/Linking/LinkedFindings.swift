import Conversations

/// The known values of some messages, found while their stretches pass by.
///
/// Of long messages only the last stretches of the two before the present one are kept, for values that are split over
/// messages; short ones stay with the request, see ``ReadMessages``.
struct LinkedFindings {
    /// A stretch of one of the messages.
    struct Stretch {
        private let read: ReadMessage
        /// The place of its message among all.
        let place: Int
        /// Whether it was searched before in this form.
        let isKnown: Bool

        var message: ScannedMessage { read.message }
        var streams: LinkedStreams { read.streams }
        /// Where numbers may begin or end that go on in another message.
        var written: Bridge.Digits { read.written }
        var spelled: Bridge.Digits { read.spelled }

        init(_ read: ReadMessage, _ place: Int, isKnown: Bool) {
            self.read = read
            self.place = place
            self.isKnown = isKnown
        }
    }

    private struct Key: Hashable {
        let range: Range<Int>
        let known: Int
    }

    private let book: NeedleBook
    // The last stretch of the present message, the one before and the one before that.
    private var ends: [Stretch] = []
    private var found: [[Finding]] = []
    private var seen: [Set<Key>] = []
    // The kinds of finds that were made so far, by the place of the known value.
    private var kinds: [Finding.Kind?]
    /// How much was compared in all messages so far: for tests of linear work.
    private(set) var work = 0

    init(_ book: NeedleBook) {
        self.book = book
        kinds = Array(repeating: nil, count: book.needles.fieldClasses.count)
    }

    /// For each message so far the places where a known value stands, values over two messages among them.
    var findings: [[Finding]] { found }

    /// Begins the next message.
    mutating func begin() {
        found.append([])
        seen.append([])
    }

    /// Searches a stretch of the present message; what begins outside of its core is another stretch's.
    ///
    /// - Parameters:
    ///   - message: the stretch.
    ///   - core: the folded bytes of it that are its own.
    ///   - isKnown: whether it was searched before, so that only what depends on its neighbours is looked for.
    ///   - isKept: whether it is a whole message that may be asked for again.
    mutating func search(
        _ message: ScannedMessage, _ core: Range<Int>, isKnown: Bool, isKept: Bool = false
    ) {
        let read = ReadMessage(message, book)
        if isKept { book.read.keep(read) }
        search(read, core, isKnown: isKnown)
    }

    /// Searches a whole message that was read and searched before for what its neighbours may bring.
    ///
    /// - Parameter original: its bytes.
    /// - Returns: whether it was kept; else it has to be read once more.
    mutating func searchKept(_ original: ListView<UInt8>) -> Bool {
        guard let read = book.read.message(of: original) else { return false }
        begin()
        search(read, 0..<read.message.bytes.count, isKnown: true)
        return true
    }

    private mutating func search(_ read: ReadMessage, _ core: Range<Int>, isKnown: Bool) {
        let place = found.count - 1
        let stretch = Stretch(read, place, isKnown: isKnown)
        let previous = ends.last
        // WHY: what was searched before beside the same neighbours holds nothing new; a neighbour that changed brings
        // a day only by asking for it.
        if !isKnown || previous.map({ !$0.isKnown && asksForDay($0.message) }) == true {
            let message = read.message
            let search = LinkedSearch(message, read.streams, book, previous: previous?.message)
            withExtendedLifetime(message) { isKnown ? search.days() : search.run() }
            work += search.work + search.hits.count
            for hit in LinkedHit.joined(search.hits, in: message) where core.contains(hit.range.lowerBound) {
                add(hit, stretch)
            }
        }
        if previous?.place == place {
            ends.removeLast()
        } else {
            for left in ends where left.place < place && !(isKnown && left.isKnown) {
                for (one, two) in Bridge.hits(left, stretch, book) {
                    add(one, left)
                    add(two, stretch)
                }
            }
            if ends.count == Detector.neighbourReach {
                for end in 1..<ends.count { ends.swapAt(end - 1, end) }
                ends.removeLast()
            }
        }
        ends.append(stretch)
    }

    /// Whether a message has a word for birth, so that the next one may answer with a day.
    private func asksForDay(_ message: ScannedMessage) -> Bool {
        !book.needles.days.isEmpty && message.cues.contains { $0.lists & book.rules.words.born != 0 }
    }

    private mutating func add(_ hit: LinkedHit, _ stretch: Stretch) {
        let range = stretch.message.folded.widestRange(of: hit.range)
        guard isNew(Key(range: range, known: hit.known), stretch.place) else { return }
        if found[stretch.place].isEmpty { found[stretch.place].reserveCapacity(8) }
        found[stretch.place].append(Finding(range, kind(hit.known)))
    }

    /// Whether a find was not there before.
    private mutating func isNew(_ key: Key, _ place: Int) -> Bool {
        // WHY: most messages have a few finds, which are looked through faster than they are hashed.
        if found[place].count < 16 {
            return !found[place].contains { $0.known == key.known && $0.range == key.range }
        }
        if seen[place].isEmpty {
            seen[place] = Set(found[place].map { Key(range: $0.range, known: $0.known ?? 0) })
        }
        return seen[place].insert(key).inserted
    }

    /// What finds of one known value have in common.
    private mutating func kind(_ known: Int) -> Finding.Kind {
        if let kind = kinds[known] { return kind }
        let kind = Finding.Kind(
            fieldClass: book.needles.fieldClasses[known], detector: KnownValueLinker.detector, isLinked: true,
            known: known,
            validation: .record)
        kinds[known] = kind
        return kind
    }
}
