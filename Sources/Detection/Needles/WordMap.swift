/// What each of some words stands for, found in a look or two; made once of the rule files' tables.
///
/// WHY: a search asks this of every third word, and a dictionary hashes the word once more each time.
struct FrozenWordMap<Value: Sendable & BitwiseCopyable>: Sendable {
    private struct Slot: Sendable, BitwiseCopyable {
        let word: UInt32
        let value: Value?
    }

    // INVARIANT: a power of two of slots, at most a quarter full, so that every search ends at an empty one.
    private let slots: ListView<Slot>
    private let mask: Int
    private let owned: FrozenList<Slot>

    init(_ values: [UInt32: Value]) {
        var count = 64
        while count < values.count * 4 { count *= 2 }
        mask = count - 1
        var slots = [Slot](repeating: Slot(word: 0, value: nil), count: count)
        for (word, value) in values.sorted(by: { $0.key < $1.key }) {
            var slot = Self.slot(word, mask)
            while slots[slot].value != nil { slot = (slot + 1) & mask }
            slots[slot] = Slot(word: word, value: value)
        }
        owned = FrozenList(slots)
        self.slots = owned.view
    }

    /// What a word stands for; `nil` when it is none of them.
    @inline(__always) subscript(word: UInt32) -> Value? {
        var slot = Self.slot(word, mask)
        while true {
            let found = slots[slot]
            guard let value = found.value else { return nil }
            if found.word == word { return value }
            slot = (slot + 1) & mask
        }
    }

    @inline(__always) private static func slot(_ word: UInt32, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (word &* 0x9E37_79B1) >> 8) & mask
    }
}

/// The digits that each of some words stands for.
struct NumberWords: Sendable {
    private let places: FrozenWordMap<Int32>
    private let digits: [[UInt8]]

    init(_ words: [UInt32: [UInt8]]) {
        let all = words.sorted { $0.key < $1.key }
        digits = all.map(\.value)
        let numbered = all.enumerated().map { ($1.key, Int32($0)) }
        places = FrozenWordMap(Dictionary(uniqueKeysWithValues: numbered))
    }

    /// The digits of a word; `nil` when it is no number.
    subscript(word: UInt32) -> [UInt8]? { places[word].map { digits[Int($0)] } }
}
