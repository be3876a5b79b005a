/// The needles of some known values, made ready once and shared by every search of a request.
///
/// WHY: a class, so that a search of one message does not copy a dozen lists; what is asked for every word or byte lies
/// in flat lists.
final class NeedleBook: Sendable {
    /// A name that is also found with one slip.
    struct SlipShape: Sendable, BitwiseCopyable {
        let letters: UInt32
        let count: Int32
    }

    let needles: Needles
    let spelling: SpellingFilter
    /// Every word of names, places and short values.
    let filter: FrozenWordFilter
    /// The words that a street of the record may begin with, in any of their spellings.
    let streetHeads: FrozenWordFilter
    /// The names of ``Needles/slips``, in that order.
    let slips: ListView<SlipShape>
    private let heads: ListView<UInt16>
    private let owned: (FrozenList<SlipShape>, FrozenList<UInt16>)

    init(_ needles: Needles, _ spelling: SpellingFilter) {
        self.needles = needles
        self.spelling = spelling
        filter = needles.filter.frozen
        var streetHeads = WordFilter(slots: 1024)
        for street in needles.streets {
            guard let head = street.words.first else { continue }
            for word in spelling.spellings(of: head) { streetHeads.insert(word) }
        }
        self.streetHeads = streetHeads.frozen
        owned = (
            FrozenList(
                needles.slips.map { SlipShape(letters: $0.letters, count: Int32($0.bytes.count)) }),
            FrozenList(needles.heads)
        )
        slips = owned.0.view
        heads = owned.1.view
    }

    /// Whether some run may begin with four bytes, the first one the lowest.
    @inline(__always) func mayBegin(_ word: UInt32) -> Bool { heads[Needles.slot(word)] != 0 }

    /// Calls back for every run that stands at a place of a stream, from left to right.
    ///
    /// One pass, whatever the number of runs: four bytes at a time lead to the few that begin like them.
    func forEachRun(
        in bytes: ListView<UInt8>, startingBefore end: Int = .max, _ body: (Int, Needles.Run) -> Void
    ) {
        guard bytes.count >= 4, !needles.runs.isEmpty else { return }
        var word = UInt32(bytes[0]) << 8 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 24
        for place in 0..<min(end, bytes.count - 3) {
            word = word >> 8 | UInt32(bytes[place + 3]) << 24
            let first = heads[Needles.slot(word)]
            if first != 0 { needles.forEachRun(first, in: bytes, at: place) { body(place, $0) } }
        }
    }
}

/// Which words are read otherwise than they are written; the same for every request.
final class SpellingFilter: Sendable {
    /// Words for digits and letters, in any language.
    let spoken: FrozenWordFilter
    private let abbreviations: [UInt32: [UInt32]]

    init(_ tables: DetectorTables) {
        var spoken = WordFilter(slots: 1 << 15)
        for word in tables.repeats.keys { spoken.insert(word) }
        for word in tables.tens.keys { spoken.insert(word) }
        for word in tables.numberWords.keys { spoken.insert(word) }
        for word in tables.spellingWords.keys { spoken.insert(word) }
        for word in tables.numberPhrases.keys { spoken.insert(word) }
        self.spoken = spoken.frozen
        var abbreviations: [UInt32: [UInt32]] = [:]
        for (short, whole) in tables.abbreviations { abbreviations[whole, default: []].append(short) }
        self.abbreviations = abbreviations
    }

    /// A word of an address and what stands for it.
    func spellings(of word: UInt32) -> [UInt32] { [word] + (abbreviations[word] ?? []) }
}
