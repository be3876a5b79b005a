import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Sodium
import Testing

@Suite("Signed notes and checkpoints")
struct NoteTests {
    private let digester = SodiumDigester()
    private let verifier = SodiumVerifier()

    private func published() throws -> (key: VerifierKey, note: String) {
        let vector = try Vectors.read("notes").member("published")
        return (
            try #require(VerifierKey(try vector.text("vkey"), digester: digester)), try vector.text("note")
        )
    }

    @Test("the published example note verifies and is written again to the byte")
    func example() throws {
        let (key, text) = try published()
        let note = try SignedNote(parsing: Array(text.utf8))
        try note.verify(by: [key], with: verifier)
        #expect(note.bytes == Array(text.utf8))
        #expect(note.text == "This is an example message.\n")
        #expect(key.description == (try Vectors.read("notes").member("published").text("vkey")))
    }

    @Test("any bit of a signed note that is turned makes it unbelieved")
    func bitFlips() throws {
        let (key, text) = try published()
        for position in text.utf8.indices {
            let offset = text.utf8.distance(from: text.utf8.startIndex, to: position)
            for bit in 0..<8 {
                var bytes = Array(text.utf8)
                bytes[offset] ^= 1 << UInt8(bit)
                #expect(throws: NoteFault.self, "byte \(offset), bit \(bit)") {
                    try SignedNote(parsing: bytes).verify(by: [key], with: verifier)
                }
            }
        }
    }

    @Test(
        "a known key with a bad signature rejects the note even beside a good one; unknown keys are ignored")
    func mixedSignatures() throws {
        let (key, text) = try published()
        let note = try SignedNote(parsing: Array(text.utf8))
        let strangers = (0..<20).map { index in
            SignedNote.Signature(name: "witness\(index)", keyID: [0, 0, 0, UInt8(index)], bytes: [1, 2, 3])
        }
        let cosigned = try SignedNote(parsing: note.adding(strangers).bytes)
        #expect(cosigned.signatures.count == 21)
        try cosigned.verify(by: [key], with: verifier)
        let forged = SignedNote.Signature(
            name: key.name, keyID: key.id, bytes: [UInt8](repeating: 1, count: 64))
        #expect(throws: NoteFault.badSignature(name: key.name)) {
            try note.adding([forged]).verify(by: [key], with: verifier)
        }
        #expect(throws: NoteFault.unsigned) { try note.verify(by: [], with: verifier) }
    }

    @Test("a checkpoint is written, signed and read as another implementation does it")
    func checkpoint() throws {
        let vector = try Vectors.read("notes").member("checkpoint")
        let signer = try SigningKey(seed: SecretBytes(copying: try vector.bytes("seed")))
        let checkpoint = Checkpoint(
            origin: try #require(LogOrigin(try vector.text("origin"))), size: Int(try vector.number("size")),
            root: try vector.hash("root"))
        #expect(checkpoint.text == (try vector.text("text")))
        let note = try checkpoint.signed(by: signer, digester: digester).bytes
        #expect(note == Array(try vector.text("note").utf8))
        let key = try #require(VerifierKey(try vector.text("vkey"), digester: digester))
        #expect(try Checkpoint.verified(note, by: key, with: verifier) == checkpoint)
    }

    @Test("anything but the three lines is no checkpoint")
    func strictCheckpoints() throws {
        for row in try Vectors.read("notes").list("not_checkpoints") {
            let text = try #require(row.string)
            #expect(Checkpoint(text: text) == nil, "\(text.debugDescription)")
        }
    }

    @Test("standard base64 has one text for each value")
    func strictBase64() throws {
        for row in try Vectors.read("notes").list("not_base64") {
            #expect(Base64.decode(try #require(row.string)) == nil, "\(row)")
        }
        var generator = SeededGenerator(seed: 3)
        for count in 0..<80 {
            let bytes = generator.bytes(count)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
        }
    }

    @Test("a verifier key with another id, algorithm, name or spelling is none")
    func strictKeys() throws {
        let text = try published().key.description
        let others = [
            text.uppercased(), text + "=", " " + text, text + "\n", String(text.dropFirst()),
            text.replacing("530d903a", with: "530d903b"), text.replacing("+A", with: "+B"),
            text.replacing("foo", with: "fo o"), "example.com/foo+530d903a",
        ]
        for other in others { #expect(VerifierKey(other, digester: digester) == nil, "\(other)") }
        #expect(
            VerifierKey(name: "a+b", publicKey: [UInt8](repeating: 1, count: 32), digester: digester) == nil)
    }

    @Test("a log's name carries the tenant percent-encoded")
    func origins() {
        #expect(
            LogOrigin(host: "gw.example", tenant: "a b/c", year: 2027)?.text
                == "gw.example/audit/a%20b%2Fc/2027")
        #expect(LogOrigin(host: "gw example", tenant: "a", year: 2027) == nil)
    }

    @Test("a note without signature, without an empty line or with a control character is malformed")
    func malformedNotes() {
        let bad = [
            "", "\n", "text\n", "text\n\n", "\n\u{2014} a AAAAAAAA\n", "text\n\n\u{2014} a AAAAAAAA",
            "text\n\n- a AAAAAAAA\n", "te\txt\n\n\u{2014} a AAAAAAAA\n", "text\n\n\u{2014} a  AAAAAAAA\n",
            "text\n\n\u{2014} a AAAA\n", "text\n\n\u{2014} a AAAAAAAA \n", "text\n\n\u{2014} a AAAAAAAA\nx\n",
            "text\n\n\u{2014} a+b AAAAAAAA\n",
        ]
        for text in bad {
            #expect(throws: NoteFault.malformed, "\(text.debugDescription)") {
                try SignedNote(parsing: Array(text.utf8))
            }
        }
    }
}
