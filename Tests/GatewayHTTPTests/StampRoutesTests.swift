import Conversations
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite("Stamps over HTTP")
struct StampRoutesTests {
    @Test("the list of sizes, checkpoints and tokens are public, each with its type; everything else is 404")
    func stamps() async throws {
        let door = try await TestDoor()
        try await door.application().test(.router) { client in
            let list = try await client.execute(uri: "/audit/log/default/2026/stamps", method: .get)
            #expect(list.status == .ok && String(buffer: list.body) == "1\n7\n")
            #expect(list.headers[.contentType] == "text/plain; charset=utf-8")
            let token = try await client.execute(uri: "/audit/log/default/2026/stamps/7.tsr", method: .get)
            #expect(token.status == .ok && Array(token.body.readableBytesView) == [0x30, 0x00])
            #expect(token.headers[.contentType] == "application/timestamp-reply")
            #expect(token.headers[.cacheControl]?.contains("immutable") == true)
            let note = try await client.execute(
                uri: "/audit/log/default/2026/stamps/7.checkpoint", method: .get)
            #expect(String(buffer: note.body) == "note\n")
            #expect(note.headers[.contentType] == "text/plain; charset=utf-8")
            for path in [
                "default/2025/stamps", "default/2026/stamps/8.tsr", "default/2026/stamps/07.tsr",
                "default/2026/stamps/7.key", "default/2026/stamps/..%2f7.tsr", "default/2026/stamps/7.tsr/x",
                "default/2026/stamps/7", "..%2fdefault/2026/stamps",
            ] {
                let response = try await client.execute(uri: "/audit/log/\(path)", method: .get)
                #expect(response.status == .notFound, "\(path)")
            }
            let post = try await client.execute(uri: "/audit/log/default/2026/stamps", method: .post)
            #expect(post.status == .methodNotAllowed)
        }
        try await door.application(log: InventedLog(isBroken: true)).test(.router) { client in
            for path in ["stamps", "stamps/7.tsr"] {
                let response = try await client.execute(uri: "/audit/log/default/2026/\(path)", method: .get)
                #expect(response.status == .serviceUnavailable)
            }
        }
    }
}
