/// Tells in a look or two that a word is none of a few; of those it lets through some are strangers.
struct WordFilter: Sendable {
    private var bits: [UInt64]
    private let mask: UInt32

    /// - Parameter slots: a power of two, 64 at least; a few for each word keep strangers out.
    init(slots: Int = 4096) {
        bits = [UInt64](repeating: 0, count: slots / 64)
        mask = UInt32(slots - 1)
    }

    /// A full one of all words of some lists.
    static func of(_ lists: [[UInt32]], slots: Int = 4096) -> FrozenWordFilter {
        var filter = WordFilter(slots: slots)
        for list in lists { for word in list { filter.insert(word) } }
        return filter.frozen
    }

    /// The same, read without counting references.
    var frozen: FrozenWordFilter { FrozenWordFilter(FrozenList(bits), mask) }

    /// Adds the hash of a word.
    mutating func insert(_ hash: UInt32) {
        set(FrozenWordFilter.bit(hash, mask))
        set(FrozenWordFilter.secondBit(hash, mask))
    }

    private mutating func set(_ bit: Int) { bits[bit >> 6] |= 1 << UInt64(bit & 63) }
}

/// A ``WordFilter`` that is full.
struct FrozenWordFilter: Sendable {
    private let bits: ListView<UInt64>
    private let mask: UInt32
    private let owned: FrozenList<UInt64>

    fileprivate init(_ owned: FrozenList<UInt64>, _ mask: UInt32) {
        self.owned = owned
        self.mask = mask
        bits = owned.view
    }

    /// Whether a word may be among them.
    @inline(__always) func mayHold(_ hash: UInt32) -> Bool {
        let bit = Self.bit(hash, mask)
        guard bits[bit >> 6] & (1 << UInt64(bit & 63)) != 0 else { return false }
        // WHY: one word in twenty passes the first look at a full filter, and one in four hundred both.
        let second = Self.secondBit(hash, mask)
        return bits[second >> 6] & (1 << UInt64(second & 63)) != 0
    }

    fileprivate static func secondBit(_ hash: UInt32, _ mask: UInt32) -> Int {
        Int((hash &* 0x9E37_79B1) >> 15 & mask)
    }

    fileprivate static func bit(_ hash: UInt32, _ mask: UInt32) -> Int { Int((hash ^ hash >> 15) & mask) }
}
