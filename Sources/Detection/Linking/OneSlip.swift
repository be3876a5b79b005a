/// The slips of a typist: one letter replaced, missing, added, or two neighbours swapped.
enum OneSlip {
    /// Whether one slip, and not none, turns one word into the other.
    static func separates(_ left: Slice<ListView<UInt8>>, _ right: Slice<ListView<UInt8>>) -> Bool {
        let short = left.count <= right.count ? left : right
        let long = left.count <= right.count ? right : left
        guard long.count - short.count <= 1 else { return false }
        var prefix = 0
        while prefix < short.count, short[short.startIndex + prefix] == long[long.startIndex + prefix] {
            prefix += 1
        }
        var suffix = 0
        while suffix < short.count - prefix,
            short[short.endIndex - 1 - suffix] == long[long.endIndex - 1 - suffix]
        {
            suffix += 1
        }
        let open = long.count - prefix - suffix
        if open == 1 { return true }
        guard open == 2, short.count == long.count else { return false }
        return short[short.startIndex + prefix] == long[long.startIndex + prefix + 1]
            && short[short.startIndex + prefix + 1] == long[long.startIndex + prefix]
    }

    /// A bit for every different letter of a word, in no order.
    static func letters(_ word: some Sequence<UInt8>) -> UInt32 {
        word.reduce(0) { $0 | 1 << UInt32($1 & 31) }
    }
}
