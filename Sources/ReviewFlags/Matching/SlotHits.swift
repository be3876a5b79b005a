/// Where the slots of the rules occur in one message.
struct SlotHits: Sendable {
    /// One occurrence.
    struct Hit: Sendable {
        /// Tokens, half open.
        let start: Int32
        /// Tokens, half open.
        let end: Int32
        /// The next hit of the same slot; −1 when there is none.
        let next: Int32
    }

    /// The occurrences; those of one slot are chained by ascending start.
    private(set) var hits: [Hit] = []
    /// The slots that occur, in the order in which they were first seen from the end.
    private(set) var slots: [Int32] = []
    private var heads: [Int32]

    /// Finds every slot of a table in a text.
    init(_ text: ReadText, _ table: PhraseTable) {
        heads = Array(repeating: -1, count: table.slotCount)
        hits.reserveCapacity(text.tokens.count * 4)
        // WHY: from the last token to the first, so that each chain ascends without sorting.
        for start in text.tokens.indices.reversed() {
            table.walk(from: start, in: text) { slot, end in
                let head = heads[Int(slot)]
                if head < 0 { slots.append(slot) }
                hits.append(Hit(start: Int32(start), end: Int32(end), next: head))
                heads[Int(slot)] = Int32(hits.count - 1)
            }
        }
    }

    /// The first hit of a slot; −1 when there is none.
    func head(_ slot: Int32) -> Int32 { heads[Int(slot)] }

    /// Whether a slot occurs.
    func contains(_ slot: Int32) -> Bool { heads[Int(slot)] >= 0 }

    /// The token ranges of a slot, by ascending start.
    func ranges(_ slot: Int32) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var at = heads[Int(slot)]
        while at >= 0 {
            let hit = hits[Int(at)]
            ranges.append(Int(hit.start)..<Int(hit.end))
            at = hit.next
        }
        return ranges
    }
}
