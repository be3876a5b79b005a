import Conversations

extension VerificationReport.Cosigning {
    /// Looks for the cosignatures of a policy's witnesses under a checkpoint.
    ///
    /// - Parameters:
    ///   - note: the signed checkpoint; whether the log signed it is another question.
    ///   - policy: whose cosignatures are wanted.
    ///   - verifier: checks signatures.
    public init(
        of note: SignedNote, under policy: WitnessPolicy, with verifier: some SignatureVerifier
    ) {
        var rows: [Row] = []
        var faults: [NoteFault] = []
        for witness in policy.witnesses {
            var time: Timestamp?
            do throws(NoteFault) {
                time = try Cosignature.verified(by: witness.key, in: note, with: verifier)?.time
            } catch { faults.append(error) }
            rows.append(Row(witness: witness.name, key: witness.key.name, time: time))
        }
        self.rows = rows
        self.faults = faults
        lineCount = note.signatures.count { line in
            policy.witnesses.contains { line.isBy(name: $0.key.name, id: $0.key.id) }
        }
        isQuorumMet = policy.isMet(by: Set(rows.filter { $0.time != nil }.map(\.witness)))
    }

    /// The witnesses that cosigned, by their names in the policy.
    public var cosigned: [String] { rows.filter { $0.time != nil }.map(\.witness.description) }
}
