import GatewayHTTP
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import ServiceLifecycle
import Testing

/// What only a server on a socket can show.
@Suite struct LiveDoorTests {
    private static func head(_ door: TestDoor, _ more: String) throws -> String {
        "POST /v1/summaries HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(try door.token())\r\n"
            + "Content-Type: application/json\r\n\(more)\r\n"
    }

    private static func chunk(_ text: String) -> String {
        "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n"
    }

    @Test("a chunked body without a length is read, and 413 when it goes over the limit")
    func chunked() async throws {
        let door = try await TestDoor()
        let head = try Self.head(door, "Transfer-Encoding: chunked\r\nConnection: close\r\n")
        try await door.application().test(.live) { client in
            let port = try #require(client.port)
            let body = String(buffer: asking("maya@customer.example"))
            let small = try await RawClient.exchange(
                [
                    head, Self.chunk(String(body.prefix(9))), Self.chunk(String(body.dropFirst(9))),
                    "0\r\n\r\n",
                ],
                port: port)
            #expect(small.hasPrefix("HTTP/1.1 200 "))
            let large = String(repeating: " ", count: 40_000)
            let over = try await RawClient.exchange(
                [head, Self.chunk(large), Self.chunk(large), "0\r\n\r\n"], port: port)
            #expect(over.hasPrefix("HTTP/1.1 413 ") && over.contains("body_too_large"))
        }
    }

    @Test("a body without end is given up and its connection closed")
    func endless() async throws {
        let door = try await TestDoor()
        let head = try Self.head(door, "Transfer-Encoding: chunked\r\n")
        try await door.application().test(.live) { client in
            let port = try #require(client.port)
            let chunks = [String](repeating: Self.chunk(String(repeating: " ", count: 100_000)), count: 90)
            let answer = try await RawClient.exchange([head] + chunks, port: port, pauseMilliseconds: 1)
            #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.lowercased().contains("connection: close"))
            let live = try await client.execute(uri: "/health/live", method: .get)
            #expect(live.status == .ok)
        }
    }

    @Test("a body of megabytes is 413 to a client that sends all of it before it reads")
    func megabytes() async throws {
        let door = try await TestDoor()
        let body = String(repeating: " ", count: 5_000_000)
        let head = try Self.head(door, "Connection: close\r\nContent-Length: \(body.utf8.count)\r\n")
        try await door.application().test(.live) { client in
            let answer = try await RawClient.exchange([head + body], port: #require(client.port))
            #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.contains("found more"))
        }
    }

    @Test("chunks that are none, which only the client can have made, are 400")
    func brokenChunks() async throws {
        let door = try await TestDoor()
        let head = try Self.head(door, "Transfer-Encoding: chunked\r\n")
        try await door.application().test(.live) { client in
            let answer = try await RawClient.exchange([head, "zz\r\n{}\r\n"], port: #require(client.port))
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
        }
    }

    @Test("a body that does not come in time is 400")
    func slowBody() async throws {
        let door = try await TestDoor()
        let head = try Self.head(door, "Content-Length: 60\r\n")
        try await door.application(bodySeconds: 1).test(.live) { client in
            let answer = try await RawClient.exchange([head, "{"], port: #require(client.port))
            #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("not complete within 1 seconds"))
        }
    }

    @Test("who is not authenticated is answered though the body never comes, and then the connection closes")
    func refusedWithoutBody() async throws {
        let door = try await TestDoor()
        let request = "POST /v1/summaries HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60\r\n\r\n"
        try await door.application(bodySeconds: 1).test(.live) { client in
            let answer = try await RawClient.exchange([request], port: #require(client.port))
            #expect(answer.hasPrefix("HTTP/1.1 401 "))
        }
    }

    @Test("what is no HTTP leaves none of its words in the log")
    func canary() async throws {
        let door = try await TestDoor()
        let secret = "zq7canary42"
        let requests = [
            "\(secret) /\(secret) HTTP/1.1\r\nHost: \(secret)\r\n\r\n",
            "GET /\(secret) HTTP/9.9\r\n\(secret)\r\n\r\n",
            "POST /v1/summaries HTTP/1.1\r\nContent-Length: \(secret)\r\n\r\n",
            "POST /v1/summaries HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\(secret)\r\n",
        ]
        try await door.application(bodySeconds: 1).test(.live) { client in
            for request in requests {
                let answer = try await RawClient.exchange([request], port: #require(client.port))
                #expect(answer.hasPrefix("HTTP/1.1 4") && !answer.contains(secret), "\(answer)")
            }
        }
        #expect(!door.lines.all.contains { $0.contains(secret) })
    }

    @Test("a refused request with an unread body leaves the connection usable")
    func unreadBody() async throws {
        let door = try await TestDoor()
        let body = String(buffer: asking("maya@customer.example"))
        let refused =
            "POST /v1/summaries HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            + body
        let good = try Self.head(door, "Connection: close\r\nContent-Length: \(body.utf8.count)\r\n") + body
        try await door.application().test(.live) { client in
            let answer = try await RawClient.exchange([refused, good], port: #require(client.port))
            #expect(answer.hasPrefix("HTTP/1.1 401 "))
            #expect(answer.contains("HTTP/1.1 200 "))
        }
    }

    @Test("headers over the limit and requests that are no HTTP are 400 and close")
    func oversizeHeaders() async throws {
        let door = try await TestDoor()
        let long =
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Long: \(String(repeating: "x", count: 40_000))\r\n\r\n"
        let many =
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\n"
            + (0..<150).map { "X-\($0): y\r\n" }.joined() + "\r\n"
        try await door.application().test(.live) { client in
            for request in [long, many, "\u{16}\u{3}\u{1}\r\n\r\n"] {
                let answer = try await RawClient.exchange([request], port: #require(client.port))
                #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
            }
        }
    }

    @Test("a request in flight at shutdown is answered before the server ends")
    func gracefulShutdown() async throws {
        let door = try await TestDoor()
        let (ports, listening) = AsyncStream<Int>.makeStream()
        let application = try door.application { listening.yield($0) }
        let group = ServiceGroup(
            configuration: .init(
                services: [application, DrainService(door.drain, seconds: 0)], logger: door.lines.logger))
        let body = String(buffer: asking("waits@customer.example"))
        let request = try Self.head(door, "Content-Length: \(body.utf8.count)\r\n") + body
        try await withThrowingTaskGroup(of: String.self) { tasks in
            tasks.addTask {
                try await group.run()
                return "ended"
            }
            let port = try #require(await ports.first { _ in true })
            tasks.addTask { try await RawClient.exchange([request], port: port) }
            while door.desk.waitingCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
            await group.triggerGracefulShutdown()
            while !door.drain.isDraining { try await Task.sleep(for: .milliseconds(5)) }
            door.desk.open()
            var results: [String] = []
            for try await result in tasks { results.append(result) }
            #expect(results.contains("ended"))
            #expect(results.contains { $0.hasPrefix("HTTP/1.1 200 ") })
        }
    }

    @Test("a request whose length can be read in two ways is 400 and closes, so that nothing hides behind it")
    func smuggling() async throws {
        let door = try await TestDoor()
        let hidden = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
        let heads = [
            "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: +5\r\n",
            "Content-Length: 5, 6\r\n",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked, identity\r\n",
        ]
        try await door.application(bodySeconds: 1).test(.live) { client in
            let port = try #require(client.port)
            for more in heads {
                let request = try Self.head(door, more) + "0\r\n\r\n" + hidden
                let answer = try await RawClient.exchange([request], port: port)
                #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(more) gave \(answer.prefix(40))")
                #expect(!answer.contains("throughline_requests"), "\(more)")
            }
        }
    }
}
