/// A word as one number: equal for equal words in every history and on every machine.
///
/// Keys are compared and never ordered where order reaches output. Two words that share a key by chance would
/// only count as one word of the history; a line's bytes never depend on it.
enum WordKey {
    /// What an empty word starts from (FNV-1a).
    static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Takes one more byte of the lower-case form.
    @inline(__always)
    static func adding(_ byte: UInt8, to state: UInt64) -> UInt64 {
        (state ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    /// Spreads the state over all bits; never zero.
    @inline(__always)
    static func finished(_ state: UInt64) -> UInt64 {
        var key = state
        key ^= key >> 32
        key &*= 0xD6E8_FEB8_6659_FD93
        key ^= key >> 32
        return key == 0 ? 1 : key
    }

    /// The key of a lower-case word.
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        finished(bytes.reduce(start) { adding($1, to: $0) })
    }

    /// The key of a lower-case word.
    static func of(_ word: String) -> UInt64 { of(word.utf8) }

    /// A key for two keys in this order.
    static func joined(_ left: UInt64, _ right: UInt64) -> UInt64 {
        finished(left &* 0x9E37_79B9_7F4A_7C15 ^ right)
    }
}

/// Small numbers for keys, in the order in which they come.
struct KeyTable: Sendable {
    private var keys: [UInt64]
    private var numbers: [Int32]
    private(set) var count: Int32 = 0

    /// Makes room for about so many keys; more are taken too.
    init(about count: Int = 16) {
        var size = 32
        while size < count * 2 { size *= 2 }
        keys = Array(repeating: 0, count: size)
        numbers = Array(repeating: -1, count: size)
    }

    /// The number of a key, -1 for none. Keys are never zero.
    @inline(__always)
    func number(of key: UInt64) -> Int32 { numbers[slot(of: key)] }

    /// The number of a key, a new one for a new key.
    mutating func assigned(_ key: UInt64) -> Int32 {
        let found = slot(of: key)
        if numbers[found] >= 0 { return numbers[found] }
        keys[found] = key
        numbers[found] = count
        count += 1
        if Int(count) * 2 > keys.count { grow() }
        return count - 1
    }

    /// A number that no key has.
    mutating func fresh() -> Int32 {
        count += 1
        return count - 1
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: key) & mask
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = zip(keys, numbers).filter { $0.0 != 0 }
        keys = Array(repeating: 0, count: keys.count * 2)
        numbers = Array(repeating: -1, count: keys.count)
        for (key, number) in old {
            let slot = slot(of: key)
            keys[slot] = key
            numbers[slot] = number
        }
    }
}
