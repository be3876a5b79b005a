/// When people are told that stamps stay away: once, and once when they are back.
struct StampAlarm: Hashable, Sendable {
    /// What to tell.
    enum Change: Hashable, Sendable {
        /// A leaf has waited for a stamp longer than it may.
        case raised(lagMinutes: Int)
        /// All leaves are stamped, or their wait is short again.
        case cleared
    }

    /// The longest that a leaf may wait for a stamp.
    let lagMinutesMax: Int
    /// Whether people were told.
    private(set) var isRaised = false

    init(lagMinutesMax: Int) { self.lagMinutesMax = lagMinutesMax }

    /// Takes how long the oldest leaf without a stamp has waited, 0 when there is none.
    mutating func update(lagMilliseconds: Int64) -> Change? {
        let lagMinutes = Int(lagMilliseconds / 60_000)
        let isLate = lagMilliseconds > Int64(lagMinutesMax) * 60_000
        guard isLate != isRaised else { return nil }
        isRaised = isLate
        return isLate ? .raised(lagMinutes: lagMinutes) : .cleared
    }
}
