import Conversations
import GatewayHTTP
import GatewayTestSupport
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import struct GatewayHTTP.TokenBuckets
@testable import enum GatewayHTTP.TraceContext

@Suite struct BoundsTests {
    @Test("a caller that asks too often is told when to come back, and others are not held up")
    func rate() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        let other = try door.headers(door.token(door.claims(subject: "staff-18")))
        let limit = try CallerRateLimit(perMinute: 30, burst: 2)
        try await door.application(rate: limit).test(.router) { client in
            @Sendable func ask(_ headers: HTTPFields) async throws -> TestResponse {
                try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers,
                    body: asking("maya@customer.example"))
            }
            for expected in [200, 200, 429] {
                let response = try await ask(headers)
                #expect(response.status.code == expected)
                if expected == 429 {
                    #expect(response.headers[.retryAfter] == "2" && response.code == "too_many_requests")
                }
            }
            #expect(try await ask(other).status == .ok)
            door.clock.advance(milliseconds: 2000)
            #expect(try await ask(headers).status == .ok)
            #expect(try await ask(headers).status == .tooManyRequests)
        }
    }

    @Test("one request too many at once is 429, and health still answers")
    func admission() async throws {
        let door = try await TestDoor()
        let headers = try door.headers()
        try await door.application(requestsAtOnceMax: 1).test(.router) { client in
            try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    try await client.execute(
                        uri: "/v1/summaries", method: .post, headers: headers,
                        body: asking("waits@customer.example")
                    ).status.code
                }
                while door.desk.waitingCount == 0 { try await Task.sleep(for: .milliseconds(2)) }
                let second = try await client.execute(
                    uri: "/v1/summaries", method: .post, headers: headers,
                    body: asking("maya@customer.example"))
                #expect(second.status == .tooManyRequests && second.headers[.retryAfter] == "1")
                let live = try await client.execute(uri: "/health/live", method: .get)
                #expect(live.status == .ok)
                door.desk.open()
                #expect(try await group.next() == 200)
            }
            let third = try await client.execute(
                uri: "/v1/summaries", method: .post, headers: headers, body: asking("maya@customer.example"))
            #expect(third.status == .ok)
        }
    }

    @Test("a bucket never gives more than its burst and its rate, whatever the clock does")
    func bucketProperty() {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<50 {
            let perMinute = Int.random(in: 1...600, using: &generator)
            let burst = Int.random(in: 1...20, using: &generator)
            var buckets = TokenBuckets<Int>(perMinute: perMinute, burst: burst)
            var now: Int64 = 0
            var latest: Int64 = 0
            var granted = 0
            for _ in 0..<400 {
                now += Int64.random(in: -500...900, using: &generator)
                latest = max(latest, now)
                if buckets.take(1, at: Timestamp(milliseconds: now)) == nil { granted += 1 }
            }
            let allowed = Double(burst) + Double(latest) * Double(perMinute) / 60_000
            #expect(Double(granted) <= allowed + 1e-6 * allowed + 1)
        }
    }

    @Test("when every bucket is in use a new caller waits, and idle ones make room")
    func bucketBound() {
        var buckets = TokenBuckets<Int>(perMinute: 60, burst: 1, keysMax: 2)
        let start = Timestamp(milliseconds: 0)
        #expect(buckets.take(1, at: start) == nil)
        #expect(buckets.take(2, at: start) == nil)
        #expect(buckets.take(3, at: start) == 1)
        #expect(buckets.take(1, at: start) == 1)
        #expect(buckets.take(3, at: start.adding(milliseconds: 1000)) == nil)
    }

    @Test(
        "a traceparent that is not exactly W3C's is ignored",
        arguments: [
            "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", "00-x-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
            "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
        ])
    func traceparent(_ value: String) {
        #expect(TraceContext.traceID([value]) == nil)
    }

    @Test("a later version of traceparent is read, two headers are not")
    func traceparentVersions() {
        let id = "4bf92f3577b34da6a3ce929d0e0e4736"
        let value = "cc-\(id)-00f067aa0ba902b7-01-what-comes"
        #expect(TraceContext.traceID([value]) == id)
        #expect(TraceContext.traceID([value, value]) == nil)
        #expect(TraceContext.traceID([]) == nil)
    }

    @Test("a bound outside its range is refused and named")
    func configuration() {
        #expect(
            throws: DoorConfigurationProblem(member: "bodyBytesMax", expected: 256...16_777_216, found: 0)
        ) {
            try DoorConfiguration(bodyBytesMax: 0, rate: nil)
        }
        #expect(throws: DoorConfigurationProblem.self) { try DoorConfiguration(port: 65_536, rate: nil) }
        #expect(throws: DoorConfigurationProblem.self) { try CallerRateLimit(perMinute: 0) }
        #expect(throws: DoorConfigurationProblem.self) {
            try TokenRules(issuer: "i", audience: "a", leewaySeconds: 61)
        }
    }
}
