import AsyncHTTPClient
import AuditHTTP
import AuditTrail
import GatewayTestSupport
import Synchronization
import Testing

@Suite("One exchange: bounded from the first byte to the last, and no further than where it was sent")
struct BoundedExchangeTests {
    /// What the other side can do for ever.
    private static let endless: [LocalResponder.Reply] = [
        .silence, .dripHead(everyMilliseconds: 1_000),
        .drip(contentType: "text/plain", everyMilliseconds: 1_000),
    ]

    private func failure(
        _ answer: LocalResponder.Reply, deadlineMilliseconds: Int = 20_000, bodyBytesMax: Int = 100
    ) async throws -> BoundedExchange.Failure? {
        let responder = try LocalResponder { _ in answer }
        defer { withExtendedLifetime(responder) {} }
        let exchange = BoundedExchange(deadlineMilliseconds: deadlineMilliseconds)
        let request = HTTPClientRequest(url: "http://127.0.0.1:\(responder.port)/")
        do throws(BoundedExchange.Failure) {
            _ = try await exchange.answer(to: request, bodyBytesMax: bodyBytesMax)
            return nil
        } catch { return error }
    }

    @Test("silence, a head and a body that drip a byte a second all end at the deadline", arguments: endless)
    func late(answer: LocalResponder.Reply) async throws {
        // The drip alone would go on for hours.
        #expect(try await failure(answer, deadlineMilliseconds: 1_500, bodyBytesMax: 65_536) == .late)
    }

    @Test(
        "an answer of as many bytes as are read is whole, one more is too long, a closed door is unreachable")
    func bounds() async throws {
        func answer(_ count: Int) -> LocalResponder.Reply {
            .whole(status: 200, contentType: "text/plain", body: [UInt8](repeating: 0x30, count: count))
        }
        #expect(try await failure(answer(100)) == nil)
        #expect(try await failure(answer(101)) == .tooLong)
        for closed in [try await failure(.close), try await failure(.close, bodyBytesMax: 0)] {
            guard case .unreachable = closed else {
                Issue.record("nothing was answered")
                continue
            }
        }
    }

    @Test("whoever stops waiting is told so, and not that the other side was late")
    func cancelled() async throws {
        let task = Task { try await failure(.silence, deadlineMilliseconds: 600_000) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        #expect(try await task.value == .cancelled)
    }

    @Test("a log that drips a file is read no longer than the deadline")
    func log() async throws {
        let responder = try LocalResponder { _ in
            .drip(contentType: "text/plain", everyMilliseconds: 1_000)
        }
        defer { withExtendedLifetime(responder) {} }
        let reader = try HTTPLogReader(
            try LogAddress("http://127.0.0.1:\(responder.port)/log"), timeoutSeconds: 1, pauseMilliseconds: []
        )
        await #expect(throws: LogReadFailure.failed("no whole answer within 1 seconds")) {
            try await reader.bytes(of: "checkpoint", byteCountMax: 100_000)
        }
        await reader.close()
    }

    @Test("a receiver that drips took the post when it said so, and one that never says so did not")
    func posts() async throws {
        for answer in Self.endless {
            let isTaken = if case .drip = answer { true } else { false }
            let responder = try LocalResponder { _ in answer }
            defer { withExtendedLifetime(responder) {} }
            let url = "http://127.0.0.1:\(responder.port)/"
            let report = try #require(ReportPost(url: url, timeoutSeconds: isTaken ? 600 : 1))
            #expect(await report.send([0x0A]) == isTaken)
            let event = try #require(EventPost(url: url, timeoutSeconds: isTaken ? 600 : 1))
            #expect(await event.send([0x0A], headers: []) == (isTaken ? .taken : .silent))
        }
    }

    @Test("a post goes where it was sent and nowhere else: a redirect is not taken, and not followed")
    func redirect() async throws {
        let visits = Mutex(0)
        let elsewhere = try LocalResponder { _ in
            visits.withLock { $0 += 1 }
            return .whole(status: 204, contentType: "text/plain", body: [])
        }
        let responder = try LocalResponder { _ in .redirect(to: "http://127.0.0.1:\(elsewhere.port)/") }
        let url = "http://127.0.0.1:\(responder.port)/"
        #expect(await ReportPost(url: url)?.send([0x0A]) == false)
        #expect(await EventPost(url: url)?.send([0x0A], headers: []) == .refused(status: 302))
        #expect(visits.withLock { $0 } == 0)
        #expect(ReportPost(url: "http://example.org/") == nil && EventPost(url: "https://") == nil)
        withExtendedLifetime((responder, elsewhere)) {}
    }
}
