import AuditTrail
import Conversations
import GRDB
import Sodium

extension Batch {
    /// The signed checkpoint over what a head holds.
    func checkpoint(of head: LogHead) throws -> String {
        guard let text = try checkpoints(of: [head]).first else { throw LedgerFailure.unavailable }
        return text
    }

    /// The signed checkpoints over what some heads hold, all with one question to each holder of a key.
    func checkpoints(of heads: [LogHead]) throws -> [String] {
        try context.signer.notes(
            for: heads.map { LogSigners.Wanted(request: try request(for: $0), keys: $0.keys) })
    }

    /// The signed checkpoint of a log that has no leaf yet.
    func checkpoint(ofEmpty origin: LogOrigin, keys: KeyHistory) throws -> String {
        let empty = TreeHead(size: 0, root: MerkleTree(digester: context.digester).emptyRoot)
        let checkpoint = Checkpoint(origin: origin, size: 0, root: empty.root)
        let request = CheckpointRequest(base: empty, checkpoint: checkpoint, proof: [])
        let notes = try context.signer.notes(for: [LogSigners.Wanted(request: request, keys: keys)])
        guard let text = notes.first else { throw LedgerFailure.unavailable }
        return text
    }

    /// What a head asks to be signed: its tree, shown to extend the one that was committed last.
    private func request(for head: LogHead) throws -> CheckpointRequest {
        let proof = try hashes[head.log].map {
            try MerkleTree(digester: context.digester).consistencyProof(
                from: head.committed.size, to: head.frontier.size, from: $0)
        }
        return CheckpointRequest(base: head.committed, checkpoint: head.signed, proof: proof ?? [])
    }
}

extension LogHead {
    /// What is signed over the head.
    var signed: Checkpoint { Checkpoint(origin: origin, size: frontier.size, root: frontier.root) }

    /// Takes what a leaf that is being staged says of the log's keys.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when it does not fit what the log said before.
    mutating func take(_ draft: LeafDraft, at position: Int) throws(LedgerFailure) {
        guard draft.type == .key else { return }
        guard position > 0 else { throw .conflict("a log does not begin with a leaf about a key") }
        do {
            try keys.take(
                action: draft.publicMembers["action"] ?? "", key: draft.publicMembers["vkey"] ?? "",
                checkpoint: draft.publicMembers["checkpoint"] ?? "", at: position)
        } catch {
            throw .conflict("a leaf about a key does not fit the keys of the log: \(error)")
        }
    }
}
