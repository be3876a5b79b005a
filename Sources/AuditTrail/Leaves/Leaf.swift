public import Conversations

/// Why stored bytes are no leaf of this format.
public enum LeafFault: Error, Hashable, Sendable {
    /// Longer than 65,535 bytes; the number found.
    case tooLong(Int)
    /// Not JSON, or not in its one canonical form.
    case notCanonical
    /// A member that the format has is missing.
    case missing(String)
    /// A member that the format does not have.
    case unknown(String)
    /// A member of a wrong type or form.
    case malformed(String)
    /// `sd` is not sorted, holds a digest twice, or not as many as the catalogue says.
    case commitments
    /// `public` holds other members than the catalogue says.
    case publicMembers
    /// A body where the catalogue has none, or none where it demands one.
    case body
}

/// A leaf read strictly from its stored bytes: whatever differs from what an encoder writes is refused.
public struct Leaf: Hashable, Sendable {
    /// The stored bytes; proofs are over these, never over a re-encoding.
    public let bytes: [UInt8]
    /// Its id, which holds its time.
    public let id: ULID
    /// What it tells of.
    public let type: LeafType
    /// The opaque id of the caller.
    public let caller: ULID
    /// The opaque id of the acting machine.
    public let actor: ULID?
    /// The caller's counter, at least 1.
    public let number: Int64
    /// The caller's organisation.
    public let organisation: String?
    /// The caller's role.
    public let role: String?
    /// The purpose of the request.
    public let purpose: String?
    /// The policy as `id@version`.
    public let policy: String?
    /// SHA-256 of the rule folder, 32 bytes.
    public let rulesDigest: [UInt8]?
    /// The keyed digest of the answer, 32 bytes.
    public let bodyDigest: [UInt8]?
    /// What anybody may read, by name; `nil` stands for `null`.
    public let publicMembers: [String: String?]
    /// The digests of the openings, 32 bytes each, in the order of their base64url, none twice, as many as
    /// the catalogue says.
    public let commitments: [[UInt8]]

    /// When it was written, as the gateway claims.
    public var time: Timestamp { id.at }
    /// What the first leaf of a log says besides; `nil` for every other leaf.
    public var first: FirstLeaf? {
        guard let previous = publicMembers["previous"], let key = publicMembers["vkey"] ?? nil else {
            return nil
        }
        return FirstLeaf(verifierKey: key, previousCheckpoint: previous)
    }

    /// Whether the leaf commits to what an opening says: a member of the catalogue whose digest is among its
    /// own.
    public func commits(to opening: Opening, digester: some Digester) -> Bool {
        LeafCatalogue.entry(of: type).committed.contains(opening.name)
            && commitments.contains(opening.digest(digester))
    }

    /// Whether these are the bytes of the answer that the leaf stands for.
    public func standsFor(body: [UInt8], key: [UInt8], digester: some Digester) -> Bool {
        bodyDigest == Commitments(digester: digester).body(body, key: key)
    }
}
