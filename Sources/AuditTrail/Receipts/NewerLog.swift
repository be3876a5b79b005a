public import Conversations

/// What a log, as it is now, says of a proof that was made of it earlier.
public enum NewerLogVerdict: Hashable, Sendable {
    /// It holds the same leaf and extends the proof's tree; how many leaves it has now.
    case holds(size: Int)
    /// Its checkpoint is not believed.
    case checkpoint(CheckpointFault)
    /// Something of it cannot be read.
    case unreadable(LogReadFailure)
    /// It has fewer leaves than the proof's tree; both.
    case shorter(proved: Int, found: Int)
    /// It does not begin with the proof's tree: there are two logs.
    case otherTree
    /// It extends the tree and holds another leaf in that place.
    case otherLeaf

    /// Whether nothing is wrong.
    public var isHeld: Bool { if case .holds = self { true } else { false } }

    /// The verdict in words.
    public var text: String {
        switch self {
        case .holds(let size): "a log of \(size) leaves holds it and extends its tree"
        case .checkpoint(let fault): "checkpoint: \(fault.text)"
        case .unreadable(let failure): failure.text
        case .shorter(let proved, let found):
            "expected a log of at least \(proved) leaves, found \(found): leaves were removed"
        case .otherTree: "expected the log to begin with the proof's tree, found another: there are two logs"
        case .otherLeaf: "expected the proof's leaf in its place, found another"
        }
    }
}

extension LogReader {
    /// Holds a proof against the log as it is now, by its checkpoint and some dozens of hash tiles.
    ///
    /// - Parameters:
    ///   - leaf: the proof's leaf as stored, already proved under the older checkpoint.
    ///   - index: its place.
    ///   - older: the proof's checkpoint, already believed.
    ///   - keys: the log's keys; after a rotation the one that signed the proof and the one that signs now.
    ///   - digester: the hashes to use.
    ///   - signatures: checks signatures.
    /// - Returns: the verdict.
    public func verdict(
        on leaf: [UInt8], at index: Int, under older: Checkpoint, keys: [VerifierKey],
        digester: some Digester, signatures: some SignatureVerifier
    ) async -> NewerLogVerdict {
        do throws(LogReadFailure) {
            let note = try await bytes(of: LogFiles.checkpoint, byteCountMax: SignedNote.bytesMax)
            let newer: Checkpoint
            do throws(CheckpointFault) {
                newer = try Checkpoint.verified(note, byAnyOf: keys, with: signatures)
            } catch { return .checkpoint(error) }
            guard older.size <= newer.size else {
                return .shorter(proved: older.size, found: newer.size)
            }
            let proofs = LogProofs(self, size: newer.size, digester: digester)
            guard try await proofs.extends(older, upTo: newer) else { return .otherTree }
            let tree = MerkleTree(digester: digester)
            let path = try await proofs.inclusion(of: index)
            let isIncluded = tree.isIncluded(
                tree.leafHash(leaf), at: index, size: newer.size, root: newer.root, path: path)
            return isIncluded ? .holds(size: newer.size) : .otherLeaf
        } catch { return .unreadable(error) }
    }
}
