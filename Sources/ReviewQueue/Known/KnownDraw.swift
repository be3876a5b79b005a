public import Conversations

/// Which review cases have a known-answer case beside them: the same for the same key and case, and not to be foreseen
/// without the key.
public struct KnownDraw: Hashable, Sendable {
    private let bytes: [UInt8]

    /// Takes a keyed digest of the case's token.
    ///
    /// - Parameter digest: 32 bytes that nobody can tell from random ones without the key.
    public init(digest: [UInt8]) {
        precondition(digest.count == 32, "a draw takes 32 bytes")
        bytes = digest
    }

    /// Whether the case is one of so many in a thousand.
    public func isHit(permille: Int) -> Bool { number(0) % 1_000 < UInt64(max(0, permille)) }

    /// How long after the case the other one is opened, from 0 to the longest pause.
    ///
    /// WHY a pause: a case that always follows another at once would tell itself by that.
    public func pauseMilliseconds(within minutes: Int) -> Int64 {
        Int64(number(1) % (UInt64(max(0, minutes)) * 60_000 + 1))
    }

    /// One of so many, at least one.
    public func pick(among count: Int) -> Int { Int(number(2) % UInt64(max(1, count))) }

    /// What the ids of the other case are made from.
    public var seed: UInt64 { number(3) }

    private func number(_ place: Int) -> UInt64 {
        bytes[place * 8..<place * 8 + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// How known-answer cases are drawn and told of; all of it data.
public struct KnownTerms: Hashable, Sendable {
    /// Beside how many review cases in a thousand one is opened.
    public let sharePermille: Int
    /// Within how many minutes after the case that it is drawn beside.
    public let pauseMinutesMax: Int
    /// How many days one of them is not given out again.
    public let againAfterDays: Int
    /// How many minutes after a decision the reviewer is told.
    public let tellAfterMinutes: Int
    /// The roles that see which cases are tests, and each reviewer's results; none of them decides.
    public let officers: [RoleID]

    /// Joins the parts.
    public init(
        sharePermille: Int, pauseMinutesMax: Int, againAfterDays: Int, tellAfterMinutes: Int,
        officers: [RoleID]
    ) {
        self.sharePermille = sharePermille
        self.pauseMinutesMax = pauseMinutesMax
        self.againAfterDays = againAfterDays
        self.tellAfterMinutes = tellAfterMinutes
        self.officers = officers
    }

    /// The known-answer case to open beside a review case now, `nil` for none.
    ///
    /// - Parameters:
    ///   - draw: the draw of the case.
    ///   - openedAt: when the case was opened.
    ///   - now: the present moment.
    ///   - answers: those that could be given, by name.
    ///   - past: which were opened before, and when.
    /// - Returns: one that was not opened for long enough.
    public func due(
        _ draw: KnownDraw, openedAt: Timestamp, now: Timestamp, among answers: [KnownAnswer],
        past: [KnownAnswerID: Timestamp]
    ) -> KnownAnswer? {
        guard draw.isHit(permille: sharePermille),
            now.milliseconds - openedAt.milliseconds >= draw.pauseMilliseconds(within: pauseMinutesMax)
        else { return nil }
        let rested = answers.filter { answer in
            guard let last = past[answer.id] else { return true }
            return now.milliseconds - last.milliseconds >= Int64(againAfterDays) * 86_400_000
        }.sorted { $0.id < $1.id }
        return rested.isEmpty ? nil : rested[draw.pick(among: rested.count)]
    }
}
