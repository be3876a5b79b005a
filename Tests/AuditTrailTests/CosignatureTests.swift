import AuditTrail
import Conversations
import Sodium
import Testing

@Suite("Cosignatures")
struct CosignatureTests {
    /// The example of C2SP tlog-cosignature.
    static let published = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
        — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==

        """

    private let fixture: WitnessFixture

    init() throws { fixture = try WitnessFixture() }

    @Test(
        "the published example has the key id and the time in the places of the format, and is written again")
    func layout() throws {
        let note = try SignedNote(parsing: Array(Self.published.utf8))
        let cosignature = try #require(Cosignature(note.signatures[1]))
        #expect(hex(cosignature.keyID) == "8d66cf3f")
        #expect(cosignature.seconds == 1_679_315_147)
        #expect(cosignature.signature.count == 64)
        #expect(cosignature.line == note.signatures[1])
        #expect(Cosignature(note.signatures[0]) == nil, "a log's own line holds no time")
        #expect(note.bytes == Array(Self.published.utf8))
    }

    @Test("the signed message is header, time and the whole text")
    func message() {
        let message = Cosignature.message("a\n1\nb\n", seconds: 1_679_315_147)
        #expect(String(decoding: message, as: UTF8.self) == "cosignature/v1\ntime 1679315147\na\n1\nb\n")
    }

    @Test(
        "a witness key has type 4, so that the same bytes as a log key have another id and neither reads the other"
    )
    func keys() throws {
        let witness = try fixture.witness(1)
        #expect(WitnessKey(witness.key.description, digester: fixture.digester) == witness.key)
        #expect(VerifierKey(witness.key.description, digester: fixture.digester) == nil)
        #expect(WitnessKey(fixture.logKey.description, digester: fixture.digester) == nil)
        let same = WitnessKey(
            name: fixture.logKey.name, publicKey: fixture.logKey.publicKey, digester: fixture.digester)
        #expect(same?.id != fixture.logKey.id)
        for broken in [
            "", "a+b", "a+00000000+AAAA", witness.key.description + "\n", witness.key.description + "=",
        ] {
            #expect(WitnessKey(broken, digester: fixture.digester) == nil, "\(broken)")
        }
    }

    @Test("a cosignature verifies; with any byte of its line turned, the note is refused")
    func verification() throws {
        let witness = try fixture.witness(1)
        let note = try fixture.cosigned(try fixture.note(5), by: witness, at: 1_700_000_000)
        let found = try Cosignature.verified(by: witness.key, in: note, with: fixture.verifier)
        #expect(found?.time == Timestamp(milliseconds: 1_700_000_000_000))
        let line = try #require(note.signatures.last)
        for index in line.bytes.indices {
            var bytes = line.bytes
            bytes[index] ^= 1
            let forged = try fixture.note(5).adding([
                SignedNote.Signature(name: line.name, keyID: line.keyID, bytes: bytes)
            ])
            #expect(throws: NoteFault.badSignature(name: witness.key.name), "byte \(index)") {
                try Cosignature.verified(by: witness.key, in: forged, with: fixture.verifier)
            }
        }
    }

    @Test("a cosignature of another size, of another log or by a key of another name does not count")
    func foreign() throws {
        let witness = try fixture.witness(1)
        let other = try fixture.cosigned(try fixture.note(4), by: witness, at: 1)
        let moved = try fixture.note(5).adding([try #require(other.signatures.last)])
        #expect(throws: NoteFault.self) {
            try Cosignature.verified(by: witness.key, in: moved, with: fixture.verifier)
        }
        let stranger = try fixture.witness(2)
        #expect(try Cosignature.verified(by: stranger.key, in: other, with: fixture.verifier) == nil)
    }

    @Test("of two cosignatures of one witness the newer counts")
    func newest() throws {
        let witness = try fixture.witness(1)
        var note = try fixture.cosigned(try fixture.note(5), by: witness, at: 20)
        note = try fixture.cosigned(note, by: witness, at: 10)
        #expect(try Cosignature.verified(by: witness.key, in: note, with: fixture.verifier)?.seconds == 20)
    }

    @Test("a signer that holds another key cosigns nothing")
    func wrongSigner() throws {
        let witness = try fixture.witness(1)
        #expect(throws: SigningFailure.self) {
            try Cosignature(
                of: try fixture.checkpoint(3), at: Timestamp(milliseconds: 0), key: witness.key,
                signer: fixture.signer)
        }
    }
}
