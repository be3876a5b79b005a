public import AuditTrail
import CSodium

/// An Ed25519 key in locked memory (RFC 8032); signs checkpoints and cannot be read back.
public struct SigningKey: Signer, CheckpointSigner {
    /// The public key, 32 bytes.
    public let publicKey: [UInt8]
    private let secretKey: SecretBytes

    /// Derives the key pair of a seed.
    ///
    /// - Parameter seed: 32 bytes.
    /// - Throws: ``SodiumFailure`` for another length or when no memory can be locked.
    public init(seed: SecretBytes) throws(SodiumFailure) {
        let seedCount = Int(crypto_sign_SEEDBYTES)
        guard seed.count == seedCount else { throw .length(expected: seedCount, found: seed.count) }
        var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
        secretKey = try unsafe SecretBytes(count: Int(crypto_sign_SECRETKEYBYTES)) { memory in
            unsafe seed.withBytes { seedBytes in
                let code = unsafe crypto_sign_seed_keypair(&publicKey, memory, seedBytes)
                precondition(code == 0, "a key pair of 32 bytes in memory cannot fail")
            }
        }
        self.publicKey = publicKey
    }

    /// Signs a message: 64 bytes, the same for the same message.
    public func sign(_ message: [UInt8]) throws(SigningFailure) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        let code = unsafe secretKey.withBytes { secret in
            unsafe crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret)
        }
        guard code == 0 else { throw .unavailable }
        return signature
    }
}
