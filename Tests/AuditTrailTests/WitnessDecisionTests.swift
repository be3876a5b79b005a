import AuditTrail
import Conversations
import GatewayTestSupport
import Testing

@Suite("What a witness decides")
struct WitnessDecisionTests {
    private let fixture: WitnessFixture

    init() throws { fixture = try WitnessFixture() }

    private func decide(_ submission: CheckpointSubmission, last: Checkpoint?) -> WitnessDecision {
        .decide(
            submission, last: last, trusted: [fixture.logKey], tree: fixture.tree, with: fixture.verifier)
    }

    private func refusal(_ decision: WitnessDecision) -> WitnessRefusal? {
        if case .refuse(let refusal) = decision { refusal } else { nil }
    }

    @Test("every step forward of a growing log is cosigned, for all sizes to 40")
    func growth() throws {
        for old in 0...40 {
            let last = old == 0 ? nil : try fixture.checkpoint(old)
            for size in old...40 {
                let decision = decide(try fixture.submission(old, size), last: last)
                guard case .cosign(_, let checkpoint) = decision else {
                    Issue.record("\(old) to \(size): \(decision)")
                    continue
                }
                #expect(checkpoint.size == size)
            }
        }
    }

    @Test("each refusal has the status and the media type of the protocol")
    func statuses() throws {
        let last = try fixture.checkpoint(8)
        let strange = try WitnessFixture(seed: 2)
        let forgedLine = SignedNote.Signature(
            name: fixture.logKey.name, keyID: fixture.logKey.id, bytes: [UInt8](repeating: 0, count: 64))
        let elsewhere = try fixture.checkpoint(9, origin: "other.example/audit/x/2026")
            .signed(by: fixture.signer, digester: fixture.digester)
        func submission(_ old: Int, _ note: SignedNote, _ proof: [TreeHash] = []) throws
            -> CheckpointSubmission
        {
            try #require(CheckpointSubmission(oldSize: old, proof: proof, note: note))
        }
        let good = try fixture.proof(8, 12)
        let rows: [(CheckpointSubmission, WitnessRefusal, Int)] = [
            (try submission(8, elsewhere), .unknownOrigin, 404),
            (try strange.submission(8, 12), .unsigned, 403),
            (try submission(8, try fixture.note(12).adding([forgedLine]), good), .badSignature, 403),
            (try submission(8, try fixture.note(5)), .oldSizeAboveSize(old: 8, size: 5), 400),
            (try fixture.submission(7, 12), .conflict(lastSize: 8), 409),
            (try fixture.submission(0, 12), .conflict(lastSize: 8), 409),
            (try fixture.submission(9, 12), .conflict(lastSize: 8), 409),
            (try fixture.submission(8, 8, forkedFrom: 3), .otherRoot(size: 8), 422),
            (
                try submission(8, try fixture.note(12), Array(good.dropLast())),
                .inconsistent(oldSize: 8, size: 12), 422
            ),
            (
                try submission(8, try fixture.note(8), [fixture.tree.emptyRoot]),
                .inconsistent(oldSize: 8, size: 8), 422
            ),
            (try fixture.submission(8, 12, forkedFrom: 5), .inconsistent(oldSize: 8, size: 12), 422),
        ]
        for (submission, expected, status) in rows {
            let found = refusal(decide(submission, last: last))
            #expect(found == expected && found?.status == status)
        }
        #expect(WitnessRefusal.conflict(lastSize: 8).body == "8\n")
        #expect(WitnessRefusal.conflict(lastSize: 8).contentType == "text/x.tlog.size")
        #expect(WitnessRefusal.unsigned.contentType == "text/plain; charset=utf-8")
    }

    @Test("from nothing: no proof may come, and an empty log has the empty root")
    func start() throws {
        let proof = [fixture.tree.emptyRoot]
        let withProof = try #require(
            CheckpointSubmission(oldSize: 0, proof: proof, note: try fixture.note(5)))
        #expect(refusal(decide(withProof, last: nil)) == .inconsistent(oldSize: 0, size: 5))
        let wrongEmpty = Checkpoint(
            origin: try #require(LogOrigin(WitnessFixture.origin)), size: 0, root: fixture.tree.leafHash([1]))
        let note = try wrongEmpty.signed(by: fixture.signer, digester: fixture.digester)
        let submission = try #require(CheckpointSubmission(oldSize: 0, proof: [], note: note))
        #expect(refusal(decide(submission, last: nil))?.status == 422)
    }

    @Test("whatever is sent, in any order, no two inconsistent checkpoints are ever cosigned")
    func neverTwoHistories() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<30 {
            var last: Checkpoint?
            var forks: Set<Bool> = []
            for _ in 0..<20 {
                let size = Int.random(in: 1...16, using: &generator)
                let old =
                    Bool.random(using: &generator)
                    ? last?.size ?? 0 : Int.random(in: 0...16, using: &generator)
                let isForked = Bool.random(using: &generator)
                let submission = try fixture.submission(old, size, forkedFrom: isForked ? 0 : .max)
                guard case .cosign(_, let next) = decide(submission, last: last) else { continue }
                #expect(next.size >= last?.size ?? 0)
                forks.insert(isForked)
                last = next
            }
            #expect(forks.count <= 1)
        }
    }

    @Test("a submission is read as it is written; any other form is refused with its part")
    func parsing() throws {
        let submission = try fixture.submission(5, 12)
        #expect(try CheckpointSubmission(parsing: submission.bytes) == submission)
        let note = String(decoding: try fixture.note(12).bytes, as: UTF8.self)
        let hash = fixture.tree.emptyRoot.base64
        let many = String(repeating: hash + "\n", count: 64)
        let rows: [(String, SubmissionFault)] = [
            ("", .oldLine), ("old 5", .oldLine), ("old 05\n\n" + note, .oldLine),
            ("old -1\n\n" + note, .oldLine),
            ("old +5\n\n" + note, .oldLine), ("old  5\n\n" + note, .oldLine), ("Old 5\n\n" + note, .oldLine),
            ("old 5\r\n\r\n" + note, .oldLine), ("old 99999999999999999999\n\n" + note, .oldLine),
            ("old 5\n\(hash)", .noEmptyLine), ("old 5\n\(hash)x\n\n" + note, .proofLine(1)),
            ("old 5\n\(hash)\nAAAA\n\n" + note, .proofLine(2)),
            ("old 5\n\(hash.dropLast())\n\n" + note, .proofLine(1)),
            ("old 5\né\n\n" + note, .proofLine(1)),
            ("old 5\n" + many + "\n" + note, .proofLength(max: 63)),
            ("old 5\n\n", .checkpoint), ("old 5\n\n" + note.dropLast(), .checkpoint),
            ("old 5\n\n\n" + note, .checkpoint),
            ("old 5\n\nsomething else\n\n— a AAAAAAAAAAA=\n", .checkpoint),
            (
                String(repeating: "x", count: CheckpointSubmission.bytesMax + 1),
                .tooLong(byteCountMax: CheckpointSubmission.bytesMax)
            ),
        ]
        for (text, expected) in rows {
            #expect(throws: expected, "\(text.prefix(60))") {
                try CheckpointSubmission(parsing: Array(text.utf8))
            }
        }
        #expect(
            try CheckpointSubmission(parsing: Array(("old 5\n" + many.dropLast(45) + "\n" + note).utf8)).proof
                .count == 63)
    }
}
