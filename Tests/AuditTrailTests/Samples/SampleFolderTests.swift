import AuditTrail
import Conversations
import Foundation
import Sodium
import Testing

/// The logs of `audit/samples/`, which other people's verifiers are run over.
///
/// With `THROUGHLINE_WRITE_SAMPLES` set the folder is written anew; otherwise it must hold what is generated
/// here.
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
        let names = logs.map(\.name).filter { $0 != "receipt" }
        // WHY: one process for all samples, which must give 0 problems for the good ones and more for the
        // others.
        let program = """
            import sys; sys.path.insert(0, sys.argv[1]); import verify
            for name in sys.argv[4:]:
                count = len(verify.LogCheck(sys.argv[2] + "/" + name, sys.argv[3]).run().problems)
                if (count == 0) != name.startswith("good"): sys.exit(name)
            """
        let audit = Vectors.folder.path(percentEncoded: false)
        #expect(try Self.run(["-c", program, audit, root, key.description] + names) == 0)
        for (name, code) in [("good", Int32(0)), ("tampered-rehashed", 1)] {
            #expect(try Self.run([script, root + "/" + name, "--vkey", key.description]) == code)
        }
        let receipt = ["--receipt", root + "/receipt/receipt.json", "--vkey", key.description]
        #expect(try Self.run([script] + receipt + ["--body", root + "/receipt/body.json"]) == 0)
        #expect(try Self.run([script] + receipt + ["--body", script]) == 1)
    }

    @Test("the vectors on disk are what the other implementation makes")
    func vectorsOnDisk() throws {
        guard try Self.run(["-c", "import cryptography"]) == 0 else {
            print("skipped: no python3 with the package cryptography on this machine")
            return
        }
        let made = FileManager.default.temporaryDirectory.appending(path: "vectors-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: made) }
        let script = Vectors.folder.appending(path: "vectors/make.py").path(percentEncoded: false)
        try #require(try Self.run([script, made.path(percentEncoded: false)]) == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: made.path(percentEncoded: false))
            .sorted()
        #expect(names == ["commitments", "leaves", "notes", "proofs", "tiles", "tree"].map { $0 + ".json" })
        for name in names {
            let kept = Vectors.folder.appending(path: "vectors/" + name)
            #expect(try Data(contentsOf: made.appending(path: name)) == Data(contentsOf: kept), "\(name)")
        }
    }

    @Test("openssl alone verifies the signature of a sample's checkpoint, and refuses it with another size")
    func openssl() throws {
        guard try Self.run(["version"], program: "openssl") == 0 else {
            print("skipped: no openssl command on this machine")
            return
        }
        let log = try StoryLog(leafCount: 12, seed: 21).log
        let note = try SignedNote(parsing: try #require(try log.files()["checkpoint"]))
        let folder = FileManager.default.temporaryDirectory.appending(path: "openssl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // The fixed start of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410).
        let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        let edited = note.text.replacing("\n12\n", with: "\n11\n")
        let files = [
            "key": prefix + log.key.publicKey, "signature": note.signatures[0].bytes,
            "text": Array(note.text.utf8),
            "edited": Array(edited.utf8),
        ]
        for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
        func verify(_ text: String) throws -> Int32 {
            let place = folder.path(percentEncoded: false)
            return try Self.run(
                [
                    "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", place + "/key", "-rawin",
                    "-in", place + "/" + text, "-sigfile", place + "/signature",
                ], program: "openssl")
        }
        #expect(try verify("text") == 0)
        #expect(try verify("edited") != 0)
    }

    /// The exit code of a program on the path; 127 when there is none of the name.
    private static func run(_ arguments: [String], program: String = "python3") throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
