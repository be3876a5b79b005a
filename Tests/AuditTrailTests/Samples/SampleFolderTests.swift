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

    @Test("the samples of the gateway's writer on disk are the ones generated here, byte for byte")
    func filesOnDisk() throws {
        let expected = try expectedFiles()
        if ProcessInfo.processInfo.environment["THROUGHLINE_WRITE_SAMPLES"] != nil { try write(expected) }
        let folders = Set(expected.keys.map { $0.prefix { $0 != "/" } })
        let found = try Self.files(below: Self.folder).filter {
            folders.contains($0.key.prefix { $0 != "/" })
        }
        #expect(found.keys.sorted() == expected.keys.sorted())
        for path in expected.keys.sorted() { #expect(found[path] == expected[path], "\(path)") }
    }

    @Test("the samples of the other writer on disk are what it makes, and there are no further ones")
    func otherWriter() throws {
        guard try Self.run(["-c", "import cryptography"]) == 0 else {
            print("skipped: no python3 with the package cryptography on this machine")
            return
        }
        let made = FileManager.default.temporaryDirectory.appending(path: "samples-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: made) }
        let script = Self.folder.appending(path: "write.py").path(percentEncoded: false)
        try #require(try Self.run([script, made.path(percentEncoded: false)]) == 0)
        let expected = try Self.files(below: made)
        let found = try Self.files(below: Self.folder)
        for path in expected.keys.sorted() { #expect(found[path] == expected[path], "\(path)") }
        let kept: Set = [
            "README.md", "write.py", "check.py", "authority/ca.pem", "authority/good.tsr",
            "authority/fork.tsr",
            "authority/postdated.tsr",
        ]
        let known = kept.union(expected.keys).union(try expectedFiles().keys)
        #expect(found.keys.filter { !known.contains($0) }.sorted() == [])
    }

    @Test("the cases for other verifiers name every sample of the gateway's writer and the file to blame")
    func cases() throws {
        let listed = try Vectors.document("samples/cases.json").list("cases")
        for tampering in try Tampering.all(of: try StoryLog(leafCount: 12, seed: 21).log) {
            let name = "tampered-" + tampering.name
            let entry = try #require(listed.first { $0["name"]?.string == name }, "\(name) is not listed")
            #expect(try entry.text("blames") == tampering.blames, "\(name)")
            #expect(try entry.text("verdict") == "refused", "\(name)")
        }
    }

    /// Every file that the gateway's writer makes, by its place below the folder.
    private func expectedFiles() throws -> [String: [UInt8]] {
        let (key, logs) = try samples()
        var expected = ["vkey": Array((key.description + "\n").utf8)]
        for log in logs { for (path, bytes) in log.files { expected[log.name + "/" + path] = bytes } }
        return expected
    }

    private static func files(below folder: URL) throws -> [String: [UInt8]] {
        let walk = try #require(FileManager.default.enumerator(atPath: folder.path(percentEncoded: false)))
        var found: [String: [UInt8]] = [:]
        while let path = walk.nextObject() as? String {
            guard walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            found[path] = Array(try Data(contentsOf: folder.appending(path: path)))
        }
        return found
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

    @Test("a verifier that shares no code with ours finds in every case what has to be found")
    func otherVerifier() throws {
        guard try Self.run(["-c", "import cryptography"]) == 0 else {
            print("skipped: no python3 with the package cryptography on this machine")
            return
        }
        let script = Self.folder.appending(path: "check.py").path(percentEncoded: false)
        #expect(try Self.run([script]) == 0, "run audit/samples/check.py for what differs")
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
        #expect(
            names
                == ["commitments", "cosignatures", "leaves", "notes", "proofs", "tiles", "tree"].map {
                    $0 + ".json"
                })
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
