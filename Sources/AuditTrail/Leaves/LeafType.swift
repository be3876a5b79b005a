/// What a leaf tells of.
public enum LeafType: String, Hashable, Sendable, CaseIterable {
    /// A view was disclosed, or is about to be.
    case disclosure
    /// A request was refused.
    case refusal
    /// A request was held.
    case hold
    /// A value was verified without being revealed.
    case check
    /// A person decided a review case.
    case reviewDecision = "review_decision"
    /// Somebody asked for more than their role shows.
    case accessRequest = "access_request"
    /// Somebody decided such a request.
    case accessDecision = "access_decision"
    /// A grant was used.
    case grantUse = "grant_use"
    /// A grant ran out or was taken back.
    case grantExpiry = "grant_expiry"
    /// An in-house person broke glass on a hold.
    case breakGlassStart = "break_glass_start"
    /// That ended.
    case breakGlassEnd = "break_glass_end"
    /// A customer's keys were destroyed.
    case erasure
    /// The rules in force changed.
    case policy
    /// A key was added, rotated or revoked.
    case key
    /// A source or its mapping changed.
    case source
    /// The configuration changed.
    case configuration
    /// A gateway started.
    case start
    /// A gateway stopped.
    case stop
    /// A checkpoint was stamped by an authority outside; bounds the time of every leaf behind.
    case timeStamp = "time_stamp"
    /// The audit itself was read.
    case auditRead = "audit_read"
}
