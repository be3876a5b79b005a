/// What makes an elevation break-glass: it needs no approval, shows its own classes *only*, and is reviewed.
///
/// While it is in force every class that it does not name is withheld, whatever the rules say.
public struct BreakGlassTerms: Hashable, Sendable {
    /// How many of the newest lines are shown, 1 to ``newestLinesBound``.
    public let newestLines: Int
    /// Within how many hours somebody else must have reviewed it, 1 to ``reviewHoursBound``.
    public let reviewHours: Int

    /// The most lines that can be written.
    public static let newestLinesBound = 50
    /// The longest time to a review that can be written, in hours.
    public static let reviewHoursBound = 72
}

/// An elevation that is approved beforehand, for classes of low risk only: recorded, and looked at by sample.
public struct Preapproval: Hashable, Sendable {
    /// How many of a hundred uses an approver looks at afterwards, 1 to 100.
    public let samplePercent: Int
}
