import Briefing
import Conversations
import GatewayHTTP
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct RoutingTests {
    @Test("an unknown path is a 404 problem, with and without a token")
    func unknownPath() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        try await door.application().test(.router) { client in
            for path in [
                "/", "/v1", "/v1/summaries/", "//v1/summaries", "/v1//summaries", "/v1/summariess",
                "/V1/summaries", "/v1/../metrics", "/%2e", "//metrics", "/metrics/",
            ] {
                let response = try await client.execute(uri: path, method: .get, headers: headers)
                #expect(response.code == "not_found", "\(path)")
                #expect(response.headers[.contentType] == "application/problem+json")
            }
            let bare = try await client.execute(uri: "/nothing", method: .post)
            #expect(bare.status == .notFound)
        }
    }

    @Test("a wrong method is a 405 problem that names the right ones")
    func wrongMethod() async throws {
        let door = try await TestDoor()
        try await door.application().test(.router) { client in
            let methods: [HTTPRequest.Method] = [.get, .put, .patch, .delete, .trace]
            for method in methods {
                let response = try await client.execute(uri: "/v1/summaries", method: method)
                #expect(response.status == .methodNotAllowed && response.code == "method_not_allowed")
                #expect(response.headers[.allow] == "OPTIONS, POST")
            }
            let post = try await client.execute(uri: "/health/live", method: .post)
            #expect(post.status == .methodNotAllowed && post.headers[.allow] == "GET, HEAD, OPTIONS")
        }
    }

    @Test("HEAD gives the headers of GET without a body, and OPTIONS names the methods")
    func headAndOptions() async throws {
        let door = try await TestDoor()
        for setup in [TestingSetup.router, .live] {
            try await door.application().test(setup) { client in
                let get = try await client.execute(uri: "/openapi.json", method: .get)
                let head = try await client.execute(uri: "/openapi.json", method: .head)
                #expect(head.status == .ok && head.body.readableBytes == 0)
                #expect(head.headers[.contentLength] == get.headers[.contentLength])
                let refused = try await client.execute(uri: "/v1/summaries", method: .head)
                #expect(refused.status == .methodNotAllowed && refused.body.readableBytes == 0)
                let options = try await client.execute(uri: "/v1/summaries", method: .options)
                #expect(options.status == .noContent && options.headers[.allow] == "OPTIONS, POST")
                #expect(options.headers[.contentLength] == nil)
            }
        }
    }

    @Test(
        "liveness needs nothing, readiness needs every part; one that is behind is no reason to send nobody")
    func health() async throws {
        let door = try await TestDoor()
        try await door.application().test(.router) { client in
            let live = try await client.execute(uri: "/health/live", method: .get)
            #expect(String(buffer: live.body) == #"{"live":true}"#)
            let ready = try await client.execute(uri: "/health/ready", method: .get)
            #expect(ready.status == .ok && ready.json?["ready"] == true)
            #expect(ready.json?["parts"]?.array?.count == 5)
        }
        var late = InventedReadiness()
        late.states[.witnesses] = .behind
        try await door.application(readiness: late).test(.router) { client in
            let ready = try await client.execute(uri: "/health/ready", method: .get)
            #expect(ready.status == .ok && ready.json?["ready"] == true)
            #expect(ready.json?["parts"]?.array?.last?["state"] == "behind")
        }
        for part in ReadinessPart.allCases {
            for state in [ReadinessState.failed, .starting, nil] {
                var readiness = InventedReadiness()
                readiness.states[part] = state
                try await door.application(readiness: readiness).test(.router) { client in
                    let ready = try await client.execute(uri: "/health/ready", method: .get)
                    #expect(ready.status == .serviceUnavailable && ready.json?["ready"] == false)
                    let live = try await client.execute(uri: "/health/live", method: .get)
                    #expect(live.status == .ok)
                }
            }
        }
    }

    @Test("readiness turns red when the gateway is about to stop, while requests are still answered")
    func draining() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        try await door.application().test(.router) { client in
            door.drain.begin()
            let ready = try await client.execute(uri: "/health/ready", method: .get)
            #expect(ready.status == .serviceUnavailable && ready.json?["draining"] == true)
            let view = try await client.execute(
                uri: "/v1/summaries", method: .post, headers: headers, body: asking("maya@customer.example"))
            #expect(view.status == .ok)
        }
    }

    @Test("metrics count requests by route, status, outcome and code, with a histogram that adds up")
    func metrics() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        try await door.application().test(.router) { client in
            for email in ["maya@customer.example", "held@customer.example", "nobody@customer.example"] {
                _ = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers, body: asking(email))
            }
            _ = try await client.execute(uri: "/v1/summaries", method: .post)
            _ = try await client.execute(uri: "/no/such/path", method: .get)
            let page = try await client.execute(uri: "/metrics", method: .get)
            #expect(page.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            let lines = String(buffer: page.body).split(separator: "\n").map(String.init)
            let name = "throughline_requests_total"
            for expected in [
                "\(name){route=\"/v1/summaries\",status=\"200\",outcome=\"view\",code=\"none\"} 1",
                "\(name){route=\"/v1/summaries\",status=\"202\",outcome=\"hold\",code=\"none\"} 1",
                "\(name){route=\"/v1/summaries\",status=\"401\",outcome=\"refusal\",code=\"unauthenticated\"} 1",
                "\(name){route=\"/v1/summaries\",status=\"404\",outcome=\"refusal\",code=\"customer_not_found\"} 1",
                "\(name){route=\"unmatched\",status=\"404\",outcome=\"none\",code=\"not_found\"} 1",
                "throughline_unauthenticated_total{cause=\"missing\"} 1",
                "throughline_requests_in_flight 1",
                "throughline_request_duration_seconds_count{route=\"/v1/summaries\"} 4",
                "throughline_request_duration_seconds_bucket{route=\"/v1/summaries\",le=\"+Inf\"} 4",
            ] {
                #expect(lines.contains(expected), "\(expected)")
            }
        }
    }

    @Test("checkpoint and hash tiles are public, everything else but entries is 404")
    func publicLog() async throws {
        let door = try await TestDoor()
        try await door.application().test(.router) { client in
            let checkpoint = try await client.execute(uri: "/audit/log/default/2026/checkpoint", method: .get)
            #expect(checkpoint.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(String(buffer: checkpoint.body) == "log.example\n1\nAAAA\n")
            let tile = try await client.execute(uri: "/audit/log/default/2026/tile/0/000.p/1", method: .get)
            #expect(tile.status == .ok && tile.body.readableBytes == 32)
            #expect(tile.headers[.contentType] == "application/octet-stream")
            for path in [
                "default/2025/checkpoint", "other/2026/checkpoint", "default/26/checkpoint",
                "default/+026/checkpoint", "..%2fdefault/2026/checkpoint", "default/2026/tile/0/000",
                "default/2026/tile/00/000.p/1",
                "default/2026/tile/0/0.p/1", "default/2026/tile/0/000.p/01", "default/2026/tile",
                "default/2026/tile/0/000.p/1/..", "default/2026/tile/8/0/000.p/1", "default/2026/key",
            ] {
                let response = try await client.execute(uri: "/audit/log/\(path)", method: .get)
                #expect(response.status == .notFound && response.code == "not_found", "\(path)")
            }
        }
        try await door.application(log: InventedLog(isBroken: true)).test(.router) { client in
            let response = try await client.execute(uri: "/audit/log/default/2026/checkpoint", method: .get)
            #expect(response.status == .serviceUnavailable && response.code == "unavailable")
        }
    }
}
