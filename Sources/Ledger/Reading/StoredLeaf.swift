public import AuditTrail
public import Conversations

/// What became of the openings of a stored leaf.
public enum LeafOpenings: Hashable, Sendable {
    /// They were not asked for.
    case notAsked
    /// Decrypted, each one committed to by the leaf; with the key of the body's digest.
    case opened([Opening], bodyKey: [UInt8]?)
    /// The key was destroyed: nobody can read them again.
    case destroyed
    /// Key or ciphertext are not what they were when the leaf was written.
    case damaged
}

extension LeafOpenings {
    /// Whether opened members meet a condition; what cannot be read meets none.
    func meet(_ condition: OpenedCondition) -> Bool {
        guard case .opened(let openings, _) = self else { return false }
        return condition.isMet(by: openings)
    }
}

/// A leaf as the ledger holds it.
public struct StoredLeaf: Hashable, Sendable {
    /// The year of its log.
    public let year: Int
    /// Its place in the log, from 0.
    public let index: Int
    /// Its id.
    public let id: ULID
    /// The bytes that are hashed.
    public let bytes: [UInt8]
    /// The customer that it is about, known to the ledger only.
    public let customer: CustomerID?
    /// What it commits to, when asked for.
    public let openings: LeafOpenings
}

/// Some leaves in order.
public struct LeafPage: Hashable, Sendable {
    /// The leaves, the oldest first.
    public let leaves: [StoredLeaf]
    /// Where the next page starts, `nil` at the end.
    public let next: LeafCursor?
}

/// What proves that a leaf is in a log, without saying what it commits to.
public struct LeafProof: Hashable, Sendable {
    /// The name of the log.
    public let origin: LogOrigin
    /// The leaf's place in the log, from 0.
    public let index: Int
    /// The leaf as stored.
    public let leaf: [UInt8]
    /// The inclusion proof, from the leaf upwards.
    public let path: [TreeHash]
    /// The signed checkpoint that it leads to, verbatim.
    public let checkpoint: String
}
