import AuditTrail
import Conversations
import Foundation
import Sodium
import Testing

/// Folders that somebody made to fool or to stop a verifier.
@Suite("Hostile folders", .timeLimit(.minutes(5)))
struct HostileFolderTests {
    private func withLog(
        leafCount: Int = 3, _ body: (SampleLog, URL) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let log = try SampleLog.small(leafCount: leafCount)
        for (path, bytes) in try log.files() {
            let place = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: place)
        }
        try await body(log, folder)
    }

    private func problems(_ log: SampleLog, _ folder: URL) async -> [VerificationProblem] {
        await LogVerifier(key: log.key, digester: SampleLog.digester, signatures: SodiumVerifier())
            .verify(DirectoryLogReader(directory: folder.path())).problems
    }

    @Test(
        "a pipe or link in the place of any file is named at once, and nothing is waited for or followed",
        arguments: ["checkpoint", "vkey", "tile/0/000.p/3", "tile/entries/000.p/3"])
    func pipes(path: String) async throws {
        try await withLog { log, folder in
            let place = folder.appending(path: path).path()
            try FileManager.default.removeItem(atPath: place)
            #expect(unsafe mkfifo(place, 0o600) == 0)
            let piped = await problems(log, folder)
            #expect(piped.contains { $0.file == path && $0.description.contains("expected a plain file") })
            try FileManager.default.removeItem(atPath: place)
            try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: "/dev/zero")
            let linked = await problems(log, folder)
            #expect(linked.contains { $0.file == path && $0.description.contains("expected a plain file") })
        }
    }

    @Test("strange pipes, sockets, empty and deep folders and odd names are named in printable characters")
    func strangers() async throws {
        try await withLog { log, folder in
            let root = folder.path()
            #expect(unsafe mkfifo(root + "/pipe", 0o600) == 0)
            let deep = "tile/" + Array(repeating: "d", count: 40).joined(separator: "/")
            for name in ["stamps", "tile/entries/x001", deep, "\u{1B}[31mred\nline"] {
                try FileManager.default.createDirectory(
                    atPath: root + "/" + name, withIntermediateDirectories: true)
            }
            try Data([1]).write(to: folder.appending(path: "back\\slash"))
            let found = await problems(log, folder)
            #expect(
                found.map(\.file) == [
                    "\\x1b[31mred\\x0aline/", "back\\x5cslash", "pipe", "stamps/",
                    "tile/" + Array(repeating: "d", count: 12).joined(separator: "/") + "/",
                    "tile/entries/x001/",
                ])
            #expect(found.allSatisfy { $0.description.utf8.allSatisfy { (0x20...0x7E).contains($0) } })
        }
    }

    @Test("a folder that is itself a link within the log is not entered")
    func linkedFolders() async throws {
        try await withLog { log, folder in
            let entries = folder.appending(path: "tile/entries").path()
            try FileManager.default.moveItem(atPath: entries, toPath: entries + "-elsewhere")
            try FileManager.default.createSymbolicLink(
                atPath: entries, withDestinationPath: "entries-elsewhere")
            let found = await problems(log, folder)
            #expect(found.contains { $0.file == "tile/entries" && $0.reason == .stranger(.special) })
            #expect(found.contains { $0.file == "tile/entries/000.p/3" })
        }
    }

    @Test("ten thousand strange files give a hundred problems and no more")
    func manyFiles() async throws {
        try await withLog { log, folder in
            let inner = folder.appending(path: "tile/0/x009")
            try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
            for number in 0..<10_000 {
                try Data().write(to: inner.appending(path: "\(number)"))
            }
            #expect(await problems(log, folder).count == LogVerifier.problemsMax)
        }
    }

    // MARK: - Ids

    /// A log of leaves of one millisecond with given last numbers in their ids.
    private func log(ofEntropy numbers: [Int]) throws -> SampleLog {
        var log = try SampleLog()
        for (index, number) in numbers.enumerated() {
            let entropy =
                [UInt8](repeating: 0, count: 6) + (0..<4).map { UInt8(number >> (24 - 8 * $0) & 255) }
            let stamp = LeafStamp(
                id: ULID(at: Timestamp(milliseconds: 1_772_355_900_000), entropy: entropy),
                caller: try #require(ULID("01J0000000000000000000000A")), number: Int64(index + 1),
                first: index == 0
                    ? FirstLeaf(verifierKey: log.key.description, previousCheckpoint: nil) : nil)
            let draft = try LeafDraft(
                type: .stop, caller: LeafCaller(tenant: "default", subject: "gateway", client: "throughline"),
                seed: [UInt8](repeating: 1, count: 32))
            log.leaves.append(try draft.encoded(with: stamp, digester: SampleLog.digester).bytes)
        }
        return log
    }

    @Test("ids of one millisecond have to rise; one that comes again or falls is named")
    func ids() async throws {
        let rising = try log(ofEntropy: [1, 2, 70_000, 70_001])
        #expect(await rising.problems(of: try rising.files()) == [])
        let broken = try log(ofEntropy: [3, 1, 3, 4, 2])
        let reasons = await broken.problems(of: try broken.files()).map(\.reason)
        #expect(reasons == [.idRunsBack, .repeatedID, .idRunsBack])
    }
}
