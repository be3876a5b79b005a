/// Needles by a word's hash or letters, found in one look; of several for one key the first that came is the first.
///
/// WHY: a request makes a handful of these for a moment, and a dictionary of lists asks for memory for every word.
struct NeedleTable<Value: Sendable & BitwiseCopyable>: Sendable {
    private struct Entry: Sendable, BitwiseCopyable {
        let key: UInt64
        let value: Value
        // 1 + the place of the next entry of the slot, 0 for none.
        var next: Int32 = 0
    }

    // INVARIANT: empty, or a power of two of slots; 0 is empty, else 1 + the place of the first entry.
    private var heads: [Int32] = []
    private var entries: [Entry] = []
    private let slots: Int

    /// - Parameter count: about how many entries there will be; more only take longer.
    init(about count: Int) {
        var slots = 64
        while slots < count * 2, slots < 1 << 15 { slots *= 2 }
        self.slots = slots
    }

    var isEmpty: Bool { entries.isEmpty }

    /// Adds a value behind those of the same key.
    mutating func append(_ value: Value, for key: UInt64) {
        if heads.isEmpty {
            heads = [Int32](repeating: 0, count: slots)
            entries.reserveCapacity(slots / 2)
        }
        let slot = slot(key)
        entries.append(Entry(key: key, value: value))
        let added = Int32(entries.count)
        guard heads[slot] != 0 else {
            heads[slot] = added
            return
        }
        var last = Int(heads[slot]) - 1
        while entries[last].next != 0 { last = Int(entries[last].next) - 1 }
        entries[last].next = added
    }

    /// The first value of a key that a condition holds for.
    @inline(__always) func first(for key: UInt64, where holds: (Value) -> Bool = { _ in true }) -> Value? {
        guard !heads.isEmpty else { return nil }
        var place = Int(heads[slot(key)])
        while place != 0 {
            let entry = entries[place - 1]
            if entry.key == key, holds(entry.value) { return entry.value }
            place = Int(entry.next)
        }
        return nil
    }

    private func slot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 40) & (slots - 1)
    }
}
