/// The slips of a typist: one letter replaced, missing, added, or two neighbours swapped.
enum OneSlip {
    /// Whether one slip, and not none, turns one word into the other.
    static func separates(
        _ left: some RandomAccessCollection<UInt8>, _ right: some RandomAccessCollection<UInt8>
    ) -> Bool {
        left.count <= right.count ? isSlip(left, right) : isSlip(right, left)
    }

    private static func isSlip<Short: RandomAccessCollection<UInt8>, Long: RandomAccessCollection<UInt8>>(
        _ short: Short, _ long: Long
    ) -> Bool {
        guard long.count - short.count <= 1 else { return false }
        func first(_ place: Int) -> UInt8 { short[short.index(short.startIndex, offsetBy: place)] }
        func second(_ place: Int) -> UInt8 { long[long.index(long.startIndex, offsetBy: place)] }
        var prefix = 0
        while prefix < short.count, first(prefix) == second(prefix) { prefix += 1 }
        var suffix = 0
        while suffix < short.count - prefix,
            first(short.count - 1 - suffix) == second(long.count - 1 - suffix)
        {
            suffix += 1
        }
        let open = long.count - prefix - suffix
        if open == 1 { return true }
        guard open == 2, short.count == long.count else { return false }
        return first(prefix) == second(prefix + 1) && first(prefix + 1) == second(prefix)
    }

    /// Whether two letters at most are replaced, missing or added between two long words that begin alike.
    static func separatesTwice<One: RandomAccessCollection<UInt8>, Two: RandomAccessCollection<UInt8>>(
        _ one: One, _ two: Two
    ) -> Bool {
        guard one.first == two.first, abs(one.count - two.count) <= 2, one.count <= 32 else { return false }
        // INVARIANT: only the five places around the diagonal are filled; farther ones cost more than two.
        var last = Array(0...two.count)
        for (row, left) in one.enumerated() {
            var next = [Int](repeating: 3, count: two.count + 1)
            next[0] = row + 1
            for (column, right) in two.enumerated() where abs(column - row) <= 2 {
                next[column + 1] = min(
                    last[column] + (left == right ? 0 : 1), last[column + 1] + 1, next[column] + 1)
            }
            last = next
        }
        return last[two.count] <= 2
    }

    /// A bit for every different letter of a word, in no order.
    static func letters(_ word: some Sequence<UInt8>) -> UInt32 {
        word.reduce(0) { $0 | 1 << UInt32($1 & 31) }
    }
}
