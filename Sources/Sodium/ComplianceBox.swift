public import AuditTrail
import CSodium

/// Seals delivered bodies to a key whose private half is elsewhere: the gateway can write and not read back.
public struct ComplianceBox: Sendable {
    private let publicKey: [UInt8]

    /// Takes the compliance officer's public key.
    ///
    /// - Parameter publicKey: 32 bytes of Curve25519.
    /// - Throws: ``SodiumFailure`` for another length or when the library has no randomness.
    public init(publicKey: [UInt8]) throws(SodiumFailure) {
        try prepareSodium()
        let expected = Int(crypto_box_PUBLICKEYBYTES)
        guard publicKey.count == expected else { throw .length(expected: expected, found: publicKey.count) }
        self.publicKey = publicKey
    }

    /// Seals a body under a fresh data key, and the data key to the compliance key.
    ///
    /// - Parameters:
    ///   - body: as delivered.
    ///   - bodyDigest: the leaf's keyed digest of the body; without it the ciphertext does not open.
    /// - Returns: the box and the ciphertext.
    /// - Throws: ``SodiumFailure`` when no memory can be locked or nothing can be sealed to the key.
    public func seal(_ body: [UInt8], bodyDigest: [UInt8]) throws(SodiumFailure) -> SealedBody {
        let dataKey = try SecretBytes(randomCount: 32)
        var box = [UInt8](repeating: 0, count: 32 + crypto_box_sealbytes())
        let code = unsafe dataKey.withBytes { key in
            unsafe crypto_box_seal(&box, key, 32, publicKey)
        }
        guard code == 0 else { throw .badPublicKey }
        let ciphertext = try CustomerCipher(key: dataKey).seal(body, associated: bodyDigest)
        return SealedBody(dataKeyBox: box, ciphertext: ciphertext)
    }
}

/// The private half of a compliance key: opens what gateways sealed to it. Never on a gateway.
public struct ComplianceKey: Sendable {
    /// What bodies are sealed to, 32 bytes.
    public let publicKey: [UInt8]
    private let secretKey: SecretBytes

    /// Derives the key pair of a seed.
    ///
    /// - Parameter seed: 32 bytes.
    /// - Throws: ``SodiumFailure`` for another length or when no memory can be locked.
    public init(seed: SecretBytes) throws(SodiumFailure) {
        let expected = Int(crypto_box_SEEDBYTES)
        guard seed.count == expected else { throw .length(expected: expected, found: seed.count) }
        var publicKey = [UInt8](repeating: 0, count: Int(crypto_box_PUBLICKEYBYTES))
        secretKey = try unsafe SecretBytes(count: Int(crypto_box_SECRETKEYBYTES)) { memory in
            unsafe seed.withBytes { seedBytes in
                let code = unsafe crypto_box_seed_keypair(&publicKey, memory, seedBytes)
                precondition(code == 0, "a key pair of 32 bytes in memory cannot fail")
            }
        }
        self.publicKey = publicKey
    }

    /// Opens a sealed body.
    ///
    /// - Parameters:
    ///   - sealed: box and ciphertext, the box already taken out of the customer's key.
    ///   - bodyDigest: the leaf's keyed digest of the body.
    /// - Returns: the body as delivered.
    /// - Throws: ``SodiumFailure/notAuthentic`` when either was altered or sealed to another key.
    public func open(_ sealed: SealedBody, bodyDigest: [UInt8]) throws(SodiumFailure) -> [UInt8] {
        let box = sealed.dataKeyBox
        guard box.count == 32 + crypto_box_sealbytes() else { throw .notAuthentic }
        var code: Int32 = -1
        let dataKey = try unsafe SecretBytes(count: 32) { memory in
            code = unsafe secretKey.withBytes { secret in
                unsafe crypto_box_seal_open(memory, box, UInt64(box.count), publicKey, secret)
            }
        }
        guard code == 0 else { throw .notAuthentic }
        return try CustomerCipher(key: dataKey).open(sealed.ciphertext, associated: bodyDigest)
    }
}
