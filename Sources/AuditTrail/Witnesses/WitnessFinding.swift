public import Conversations

/// What a policy says of one signed checkpoint: who cosigned it and when, and whether that is enough.
public struct WitnessFinding: Hashable, Sendable {
    /// A witness of the policy that cosigned.
    public struct Witnessed: Hashable, Sendable {
        /// Its name in the policy.
        public let name: WitnessPolicy.Name
        /// Its key.
        public let key: WitnessKey
        /// Its newest cosignature.
        public let cosignature: Cosignature
    }

    /// Who cosigned, in the order of the policy.
    public let witnessed: [Witnessed]
    /// The witnesses of the policy that did not, in its order.
    public let missing: [WitnessPolicy.Name]
    /// Whether the quorum is met.
    public let isQuorumMet: Bool

    /// The newest cosignature: by then every witness found here had seen this tree; `nil` for none.
    public var newestTime: Timestamp? { witnessed.map(\.cosignature.time).max() }
    /// The oldest cosignature: from then on somebody outside had seen this tree; `nil` for none.
    public var oldestTime: Timestamp? { witnessed.map(\.cosignature.time).min() }
}

extension WitnessPolicy {
    /// Looks for this policy's witnesses under a signed checkpoint.
    ///
    /// The log's own signature is not looked at: ``Checkpoint/verified(_:by:with:)`` does that.
    ///
    /// - Parameters:
    ///   - note: the checkpoint with its cosignature lines; lines of strangers are ignored.
    ///   - verifier: checks signatures.
    /// - Returns: who cosigned, and whether the quorum is met.
    /// - Throws: ``NoteFault/badSignature(name:)`` when a line of one of the witnesses does not verify: the note
    ///   is forged or damaged, whatever the others say.
    public func finding(
        in note: SignedNote, with verifier: some SignatureVerifier
    ) throws(NoteFault) -> WitnessFinding {
        var witnessed: [WitnessFinding.Witnessed] = []
        var missing: [Name] = []
        for witness in witnesses {
            if let cosignature = try Cosignature.verified(by: witness.key, in: note, with: verifier) {
                witnessed.append(
                    WitnessFinding.Witnessed(
                        name: witness.name, key: witness.key, cosignature: cosignature))
            } else {
                missing.append(witness.name)
            }
        }
        return WitnessFinding(
            witnessed: witnessed, missing: missing, isQuorumMet: isMet(by: Set(witnessed.map(\.name))))
    }

    /// Whether the policy accepts checkpoints of a log: it names no log, or this key among them.
    public func accepts(log key: VerifierKey) -> Bool {
        logs.isEmpty
            || logs.contains {
                $0.key.publicKey == key.publicKey && $0.key.name.utf8.elementsEqual(key.name.utf8)
            }
    }
}
