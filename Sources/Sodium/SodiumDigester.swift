import CSodium
public import Conversations

/// SHA-256 and HMAC-SHA-256 by libsodium.
public struct SodiumDigester: Digester {
    /// Needs nothing: hashes keep no state.
    public init() {}

    /// SHA-256 (FIPS 180-4): 32 bytes.
    public func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        let code = unsafe crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        precondition(code == 0, "SHA-256 of bytes in memory cannot fail")
        return digest
    }

    /// HMAC-SHA-256 (RFC 2104) with a key of any length: 32 bytes.
    public func hmacSHA256(key: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
        var state = crypto_auth_hmacsha256_state()
        var digest = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        // WHY: the one-call function takes keys of 32 bytes only; RFC 2104 and HKDF take any.
        let codes = unsafe [
            crypto_auth_hmacsha256_init(&state, key, key.count),
            crypto_auth_hmacsha256_update(&state, bytes, UInt64(bytes.count)),
            crypto_auth_hmacsha256_final(&state, &digest),
        ]
        precondition(codes == [0, 0, 0], "HMAC of bytes in memory cannot fail")
        return digest
    }
}
