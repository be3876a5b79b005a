import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

@Suite("Signing and sealing")
struct SealingTests {
    private func key(_ byte: UInt8) throws -> SecretBytes {
        try SecretBytes(copying: [UInt8](repeating: byte, count: 32))
    }

    @Test("Ed25519 gives the signatures of RFC 8032, test 1")
    func rfc8032() throws {
        let seed: [UInt8] = [
            0x9D, 0x61, 0xB1, 0x9D, 0xEF, 0xFD, 0x5A, 0x60, 0xBA, 0x84, 0x4A, 0xF4, 0x92, 0xEC, 0x2C, 0xC4,
            0x44, 0x49,
            0xC5, 0x69, 0x7B, 0x32, 0x69, 0x19, 0x70, 0x3B, 0xAC, 0x03, 0x1C, 0xAE, 0x7F, 0x60,
        ]
        let signer = try SigningKey(seed: SecretBytes(copying: seed))
        #expect(hex(signer.publicKey) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        #expect(
            hex(try signer.sign([]))
                == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b")
    }

    @Test("a signature holds for its message and key, and for no other length of anything")
    func signatures() throws {
        let signer = try SigningKey(seed: key(3))
        let verifier = SodiumVerifier()
        let signature = try signer.sign([1, 2, 3])
        #expect(verifier.isValid(signature: signature, of: [1, 2, 3], publicKey: signer.publicKey))
        #expect(!verifier.isValid(signature: signature, of: [1, 2], publicKey: signer.publicKey))
        #expect(
            !verifier.isValid(signature: signature.dropLast(), of: [1, 2, 3], publicKey: signer.publicKey))
        #expect(!verifier.isValid(signature: signature, of: [1, 2, 3], publicKey: [1]))
        let zero = [UInt8](repeating: 0, count: 32)
        #expect(!verifier.isValid(signature: zero + zero, of: [], publicKey: zero))
    }

    @Test("what is sealed opens with the same key and associated bytes only, and after no change")
    func cipher() throws {
        let cipher = try CustomerCipher(key: key(1))
        let plain = Array("openings".utf8)
        let sealed = cipher.seal(plain, associated: [1])
        #expect(sealed.count == plain.count + 40)
        #expect(try cipher.open(sealed, associated: [1]) == plain)
        #expect(cipher.seal(plain, associated: [1]) != sealed)
        let other = try CustomerCipher(key: key(2))
        #expect(throws: SodiumFailure.notAuthentic) { try other.open(sealed, associated: [1]) }
        #expect(throws: SodiumFailure.notAuthentic) { try cipher.open(sealed, associated: [2]) }
        #expect(throws: SodiumFailure.notAuthentic) { try cipher.open([1, 2], associated: [1]) }
        for offset in sealed.indices {
            var changed = sealed
            changed[offset] ^= 1
            #expect(throws: SodiumFailure.notAuthentic) { try cipher.open(changed, associated: [1]) }
        }
        #expect(try cipher.open(cipher.seal([], associated: []), associated: []).isEmpty)
    }

    @Test("a body sealed to compliance opens with the private key and the leaf's digest only")
    func complianceBox() throws {
        let officer = try ComplianceKey(seed: key(4))
        let box = try ComplianceBox(publicKey: officer.publicKey)
        let sealed = try box.seal(Array("{}".utf8), bodyDigest: [7])
        #expect(try officer.open(sealed, bodyDigest: [7]) == Array("{}".utf8))
        #expect(throws: SodiumFailure.notAuthentic) { try officer.open(sealed, bodyDigest: [8]) }
        let stranger = try ComplianceKey(seed: key(5))
        #expect(throws: SodiumFailure.notAuthentic) { try stranger.open(sealed, bodyDigest: [7]) }
        let cut = SealedBody(dataKeyBox: sealed.dataKeyBox.dropLast(), ciphertext: sealed.ciphertext)
        #expect(throws: SodiumFailure.notAuthentic) { try officer.open(cut, bodyDigest: [7]) }
        #expect(throws: SodiumFailure.self) {
            try ComplianceBox(publicKey: [UInt8](repeating: 0, count: 32)).seal([1], bodyDigest: [7])
        }
    }

    @Test("a secret shows in no description, dump or interpolation")
    func secrecy() throws {
        let secret = try key(0xAB)
        let signer = try SigningKey(seed: secret)
        var text = "\(secret) \(String(reflecting: secret)) \(signer) "
        dump(secret, to: &text)
        dump(signer, to: &text)
        let digits = String(repeating: "171, ", count: 3)
        #expect(!text.contains(digits) && !text.contains("abababab"))
        #expect(secret.isEqual(to: try key(0xAB)))
        #expect(!secret.isEqual(to: try key(0xAC)))
    }
}
