/// Why nothing was signed.
public enum SigningFailure: Error, Equatable, Sendable {
    /// The key, or the process that holds it, is not there.
    case unavailable
    /// The holder of the key refuses: what it was asked to sign contradicts what it signed before.
    case refused(String)
}

/// Holds an Ed25519 key (RFC 8032) in this process and signs any text with it; a log asks a ``CheckpointSigner``.
public protocol Signer: Sendable {
    /// The public key, 32 bytes.
    var publicKey: [UInt8] { get }

    /// Signs a message.
    ///
    /// - Returns: 64 bytes.
    /// - Throws: ``SigningFailure``.
    func sign(_ message: [UInt8]) throws(SigningFailure) -> [UInt8]
}

/// Checks Ed25519 signatures (RFC 8032).
public protocol SignatureVerifier: Sendable {
    /// Whether a signature of 64 bytes is the key's over the message; small-order keys and non-canonical
    /// values are not.
    func isValid(signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool
}
