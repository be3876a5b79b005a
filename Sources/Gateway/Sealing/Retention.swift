import Conversations

/// How long sealed bodies can be opened.
struct Retention: Hashable, Sendable {
    /// Whole months that are kept besides the present one.
    let keepMonths: Int

    /// The first month that is kept, such as `2025-10`; keys of every month before it are destroyed.
    ///
    /// Months are those of the UTC calendar, as in the names of the keys.
    func firstKeptMonth(at now: Timestamp) -> String {
        let digits = now.description.prefix(7).split(separator: "-").compactMap { Int($0) }
        guard digits.count == 2 else { return "0000-00" }
        let months = digits[0] * 12 + digits[1] - 1 - keepMonths
        let (year, month) = (max(0, months / 12), months % 12 + 1)
        return Self.padded(year, to: 4) + "-" + Self.padded(month, to: 2)
    }

    private static func padded(_ number: Int, to count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}
