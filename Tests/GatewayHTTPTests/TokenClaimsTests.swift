import Conversations
import GatewayHTTP
import GatewayTestSupport
import Testing

@Suite struct TokenClaimsTests {
    static let required = [
        "iss", "aud", "sub", "exp", "nbf", "iat", "jti", "client_id", "tenant", "org", "role",
    ]

    @Test("every claim is required and null is none", arguments: required)
    func missing(_ claim: String) async throws {
        let door = try await TestDoor()
        for value in [nil, JSONValue.null] {
            let token = try door.token(door.claims().with(claim, value))
            #expect(throws: TokenRefusal.claims) { try door.verifier.caller(of: token) }
        }
    }

    static let wrong: [(String, JSONValue, TokenRefusal)] = [
        ("iss", "https://login.example/", .issuer), ("iss", ["https://login.example"], .claims),
        ("aud", "Throughline", .audience), ("aud", ["other", "another"], .audience), ("aud", [], .claims),
        ("aud", ["throughline", 1], .claims), ("aud", ["throughline": true], .claims),
        ("sub", 17, .claims), ("sub", "", .claims), ("sub", "a\u{0}b", .claims),
        ("sub", .string(String(repeating: "s", count: 257)), .claims), ("jti", 1, .claims),
        ("client_id", "", .claims), ("tenant", ["default"], .claims), ("org", true, .claims),
        ("role", ["agent", "compliance"], .claims), ("role", "", .claims), ("region", .null, .claims),
        ("region", 1, .claims), ("act", .null, .claims), ("act", "assistant-3", .claims),
        ("act", [:], .claims), ("act", ["sub": 1], .claims), ("act", ["sub": "a", "role": 1], .claims),
        ("act", [["sub": "a"]], .claims), ("exp", "1772000600", .claims),
        ("exp", .double(1_772_000_600.5), .claims), ("exp", -1, .claims),
        ("exp", .int((1 << 53) - 1), .claims), ("nbf", "now", .claims), ("iat", true, .claims),
    ]

    @Test("a claim of the wrong type or value is refused", arguments: wrong)
    func wrongClaim(_ claim: String, _ value: JSONValue, _ expected: TokenRefusal) async throws {
        let door = try await TestDoor()
        let token = try door.token(door.claims().with(claim, value))
        #expect(throws: expected) { try door.verifier.caller(of: token) }
    }

    @Test("one of several audiences is enough, and unknown claims are ignored")
    func leniency() async throws {
        let door = try await TestDoor()
        let claims = door.claims().with("aud", ["other", "throughline"]).with("scope", "anything")
        #expect(try door.verifier.caller(of: door.token(claims)).subject == "staff-17")
    }

    /// Seconds from now for issue, start and end, with what becomes of the token; the leeway is 30 s.
    static let times: [(Int64, Int64, Int64, TokenRefusal?)] = [
        (-10, -10, 600, nil), (-3600, -3600, 0, nil), (-600, -600, -29, nil), (-600, -600, -30, .expired),
        (-600, -600, -31, .expired), (30, 30, 600, nil), (31, 0, 600, .early), (0, 31, 600, .early),
        (0, 0, 3600, nil), (0, 0, 3601, .lifetime), (-4000, -10, 10, .lifetime), (10, 10, 10, .lifetime),
        (10, 10, 5, .lifetime), (0, 20, 15, .lifetime),
    ]

    @Test("a token counts from its start to its end, for at most an hour", arguments: times)
    func time(_ issued: Int64, _ start: Int64, _ end: Int64, _ expected: TokenRefusal?) async throws {
        let door = try await TestDoor()
        let now = door.clock.now().milliseconds / 1000
        let claims = door.claims().with("iat", .int(now + issued)).with("nbf", .int(now + start))
            .with("exp", .int(now + end))
        let token = try door.token(claims)
        if let expected {
            #expect(throws: expected) { try door.verifier.caller(of: token) }
        } else {
            #expect(try door.verifier.caller(of: token).tenant == "default")
        }
    }

    @Test("a token that was good expires as the clock moves")
    func expiry() async throws {
        let door = try await TestDoor()
        let token = try door.token()
        door.clock.advance(milliseconds: 629_999)
        #expect(try door.verifier.caller(of: token).role == "agent")
        door.clock.advance(milliseconds: 1)
        #expect(throws: TokenRefusal.expired) { try door.verifier.caller(of: token) }
    }
}
