import Conversations

/// How one log stands with its witnesses, as far as was last seen.
struct WitnessStanding: Hashable, Sendable {
    /// Leaves that a quorum has cosigned.
    let covered: Int
    /// Leaves in all.
    let size: Int
    /// When the oldest leaf without a quorum was written; `nil` when there is none.
    let oldestUncovered: Timestamp?
    /// When this was seen.
    let observedAt: Timestamp

    /// How long the oldest leaf without a quorum has waited, in whole seconds; a standing that nobody renews counts too.
    func lagSeconds(at now: Timestamp) -> Int {
        let since = size > covered ? oldestUncovered ?? Timestamp(milliseconds: 0) : observedAt
        return Int(max(0, now.milliseconds - min(since, observedAt).milliseconds) / 1000)
    }

    /// Whether that is within the bound.
    func isWitnessed(at now: Timestamp, lagSecondsMax: Int) -> Bool { lagSeconds(at: now) <= lagSecondsMax }
}

/// One log of the ledger.
struct WitnessedLog: Hashable, Sendable, Comparable, CustomStringConvertible {
    let tenant: TenantID
    let year: Int

    var description: String { "\(tenant)/\(year)" }

    static func < (left: WitnessedLog, right: WitnessedLog) -> Bool {
        (left.tenant, left.year) < (right.tenant, right.year)
    }
}
