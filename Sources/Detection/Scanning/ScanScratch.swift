/// The memory that one message is made ready in; when nobody reads the message any more, the next one gets it.
///
/// WHY: a conversation is many short messages, and asking for a dozen lists for each cost more than reading it.
final class ScanScratch {
    /// Every list that a ``ScannedMessage`` reads.
    struct Lists {
        var original = GrowingList<UInt8>(capacity: 512)
        var bytes = GrowingList<UInt8>(capacity: 512)
        var runs = GrowingList<FoldedRun>(capacity: 16)
        var tokens = GrowingList<Token>(capacity: 128)
        var words = GrowingList<Lexicon.Lists>(capacity: 128)
        var cues = GrowingList<ScannedMessage.Cue>(capacity: 32)
        var signs = GrowingList<Int32>(capacity: 16)
        var reachable = GrowingList<Lexicon.Lists>(capacity: 16)
    }

    /// The room of all readings of a message's letters and digits.
    struct Letters {
        var written = GrowingList<UInt8>(capacity: 256)
        var writtenTokens = GrowingList<Int32>(capacity: 256)
        var spelled = GrowingList<UInt8>(capacity: 256)
        var spelledTokens = GrowingList<Int32>(capacity: 256)
        var counted = GrowingList<UInt8>(capacity: 16)
        var countedTokens = GrowingList<Int32>(capacity: 16)
        var digits = GrowingList<UInt8>(capacity: 64)
        var digitTokens = GrowingList<Int32>(capacity: 64)
        var traits = GrowingList<WordTraits>(capacity: 128)
    }

    /// Taken out to be filled, and put back before the message is made.
    var lists = Lists()
    /// The digits that are looked through for cards.
    let row = DigitRow()
    /// Taken out and put back by ``LinkedStreams``.
    var letters = Letters()

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
    }

    /// The scratches of one search, each in use by at most one message.
    struct Pool {
        private var all: [ScanScratch] = []

        /// One that nobody else holds.
        mutating func take(otherThan present: ScanScratch? = nil) -> ScanScratch {
            for place in all.indices where isKnownUniquelyReferenced(&all[place]) && all[place] !== present {
                return all[place]
            }
            let new = ScanScratch()
            all.append(new)
            return new
        }
    }
}
