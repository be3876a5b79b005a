import Conversations
import Sodium
import Testing

@Suite("Hashes and pseudonyms")
struct HashTests {
    private let digester = SodiumDigester()

    @Test("SHA-256 gives the published digests")
    func sha256() {
        #expect(
            hex(digester.sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            hex(digester.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("HMAC-SHA-256 gives the digests of RFC 4231, with short and long keys")
    func hmac() {
        #expect(
            hex(digester.hmacSHA256(key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let long = [UInt8](repeating: 0xAA, count: 131)
        let text = Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
        #expect(
            hex(digester.hmacSHA256(key: long, text))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test("HKDF-SHA-256 gives the output of RFC 5869, test case 3, and of every length a prefix")
    func hkdf() {
        let seed = [UInt8](repeating: 0x0B, count: 22)
        let output = digester.derive(from: seed, label: "", byteCount: 42)
        #expect(
            hex(output)
                == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
        let whole = digester.derive(from: seed, label: "x", byteCount: 8160)
        for count in [1, 31, 32, 33, 64, 100] {
            #expect(digester.derive(from: seed, label: "x", byteCount: count) == Array(whole.prefix(count)))
        }
    }

    @Test(
        "a token is equal for equal values in one scope, and another for another class, scope, key or version"
    )
    func tokens() throws {
        let key = try SecretBytes(copying: [UInt8](repeating: 1, count: 32))
        let tokens = try SodiumPseudonymiser(key: key)
        let token = tokens.token(
            for: "ada@example.com", fieldClass: "contact.email", scope: ["default", "acme"])
        #expect(token.count == 8 && token.allSatisfy { "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains($0) })
        let again = tokens.token(
            for: "ada@example.com", fieldClass: "contact.email", scope: ["default", "acme"])
        #expect(token == again)
        let others = [
            tokens.token(for: "ada@example.org", fieldClass: "contact.email", scope: ["default", "acme"]),
            tokens.token(for: "ada@example.com", fieldClass: "account.id", scope: ["default", "acme"]),
            tokens.token(for: "ada@example.com", fieldClass: "contact.email", scope: ["default", "other"]),
            tokens.token(for: "ada@example.com", fieldClass: "contact.email", scope: ["default"]),
            tokens.token(for: "ada@example.com", fieldClass: "contact.email", scope: ["defaultacme"]),
            tokens.token(for: "acmeada@example.com", fieldClass: "contact.email", scope: ["default"]),
            try SodiumPseudonymiser(key: key, keyVersion: 2)
                .token(for: "ada@example.com", fieldClass: "contact.email", scope: ["default", "acme"]),
            try SodiumPseudonymiser.withPublicTestKey()
                .token(for: "ada@example.com", fieldClass: "contact.email", scope: ["default", "acme"]),
        ]
        #expect(Set(others + [token]).count == others.count + 1)
    }

    @Test("the public test key gives the same tokens on every machine")
    func publicKeyTokens() throws {
        let tokens = try SodiumPseudonymiser.withPublicTestKey()
        let token = tokens.token(for: "ada@example.com", fieldClass: "contact.email", scope: ["default"])
        #expect(token == "RH8HWK8F")
    }

    @Test("keys of another length are refused with both lengths")
    func lengths() throws {
        let short = try SecretBytes(copying: [1, 2, 3])
        #expect(throws: SodiumFailure.length(expected: 32, found: 3)) { try SodiumPseudonymiser(key: short) }
        #expect(throws: SodiumFailure.length(expected: 32, found: 3)) { try CustomerCipher(key: short) }
        #expect(throws: SodiumFailure.length(expected: 32, found: 3)) { try SigningKey(seed: short) }
        #expect(throws: SodiumFailure.length(expected: 32, found: 3)) { try ComplianceKey(seed: short) }
        #expect(throws: SodiumFailure.length(expected: 32, found: 3)) {
            try ComplianceBox(publicKey: [1, 2, 3])
        }
    }

    @Test("random bytes come in the number asked for and not twice alike")
    func random() throws {
        let random = try SodiumRandom()
        #expect(random.bytes(0).isEmpty && random.bytes(32).count == 32)
        #expect(random.bytes(32) != random.bytes(32))
    }
}
