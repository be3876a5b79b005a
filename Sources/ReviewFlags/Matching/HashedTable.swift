/// A read-only map from 64-bit hashes to small numbers: open addressing, no allocation on look-up.
///
/// WHY: most look-ups of a message miss (a token's prefixes, a misspelling's neighbours), and a miss here is one load.
struct HashedTable: Sendable {
    private var keys: [UInt64]
    private var values: [Int32]
    private var mask: Int
    private(set) var count = 0

    /// An empty table with room for a number of entries.
    init(capacity: Int = 16) {
        var size = 32
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: 0, count: size)
        values = Array(repeating: -1, count: size)
        mask = size - 1
    }

    /// The value of a key; −1 when there is none.
    subscript(key: UInt64) -> Int32 {
        // INVARIANT: at least half of the places are free, so that every search ends.
        var place = Int(truncatingIfNeeded: key ^ (key >> 29)) & mask
        while values[place] >= 0 {
            if keys[place] == key { return values[place] }
            place = (place + 1) & mask
        }
        return -1
    }

    /// Keeps the first value given for a key.
    mutating func insert(_ key: UInt64, _ value: Int32) {
        if count * 2 >= keys.count { grow() }
        var place = Int(truncatingIfNeeded: key ^ (key >> 29)) & mask
        while values[place] >= 0 {
            if keys[place] == key { return }
            place = (place + 1) & mask
        }
        keys[place] = key
        values[place] = value
        count += 1
    }

    /// Sets the value of a key.
    ///
    /// - Returns: the value it had; −1 when it had none.
    mutating func updateValue(_ value: Int32, for key: UInt64) -> Int32 {
        if count * 2 >= keys.count { grow() }
        var place = Int(truncatingIfNeeded: key ^ (key >> 29)) & mask
        while values[place] >= 0 {
            if keys[place] == key {
                let old = values[place]
                values[place] = value
                return old
            }
            place = (place + 1) & mask
        }
        keys[place] = key
        values[place] = value
        count += 1
        return -1
    }

    private mutating func grow() {
        var larger = HashedTable(capacity: keys.count)
        for (key, value) in zip(keys, values) where value >= 0 { larger.insert(key, value) }
        self = larger
    }
}

/// FNV-1a over the folded bytes of a word, byte by byte so that every prefix has its hash on the way.
struct WordHash: Sendable {
    /// The hash of the bytes so far.
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Takes one byte more.
    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    /// The hash of a whole word.
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash = WordHash()
        for byte in bytes { hash.add(byte) }
        return hash.value
    }
}
