import CSodium
public import Conversations

/// Readable tokens by keyed BLAKE2b: equal values in one scope get equal tokens, nobody without the key can
/// link or guess.
public struct SodiumPseudonymiser: Pseudonymiser {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private let key: SecretBytes
    private let keyVersion: Int

    /// Takes a key of 32 bytes.
    ///
    /// - Parameters:
    ///   - key: the tenant's pseudonym key.
    ///   - keyVersion: counts rotations; tokens of two versions are unlinkable.
    /// - Throws: ``SodiumFailure/length(expected:found:)`` for another length.
    public init(key: SecretBytes, keyVersion: Int = 1) throws(SodiumFailure) {
        guard key.count == 32 else { throw .length(expected: 32, found: key.count) }
        self.key = key
        self.keyVersion = keyVersion
    }

    /// The fixed key that everybody knows, for trials and tests: its tokens hide nothing.
    ///
    /// - Throws: ``SodiumFailure`` when no memory can be locked.
    public static func withPublicTestKey() throws(SodiumFailure) -> SodiumPseudonymiser {
        try SodiumPseudonymiser(key: SecretBytes(copying: Array("throughline public test key v1 !".utf8)))
    }

    /// A token of 8 characters of Crockford base 32: 40 bits.
    public func token(for value: String, fieldClass: FieldClass, scope: [String]) -> String {
        let parts = ["\(keyVersion)", fieldClass.path] + scope + [value]
        // WHY: every part is preceded by its length, so that no two lists of parts join to the same bytes.
        let message = parts.flatMap { part in
            let bytes = Array(part.utf8)
            return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes
        }
        var digest = [UInt8](repeating: 0, count: 32)
        let code = unsafe key.withBytes { key in
            unsafe crypto_generichash(&digest, digest.count, message, UInt64(message.count), key, 32)
        }
        precondition(code == 0, "BLAKE2b with a key of 32 bytes cannot fail")
        let bits = digest.prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let characters = stride(from: 35, through: 0, by: -5).map { Self.alphabet[Int(bits >> $0 & 31)] }
        return String(decoding: characters, as: UTF8.self)
    }
}
