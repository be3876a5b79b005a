/// The digits of neighbouring groups in a row, with what check digits and issuers need of any stretch of the last ones.
///
/// WHY: cards are looked for at every group, and each digit is read once however many of them could begin a card. No card
/// is longer than nineteen digits, so that a ring of the last ones does for a row of any length; and a class, since a ring
/// that is handed on would be copied.
final class DigitRow {
    /// What is known of the digits ahead of a place.
    private struct Place: Sendable, BitwiseCopyable {
        /// Luhn's sum with the digits at even places doubled, and with those at odd places.
        var even: Int32 = 0
        var odd: Int32 = 0
        /// The last eight as a number.
        var eight: Int32 = 0
        /// The group that ends there, -1 for none.
        var group: Int32 = -1
    }

    /// How many digits a card has.
    static let cardDigits = 12...19
    // INVARIANT: 64 of them, so that a card and the group behind it fit.
    private var places = GrowingList<Place>(capacity: 64)
    /// How many digits were appended.
    private(set) var count = 0

    init() { places.fill(Place(), count: 64) }

    deinit { places.free() }

    /// Begins anew.
    func removeAll() {
        count = 0
        places[0] = Place()
    }

    /// Appends the digits of the next group: as many as a card has at most.
    func append(_ range: Range<Int>, of bytes: ListView<UInt8>, group: Int) {
        precondition(
            range.count <= Self.cardDigits.upperBound, "a group of a card must be no longer than a card")
        var next = places[count & 63]
        next.group = -1
        for place in range {
            let digit = Int32(bytes[place] & 15)
            let twice = digit < 5 ? digit * 2 : digit * 2 - 9
            let isEven = count & 1 == 0
            next.even += isEven ? twice : digit
            next.odd += isEven ? digit : twice
            next.eight = next.eight % 10_000_000 * 10 + digit
            count += 1
            places[count & 63] = next
        }
        places[count & 63].group = Int32(group)
    }

    /// The group that ends before a place, `nil` when none does.
    func group(endingAt place: Int) -> Int? {
        let group = places[place & 63].group
        return group < 0 ? nil : Int(group)
    }

    /// Eight digits as a number; at least as many must follow.
    func leading(from place: Int) -> Int { Int(places[(place + 8) & 63].eight) }

    /// ISO/IEC 7812-1 over a stretch.
    func isLuhn(_ range: Range<Int>) -> Bool {
        let (low, high) = (places[range.lowerBound & 63], places[range.upperBound & 63])
        let sum = range.upperBound & 1 == 0 ? high.even - low.even : high.odd - low.odd
        return sum % 10 == 0 && sum > 0
    }
}
