/// What a rule reads.
public enum RuleOrigin: String, Hashable, Sendable, CaseIterable {
    /// The words of a message, by patterns that people wrote.
    case written
    /// The words of a message, by weights that were learned.
    case learned
    /// Fields and events of records.
    case structured
}
