import AuditTrail
import Conversations
import Foundation
import Sodium
import Testing

/// Programs that share no code with ours, over the samples and over a log that the ledger has just written.
@Suite("Cross-checks with outside tools", .serialized)
struct CrossCheckTests {
    /// `scripts/crosscheck`, which says itself what is missing; `nil` where Go is not on this machine.
    private func crosscheck(_ words: [String]) throws -> OutsideTool.Outcome? {
        let script = OutsideTool.audit.deletingLastPathComponent().appending(path: "scripts/crosscheck")
            .plainPath
        let outcome = try OutsideTool.run([script] + words, environment: ["CROSSCHECK_INSTALL": "no"])
        guard outcome.code == 69 else { return outcome }
        print("skipped: \(outcome.output)")
        return nil
    }

    @Test("Go's own note and tlog packages give the expected verdict on every sample that they can judge")
    func samplesWithGo() throws {
        guard let outcome = try crosscheck([]) else { return }
        #expect(outcome.code == 0, "\(outcome.output)")
        #expect(outcome.output.contains(" 0 with another verdict than expected"))
    }

    @Test("Go replays a log that the ledger has just written, and our proofs hold for it")
    func freshLogWithGo() async throws {
        try await OutsideTool.withFolder { place in
            let log = try await FreshLog(leafCount: 300, in: place)
            try log.writeProofs()
            guard let outcome = try crosscheck(["log", log.folder.plainPath, log.key.description]) else {
                return
            }
            #expect(outcome.code == 0, "\(outcome.output)")
            #expect(outcome.output.contains("300 leaves"))
            let entries = log.folder.appending(path: "tile/entries/000")
            var bytes = Array(try Data(contentsOf: entries))
            bytes[100] ^= 1
            try Data(bytes).write(to: entries)
            let tampered = try crosscheck(["log", log.folder.plainPath, log.key.description])
            #expect(tampered?.code == 1)
        }
    }

    @Test("verify.py finds a log that the ledger has just written sound, and one with a bit turned not")
    func freshLogWithPython() async throws {
        guard try OutsideTool.run(["python3", "-c", "import cryptography"]).code == 0 else {
            print("skipped: no python3 with the package cryptography on this machine")
            return
        }
        try await OutsideTool.withFolder { place in
            let log = try await FreshLog(leafCount: 300, in: place)
            let script = OutsideTool.audit.appending(path: "verify.py").plainPath
            let words = ["python3", script, log.folder.plainPath, "--vkey", log.key.description]
            let sound = try OutsideTool.run(words)
            #expect(sound.code == 0 && sound.output.contains("sound: 300 leaves"), "\(sound.output)")
            let tile = log.folder.appending(path: "tile/1/000.p/1")
            var bytes = Array(try Data(contentsOf: tile))
            bytes[0] ^= 1
            try Data(bytes).write(to: tile)
            let tampered = try OutsideTool.run(words)
            #expect(tampered.code == 1 && tampered.output.contains("tile/1/000.p/1"), "\(tampered.output)")
        }
    }

    @Test(
        "openssl alone verifies the checkpoint of a log that the ledger has just written, and refuses another size"
    )
    func freshLogWithOpenSSL() async throws {
        guard try OutsideTool.run(["openssl", "version"]).code == 0 else {
            print("skipped: no openssl command on this machine")
            return
        }
        try await OutsideTool.withFolder { place in
            let log = try await FreshLog(leafCount: 5, in: place)
            let note = try SignedNote(
                parsing: Array(try Data(contentsOf: log.folder.appending(path: "checkpoint"))))
            // The fixed start of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410).
            let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
            let files = [
                "key": prefix + log.key.publicKey, "signature": note.signatures[0].bytes,
                "text": Array(note.text.utf8),
                "edited": Array(note.text.replacing("\n5\n", with: "\n6\n").utf8),
            ]
            for (name, bytes) in files { try Data(bytes).write(to: place.appending(path: name)) }
            for (text, isSound) in [("text", true), ("edited", false)] {
                let outcome = try OutsideTool.run(
                    [
                        "openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key",
                        "-rawin",
                        "-in", text, "-sigfile", "signature",
                    ], in: place)
                #expect((outcome.code == 0) == isSound, "\(outcome.output)")
            }
        }
    }

    @Test("openssl alone verifies the time stamp of a sample, and refuses it for another checkpoint")
    func stampWithOpenSSL() throws {
        guard try OutsideTool.run(["openssl", "version"]).code == 0 else {
            print("skipped: no openssl command on this machine")
            return
        }
        let samples = OutsideTool.audit.appending(path: "samples")
        for (folder, isSound) in [("good-stamped", true), ("good-rotated", false)] {
            let data =
                folder == "good-stamped" ? "good-stamped/stamps/6.checkpoint" : "good-rotated/checkpoint"
            let outcome = try OutsideTool.run(
                [
                    "openssl", "ts", "-verify", "-in", "good-stamped/stamps/6.tsr", "-data", data, "-CAfile",
                    "authority/ca.pem",
                ], in: samples)
            #expect((outcome.code == 0) == isSound, "\(outcome.output)")
        }
    }
}
