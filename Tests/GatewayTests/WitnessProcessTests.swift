import AuditHTTP
import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Sodium
import Testing

@Suite("The witness as a program")
struct WitnessProcessTests {
    private let folder: String
    private var key: String { folder + "/witness.key" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/witness-program-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func makeKey() throws -> WitnessKey {
        let made = try CommandLineTool.run(["witness", "key", "--key", key, "--name", "witness.example/w1"])
        let text = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        return try #require(WitnessKey(text, digester: SodiumDigester()))
    }

    @Test("its key is made once, printed as a verifier key of type 4, and its secret is for its user alone")
    func keys() throws {
        let made = try makeKey()
        #expect(made.name == "witness.example/w1")
        #expect(try makeKey() == made)
        let attributes = try FileManager.default.attributesOfItem(atPath: key)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        let renamed = try CommandLineTool.run(["witness", "key", "--key", key, "--name", "other.example"])
        #expect(renamed.code == 64 && renamed.errors.contains("witness.example/w1"))
        let nameless = try CommandLineTool.run(["witness", "key", "--key", folder + "/new.key"])
        #expect(nameless.code == 64 && nameless.errors.contains("--name"))
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test("what keeps it from starting is said, with its exit code; a second one on the folder is refused")
    func refusals() throws {
        _ = try makeKey()
        let log = try TwoFacedLog().key
        let base = ["witness", "--state", folder + "/state", "--key", key]
        let rows: [(arguments: [String], code: Int32, part: String)] = [
            (base + ["--log", "nonsense"], 64, "expected a log's verifier key"),
            (base + ["--log", "\(log)", "--listen", "8080"], 64, "expected HOST:PORT"),
            (
                ["witness", "--state", folder, "--key", folder + "/none", "--log", "\(log)"], 78,
                "open failed"
            ),
        ]
        for row in rows {
            let run = try CommandLineTool.run(row.arguments)
            #expect(run.code == row.code && run.errors.contains(row.part), "\(run)")
        }
        let running = try WitnessProcess(state: folder + "/state", key: key, log: log)
        let second = try CommandLineTool.run(base + ["--log", "\(log)", "--listen", "127.0.0.1:0"])
        #expect(second.code == 69 && second.errors.contains("another one running"), "\(second)")
        #expect(running.stop() == 0)
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test("killed at any moment, again and again, it never cosigns two histories")
    func killed() async throws {
        let witnessKey = try makeKey()
        let log = try TwoFacedLog()
        let client = WitnessClient(timeoutMilliseconds: 5_000)
        var generator = SeededGenerator(seed: UInt64(ProcessInfo.processInfo.processIdentifier))
        let isLong = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] != nil
        var (last, cosigned) = (0, [Cosigned]())
        for _ in 0..<(isLong ? 300 : 6) {
            let process = try WitnessProcess(state: folder + "/state", key: key, log: log.key)
            let delay = Int.random(in: 0...60, using: &generator)
            let killing = Task {
                try await Task.sleep(for: .milliseconds(delay))
                process.kill()
            }
            for _ in 0..<12 {
                let size = min(200, last + Int.random(in: 0...4, using: &generator))
                let isOther = Int.random(in: 0...2, using: &generator) == 0
                guard let submission = try log.submission(last, max(1, size), isOther: isOther) else {
                    continue
                }
                switch await client.submit(submission, to: process.url) {
                case .cosigned(let body):
                    let whole = try SignedNote(parsing: submission.note.bytes + body)
                    #expect(
                        try Cosignature.verified(by: witnessKey, in: whole, with: SodiumVerifier()) != nil)
                    last = submission.checkpoint.size
                    cosigned.append(Cosigned(size: last, isOther: isOther))
                case .conflict(let size): last = size
                case .refused, .unreachable: break
                }
            }
            _ = await killing.result
        }
        await client.close()
        #expect(Set(cosigned.map(\.isOther)).count <= 1)
        #expect(cosigned.map(\.size) == cosigned.map(\.size).sorted())
        try FileManager.default.removeItem(atPath: folder)
    }

    private struct Cosigned {
        let size: Int
        let isOther: Bool
    }
}
