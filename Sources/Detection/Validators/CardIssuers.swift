/// Whose cards begin with which digits, and how long those are.
///
/// WHY: a class with lists of its own, since a hostile text asks at every digit and asking the rule files' tables copies
/// all of them.
final class CardIssuers: Sendable {
    /// A range of leading digits with the lengths its cards have.
    struct Range: Sendable, BitwiseCopyable {
        let low: Int
        let high: Int
        /// What eight leading digits are divided by to compare them.
        let scale: Int
        /// Bits of the lengths.
        let lengths: UInt32
    }

    // What three leading digits tell: bits of the lengths, and the lowest bit where more digits have to be looked at.
    private let heads: ListView<UInt32>
    // The ranges by their first digit, and where those of each begin; one more at the end.
    private let ranges: ListView<Range>
    private let starts: ListView<Int>
    private let owned: (FrozenList<UInt32>, FrozenList<Range>, FrozenList<Int>)

    init(_ tables: DetectorTables) {
        owned = (
            FrozenList(tables.issuedHeads), FrozenList(tables.issuers.flatMap(\.self)),
            FrozenList(tables.issuers.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) })
        )
        (heads, ranges, starts) = (owned.0.view, owned.1.view, owned.2.view)
    }

    /// Whether some card begins with a digit.
    func mayIssue(_ first: UInt8) -> Bool {
        let digit = Int(first &- 0x30)
        return starts[digit] != starts[digit + 1]
    }

    /// Bits of the lengths that cards with these leading eight digits have.
    func lengths(_ leading: Int) -> UInt32 {
        let head = heads[leading / 100_000 % 1000]
        guard head & 1 != 0 else { return head }
        let digit = leading / 10_000_000 % 10
        var lengths: UInt32 = 0
        for place in starts[digit]..<starts[digit + 1] {
            let range = ranges[place]
            let lead = leading / range.scale
            if lead >= range.low, lead <= range.high { lengths |= range.lengths }
        }
        return lengths
    }

    /// Whether leading digits and a length fit an issuer.
    func isIssued(_ digits: some Collection<UInt8>) -> Bool {
        guard digits.count >= 8, digits.count < 32 else { return false }
        let leading = digits.prefix(8).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return lengths(leading) & (1 << UInt32(digits.count)) != 0
    }
}
