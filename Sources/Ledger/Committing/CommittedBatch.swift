import AuditTrail

/// A leaf that stands in the log, or in the transaction and waits for its checkpoint.
struct StagedLeaf: Sendable {
    let log: Int64
    let position: Int
    let encoded: EncodedLeaf
    let receiptMembers: [String]
}

/// What a batch left behind, for the receipts of its leaves.
struct CommittedBatch: Sendable {
    /// The logs that grew, as they stand after the batch.
    let heads: [Int64: LogHead]
    let hashes: [Int64: BatchHashes]
    let tree: MerkleTree
}

/// A leaf with its batch; its caller makes the receipt, so that the writer goes on with the next batch.
struct CommittedLeaf: Sendable {
    let leaf: StagedLeaf
    let batch: CommittedBatch

    /// The receipt, from the leaf's way to the checkpoint that was committed with it.
    func receipt() throws(LedgerFailure) -> Receipt {
        guard let head = batch.heads[leaf.log], let hashes = batch.hashes[leaf.log] else {
            throw .unavailable
        }
        let path = try batch.tree.inclusionProof(of: leaf.position, size: head.frontier.size, from: hashes)
        return Receipt(
            index: leaf.position, leaf: leaf.encoded.bytes,
            openings: leaf.encoded.openings.filter { leaf.receiptMembers.contains($0.name) },
            bodyKey: leaf.encoded.bodyKey, path: path, checkpoint: head.checkpoint)
    }
}
