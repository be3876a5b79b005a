/// How a view is written.
public enum SummaryForm: String, Hashable, Sendable, CaseIterable {
    /// Every member with its grounds, for people's tools.
    case full
    /// The same lines without what a tool does not need, for the result of an AI agent's tool call.
    case compact
}
