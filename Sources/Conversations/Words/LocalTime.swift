public import Foundation

/// A moment read from a clock without a zone.
public struct LocalMoment: Hashable, Sendable {
    /// The moment; the earlier one when the clock showed it twice.
    public let at: Timestamp
    /// Whether the clock showed this time twice or never, so that the moment is a choice.
    public let isUncertain: Bool
}

extension Timestamp {
    /// Reads `yyyy-MM-dd[T ]HH:mm[:ss[.fff]]` from a clock in a zone.
    ///
    /// An ambiguous local time (clocks set back) takes the earlier moment and is marked uncertain, and so is one that
    /// never was (clocks set forward), which is read with the offset before the change.
    ///
    /// - Parameters:
    ///   - text: the local time as a source wrote it.
    ///   - zone: the zone of the clock.
    /// - Returns: `nil` when the text is no such time.
    public static func local(_ text: String, in zone: TimeZone) -> LocalMoment? {
        var scanner = DigitScanner(text)
        guard let date = scanner.date(), scanner.skip(anyOf: "T "), let time = scanner.time(), scanner.isAtEnd
        else { return nil }
        let asIfUTC = Timestamp(date: date, millisecondOfDay: time, offsetMinutes: 0)
        // Offsets a day before and after cover every change of the clock; a zone changes at most once in between.
        let offsets = [-86_400_000, 86_400_000].map { (delta: Int64) in
            Int64(zone.secondsFromGMT(for: asIfUTC.adding(milliseconds: delta).date)) * 1000
        }
        let candidates = Set(offsets).map { asIfUTC.adding(milliseconds: -$0) }
        let real = candidates.filter { candidate in
            candidate.adding(milliseconds: Int64(zone.secondsFromGMT(for: candidate.date)) * 1000) == asIfUTC
        }
        if let earliest = real.min() { return LocalMoment(at: earliest, isUncertain: real.count > 1) }
        return LocalMoment(at: asIfUTC.adding(milliseconds: -offsets[0]), isUncertain: true)
    }

    /// The same moment as Foundation has it.
    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// Takes Foundation's moment, cut to milliseconds.
    public init(_ date: Date) {
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
