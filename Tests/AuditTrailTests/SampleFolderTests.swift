import AuditTrail
import Conversations
import Foundation
import Sodium
import Testing

/// The logs of `audit/samples/`, which other people's verifiers are run over.
///
/// With `THROUGHLINE_WRITE_SAMPLES` set the folder is written anew; otherwise it must hold what is generated here.
@Suite("Sample logs", .serialized)
struct SampleFolderTests {
    private static let folder = Vectors.folder.appending(path: "samples")
    private let verifier = SodiumVerifier()

    /// Every sample by the name of its folder.
    private func samples() throws -> (key: VerifierKey, logs: [(name: String, files: [String: [UInt8]])]) {
        let small = try StoryLog(leafCount: 12, seed: 21)
        let large = try StoryLog(leafCount: 270, seed: 22)
        let receipt = try #require(small.receipt)
        let document = try receipt.receipt.json.canonicalBytes()
        let logs =
            [("good", try large.log.files()), ("good-small", try small.log.files())]
            + (try Tampering.all(of: small.log).map { ("tampered-" + $0.name, $0.files) })
            + [("receipt", ["receipt.json": document, "body.json": receipt.body])]
        return (small.log.key, logs)
    }

    @Test("the samples on disk are the ones generated here, byte for byte, and no others")
    func filesOnDisk() throws {
        let (key, logs) = try samples()
        let isWriting = ProcessInfo.processInfo.environment["THROUGHLINE_WRITE_SAMPLES"] != nil
        var expected = ["vkey": Array((key.description + "\n").utf8)]
        for log in logs { for (path, bytes) in log.files { expected[log.name + "/" + path] = bytes } }
        if isWriting { try write(expected) }
        let root = Self.folder.path(percentEncoded: false)
        let walk = try #require(FileManager.default.enumerator(atPath: root))
        var found: [String: [UInt8]] = [:]
        while let path = walk.nextObject() as? String {
            guard walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            found[path] = Array(try Data(contentsOf: Self.folder.appending(path: path)))
        }
        found["README.md"] = nil
        #expect(found.keys.sorted() == expected.keys.sorted())
        for path in expected.keys.sorted() { #expect(found[path] == expected[path], "\(path)") }
    }

    private func write(_ files: [String: [UInt8]]) throws {
        for path in files.keys.sorted() {
            let place = Self.folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(files[path] ?? []).write(to: place)
        }
    }

    @Test("the good logs are sound, and every tampered one is refused with the right file named")
    func verdicts() async throws {
        for seed in [(12, UInt64(21)), (270, UInt64(22))] {
            let log = try StoryLog(leafCount: seed.0, seed: seed.1).log
            #expect(await log.problems(of: try log.files()).isEmpty)
        }
        let log = try StoryLog(leafCount: 12, seed: 21).log
        let tamperings = try Tampering.all(of: log)
        #expect(tamperings.count >= 12)
        for tampering in tamperings {
            let problems = await log.problems(of: tampering.files)
            #expect(problems.contains { $0.file == tampering.blames }, "\(tampering.name): \(problems)")
        }
    }

    @Test("the sample receipt holds")
    func receipt() throws {
        let story = try StoryLog(leafCount: 12, seed: 21)
        let (receipt, body) = try #require(story.receipt)
        let leaf = try receipt.verified(
            body: body, by: story.log.key, digester: SampleLog.digester, with: verifier)
        #expect(leaf.type == .disclosure)
    }

    @Test("a verifier that shares no code with ours gives the same verdict on every sample")
    func otherVerifier() throws {
        let script = Vectors.folder.appending(path: "verify.py").path(percentEncoded: false)
        guard try Self.run(["-c", "import cryptography"]) == 0 else {
            print("skipped: no python3 with the package cryptography on this machine")
            return
        }
        let (key, logs) = try samples()
        let root = Self.folder.path(percentEncoded: false)
        for log in logs where log.name != "receipt" {
            let code = try Self.run([script, root + "/" + log.name, "--vkey", key.description])
            #expect(code == (log.name.hasPrefix("good") ? 0 : 1), "\(log.name)")
        }
        let receipt = ["--receipt", root + "/receipt/receipt.json", "--vkey", key.description]
        #expect(try Self.run([script] + receipt + ["--body", root + "/receipt/body.json"]) == 0)
        #expect(try Self.run([script] + receipt + ["--body", script]) == 1)
    }

    /// The exit code of a Python run; 127 when there is no Python.
    private static func run(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
