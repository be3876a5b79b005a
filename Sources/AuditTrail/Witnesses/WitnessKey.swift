public import Conversations

/// The public half of a key that cosigns checkpoints: a name, four bytes that identify it and 32 bytes of
/// Ed25519 (C2SP tlog-cosignature).
///
/// A type of its own, so that the key of a log is never taken for a witness's: the algorithm byte differs, and
/// with it the four bytes.
public struct WitnessKey: Hashable, Sendable, CustomStringConvertible {
    /// The name that cosignature lines carry.
    public let name: String
    /// The first four bytes of SHA-256 over name, line feed, algorithm and public key.
    public let id: [UInt8]
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]

    /// The algorithm byte of a timestamped Ed25519 cosignature.
    static let ed25519Cosignature: UInt8 = 0x04

    /// Joins a name and a key.
    ///
    /// Gives `nil` for an empty name, one with white space or `+`, and a key that is not 32 bytes.
    public init?(name: String, publicKey: [UInt8], digester: some Digester) {
        guard SignedNote.isKeyName(name), publicKey.count == 32 else { return nil }
        self.name = name
        self.publicKey = publicKey
        let preimage = Array(name.utf8) + [0x0A, Self.ed25519Cosignature] + publicKey
        id = Array(digester.sha256(preimage).prefix(4))
    }

    /// Reads `name+id+key`; `nil` when the id is not the key's, the algorithm another or the text not the one
    /// form.
    ///
    /// - Parameters:
    ///   - text: one line without a line feed.
    ///   - digester: the hashes to use.
    public init?(_ text: String, digester: some Digester) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let typed = Base64.decode(String(parts[2])),
            typed.first == Self.ed25519Cosignature
        else { return nil }
        self.init(name: String(parts[0]), publicKey: Array(typed.dropFirst()), digester: digester)
        guard description.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// The text that gateways and auditors are given: name, id in hexadecimal and key in base64, joined by `+`.
    public var description: String {
        "\(name)+\(hex(id))+\(Base64.encode([Self.ed25519Cosignature] + publicKey))"
    }
}
