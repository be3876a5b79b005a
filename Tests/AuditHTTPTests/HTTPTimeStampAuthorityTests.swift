import AuditHTTP
import AuditTrail
import GatewayTestSupport
import Synchronization
import Testing

@Suite("Asking a time-stamp authority over HTTP")
struct HTTPTimeStampAuthorityTests {
    private static let replyType = "application/timestamp-reply"

    private func reply(
        _ answer: LocalResponder.Reply, deadlineSeconds: Int = 20, replyBytesMax: Int = 100
    ) async throws -> [UInt8] {
        let responder = try LocalResponder { _ in answer }
        defer { withExtendedLifetime(responder) {} }
        return try await HTTPTimeStampAuthority(
            url: "http://127.0.0.1:\(responder.port)/tsr", deadlineSeconds: deadlineSeconds,
            replyBytesMax: replyBytesMax
        ).reply(to: [1, 2, 3])
    }

    @Test("the question goes out as it is, and the answer's bytes come back as they are")
    func exchange() async throws {
        let responder = try LocalResponder { question in
            .whole(status: 200, contentType: "Application/Timestamp-Reply; v=1", body: question.reversed())
        }
        let authority = HTTPTimeStampAuthority(
            url: "http://127.0.0.1:\(responder.port)/", deadlineSeconds: 20)
        #expect(try await authority.reply(to: [0, 10, 13, 255]) == [255, 13, 10, 0])
    }

    @Test("another status, another type, a redirect, too many bytes and a closed door each have their name")
    func failures() async throws {
        let long = [UInt8](repeating: 0x30, count: 101)
        let cases: [(LocalResponder.Reply, TimeStampAuthorityFailure)] = [
            (.whole(status: 500, contentType: Self.replyType, body: []), .status(500)),
            (.whole(status: 200, contentType: "text/html", body: [1]), .mediaType),
            (.redirect(to: "http://127.0.0.1:9/elsewhere"), .status(302)),
            (.whole(status: 200, contentType: Self.replyType, body: long), .tooLong(bytesMax: 100)),
            (.close, .unreachable),
        ]
        for (answer, failure) in cases {
            await #expect(throws: failure) { try await reply(answer) }
        }
        await #expect(throws: TimeStampAuthorityFailure.unreachable) {
            try await HTTPTimeStampAuthority(url: "http://127.0.0.1:1/", deadlineSeconds: 20).reply(to: [1])
        }
    }

    @Test(
        "an authority that is silent, and one that drips, end at the deadline",
        arguments: [
            LocalResponder.Reply.silence,
            .drip(contentType: "application/timestamp-reply", everyMilliseconds: 50),
        ])
    func hung(answer: LocalResponder.Reply) async throws {
        let start = ContinuousClock.now
        await #expect(throws: TimeStampAuthorityFailure.late(seconds: 1)) {
            try await reply(answer, deadlineSeconds: 1, replyBytesMax: 65_536)
        }
        // The drip would go on for a quarter of an hour; a busy machine may take its time over one second.
        #expect(ContinuousClock.now - start < .seconds(600))
    }
}
