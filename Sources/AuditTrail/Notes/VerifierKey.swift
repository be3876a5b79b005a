public import Conversations

/// The public half of a key that signs notes: a name, four bytes that identify it and 32 bytes of Ed25519
/// (C2SP signed-note).
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// The name that signature lines carry; for a log its origin.
    public let name: String
    /// The first four bytes of SHA-256 over name, line feed, algorithm and public key.
    public let id: [UInt8]
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]

    /// The algorithm byte of Ed25519.
    static let ed25519: UInt8 = 0x01

    /// Joins a name and a key.
    ///
    /// Gives `nil` for an empty name, one with white space or `+`, and a key that is not 32 bytes.
    public init?(name: String, publicKey: [UInt8], digester: some Digester) {
        guard SignedNote.isKeyName(name), publicKey.count == 32 else { return nil }
        self.name = name
        self.publicKey = publicKey
        let preimage = Array(name.utf8) + [0x0A, Self.ed25519] + publicKey
        id = Array(digester.sha256(preimage).prefix(4))
    }

    /// Reads `name+id+key`; `nil` when the id is not the key's, the algorithm another or the text not the one
    /// form.
    ///
    /// - Parameters:
    ///   - text: one line without a line feed.
    ///   - digester: the hashes to use.
    public init?(_ text: String, digester: some Digester) {
        // WHY bytes: a character of the name may swallow the plus behind it (U+0600 and its kind).
        let parts = text.utf8.split(separator: 0x2B, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(parts[0]), let encoded = String(parts[2]),
            let typed = Base64.decode(encoded), typed.first == Self.ed25519
        else { return nil }
        self.init(name: name, publicKey: Array(typed.dropFirst()), digester: digester)
        guard description.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// The text that auditors are given: name, id in hexadecimal and key in base64, joined by `+`.
    public var description: String { "\(name)+\(hex(id))+\(Base64.encode([Self.ed25519] + publicKey))" }
}
