public import Conversations

/// Why bytes are no set of keys for tokens.
public enum TokenKeySetProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// No JSON object with a list `keys`.
    case malformed
    /// A key with its private half, at this place of the list, counted from nought.
    case privateKey(Int)
    /// An Ed25519 key, at this place of the list, that is no key or whose id cannot be one.
    case unusable(Int)
    /// No Ed25519 key at all.
    case empty

    /// What was expected and what was found; nothing of any key.
    public var description: String {
        switch self {
        case .malformed: "expected a JWK Set, an object with a list `keys`, found something else"
        case .privateKey(let place):
            "keys[\(place)]: expected a public key, found a private one: change it now"
        case .unusable(let place): "keys[\(place)]: expected an Ed25519 key of 32 bytes, found something else"
        case .empty: "expected at least one key with kty OKP and crv Ed25519, found none"
        }
    }
}

/// The public keys of an identity provider: a JWK Set (RFC 7517 section 5), of which the Ed25519 keys count (RFC 8037).
public struct TokenKeySet: Hashable, Sendable {
    /// The keys that may sign tokens, in the order of the set.
    public let keys: [TokenPublicKey]

    /// Reads a set; keys of other kinds are left out, so that a provider's whole set can be taken as it is.
    ///
    /// - Parameters:
    ///   - bytes: the JSON document, at most 64 KiB.
    ///   - digester: names a key without `kid` by its thumbprint.
    /// - Throws: ``TokenKeySetProblem``.
    public init(json bytes: [UInt8], digester: some Digester) throws(TokenKeySetProblem) {
        guard bytes.count <= 1 << 16, let document = try? JSONValue(json: bytes),
            let members = document["keys"]?.array
        else { throw .malformed }
        var keys: [TokenPublicKey] = []
        for (place, member) in members.enumerated() {
            guard member["d"] == nil else { throw .privateKey(place) }
            guard member["kty"] == "OKP", member["crv"] == "Ed25519" else { continue }
            guard let point = member["x"]?.string.flatMap({ Base64URL.decode($0) }),
                let key = try? TokenPublicKey(
                    id: member["kid"]?.string ?? TokenPublicKey.thumbprint(of: point, digester: digester),
                    bytes: point)
            else { throw .unusable(place) }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw .empty }
        self.keys = keys
    }
}
