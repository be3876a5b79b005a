import CSodium

// libsodium behind the core's protocols, one small owner a thing:
//
// - `SodiumDigester`, `SodiumVerifier`, `SodiumRandom`: hashes, signatures, random bytes
// - `SecretBytes`: 32 bytes in locked memory, zeroed when let go, never printed; `KeyFile` reads and writes
//   them
// - `SigningKey`: the log's Ed25519 key; `ProcessMemory` forbids dumps of the process that holds it
// - `SodiumPseudonymiser`: keyed readable tokens
// - `CustomerCipher`, `ComplianceBox`: what is stored so that destroying a key erases it, or so that we
//   cannot read it

/// Why libsodium did not do what was asked.
public enum SodiumFailure: Error, Equatable, Sendable {
    /// The library found no source of randomness or no memory to lock.
    case notInitialised
    /// Memory for a secret could not be had or locked.
    case noLockedMemory
    /// Core dumps of this process could not be forbidden.
    case dumpable
    /// A key or nonce of a wrong length; expected and found, in bytes.
    case length(expected: Int, found: Int)
    /// The ciphertext is not what the key sealed: altered, cut, of another key or another associated text.
    case notAuthentic
    /// A public key that nothing can be sealed to.
    case badPublicKey
}

/// Prepares the library; safe to call from anywhere and more than once.
func prepareSodium() throws(SodiumFailure) {
    guard sodium_init() >= 0 else { throw .notInitialised }
}
