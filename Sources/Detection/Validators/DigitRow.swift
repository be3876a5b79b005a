/// The digits of neighbouring groups in a row, with what check digits and issuers need of any stretch of them.
///
/// WHY: cards are looked for at every group, and each digit is read once however many of them could begin a card.
struct DigitRow {
    // For each digit: it and the seven before as a number; before each digit and at the end: Luhn's sums of all digits
    // ahead with those at even places doubled, and with those at odd places; the group that ends there, -1 for none.
    private var eights: [Int32] = []
    private var evens: [Int32] = [0]
    private var odds: [Int32] = [0]
    private var ends: [Int32] = [-1]
    private var starts: [Int32] = []
    private var firstGroup = 0

    /// How many digits are in the row.
    var count: Int { eights.count }

    /// Begins anew with a group.
    mutating func begin(at group: Int) {
        firstGroup = group
        eights.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        evens.removeLast(evens.count - 1)
        odds.removeLast(odds.count - 1)
        ends.removeLast(ends.count - 1)
    }

    /// Appends the digits of the next group.
    mutating func append(_ range: Range<Int>, of bytes: ListView<UInt8>) {
        starts.append(Int32(count))
        for place in range {
            let digit = Int32(bytes[place] &- 0x30)
            let twice = digit < 5 ? digit * 2 : digit * 2 - 9
            let isEven = count & 1 == 0
            evens.append(evens[count] + (isEven ? twice : digit))
            odds.append(odds[count] + (isEven ? digit : twice))
            ends.append(-1)
            eights.append((eights.last ?? 0) % 10_000_000 * 10 + digit)
        }
        ends[count] = Int32(firstGroup + starts.count - 1)
    }

    /// The place of the first digit of a group.
    func start(of group: Int) -> Int { Int(starts[group - firstGroup]) }

    /// The group that ends before a place, `nil` when none does.
    func group(endingAt place: Int) -> Int? { ends[place] < 0 ? nil : Int(ends[place]) }

    /// Eight digits as a number; at least as many must follow.
    func leading(from place: Int) -> Int { Int(eights[place + 7]) }

    /// ISO/IEC 7812-1 over a stretch.
    func isLuhn(_ range: Range<Int>) -> Bool {
        let sums = range.upperBound & 1 == 0 ? evens : odds
        let sum = sums[range.upperBound] - sums[range.lowerBound]
        return sum % 10 == 0 && sum > 0
    }
}
