import AuditHTTP
import Conversations
import Foundation
import GatewayTestSupport
import Logging
import Sodium
import Testing

@testable import Gateway

@Suite("Signed webhooks of the review queue")
struct EventPostingTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    @Test("the signature is that of Standard Webhooks: HMAC-SHA-256 over id, time and body")
    func signature() throws {
        let signature = try WebhookSignature(text: Self.secret)
        // The published example of the specification.
        let headers = signature.headers(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: Timestamp(milliseconds: 1_614_265_330_000),
            body: Array(#"{"test": 2432232314}"#.utf8))
        let named = Dictionary(uniqueKeysWithValues: headers)
        #expect(named["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(named["Content-Type"]?.hasPrefix("application/cloudevents+json") == true)
        #expect(throws: WebhookSignature.Unfit.self) { try WebhookSignature(text: "secret") }
    }

    @Test("an event that nobody takes is tried so many times and laid aside, and the next one is still sent")
    func deadLetters() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/throughline-events-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = try LineFile(path: folder + "/events.jsonl")
        try file.append(line: Array("{\"id\":\"one\"}\n{\"id\":\"two\"}\n".utf8))
        // Nothing listens on port 9 of the loopback address.
        let posting = EventPosting(
            posted: PostedLines(file: file, logger: Logger(label: "test")),
            deadLetters: try LineFile(path: folder + "/dead.jsonl"),
            post: try #require(EventPost(url: "http://127.0.0.1:9/", timeoutSeconds: 2)),
            signature: try WebhookSignature(text: Self.secret), attemptsMax: 2, pauseMilliseconds: 1,
            clock: SystemClock(), logger: Logger(label: "test"))
        #expect(await posting.round() == false)
        let laid = try String(contentsOfFile: folder + "/dead.jsonl", encoding: .utf8)
        #expect(laid == "{\"id\":\"one\"}\n{\"id\":\"two\"}\n")
        #expect(await posting.round())
    }
}
