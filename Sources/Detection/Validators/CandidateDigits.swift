/// The digits of a candidate as numbers, -1 for a letter, in place.
///
/// WHY: a hostile text has a candidate every few bytes, and a list of numbers for each took longer than its check digits.
struct CandidateDigits: RandomAccessCollection {
    /// More than any number with check digits has; what is behind them is not read.
    static let countMax = 32

    private var values = InlineArray<32, Int8>(repeating: 0)
    let count: Int

    init(_ text: [UInt8]) {
        count = Swift.min(text.count, Self.countMax)
        for place in 0..<count { values[place] = text[place].isDigit ? Int8(text[place] - 0x30) : -1 }
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(place: Int) -> Int {
        precondition(place < count, "a place must lie within the digits")
        return Int(values[place])
    }

    /// Whether all are the same.
    var isUniform: Bool { !contains { $0 != self[0] } }
}
