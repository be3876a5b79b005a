/// The digits of a candidate as numbers, -1 for a letter, in place.
///
/// WHY: a hostile text has a candidate every few bytes, and a list of numbers for each took longer than its check digits.
struct CandidateDigits: RandomAccessCollection {
    /// More than any number with check digits has; what is behind them is not read.
    static let countMax = 32

    private var values = InlineArray<32, Int8>(repeating: 0)
    let count: Int
    // Bits of the digits that occur, and one for letters.
    private let seen: UInt16
    private static let letter: UInt16 = 1 << 15

    init(_ text: [UInt8]) { self = ListView.withView(of: text) { CandidateDigits($0, 0..<$0.count) } }

    /// The letters and digits of a stretch.
    init(_ bytes: ListView<UInt8>, _ range: Range<Int>) {
        var (count, seen) = (0, UInt16(0))
        for place in range {
            let byte = bytes[place]
            if byte.isDigit {
                values[count] = Int8(truncatingIfNeeded: byte & 15)
                seen |= 1 &<< UInt16(byte & 15)
            } else {
                guard byte.isWord else { continue }
                values[count] = -1
                seen |= Self.letter
            }
            count += 1
            if count == Self.countMax { break }
        }
        (self.count, self.seen) = (count, seen)
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(place: Int) -> Int {
        precondition(place < count, "a place must lie within the digits")
        return Int(values[place])
    }

    /// Whether one of them is a letter.
    var hasLetter: Bool { seen & Self.letter != 0 }

    /// Whether all are the same.
    var isUniform: Bool { seen.nonzeroBitCount <= 1 }

    /// Whether all are noughts.
    var isNothing: Bool { seen & ~1 == 0 }
}
