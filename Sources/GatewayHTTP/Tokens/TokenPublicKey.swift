public import Conversations

/// Why bytes are no key for tokens.
public enum TokenKeyProblem: Error, Equatable, Sendable {
    /// Not 32 bytes; the number found.
    case byteCount(Int)
    /// A key id outside 1 to 256 bytes, with control characters, or given twice.
    case keyID
    /// 32 bytes that the library refuses.
    case refused
}

/// The half of a token key that verifies. It is not the log key.
public struct TokenPublicKey: Hashable, Sendable {
    /// The `kid` that tokens name it by.
    public let id: String
    /// The Ed25519 public key (RFC 8032), 32 bytes.
    public let bytes: [UInt8]

    /// Joins a name with a key.
    ///
    /// - Throws: ``TokenKeyProblem`` when either cannot be.
    public init(id: String, bytes: [UInt8]) throws(TokenKeyProblem) {
        guard bytes.count == 32 else { throw .byteCount(bytes.count) }
        guard (1...256).contains(id.utf8.count), id.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .keyID
        }
        self.id = id
        self.bytes = bytes
    }

    /// The name that a key gets when nobody chose one: its JWK thumbprint (RFC 7638, RFC 8037).
    ///
    /// - Parameters:
    ///   - bytes: the public key.
    ///   - digester: gives SHA-256.
    /// - Returns: 43 characters of base64url.
    public static func thumbprint(of bytes: [UInt8], digester: some Digester) -> String {
        let document = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"\(Base64URL.encode(bytes))\"}"
        return Base64URL.encode(digester.sha256(Array(document.utf8)))
    }
}
