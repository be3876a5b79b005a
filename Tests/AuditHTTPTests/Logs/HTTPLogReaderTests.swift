import AuditHTTP
import AuditTrail
import Conversations
import Foundation
import Hummingbird
import Sodium
import Testing

@Suite("Logs by URL", .timeLimit(.minutes(5)))
struct HTTPLogReaderTests {
    @Test("with a token every leaf is read, and the token goes with entry bundles alone")
    func wholeLog() async throws {
        let log = PublishedLog()
        let report = try await log.report(token: PublishedLog.token)
        #expect(report.isSound && report.leavesRead == 270 && report.areLeavesRead)
        #expect(!report.areFilesListed)
        #expect(log.authorised == ["tile/entries/000", "tile/entries/001.p/14"])
    }

    @Test("without a token, or with one that does not read bundles, what is public is verified and said")
    func publicPart() async throws {
        for token in [nil, "another.token"] {
            let report = try await PublishedLog().report(token: token)
            #expect(report.isSound && !report.areLeavesRead)
            #expect(report.leavesRead == 0 && report.hashesRead == 270)
            #expect(report.document["leaves_read"] == 0 && report.document["hashes_read"] == 270)
        }
    }

    @Test("a tile that differs from the signed root is found without reading a leaf")
    func tamperedTile() async throws {
        for path in ["tile/0/000", "tile/0/001.p/14", "tile/1/000.p/1"] {
            let log = PublishedLog { asked, _ in
                guard asked == path,
                    let data = try? Data(contentsOf: PublishedLog.folder.appending(path: "good/" + path))
                else { return nil }
                return PublishedLog.response(200, [data[0] ^ 1] + data.dropFirst())
            }
            #expect(try await !log.report().isSound, "\(path)")
        }
    }

    private func failure(
        of log: PublishedLog, timeoutSeconds: Int = 20, byteCountMax: Int = 1_000
    ) async throws -> LogReadFailure? {
        try await log.read(timeoutSeconds: timeoutSeconds) { reader in
            do throws(LogReadFailure) {
                _ = try await reader.bytes(of: "checkpoint", byteCountMax: byteCountMax)
                return nil
            } catch { return error }
        }
    }

    @Test("a redirect is not followed, a flood is cut off, silence ends at the deadline, and each is said")
    func misbehaviour() async throws {
        let redirect = PublishedLog { _, _ in
            var response = PublishedLog.response(302)
            response.headers[.location] = "/log/vkey"
            return response
        }
        #expect(
            try await failure(of: redirect)
                == .failed("expected status 200, found 302: redirects are not followed"))
        let flood = PublishedLog { _, _ in
            PublishedLog.response(200, [UInt8](repeating: 0x41, count: 100_000))
        }
        #expect(try await failure(of: flood) == .tooLong)
        let silence = PublishedLog { _, _ in
            try? await Task.sleep(for: .seconds(5))
            return nil
        }
        #expect(
            try await failure(of: silence, timeoutSeconds: 1)
                == .failed("no whole answer within 1 seconds"))
        let missing = PublishedLog { _, _ in PublishedLog.response(404) }
        #expect(try await failure(of: missing) == .missing)
        let broken = PublishedLog { _, _ in PublishedLog.response(500) }
        #expect(try await failure(of: broken) == .failed("expected status 200, found 500"))
    }

    @Test("what a server refuses for the moment is asked for again, twice and no more")
    func retries() async throws {
        let slow = PublishedLog { _, count in count < 3 ? PublishedLog.response(503) : nil }
        #expect(try await failure(of: slow) == nil)
        let gone = PublishedLog { _, _ in PublishedLog.response(429) }
        #expect(try await failure(of: gone) == .failed("expected status 200, found 429"))
    }

    @Test("stamped sizes are those of the list, none without one, and another text is refused")
    func stamps() async throws {
        let listed = PublishedLog { path, _ in
            path == "stamps" ? PublishedLog.response(200, Array("3\n12\n".utf8)) : nil
        }
        #expect(try await listed.read { try await $0.stampedSizes() } == [3, 12])
        #expect(try await PublishedLog().read { try await $0.stampedSizes() } == [])
        let page = PublishedLog { _, _ in PublishedLog.response(200, Array("<html>".utf8)) }
        await #expect(throws: LogReadFailure.self) {
            try await page.read { try await $0.stampedSizes() }
        }
    }

    @Test("a receipt is held against the log by URL, and against another one in vain")
    func newerLog() async throws {
        let folder = PublishedLog.folder.appending(path: "receipt")
        let document = try JSONValue(json: Array(Data(contentsOf: folder.appending(path: "receipt.json"))))
        let receipt = try #require(Receipt(json: document))
        let key = try PublishedLog.key()
        let older = try Checkpoint.verified(
            Array(receipt.checkpoint.utf8), by: key, with: SodiumVerifier())
        @Sendable func verdict(_ reader: HTTPLogReader, _ leaf: [UInt8]) async -> NewerLogVerdict {
            await reader.verdict(
                on: leaf, at: receipt.index, under: older, keys: [key], digester: SodiumDigester(),
                signatures: SodiumVerifier())
        }
        let own = try await PublishedLog("good-small").read { await verdict($0, receipt.leaf) }
        #expect(own == .holds(size: 12))
        let changed = try await PublishedLog("good-small").read { await verdict($0, receipt.leaf + [0]) }
        #expect(changed == .otherLeaf)
        let other = try await PublishedLog("good").read { await verdict($0, receipt.leaf) }
        #expect(other == .otherTree)
    }

    @Test("an address is http or https without user, query or fragment, and a token needs a private way")
    func addresses() throws {
        #expect(try LogAddress("https://h.example/audit/log/default/2026//").text.hasSuffix("/2026"))
        for text in ["ftp://h/x", "https://", "h.example/log", "file:///etc"] {
            #expect(throws: LogAddress.Problem.notHTTP, "\(text)") { try LogAddress(text) }
        }
        for text in ["https://u:p@h.example/", "https://h.example/?a=1", "https://h.example/#x"] {
            #expect(throws: LogAddress.Problem.extraParts, "\(text)") { try LogAddress(text) }
        }
        #expect(throws: LogAddress.Problem.tokenInTheClear) {
            try HTTPLogReader(try LogAddress("http://h.example/log"), token: "t")
        }
        #expect(LogAddress.isURL("HTTPS://h.example/x") && !LogAddress.isURL("2026/"))
    }
}
