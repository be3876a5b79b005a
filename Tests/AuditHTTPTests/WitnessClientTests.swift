import AuditHTTP
import AuditTrail
import Conversations
import GatewayTestSupport
import Hummingbird
import HummingbirdTesting
import NIOCore
import Sodium
import Testing

@Suite("Submitting checkpoints over HTTP")
struct WitnessClientTests {
    private func submission() throws -> CheckpointSubmission {
        let digester = SodiumDigester()
        let signer = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 3, count: 32)))
        let checkpoint = Checkpoint(
            origin: try #require(LogOrigin("gateway.example/audit/default/2026")), size: 1,
            root: MerkleTree(digester: digester).leafHash([1]))
        let note = try checkpoint.signed(by: signer, digester: digester)
        return try #require(CheckpointSubmission(oldSize: 0, proof: [], note: note))
    }

    /// Submits to a server that answers as told.
    private func reply(
        timeoutMilliseconds: Int = 60_000, prefix: String = "",
        _ answer: @escaping @Sendable (Request) async throws -> Response
    ) async throws -> WitnessReply {
        let router = Router()
        router.post(RouterPath(prefix + "/add-checkpoint")) { request, _ in try await answer(request) }
        let submission = try submission()
        return try await Application(router: router).test(.live) { server in
            let client = WitnessClient(timeoutMilliseconds: timeoutMilliseconds)
            let reply = await client.submit(
                submission, to: "http://localhost:\(server.port ?? 0)\(prefix)")
            await client.close()
            return reply
        }
    }

    private static func response(_ status: Int, _ type: String, _ body: String) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: type],
            body: .init(byteBuffer: ByteBuffer(string: body)))
    }

    @Test("the body arrives to the byte, and 200 brings the lines back")
    func exchange() async throws {
        let expected = try submission().bytes
        let reply = try await reply(prefix: "/w1") { request in
            let body = try await request.body.collect(upTo: 100_000)
            let isSame = Array(body.readableBytesView) == expected
            return Self.response(isSame ? 200 : 400, "text/plain", "lines\n")
        }
        #expect(reply == .cosigned(Array("lines\n".utf8)))
    }

    @Test("a conflict names its size; a redirect is not followed; other statuses are refusals")
    func statuses() async throws {
        #expect(
            try await reply { _ in Self.response(409, "text/x.tlog.size", "7\n") } == .conflict(size: 7))
        #expect(
            try await reply { _ in
                var response = Self.response(307, "text/plain", "")
                response.headers[.location] = "/elsewhere"
                return response
            } == .refused(status: 307))
        #expect(try await reply { _ in Self.response(422, "text/plain", "no\n") } == .refused(status: 422))
    }

    @Test(
        "a witness that drips its answer byte by byte ends at the deadline",
        arguments: [
            LocalResponder.Reply.drip(contentType: "text/plain", everyMilliseconds: 1_000),
            .dripHead(everyMilliseconds: 1_000),
        ])
    func dripping(answer: LocalResponder.Reply) async throws {
        let responder = try LocalResponder { _ in answer }
        defer { withExtendedLifetime(responder) {} }
        let client = WitnessClient(timeoutMilliseconds: 1_500)
        let reply = await client.submit(try submission(), to: "http://127.0.0.1:\(responder.port)")
        await client.close()
        #expect(reply == .unreachable("no answer within 1500 ms"))
    }

    @Test("a witness that hangs, floods or is not there costs no more than the deadline")
    func absent() async throws {
        let hung = try await reply(timeoutMilliseconds: 100) { _ in
            try? await Task.sleep(for: .seconds(3))
            return Self.response(200, "text/plain", "late\n")
        }
        #expect(hung == .unreachable("no answer within 100 ms"))
        let flood = try await reply { _ in
            Self.response(200, "text/plain", String(repeating: "x", count: 100_000))
        }
        #expect(flood == .unreachable("the answer is longer than 16384 bytes"))
        let client = WitnessClient(timeoutMilliseconds: 5_000)
        guard case .unreachable = await client.submit(try submission(), to: "http://127.0.0.1:1") else {
            Issue.record("nobody listens there")
            return
        }
        guard case .unreachable = await client.submit(try submission(), to: "not a url") else {
            Issue.record("no such place")
            return
        }
        await client.close()
    }
}
