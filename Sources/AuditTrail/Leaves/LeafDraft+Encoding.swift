public import Conversations

extension LeafDraft {
    /// Writes the leaf that is stored and hashed, with one opening for each committed member.
    ///
    /// - Parameters:
    ///   - stamp: id, time, opaque ids and counter.
    ///   - digester: the hashes to use.
    /// - Returns: the leaf, its openings and the key of the body's digest.
    /// - Throws: ``LeafDraftProblem`` when a value has no canonical form or a limit is passed.
    public func encoded(
        with stamp: LeafStamp, digester: some Digester
    ) throws(LeafDraftProblem) -> EncodedLeaf {
        try PreparedLeaf(self, digester: digester).encoded(with: stamp)
    }
}
