import CSodium

/// Seals what is kept under a customer's key, so that destroying the key erases it (XChaCha20-Poly1305-IETF).
public struct CustomerCipher: Sendable {
    private static let nonceCount = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    private static let tagCount = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
    private let key: SecretBytes

    /// Takes a key of 32 bytes.
    ///
    /// - Throws: ``SodiumFailure/length(expected:found:)`` for another length.
    public init(key: SecretBytes) throws(SodiumFailure) {
        let expected = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
        guard key.count == expected else { throw .length(expected: expected, found: key.count) }
        self.key = key
    }

    /// Seals with a fresh random nonce.
    ///
    /// - Parameters:
    ///   - plain: what to hide.
    ///   - associated: what must be given again to open, for example the leaf's id; not hidden.
    /// - Returns: nonce (24 bytes), ciphertext and tag (16 bytes).
    public func seal(_ plain: [UInt8], associated: [UInt8]) -> [UInt8] {
        var nonce = [UInt8](repeating: 0, count: Self.nonceCount)
        unsafe randombytes_buf(&nonce, nonce.count)
        var sealed = [UInt8](repeating: 0, count: plain.count + Self.tagCount)
        let code = unsafe key.withBytes { key in
            unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
                &sealed, nil, plain, UInt64(plain.count), associated, UInt64(associated.count), nil, nonce,
                key)
        }
        precondition(code == 0, "sealing bytes in memory cannot fail")
        return nonce + sealed
    }

    /// Opens what the same key sealed with the same associated bytes.
    ///
    /// - Parameters:
    ///   - sealed: nonce, ciphertext and tag.
    ///   - associated: as given when it was sealed.
    /// - Returns: the plain bytes.
    /// - Throws: ``SodiumFailure/notAuthentic`` for anything else.
    public func open(_ sealed: [UInt8], associated: [UInt8]) throws(SodiumFailure) -> [UInt8] {
        guard sealed.count >= Self.nonceCount + Self.tagCount else { throw .notAuthentic }
        let nonce = Array(sealed.prefix(Self.nonceCount))
        let hidden = Array(sealed.dropFirst(Self.nonceCount))
        var plain = [UInt8](repeating: 0, count: hidden.count - Self.tagCount)
        let code = unsafe key.withBytes { key in
            unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
                &plain, nil, nil, hidden, UInt64(hidden.count), associated, UInt64(associated.count), nonce,
                key)
        }
        guard code == 0 else { throw .notAuthentic }
        return plain
    }
}
