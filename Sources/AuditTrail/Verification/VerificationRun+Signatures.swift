import Conversations

extension VerificationRun {
    /// Every signature line of the checkpoint: the log's other keys, the policy's witnesses, strangers.
    mutating func holdSignatures() {
        guard let signed = note else { return }
        var known = 0
        for other in keys {
            let lines = signed.signatures.count { $0.isBy(name: other.name, id: other.id) }
            known += lines
            guard lines > 0 else { continue }
            do throws(NoteFault) { try signed.verify(by: [other], with: signatures) } catch {
                note(LogFiles.checkpoint, .checkpoint(.note(error)))
            }
        }
        if let policy = terms.witnesses { known += holdWitnesses(policy, signed) }
        unknownSignatureCount = signed.signatures.count - known
    }

    /// Gives the number of lines that the policy's witnesses have.
    private mutating func holdWitnesses(_ policy: WitnessPolicy, _ signed: SignedNote) -> Int {
        let found = VerificationReport.Cosigning(of: signed, under: policy, with: signatures)
        for fault in found.faults { note(LogFiles.checkpoint, .checkpoint(.note(fault))) }
        if !found.isQuorumMet { note(LogFiles.checkpoint, .quorum(cosigned: found.cosigned)) }
        if !policy.logs.isEmpty, !policy.logs.contains(where: { $0.key == key }) {
            note(LogFiles.checkpoint, .notOfPolicy)
        }
        cosigning = found
        return found.lineCount
    }
}
