/// Why a witness does not cosign; each has one HTTP status (C2SP tlog-witness).
public enum WitnessRefusal: Hashable, Sendable {
    /// Not the form of a submission: 400.
    case malformed(SubmissionFault)
    /// The old size is larger than the new one: 400.
    case oldSizeAboveSize(old: Int, size: Int)
    /// No signature by a key that the witness trusts for the origin: 403.
    case unsigned
    /// A line of a trusted key does not verify: 403.
    case badSignature
    /// A log that the witness was not told of: 404.
    case unknownOrigin
    /// The old size is not the one cosigned last: 409 with that size.
    case conflict(lastSize: Int)
    /// Another root for the size cosigned last: 422, and proof of a split view.
    case otherRoot(size: Int)
    /// The proof does not lead from what was cosigned last to this: 422.
    case inconsistent(oldSize: Int, size: Int)

    /// The status of the answer.
    public var status: Int {
        switch self {
        case .malformed, .oldSizeAboveSize: 400
        case .unsigned, .badSignature: 403
        case .unknownOrigin: 404
        case .conflict: 409
        case .otherRoot, .inconsistent: 422
        }
    }

    /// The media type of the answer's body.
    public var contentType: String {
        if case .conflict = self { "text/x.tlog.size" } else { "text/plain; charset=utf-8" }
    }

    /// The body of the answer: for a conflict the size alone, else what was expected and found.
    public var body: String {
        switch self {
        case .malformed(let fault): "\(fault)\n"
        case .oldSizeAboveSize(let old, let size):
            "expected an old size of at most the checkpoint's \(size), found \(old)\n"
        case .unsigned: "expected a signature by the log's key that this witness trusts, found none\n"
        case .badSignature: "the signature line of the log's key does not verify\n"
        case .unknownOrigin: "this witness was not told of the log; see its --log\n"
        case .conflict(let lastSize): "\(lastSize)\n"
        case .otherRoot(let size):
            "another root was cosigned for size \(size): the log shows two histories\n"
        case .inconsistent(let oldSize, let size):
            "the proof does not lead from size \(oldSize) to size \(size)\n"
        }
    }

    /// Whether a correctly signed checkpoint contradicts what was cosigned: evidence worth keeping.
    public var isEvidence: Bool {
        switch self {
        case .otherRoot, .inconsistent: true
        default: false
        }
    }
}

/// What a witness does with a submission.
public enum WitnessDecision: Hashable, Sendable {
    /// Keep this as the last view, durably, and only then cosign it.
    case cosign(SignedNote, Checkpoint)
    /// Change nothing.
    case refuse(WitnessRefusal)

    /// Decides over one submission, in the order that C2SP tlog-witness states its checks in.
    ///
    /// - Parameters:
    ///   - submission: as read, not believed.
    ///   - last: what was cosigned last for the submission's origin, `nil` for nothing.
    ///   - trusted: the keys of the logs that the witness was told of; a key's name is the log's origin.
    ///   - tree: the hashes to use.
    ///   - verifier: checks signatures.
    /// - Returns: the new view, or the refusal.
    public static func decide(
        _ submission: CheckpointSubmission, last: Checkpoint?, trusted: [VerifierKey], tree: MerkleTree,
        with verifier: some SignatureVerifier
    ) -> WitnessDecision {
        let checkpoint = submission.checkpoint
        let origin = checkpoint.origin.text.utf8
        let keys = trusted.filter { $0.name.utf8.elementsEqual(origin) }
        guard !keys.isEmpty else { return .refuse(.unknownOrigin) }
        do throws(NoteFault) {
            try submission.note.verify(by: keys, with: verifier)
        } catch {
            if case .badSignature = error { return .refuse(.badSignature) }
            return .refuse(.unsigned)
        }
        guard submission.oldSize <= checkpoint.size else {
            return .refuse(.oldSizeAboveSize(old: submission.oldSize, size: checkpoint.size))
        }
        let lastSize = last?.size ?? 0
        guard submission.oldSize == lastSize else { return .refuse(.conflict(lastSize: lastSize)) }
        let lastRoot = last?.root ?? tree.emptyRoot
        guard checkpoint.size != lastSize || checkpoint.root == lastRoot else {
            return .refuse(.otherRoot(size: lastSize))
        }
        let isConsistent = tree.isConsistent(
            oldSize: lastSize, oldRoot: lastRoot, size: checkpoint.size, root: checkpoint.root,
            proof: submission.proof)
        guard isConsistent else {
            return .refuse(.inconsistent(oldSize: lastSize, size: checkpoint.size))
        }
        return .cosign(submission.note.keeping(keys), checkpoint)
    }
}

extension SignedNote {
    /// The note with the lines of some keys alone, so that strangers' lines take no room.
    func keeping(_ keys: [VerifierKey]) -> SignedNote {
        filtered { line in keys.contains { line.isBy(name: $0.name, id: $0.id) } }
    }
}
