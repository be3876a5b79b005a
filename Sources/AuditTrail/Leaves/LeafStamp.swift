public import Conversations

/// What the first leaf of a log says besides: the key of the log and how it continues the year before.
public struct FirstLeaf: Hashable, Sendable {
    /// The verifier key that the log's checkpoints are signed with, as text.
    public let verifierKey: String
    /// The last checkpoint of the year before, verbatim; `nil` for the very first log of a tenant.
    public let previousCheckpoint: String?

    /// Joins a key and what it continues.
    public init(verifierKey: String, previousCheckpoint: String?) {
        self.verifierKey = verifierKey
        self.previousCheckpoint = previousCheckpoint
    }
}

/// What the ledger stamps on a draft within the transaction.
///
/// The leaf's time is the time in its id, so the two cannot disagree and an id can repeat only within one
/// millisecond. INVARIANT of a log: no stamp is earlier than the one before it; when the clock went back, the
/// ledger stamps the time of the previous leaf.
public struct LeafStamp: Hashable, Sendable {
    /// The leaf's id, which holds its time.
    public let id: ULID
    /// The ledger's opaque id for the caller.
    public let caller: ULID
    /// The ledger's opaque id for the acting machine, `nil` when the caller acts itself.
    public let actor: ULID?
    /// The caller's counter: 1 for its first leaf ever, one more each time, across years.
    public let number: Int64
    /// Set for the first leaf of a log and for no other.
    public let first: FirstLeaf?

    /// Joins the parts of a stamp; the counter is at least 1.
    public init(id: ULID, caller: ULID, actor: ULID? = nil, number: Int64, first: FirstLeaf? = nil) {
        precondition((1..<(1 << 53)).contains(number), "a caller's counter is 1 to 2^53 - 1")
        self.id = id
        self.caller = caller
        self.actor = actor
        self.number = number
        self.first = first
    }

    /// When the leaf was written, in epoch milliseconds.
    public var time: Timestamp { id.at }
}

/// A leaf as it is stored, and what proves its members.
public struct EncodedLeaf: Hashable, Sendable {
    /// The bytes that are stored and hashed.
    public let bytes: [UInt8]
    /// One opening for each committed member, in the catalogue's order; kept under the customer's key.
    public let openings: [Opening]
    /// The key of the body's digest, 32 bytes, `nil` when the leaf has no body; kept under the customer's
    /// key.
    public let bodyKey: [UInt8]?
}

extension EncodedLeaf: CustomStringConvertible, CustomReflectable {
    /// The length and nothing else: keys and openings are secrets.
    public var description: String { "EncodedLeaf(\(bytes.count) bytes)" }
    /// Shows the length only to `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["byteCount": bytes.count]) }
}
