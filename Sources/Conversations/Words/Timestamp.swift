/// A moment in epoch milliseconds, the only time the core knows.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public let milliseconds: Int64

    /// Takes epoch milliseconds.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Orders by time.
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment that lies a number of milliseconds later (or earlier, when negative); beyond what can be told, the
    /// last or first that can.
    public func adding(milliseconds delta: Int64) -> Timestamp {
        let (sum, isOver) = milliseconds.addingReportingOverflow(delta)
        return Timestamp(milliseconds: isOver ? (delta < 0 ? .min : .max) : sum)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with three digits of milliseconds, for example `2026-03-01T09:05:00.000Z`.
    public var description: String {
        let secondsTotal = milliseconds.flooredQuotient(by: 1000)
        let millis = milliseconds.flooredRemainder(by: 1000)
        let day = secondsTotal.flooredQuotient(by: 86_400)
        let secondOfDay = secondsTotal.flooredRemainder(by: 86_400)
        let date = CivilDate(daysSinceEpoch: day)
        return "\(date)T\(padded(secondOfDay / 3600, 2)):\(padded(secondOfDay / 60 % 60, 2))"
            + ":\(padded(secondOfDay % 60, 2)).\(padded(millis, 3))Z"
    }

    /// Reads RFC 3339 with a zone (`Z` or `±hh:mm`) and any number of fraction digits (cut to milliseconds).
    ///
    /// Gives `nil` for anything else, a date that does not exist, or a time without a zone.
    ///
    /// - Parameter text: for example `2026-03-01T09:05:00Z` or `2026-03-01 10:05:00.5+01:00`.
    public init?(rfc3339 text: String) {
        var scanner = DigitScanner(text)
        guard let date = scanner.date(), scanner.skip(anyOf: "Tt "), let time = scanner.time(),
            let offsetMinutes = scanner.offsetMinutes(), scanner.isAtEnd
        else { return nil }
        self.init(date: date, millisecondOfDay: time, offsetMinutes: offsetMinutes)
    }

    init(date: CivilDate, millisecondOfDay: Int64, offsetMinutes: Int64) {
        self.init(
            milliseconds: date.daysSinceEpoch * 86_400_000 + millisecondOfDay - offsetMinutes * 60_000)
    }
}

extension Int64 {
    /// The quotient rounded towards minus infinity, so that times before 1970 come out right.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    /// What is left of it, from nought to one less than the divisor; no number overflows on the way.
    func flooredRemainder(by divisor: Int64) -> Int64 {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}

/// A non-negative number with leading zeros up to a width.
func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
}
