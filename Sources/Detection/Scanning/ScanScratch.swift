/// The memory that one message is made ready in; when nobody reads the message any more, the next one gets it.
///
/// WHY: a conversation is many short messages, and asking for a dozen lists for each cost more than reading it.
final class ScanScratch {
    /// Every list that a ``ScannedMessage`` reads.
    struct Lists {
        var original: GrowingList<UInt8>
        var bytes: GrowingList<UInt8>
        var runs: GrowingList<FoldedRun>
        var tokens: GrowingList<Token>
        var words: GrowingList<Lexicon.Lists>
        var cues: GrowingList<ScannedMessage.Cue>
        var signs: GrowingList<Int32>
        var reachable: GrowingList<Lexicon.Lists>
        /// The signs between words, as bits.
        var seenSigns: UInt64 = 0

        init(_ room: inout ListRoom) {
            original = GrowingList(in: &room, capacity: 256)
            bytes = GrowingList(in: &room, capacity: 256)
            runs = GrowingList(in: &room, capacity: 8)
            tokens = GrowingList(in: &room, capacity: 56)
            words = GrowingList(in: &room, capacity: 56)
            cues = GrowingList(in: &room, capacity: 24)
            signs = GrowingList(in: &room, capacity: 8)
            reachable = GrowingList(in: &room, capacity: 8)
        }
    }

    /// The room of all readings of a message's letters and digits.
    struct Letters {
        var written: GrowingList<UInt8>
        var writtenTokens: GrowingList<Int32>
        var spelled: GrowingList<UInt8>
        var spelledTokens: GrowingList<Int32>
        var counted: GrowingList<UInt8>
        var countedTokens: GrowingList<Int32>
        var digits: GrowingList<UInt8>
        var digitTokens: GrowingList<Int32>
        var traits: GrowingList<WordTraits>

        init(_ room: inout ListRoom) {
            written = GrowingList(in: &room, capacity: 256)
            writtenTokens = GrowingList(in: &room, capacity: 256)
            spelled = GrowingList(in: &room, capacity: 256)
            spelledTokens = GrowingList(in: &room, capacity: 256)
            counted = GrowingList(in: &room, capacity: 16)
            countedTokens = GrowingList(in: &room, capacity: 16)
            digits = GrowingList(in: &room, capacity: 64)
            digitTokens = GrowingList(in: &room, capacity: 64)
            traits = GrowingList(in: &room, capacity: 64)
        }
    }

    private let room: ListRoom
    // As much as all lists begin with.
    private static let roomBytes = 8 << 10
    /// Taken out to be filled, and put back before the message is made.
    var lists: Lists
    /// The digits that are looked through for cards.
    private(set) lazy var row = DigitRow()
    /// Taken out and put back by ``LinkedStreams``.
    var letters: Letters
    /// Whether a message in it is kept for later searches, so that no other one gets it.
    var isKept = false

    init() {
        var room = ListRoom(bytes: Self.roomBytes)
        lists = Lists(&room)
        letters = Letters(&room)
        self.room = room
    }

    deinit {
        lists.original.free()
        lists.bytes.free()
        lists.runs.free()
        lists.tokens.free()
        lists.words.free()
        lists.cues.free()
        lists.signs.free()
        lists.reachable.free()
        letters.written.free()
        letters.writtenTokens.free()
        letters.spelled.free()
        letters.spelledTokens.free()
        letters.counted.free()
        letters.countedTokens.free()
        letters.digits.free()
        letters.digitTokens.free()
        letters.traits.free()
        room.free()
    }

    /// The scratches of one search, each in use by at most one message.
    struct Pool {
        private var all: [ScanScratch] = []

        /// One that nobody else holds.
        mutating func take(otherThan present: ScanScratch? = nil) -> ScanScratch {
            all.removeAll { $0.isKept }
            for place in all.indices where isKnownUniquelyReferenced(&all[place]) && all[place] !== present {
                return all[place]
            }
            let new = ScanScratch()
            all.append(new)
            return new
        }
    }
}
