/// What an auditor holds besides a log and its key, and what the log therefore has to meet.
public struct VerificationTerms: Sendable {
    /// How the year before ended, when it was verified.
    public let yearBefore: YearEnd?
    /// Checkpoints of this log that somebody kept.
    public let held: [HeldCheckpoint]
    /// Whose cosignatures the checkpoint needs.
    public let witnesses: WitnessPolicy?
    /// Checks time stamps; `nil` leaves tokens unread.
    public let timeStamps: (any TimeStamps)?
    /// How far the gateway's clock and an authority's may lie apart, in milliseconds, 0 or more.
    public let clockToleranceMilliseconds: Int64

    /// Demands nothing by default.
    public init(
        yearBefore: YearEnd? = nil, held: [HeldCheckpoint] = [], witnesses: WitnessPolicy? = nil,
        timeStamps: (any TimeStamps)? = nil, clockToleranceMilliseconds: Int64 = 2_000
    ) {
        precondition(clockToleranceMilliseconds >= 0, "clocks cannot lie less than nothing apart")
        self.yearBefore = yearBefore
        self.held = held
        self.witnesses = witnesses
        self.timeStamps = timeStamps
        self.clockToleranceMilliseconds = clockToleranceMilliseconds
    }
}
