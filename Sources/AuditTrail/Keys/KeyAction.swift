/// What a `key` leaf does with the key that it names; in plain, so that a verifier knows who may sign.
public enum KeyAction: String, Hashable, Sendable, CaseIterable {
    /// From the next checkpoint on the key signs beside those in force: an overlap begins.
    case add
    /// The key no longer signs: an overlap ends.
    case retire
    /// The key no longer signs and may be in other hands: trust in it ends at the last cosigned checkpoint.
    case revoke
}

/// What a log says of a key at some size.
public enum KeyStanding: String, Hashable, Sendable {
    /// In force, and the one that was named last.
    case current
    /// In force beside a newer one.
    case overlapping
    /// No longer in force, in good order.
    case retired
    /// No longer in force, because it may be in other hands.
    case revoked
}

/// Why a leaf does not fit what a log said of its keys before.
public enum KeyFault: Error, Hashable, Sendable {
    /// The log does not begin with a leaf that names its key, or names it by a `key` leaf.
    case firstLeaf
    /// The text is no verifier key.
    case notAKey
    /// The key goes by another name than the log; expected and found.
    case name(expected: String, found: String)
    /// The action is none of those known.
    case action(String)
    /// The key was named before, or another with the same four bytes was.
    case alreadyNamed
    /// The key is not in force, so it cannot be retired or revoked.
    case notInForce
    /// Nobody could sign any more.
    case lastKey
    /// More keys in force than a log may have; the most.
    case tooMany(max: Int)
    /// The leaf does not carry a checkpoint of this log from before it.
    case checkpoint
}
