/// Tells in one look that a word is none of a few; of those it lets through some are strangers.
struct WordFilter: Sendable {
    private var bits = [UInt64](repeating: 0, count: 64)

    /// Adds the hash of a word.
    mutating func insert(_ hash: UInt32) {
        let bit = Self.bit(hash)
        bits[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    /// Whether a word may be among them.
    func mayHold(_ hash: UInt32) -> Bool {
        let bit = Self.bit(hash)
        return bits[bit >> 6] & (1 << UInt64(bit & 63)) != 0
    }

    private static func bit(_ hash: UInt32) -> Int { Int((hash ^ hash >> 15) & 4095) }
}
