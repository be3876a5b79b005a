import Briefing
import Conversations
import GatewayTestSupport
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct SummaryRouteTests {
    @Test("view, hold and refusal keep their bytes, status and type, and nothing may store them")
    func outcomes() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        // The same body of a test for the router alone and for a server on a socket.
        for setup in [TestingSetup.router, .live] {
            try await door.application().test(setup) { client in
                let view = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers,
                    body: asking("maya@customer.example"))
                #expect(view.status == .ok && view.json?["body"]?["role"] == "agent")
                let hold = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers,
                    body: asking("held@customer.example"))
                #expect(String(buffer: hold.body) == #"{"body":{"do":"hand_to_human"},"outcome":"hold"}"#)
                #expect(hold.status == .accepted && hold.headers[.contentType] == "application/json")
                let refusal = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers,
                    body: asking("nobody@customer.example"))
                #expect(refusal.status == .notFound && refusal.json?["receipt"]?["index"] == 7)
                #expect(refusal.headers[.contentType] == "application/problem+json")
                for response in [view, hold, refusal] {
                    #expect(response.headers[.cacheControl] == "no-store")
                    #expect(response.headers[.xContentTypeOptions] == "nosniff")
                }
            }
        }
    }

    static let accepted = [
        "application/json", "Application/JSON", "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
    ]
    static let refused = [
        nil, "", "text/plain", "application/jsonp", "application/json; charset=utf-16",
        "application/json, text/plain", "multipart/form-data", "application/problem+json",
    ]

    @Test("only application/json in UTF-8 without a content coding is read")
    func contentType() async throws {
        let door = try await TestDoor()
        let good = try door.headers()
        try await door.application().test(.router) { client in
            for type in Self.accepted + Self.refused {
                var headers = good
                headers[.contentType] = type
                let response = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers,
                    body: asking("maya@customer.example"))
                let isAccepted = Self.accepted.contains { $0 == type }
                #expect(response.status.code == (isAccepted ? 200 : 415), "\(type ?? "none")")
            }
            var headers = good
            headers[.contentEncoding] = "gzip"
            let response = try await client.execute(
                uri: "/v1/summaries", method: .post, headers: headers, body: asking("maya@customer.example"))
            #expect(response.code == "unsupported_media_type")
        }
    }

    /// Bodies that are no request, with what the detail says.
    static let malformed: [(String, String)] = [
        ("", "body: not valid JSON at byte 0"), ("{", "body: not valid JSON"),
        ("[]", "body: expected an object"), ("null", "body: expected an object"),
        (#"{"purpose":"p"}"#, "customer: missing"),
        (#"{"customer":{"email":"a@b.example"}}"#, "purpose: missing"),
        (#"{"customer":"a@b.example","purpose":"p"}"#, "customer: expected an object, found"),
        (#"{"customer":{"email":1},"purpose":"p"}"#, "customer.email: expected a string, found"),
        (#"{"customer":{"email":"a@b.example"},"purpose":"p","extra":1}"#, "body: unknown member"),
        (#"{"customer":{"email":"a@b.example","note":1},"purpose":"p"}"#, "customer: unknown member"),
        (#"{"customer":{"email":"a@b.example","phone":"+441632960001"},"purpose":"p"}"#, "exactly one of"),
        (#"{"customer":{"email":"a@b.example","id":"7"},"purpose":"p"}"#, "exactly one of"),
        (#"{"customer":{},"purpose":"p"}"#, "exactly one of"),
        (#"{"customer":{"email":"a@b.example"},"purpose":"p","purpose":"q"}"#, "given twice"),
        (#"{"customer":{"email":"a@b.example"},"customer":{"phone":"1"},"purpose":"p"}"#, "given twice"),
        (
            #"{"customer":{"email":"a@b.example"},"purpose":"p","budget":{"words":5}}"#,
            "budget.words: expected"
        ),
        (
            #"{"customer":{"email":"a@b.example"},"purpose":"p","budget":{"words":50.5}}"#,
            "budget.words: expected"
        ),
        (#"{"customer":{"email":"\ud800"},"purpose":"p"}"#, "lone surrogate"),
        (#"{"customer":{"email":"a@b.example"},"purpose":"p"} x"#, "body: not valid JSON"),
        (String(repeating: "[", count: 40), "nested too deeply"),
        (#"{"customer":"# + String(repeating: #"{"a":"#, count: 40), "nested too deeply"),
    ]

    @Test("a malformed body is 400 and the detail names the member, what was expected and found")
    func malformedBodies() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        try await door.application().test(.router) { client in
            for (body, detail) in Self.malformed {
                let response = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers, body: ByteBuffer(string: body))
                #expect(response.status == .badRequest && response.code == "malformed_request", "\(body)")
                let found = response.json?["detail"]?.string ?? ""
                #expect(found.contains(detail), "\(found) does not say \(detail)")
                #expect(!found.contains("b.example"), "a detail never holds a value")
            }
        }
    }

    @Test(
        "bytes that are not UTF-8 are 400",
        arguments: [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF]])
    func invalidUTF8(_ bytes: [UInt8]) async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        try await door.application().test(.router) { client in
            var body = ByteBuffer(string: #"{"customer":{"email":""#)
            body.writeBytes(bytes)
            body.writeString(#""},"purpose":"p"}"#)
            if bytes == [0xEF, 0xBB, 0xBF] {
                body = ByteBuffer(bytes: bytes + Array(asking("maya@customer.example").readableBytesView))
            }
            let response = try await client.execute(
                uri: "/v1/summaries", method: .post, headers: headers, body: body)
            #expect(response.status == .badRequest && response.code == "malformed_request")
        }
    }

    @Test("a body of exactly the limit is read and one byte more is 413")
    func bodyLimit() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        try await door.application().test(.router) { client in
            for (count, status) in [(65_536, 200), (65_537, 413), (900_000, 413)] {
                var body = asking("maya@customer.example")
                body.writeString(String(repeating: " ", count: count - body.readableBytes))
                let response = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers, body: body)
                #expect(response.status.code == status)
                if status == 413 { #expect(response.code == "body_too_large") }
            }
        }
    }

    @Test("a trace id is taken from a valid traceparent and made otherwise")
    func trace() async throws {
        let door = try await TestDoor()
        let good = try door.headers()
        let id = "4bf92f3577b34da6a3ce929d0e0e4736"
        try await door.application().test(.router) { client in
            for (value, expected) in [
                ("00-\(id)-00f067aa0ba902b7-01", id),
                ("00-\(id.uppercased())-00f067aa0ba902b7-01", String(repeating: "5a", count: 16)),
            ] {
                var headers = good
                headers[.init("traceparent") ?? .via] = value
                let response = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers,
                    body: asking("maya@customer.example"))
                #expect(response.json?["body"]?["trace"]?.string == expected)
                let sent = response.headers[.init("traceparent") ?? .via]
                #expect(sent == "00-\(expected)-5a5a5a5a5a5a5a5a-00")
            }
        }
    }

    @Test("a service that takes too long is told to stop, and the answer is 503")
    func deadline() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        try await door.application(requestSeconds: 1).test(.router) { client in
            let response = try await client.execute(
                uri: "/v1/summaries", method: .post, headers: headers, body: asking("slow@customer.example"))
            #expect(response.status == .serviceUnavailable && response.code == "unavailable")
        }
        #expect(door.lines.all.contains { $0.contains("cause=deadline") })
    }

    @Test("no body, however mangled, makes the door fail")
    func mangledBodies() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        let good = Array(
            #"{"customer":{"email":"maya@customer.example"},"purpose":"p","budget":{"words":50}}"#.utf8)
        try await door.application().test(.router) { client in
            var generator = SeededGenerator(seed: 29)
            for _ in 0..<300 {
                var bytes = good
                for _ in 0...Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
                    let index = Int.random(in: bytes.indices, using: &generator)
                    switch Int.random(in: 0...2, using: &generator) {
                    case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                    case 1: bytes.remove(at: index)
                    default: bytes.insert(contentsOf: bytes[..<index].suffix(7), at: index)
                    }
                }
                let response = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers, body: ByteBuffer(bytes: bytes))
                #expect([200, 400, 404].contains(response.status.code))
            }
        }
    }
}
