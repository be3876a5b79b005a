public import Conversations

/// Why a gateway must not sign a log with the keys that it has.
public enum KeyRefusal: Error, Hashable, Sendable {
    /// None of the keys is in force in the log; the verifier keys that are.
    case neverNamed(inForce: [VerifierKey])
    /// A key that the log says was retired or revoked.
    case ended(key: VerifierKey, KeyStanding)
}

/// One `key` leaf that has to be written.
public struct KeyChange: Hashable, Sendable {
    /// What it does.
    public let action: KeyAction
    /// With which key.
    public let key: VerifierKey

    /// Joins the parts.
    public init(action: KeyAction, key: VerifierKey) {
        self.action = action
        self.key = key
    }
}

extension KeyHistory {
    /// What a log has yet to say, so that the keys which a gateway has are the keys in force.
    ///
    /// Additions come before endings, so that somebody may sign at every step; a gateway that stops anywhere between
    /// plans the rest when it starts again.
    ///
    /// - Parameters:
    ///   - held: the public keys that the gateway has, the oldest first.
    ///   - digester: the hashes to use.
    /// - Returns: one change a leaf, in order; an ending is always `retire`, whoever knows of a compromise says
    ///   `revoke`.
    /// - Throws: ``KeyRefusal`` when the log does not let these keys sign.
    public func changes(
        toward held: [[UInt8]], digester: some Digester
    ) throws(KeyRefusal) -> [KeyChange] {
        let inForce = keys.filter { $0.endedAt == nil }.map(\.key)
        guard inForce.contains(where: { held.contains($0.publicKey) }) else {
            for named in keys where held.contains(named.key.publicKey) {
                throw .ended(key: named.key, named.isRevoked ? .revoked : .retired)
            }
            throw .neverNamed(inForce: inForce)
        }
        var changes: [KeyChange] = []
        for publicKey in held {
            guard let key = VerifierKey(name: name, publicKey: publicKey, digester: digester) else {
                continue
            }
            switch standing(of: publicKey) {
            case nil: changes.append(KeyChange(action: .add, key: key))
            case .current, .overlapping: continue
            case .retired: throw .ended(key: key, .retired)
            case .revoked: throw .ended(key: key, .revoked)
            }
        }
        for key in inForce where !held.contains(key.publicKey) {
            changes.append(KeyChange(action: .retire, key: key))
        }
        return changes
    }
}
