/// The digits of neighbouring groups in a row, with what check digits and issuers need of any stretch of them.
///
/// WHY: cards are looked for at every group, and each digit is read once however many of them could begin a card.
struct DigitRow {
    /// What is known of the digits ahead of a place.
    private struct Place {
        /// Luhn's sum with the digits at even places doubled, and with those at odd places.
        var even: Int32 = 0
        var odd: Int32 = 0
        /// The last eight as a number.
        var eight: Int32 = 0
        /// The group that ends there, -1 for none.
        var group: Int32 = -1
    }

    // INVARIANT: one more than there are digits, once a group was begun.
    private var places: [Place] = []
    private var starts: [Int32] = []
    private var firstGroup = 0

    /// How many digits are in the row.
    var count: Int { places.count - 1 }

    /// Begins anew with a group.
    mutating func begin(at group: Int) {
        firstGroup = group
        starts.removeAll(keepingCapacity: true)
        // WHY: most texts have no group, and then no list is made.
        if places.isEmpty { places.append(Place()) } else { places.removeLast(count) }
    }

    /// Appends the digits of the next group.
    mutating func append(_ range: Range<Int>, of bytes: ListView<UInt8>) {
        starts.append(Int32(count))
        var next = places[count]
        for place in range {
            let digit = Int32(bytes[place] &- 0x30)
            let twice = digit < 5 ? digit * 2 : digit * 2 - 9
            let isEven = places.count & 1 == 1
            next.even += isEven ? twice : digit
            next.odd += isEven ? digit : twice
            next.eight = next.eight % 10_000_000 * 10 + digit
            next.group = place == range.upperBound - 1 ? Int32(firstGroup + starts.count - 1) : -1
            places.append(next)
        }
    }

    /// The place of the first digit of a group.
    func start(of group: Int) -> Int { Int(starts[group - firstGroup]) }

    /// The group that ends before a place, `nil` when none does.
    func group(endingAt place: Int) -> Int? { places[place].group < 0 ? nil : Int(places[place].group) }

    /// Eight digits as a number; at least as many must follow.
    func leading(from place: Int) -> Int { Int(places[place + 8].eight) }

    /// ISO/IEC 7812-1 over a stretch.
    func isLuhn(_ range: Range<Int>) -> Bool {
        let (low, high) = (places[range.lowerBound], places[range.upperBound])
        let sum = range.upperBound & 1 == 0 ? high.even - low.even : high.odd - low.odd
        return sum % 10 == 0 && sum > 0
    }
}
