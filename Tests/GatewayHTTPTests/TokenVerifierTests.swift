import Conversations
import GatewayHTTP
import GatewayTestSupport
import Sodium
import Testing

@Suite struct TokenVerifierTests {
    @Test("a good token names its caller, with region and acting machine")
    func goodToken() async throws {
        let door = try await TestDoor()
        let caller = Caller(
            tenant: "default", subject: "staff-17", actor: "assistant-3", client: "desk-app",
            organisation: "in-house", role: "agent", actorRole: "automation", region: "EU",
            issuedAt: door.clock.now())
        let claims = TokenClaims(
            issuer: "https://login.example", audience: "throughline", caller: caller,
            issuedAt: door.clock.now(), lifetimeSeconds: 600, id: "token-1")
        #expect(try door.verifier.caller(of: door.minter.mint(claims)) == caller)
    }

    @Test("the same claims give the same token")
    func deterministic() async throws {
        let door = try await TestDoor()
        #expect(try door.token() == door.token())
    }

    @Test("a token with any one byte of it changed is refused")
    func tampered() async throws {
        let door = try await TestDoor()
        let token = Array(try door.token().utf8)
        for index in token.indices {
            var changed = token
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let text = String(decoding: changed, as: UTF8.self)
            #expect(throws: TokenRefusal.self, "byte \(index)") { try door.verifier.caller(of: text) }
        }
    }

    static let headers: [(JSONValue, TokenRefusal)] = [
        (["alg": "none", "kid": "2026-a"], .algorithm), (["alg": "None", "kid": "2026-a"], .algorithm),
        (["alg": "", "kid": "2026-a"], .algorithm), (["alg": "eddsa", "kid": "2026-a"], .algorithm),
        (["alg": "EDDSA", "kid": "2026-a"], .algorithm), (["alg": "HS256", "kid": "2026-a"], .algorithm),
        (["alg": "RS256", "kid": "2026-a"], .algorithm), (["alg": "ES256", "kid": "2026-a"], .algorithm),
        (["alg": 1, "kid": "2026-a"], .algorithm), (["kid": "2026-a"], .algorithm),
        (["alg": ["EdDSA"], "kid": "2026-a"], .algorithm),
        (["alg": "EdDSA", "kid": "2026-a", "crit": ["b64"], "b64": false], .algorithm),
        (["alg": "EdDSA"], .key), (["alg": "EdDSA", "kid": ""], .key),
        (["alg": "EdDSA", "kid": "../../keys/log"], .key), (["alg": "EdDSA", "kid": "2026-a\u{0}"], .key),
        (["alg": "EdDSA", "kid": "2026-A"], .key), (["alg": "EdDSA", "kid": 7], .key),
        (["alg": "EdDSA", "kid": "2026-a", "typ": "dpop+jwt"], .type),
        (["alg": "EdDSA", "kid": "2026-a", "typ": 1], .type),
    ]

    @Test("only EdDSA by a known key and of a known type is accepted", arguments: headers)
    func header(_ header: JSONValue, _ expected: TokenRefusal) async throws {
        let door = try await TestDoor()
        let token = try door.minter.mint(header: header, payload: door.claims())
        #expect(throws: expected) { try door.verifier.caller(of: token) }
    }

    @Test("the type may be JWT, at+jwt or absent", arguments: ["JWT", "jwt", "at+jwt", "AT+JWT", nil])
    func type(_ type: String?) async throws {
        let door = try await TestDoor()
        let header = JSONValue.object(["alg": "EdDSA", "kid": "2026-a"]).with(
            "typ", type.map(JSONValue.string))
        let token = try door.minter.mint(header: header, payload: door.claims())
        #expect(try door.verifier.caller(of: token).role == "agent")
    }

    @Test("a token without a signature, and one of another key, is refused")
    func foreign() async throws {
        let door = try await TestDoor()
        let parts = try door.token().split(separator: ".")
        let unsigned = "\(Base64URL.encode(#"{"alg":"none"}"#.utf8)).\(parts[1])."
        #expect(throws: TokenRefusal.algorithm) { try door.verifier.caller(of: unsigned) }
        #expect(throws: TokenRefusal.signature) { try door.verifier.caller(of: "\(parts[0]).\(parts[1]).") }
        let foreign = try door.stranger.mint(
            header: ["alg": "EdDSA", "kid": "2026-a"], payload: door.claims())
        #expect(throws: TokenRefusal.signature) { try door.verifier.caller(of: foreign) }
    }

    @Test("a token signed as HS256 with the public key is refused, whatever its header says")
    func confusedAlgorithm() async throws {
        let door = try await TestDoor()
        for (algorithm, expected) in [("HS256", TokenRefusal.algorithm), ("EdDSA", .signature)] {
            let header = JSONValue.object(["alg": .string(algorithm), "kid": "2026-a"])
            let signed = [header, door.claims()].map { Base64URL.encode($0.text().utf8) }.joined(
                separator: ".")
            let code = SodiumDigester().hmacSHA256(key: door.minter.publicKey.bytes, Array(signed.utf8))
            let token = "\(signed).\(Base64URL.encode(code))"
            #expect(throws: expected) { try door.verifier.caller(of: token) }
        }
    }

    @Test(
        "what is no compact token is refused",
        arguments: ["", ".", "..", "a.b", "a.b.c.d", "e30.e30.", "e30=.e30=.", "é.é.é", "{}.{}.{}"])
    func malformed(_ token: String) async throws {
        let door = try await TestDoor()
        #expect(throws: TokenRefusal.self) { try door.verifier.caller(of: token) }
    }

    @Test("a header of any number is refused before its signature is looked at, and stops nothing")
    func smallestNumber() async throws {
        let door = try await TestDoor()
        for header in [#"{"":-9223372036854775808}"#, #"{"alg":-9223372036854775808}"#] {
            let token = Base64URL.encode(Array(header.utf8)) + ".e30.e30"
            #expect(throws: TokenRefusal.self) { try door.verifier.caller(of: token) }
        }
    }

    @Test("an identity provider's whole set of keys is taken, and only what signs with Ed25519 counts")
    func keySet() throws {
        func read(_ text: String) throws -> [TokenPublicKey] {
            try TokenKeySet(json: Array(text.utf8), digester: SodiumDigester()).keys
        }
        let point = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
        let ours = #"{"kty":"OKP","crv":"Ed25519","kid":"2026-a","use":"sig","x":"\#(point)"}"#
        let others = #"{"kty":"RSA","n":"AQ","e":"AQAB","kid":"r"},{"kty":"OKP","crv":"X25519","x":"AQ"}"#
        #expect(try read(#"{"keys":[\#(others),\#(ours)]}"#).map(\.id) == ["2026-a"])
        let unnamed = #"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\#(point)"}]}"#
        #expect(try read(unnamed).map(\.id) == ["kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"])
        for (text, problem) in [
            ("{}", TokenKeySetProblem.malformed), ("[]", .malformed), (#"{"keys":[\#(others)]}"#, .empty),
            (#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AQ"}]}"#, .unusable(0)),
            (#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"\#(point)","d":"AQ"}]}"#, .privateKey(0)),
        ] {
            #expect(throws: problem) { try read(text) }
        }
    }

    @Test("a token over 8 KiB is refused before it is read")
    func tooLarge() async throws {
        let door = try await TestDoor()
        let token = try door.token(door.claims().with("note", .string(String(repeating: "x", count: 8000))))
        #expect(throws: TokenRefusal.tooLarge) { try door.verifier.caller(of: token) }
    }

    @Test("a payload with a claim given twice is refused though its signature fits")
    func duplicateClaim() async throws {
        let door = try await TestDoor()
        let header = Base64URL.encode(#"{"alg":"EdDSA","kid":"2026-a"}"#.utf8)
        let twice = door.claims().text().dropLast() + #","role":"compliance"}"#
        let signed = "\(header).\(Base64URL.encode(twice.utf8))"
        let key = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        let token = "\(signed).\(Base64URL.encode(try key.sign(Array(signed.utf8))))"
        #expect(throws: TokenRefusal.malformed) { try door.verifier.caller(of: token) }
    }

    @Test("a key is named by its JWK thumbprint (RFC 8037, appendix A.3)")
    func thumbprint() async throws {
        let seed = try #require(Base64URL.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"))
        let minter = try await TokenMinter(seed: seed, digester: SodiumDigester())
        #expect(Base64URL.encode(minter.publicKey.bytes) == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
        #expect(minter.publicKey.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    }

    @Test("a role that its organisation may not have is refused as such, and another organisation's is taken")
    func organisation() async throws {
        let door = try await TestDoor()
        let verifier = try await TokenVerifier(
            keys: [door.minter.publicKey],
            rules: TokenRules(issuer: "https://login.example", audience: "throughline"), clock: door.clock,
            admits: { $0.organisation == "house" })
        let foreign = try door.token(door.claims().with("org", "partner"))
        #expect(throws: TokenRefusal.organisation) { try verifier.caller(of: foreign) }
        let own = try door.token(door.claims().with("org", "house"))
        #expect(try verifier.caller(of: own).organisation == "house")
    }

    @Test("a seed that is not 32 bytes, and a key id given twice, are refused")
    func badKeys() async throws {
        await #expect(throws: TokenKeyProblem.byteCount(31)) {
            try await TokenMinter(seed: [UInt8](repeating: 1, count: 31), keyID: "k")
        }
        let door = try await TestDoor()
        let rules = try TokenRules(issuer: "i", audience: "a")
        await #expect(throws: TokenKeyProblem.keyID) {
            try await TokenVerifier(
                keys: [door.minter.publicKey, door.stranger.publicKey], rules: rules, clock: door.clock)
        }
    }
}
