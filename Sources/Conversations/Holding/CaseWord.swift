/// Where a review case stands, as doors, leaves and lists name it.
public enum CaseWord: String, Hashable, Sendable, CaseIterable {
    /// Waits for somebody to take it.
    case pending
    /// A reviewer has it.
    case claimed
    /// One of two reviewers decided.
    case proposed
    /// A clock ran out, or two reviewers disagreed.
    case escalated
    /// Another case took its place.
    case superseded
    /// The requester sees the view.
    case released
    /// The requester sees lines that a reviewer chose.
    case releasedEdited = "released_edited"
    /// The requester sees nothing.
    case withheld
    /// There was nothing to hold.
    case dismissed = "dismissed_not_sensitive"
}
