/// One signed checkpoint on its way to a quorum: cosignatures are gathered for exactly this size.
public struct WitnessRound: Hashable, Sendable {
    /// The checkpoint with the log's own signature.
    public let note: SignedNote
    /// The same, read.
    public let checkpoint: Checkpoint
    private let policy: WitnessPolicy
    private var cosignatures: [WitnessPolicy.Name: Cosignature] = [:]

    /// Opens a round; `nil` when the note is no checkpoint.
    public init?(note: SignedNote, policy: WitnessPolicy) {
        guard let checkpoint = Checkpoint(text: note.text) else { return nil }
        self.note = note
        self.checkpoint = checkpoint
        self.policy = policy
    }

    /// Opens a round with the cosignatures that a kept note has; those that do not verify are left out.
    public init?(kept note: SignedNote, policy: WitnessPolicy, with verifier: some SignatureVerifier) {
        let own = note.filtered { line in
            !policy.witnesses.contains { line.isBy(name: $0.key.name, id: $0.key.id) }
        }
        self.init(note: own, policy: policy)
        for witness in policy.witnesses {
            let found = try? Cosignature.verified(by: witness.key, in: note, with: verifier)
            if let found { cosignatures[witness.name] = found }
        }
    }

    /// Adds a cosignature that was verified over this checkpoint.
    public mutating func add(_ cosignature: Cosignature, of witness: WitnessPolicy.Name) {
        cosignatures[witness] = cosignature
    }

    /// Whether a witness has cosigned.
    public func holds(_ witness: WitnessPolicy.Name) -> Bool { cosignatures[witness] != nil }

    /// Whether any witness has cosigned.
    public var isCosigned: Bool { !cosignatures.isEmpty }

    /// Whether the policy asks for no more.
    public var isMet: Bool { policy.isMet(by: Set(cosignatures.keys)) }

    /// The note with every cosignature so far, in the order of the policy.
    public var cosigned: SignedNote {
        note.adding(policy.witnesses.compactMap { cosignatures[$0.name]?.line })
    }
}
