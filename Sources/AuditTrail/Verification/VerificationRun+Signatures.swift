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
        var rows: [VerificationReport.Cosigning.Row] = []
        var known = 0
        for witness in policy.witnesses {
            known += signed.signatures.count { $0.isBy(name: witness.key.name, id: witness.key.id) }
            do throws(NoteFault) {
                let found = try Cosignature.verified(by: witness.key, in: signed, with: signatures)
                rows.append(.init(witness: witness.name, key: witness.key.name, time: found?.time))
            } catch {
                note(LogFiles.checkpoint, .checkpoint(.note(error)))
                rows.append(.init(witness: witness.name, key: witness.key.name, time: nil))
            }
        }
        let cosigned = rows.filter { $0.time != nil }
        let isMet = policy.isMet(by: Set(cosigned.map(\.witness)))
        if !isMet { note(LogFiles.checkpoint, .quorum(cosigned: cosigned.map(\.witness.description))) }
        if !policy.logs.isEmpty, !policy.logs.contains(where: { $0.key == key }) {
            note(LogFiles.checkpoint, .notOfPolicy)
        }
        cosigning = VerificationReport.Cosigning(rows: rows, isQuorumMet: isMet)
        return known
    }
}
