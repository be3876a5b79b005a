import AuditTrail
import Conversations
import Hummingbird
import HummingbirdTesting
import NIOCore
import Sodium
import Testing

@testable import Witness

@Suite("A witness over HTTP, as an outside client sees it")
struct ProtocolTests {
    private let bench: WitnessBench

    init() throws { bench = try WitnessBench() }

    private struct Seen: Equatable {
        let status: Int
        let type: String?
        let body: String
    }

    private func post(_ client: some TestClientProtocol, _ body: [UInt8]) async throws -> Seen {
        let response = try await client.execute(
            uri: "/add-checkpoint", method: .post, body: ByteBuffer(bytes: body))
        return Seen(
            status: response.status.code, type: response.headers[.contentType],
            body: String(buffer: response.body))
    }

    private func application() throws -> some ApplicationProtocol {
        witnessApplication(try bench.witness(), listening: WitnessListening(host: "127.0.0.1", port: 0))
    }

    @Test("a log that grows is cosigned at each step, and a stale client is told the size to start from")
    func growth() async throws {
        try await application().test(.live) { client in
            var last = 0
            for size in [1, 2, 7, 8, 200] {
                let seen = try await post(client, try bench.body(last, size))
                #expect(seen.status == 200 && seen.type == "text/plain; charset=utf-8")
                #expect(seen.body.hasPrefix("\u{2014} witness.example/w1 ") && seen.body.hasSuffix("\n"))
                #expect(try bench.isCosigned(Array(seen.body.utf8), size))
                last = size
            }
            let stale = try await post(client, try bench.body(8, 201))
            #expect(stale == Seen(status: 409, type: "text/x.tlog.size", body: "200\n"))
            let again = try await post(client, try bench.body(200, 200))
            #expect(try again.status == 200 && bench.isCosigned(Array(again.body.utf8), 200))
        }
    }

    @Test("every refusal of the protocol has its status, and changes nothing")
    func refusals() async throws {
        let bench = bench
        let strange = try WitnessBench.signer(9)
        let unsigned = try bench.checkpoint(20).signed(by: strange, digester: WitnessBench.digester)
        let elsewhere = Checkpoint(
            origin: try #require(LogOrigin("other.example/log")), size: 20,
            root: try bench.checkpoint(20).root)
        let unknown = try elsewhere.signed(by: bench.logSigner, digester: WitnessBench.digester)
        let forged = try bench.note(20).adding([
            SignedNote.Signature(
                name: bench.logKey.name, keyID: bench.logKey.id, bytes: [UInt8](repeating: 1, count: 64))
        ])
        func raw(_ old: Int, _ note: SignedNote, proof: String = "") -> [UInt8] {
            Array("old \(old)\n\(proof)\n".utf8) + note.bytes
        }
        let hash = try bench.checkpoint(3).root.base64
        let rows: [(name: String, body: [UInt8], status: Int)] = [
            ("empty body", [], 400),
            ("no checkpoint", Array("old 0\n\n".utf8), 400),
            ("leading zero", Array("old 010\n\n".utf8) + (try bench.note(20).bytes), 400),
            ("carriage returns", Array("old 10\r\n\r\n".utf8) + (try bench.note(20).bytes), 400),
            ("broken proof line", raw(10, try bench.note(20), proof: "AAAA\n"), 400),
            (
                "64 proof lines",
                raw(10, try bench.note(20), proof: String(repeating: hash + "\n", count: 64)), 400
            ),
            ("old above size", raw(10, try bench.note(5)), 400),
            ("another key", raw(10, unsigned), 403),
            ("a known key's bad line", raw(10, forged), 403),
            ("unknown origin", raw(0, unknown), 404),
            ("from nothing again", try bench.body(0, 20), 409),
            ("no proof", raw(10, try bench.note(20)), 422),
            ("wrong proof", raw(10, try bench.note(20), proof: hash + "\n"), 422),
            ("another history", try bench.body(10, 20, fork: 4), 422),
            ("another root of the same size", try bench.body(10, 10, fork: 4), 422),
        ]
        try await application().test(.live) { client in
            #expect(try await post(client, try bench.body(0, 10)).status == 200)
            for row in rows {
                let seen = try await post(client, row.body)
                #expect(seen.status == row.status, "\(row.name): \(seen)")
                #expect(seen.body.hasSuffix("\n") && !seen.body.contains("witness.example"))
                #expect(seen.type == (row.status == 409 ? "text/x.tlog.size" : "text/plain; charset=utf-8"))
            }
            #expect(try await post(client, try bench.body(10, 20)).status == 200)
        }
    }

    @Test("the last view is served under the origin's digest, signed by the log and by the witness")
    func lastView() async throws {
        let bench = bench
        let name = hex(WitnessBench.digester.sha256(Array(WitnessBench.origin.utf8)))
        try await application().test(.router) { client in
            let none = try await client.execute(uri: "/\(name)/checkpoint", method: .get)
            #expect(none.status == .notFound)
            _ = try await post(client, try bench.body(0, 10))
            _ = try await post(client, try bench.body(10, 12))
            let view = try await client.execute(uri: "/\(name)/checkpoint", method: .get)
            #expect(view.status == .ok)
            let note = try SignedNote(parsing: Array(view.body.readableBytesView))
            try note.verify(by: [bench.logKey], with: SodiumVerifier())
            #expect(Checkpoint(text: note.text)?.size == 12 && note.signatures.count == 2)
            #expect(try bench.isCosigned(Array((note.signatures.last?.text ?? "").utf8), 12))
            for path in ["/", "/lock", "/\(name)", "/../lock/checkpoint", "/\(name.uppercased())/checkpoint"]
            {
                let other = try await client.execute(uri: path, method: .get)
                #expect(other.status != .ok, "\(path)")
            }
        }
    }

    @Test("a body beyond the bound is refused, and only POST submits")
    func bounds() async throws {
        try await application().test(.router) { client in
            let long = try await post(
                client, [UInt8](repeating: UInt8(ascii: "a"), count: CheckpointSubmission.bytesMax + 1))
            #expect(long.status == 413)
            let get = try await client.execute(uri: "/add-checkpoint", method: .get)
            #expect(get.status.code == 405 && get.headers[.allow] == "POST")
        }
    }
}
