public import Conversations

extension Receipt {
    /// Proves the receipt against a log's key, alone and offline.
    ///
    /// - Parameters:
    ///   - body: the body as sent (canonical, before content coding); `nil` leaves the body's digest
    ///     unchecked.
    ///   - key: the log's key, from somewhere else than the receipt.
    ///   - digester: the hashes to use.
    ///   - verifier: checks signatures.
    /// - Returns: the leaf, whose opened members now count.
    /// - Throws: ``ReceiptFault`` naming what broke.
    public func verified(
        body: [UInt8]?, by key: VerifierKey, digester: some Digester, with verifier: some SignatureVerifier
    ) throws(ReceiptFault) -> Leaf {
        let signed = try believedCheckpoint(by: key, with: verifier)
        let tree = MerkleTree(digester: digester)
        let isIncluded = tree.isIncluded(
            tree.leafHash(leaf), at: index, size: signed.size, root: signed.root, path: path)
        guard isIncluded else { throw .path }
        let read: Leaf
        do { read = try Leaf(bytes: leaf) } catch { throw .leaf(error) }
        var seen: Set<String> = []
        for opening in openings {
            guard seen.insert(opening.name).inserted, read.commits(to: opening, digester: digester) else {
                throw .opening(opening.name)
            }
        }
        guard (read.bodyDigest == nil) == (bodyKey == nil) else { throw .body }
        guard let body else { return read }
        guard let bodyKey, read.standsFor(body: body, key: bodyKey, digester: digester) else { throw .body }
        return read
    }

    private func believedCheckpoint(
        by key: VerifierKey, with verifier: some SignatureVerifier
    ) throws(ReceiptFault) -> Checkpoint {
        do {
            return try Checkpoint.verified(Array(checkpoint.utf8), by: key, with: verifier)
        } catch {
            throw .checkpoint(error)
        }
    }
}
