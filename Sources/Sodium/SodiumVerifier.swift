public import AuditTrail
import CSodium

/// Checks Ed25519 signatures by libsodium, which refuses small-order keys and non-canonical values.
public struct SodiumVerifier: SignatureVerifier {
    /// Needs nothing: verification keeps no state.
    public init() {}

    /// Whether a signature of 64 bytes is the key's over the message.
    public func isValid(signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard signature.count == Int(crypto_sign_BYTES), publicKey.count == Int(crypto_sign_PUBLICKEYBYTES)
        else { return false }
        return unsafe crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }
}
