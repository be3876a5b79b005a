import AuditTrail
import Conversations
import Sodium

/// What is posted to a witness: what is accepted is written again to the byte.
enum SubmissionTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let submission = try? CheckpointSubmission(parsing: input) else { return }
        demand(submission.bytes, equals: input, "an accepted submission is written again as it was read")
        hold(submission.oldSize >= 0, "a witness cosigned no fewer than no leaves")
        hold(submission.proof.count <= CheckpointSubmission.proofLinesMax, "a proof is within the limit")
        demand(
            submission.checkpoint.text.utf8, equals: Array(submission.note.text.utf8),
            "the checkpoint is what the note says")
        for line in submission.note.signatures {
            guard let cosignature = Cosignature(line) else { continue }
            hold(cosignature.line == line, "an accepted cosignature is written again as it was read")
        }
    }
}

/// Policies of auditors: whatever is read can be asked, and no witness at all never does for a quorum.
enum PolicyTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let policy = try? WitnessPolicy(parsing: input, digester: SodiumDigester()) else { return }
        let everybody = Set(policy.witnesses.map(\.name))
        hold(policy.isMet(by: everybody), "all witnesses together are always enough")
        hold(policy.isMet(by: []) == (policy.quorum == nil), "nobody is enough for no quorum but none")
        for name in everybody where policy.isMet(by: [name]) {
            hold(policy.isMet(by: everybody.union([name])), "more witnesses are never too many")
        }
        hold(policy.groups.allSatisfy { (1...$0.members.count).contains($0.threshold) }, "a group can be met")
    }
}

/// Names of stamp files: one name for each.
enum StampNameTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let text = String(validating: input, as: UTF8.self), let file = StampFile(path: text) else {
            return
        }
        demand(file.path.utf8, equals: input, "an accepted name is written again as it was read")
        hold(StampFile(name: file.name) == file, "a name reads back within its folder")
    }
}
