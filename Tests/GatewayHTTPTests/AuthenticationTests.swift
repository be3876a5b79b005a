import Conversations
import GatewayHTTP
import GatewayTestSupport
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct AuthenticationTests {
    /// Tokens that must not pass, with the word that the log line carries.
    static func badTokens(_ door: TestDoor) throws -> [(String, String)] {
        let now = door.clock.now().milliseconds / 1000
        let good = try door.token()
        let parts = good.split(separator: ".").map(String.init)
        let otherPayload = Base64URL.encode(door.claims(subject: "staff-1").text().utf8)
        let otherHeader = Base64URL.encode(#"{"alg":"EdDSA","kid":"2026-a"}"#.utf8)
        let none = Base64URL.encode(#"{"alg":"none","kid":"2026-a"}"#.utf8)
        return [
            (
                try door.token(
                    door.claims().with("exp", .int(now - 60)).with("iat", .int(now - 600)).with(
                        "nbf", .int(now - 600))), "expired"
            ),
            ("\(otherHeader).\(parts[1]).\(parts[2])", "signature"),
            ("\(parts[0]).\(otherPayload).\(parts[2])", "signature"),
            ("\(parts[0]).\(parts[1]).\(Base64URL.encode([UInt8](repeating: 0, count: 64)))", "signature"),
            ("\(none).\(parts[1]).", "algorithm"),
            (try door.token(door.claims().with("aud", "elsewhere")), "audience"),
            (try door.token(door.claims().with("iss", "https://evil.example")), "issuer"),
            (try door.token(door.claims().with("role", nil)), "claims"),
            (
                try door.minter.mint(header: ["alg": "EdDSA", "kid": "../2026-a"], payload: door.claims()),
                "key"
            ),
            (
                try door.stranger.mint(header: ["alg": "EdDSA", "kid": "2026-a"], payload: door.claims()),
                "signature"
            ),
            ("\(good),\(good)", "malformed"), ("not-a-token", "malformed"),
            (String(repeating: "a", count: 9000), "too_large"),
        ]
    }

    @Test("every bad token gets the same 401, and only the log line knows why")
    func sameAnswer() async throws {
        let door = try await TestDoor()
        let bad = try Self.badTokens(door)
        try await door.application().test(.router) { client in
            var bodies: Set<String> = []
            for (token, cause) in bad {
                let response = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: [.authorization: "Bearer \(token)"],
                    body: asking("maya@customer.example"))
                #expect(response.status == .unauthorized, "\(cause)")
                #expect(
                    response.headers[.wwwAuthenticate]
                        == #"Bearer realm="throughline", error="invalid_token""#)
                #expect(response.headers[.contentType] == "application/problem+json")
                bodies.insert(String(buffer: response.body))
                #expect(door.lines.all.last?.contains("cause=\(cause) ") == true, "\(cause)")
            }
            #expect(bodies.count == 1)
        }
    }

    @Test(
        "without a bearer token the challenge names no error",
        arguments: [nil, "Basic bWF5YTpx", "Bearer", "Bearer ", "bearer"])
    func missing(_ authorization: String?) async throws {
        let door = try await TestDoor()
        try await door.application().test(.router) { client in
            var headers: HTTPFields = [.contentType: "application/json"]
            headers[.authorization] = authorization
            let response = try await client.execute(
                uri: "/v1/summaries", method: .post, headers: headers, body: asking("maya@customer.example"))
            #expect(response.status == .unauthorized && response.code == "unauthenticated")
            #expect(response.headers[.wwwAuthenticate] == #"Bearer realm="throughline""#)
        }
    }

    @Test("two Authorization headers are refused though each is good")
    func several() async throws {
        let door = try await TestDoor()
        var headers = try door.headers()
        headers.append(.init(name: .authorization, value: "Bearer \(try door.token())"))
        let sent = headers
        try await door.application().test(.router) { client in
            let response = try await client.execute(
                uri: "/v1/summaries", method: .post, headers: sent, body: asking("maya@customer.example"))
            #expect(response.status == .unauthorized)
        }
    }

    @Test("a token in the query or in the body is not read")
    func elsewhere() async throws {
        let door = try await TestDoor()
        let token = try door.token()
        try await door.application().test(.router) { client in
            let response = try await client.execute(
                uri: "/v1/summaries?access_token=\(token)", method: .post,
                headers: [.contentType: "application/x-www-form-urlencoded"],
                body: ByteBuffer(string: "access_token=\(token)"))
            #expect(response.status == .unauthorized)
        }
    }

    @Test("who is not authenticated learns nothing of the body: not its type, size or syntax")
    func authenticationFirst() async throws {
        let door = try await TestDoor()
        try await door.application().test(.router) { client in
            for body in ["{", String(repeating: "x", count: 100_000), "{}"] {
                let response = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: [.contentType: "text/plain"],
                    body: ByteBuffer(string: body))
                #expect(response.status == .unauthorized)
            }
        }
    }

    @Test("the scheme's name is read in any case")
    func schemeCase() async throws {
        let door = try await TestDoor()
        let token = try door.token()
        try await door.application().test(.router) { client in
            let response = try await client.execute(
                uri: "/v1/summaries", method: .post,
                headers: [.authorization: "bEARER \(token)", .contentType: "application/json"],
                body: asking("maya@customer.example"))
            #expect(response.status == .ok)
        }
    }
}
