import Conversations
import GatewayHTTP
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct CanaryTests {
    @Test("what a client sends appears in no log line, no problem and no metric")
    func canary() async throws {
        let door = try await TestDoor()
        let secret = "zq7canary41"
        let claims = door.claims(subject: "zq7canary41-subject")
        let token = try door.token(claims)
        let traceparent = HTTPFields.Element.Name("traceparent") ?? .via
        let good: HTTPFields = [
            .authorization: "Bearer \(token)", .contentType: "application/json", .userAgent: secret,
            .cookie: "session=\(secret)", .referer: "https://\(secret).example/", traceparent: secret,
        ]
        var bad = good
        bad[.authorization] = "Bearer \(secret).\(secret).\(secret)"
        let bodies = [
            #"{"customer":{"email":"\#(secret)@customer.example"},"purpose":"p"}"#,
            #"{"customer":{"email":"\#(secret)@customer.example"},"purpose":"p","\#(secret)":1}"#,
            #"{"customer":{"\#(secret)":1},"purpose":"p"}"#, #"{"customer":"\#(secret)","purpose":7}"#,
            #"{"customer":{"id":"\#(secret)"},"purpose":"p"}"#, #"\#(secret)"#,
            #"{"\#(secret)":1,"\#(secret)":2}"#,
            #"{"customer":{"email":"a@b.example"},"purpose":"p","conversation":"\#(secret)"}"#,
        ]
        try await door.application().test(.router) { [bad] client in
            for headers in [good, bad] {
                for uri in [
                    "/v1/summaries?token=\(secret)", "/\(secret)", "/audit/log/\(secret)/2026/checkpoint",
                ] {
                    for body in bodies {
                        let response = try await client.execute(
                            uri: uri, method: .post, headers: headers, body: ByteBuffer(string: body))
                        #expect(!String(buffer: response.body).contains(secret), "\(uri) \(body)")
                        #expect(!response.headers.contains { $0.value.contains(secret) })
                    }
                    let get = try await client.execute(
                        uri: uri, method: .init(secret) ?? .get, headers: headers)
                    #expect(!String(buffer: get.body).contains(secret))
                }
            }
        }
        #expect(door.lines.all.count >= 2 * 3 * (bodies.count + 1))
        #expect(!door.lines.all.contains { $0.contains(secret) })
        #expect(!door.lines.all.contains { $0.contains(token) || $0.contains("staff-17") })
        #expect(!door.metrics.text().contains(secret))
    }

    @Test("a request leaves one line: method, template, status, duration and trace")
    func line() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        try await door.application().test(.router) { client in
            _ = try await client.execute(
                uri: "/v1/summaries?a=b", method: .post, headers: headers,
                body: asking("maya@customer.example"))
        }
        let line = try #require(door.lines.all.first { $0.hasPrefix("request ") })
        for part in ["method=POST", "route=/v1/summaries ", "status=200", "trace=5a5a", "ms="] {
            #expect(line.contains(part), "\(line)")
        }
        #expect(!line.contains("a=b") && !line.contains("maya"))
    }
}
