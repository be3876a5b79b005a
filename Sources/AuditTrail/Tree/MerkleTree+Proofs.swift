extension MerkleTree {
    /// Proves that a leaf is in the tree: the sibling hashes from the leaf upwards (RFC 6962 section 2.1.1).
    ///
    /// - Parameters:
    ///   - index: the leaf, below the size.
    ///   - size: the number of leaves that the proof is for.
    ///   - hashes: where complete subtrees are kept.
    /// - Returns: at most 63 hashes.
    /// - Throws: what the store throws.
    public func inclusionProof<Hashes: TreeHashes>(
        of index: Int, size: Int, from hashes: Hashes
    ) throws(Hashes.Failure) -> [TreeHash] {
        precondition((0..<size).contains(index), "a leaf is proved to be in a tree that holds it")
        var range = 0..<size
        var path: [TreeHash] = []
        while range.count > 1 {
            let middle = range.lowerBound + Self.split(range.count)
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            path.append(try hash(of: index < middle ? right : left, from: hashes))
            range = index < middle ? left : right
        }
        return path.reversed()
    }

    /// Proves that a tree extends an older one: the nodes of RFC 6962 section 2.1.2.
    ///
    /// - Parameters:
    ///   - oldSize: 0 to the size; the proof is empty at both ends.
    ///   - size: the number of leaves of the newer tree.
    ///   - hashes: where complete subtrees are kept.
    /// - Returns: at most 64 hashes.
    /// - Throws: what the store throws.
    public func consistencyProof<Hashes: TreeHashes>(
        from oldSize: Int, to size: Int, from hashes: Hashes
    ) throws(Hashes.Failure) -> [TreeHash] {
        precondition((0...size).contains(oldSize), "an older tree is no larger than the newer one")
        guard oldSize > 0, oldSize < size else { return [] }
        var range = 0..<size
        var proof: [TreeHash] = []
        while range.upperBound != oldSize {
            let middle = range.lowerBound + Self.split(range.count)
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            proof.append(try hash(of: oldSize <= middle ? right : left, from: hashes))
            range = oldSize <= middle ? left : right
        }
        // The old root itself is known to the asker; only a part of it has to be shown.
        if range.lowerBound > 0 { proof.append(try hash(of: range, from: hashes)) }
        return proof.reversed()
    }

    /// Whether a path proves that a leaf is at an index of the tree with a root.
    public func isIncluded(
        _ leaf: TreeHash, at index: Int, size: Int, root: TreeHash, path: [TreeHash]
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var rest = path[...]
        guard let computed = rootAbove(leaf, at: index, size: size, path: &rest) else { return false }
        return rest.isEmpty && computed == root
    }

    /// Whether a proof shows that a tree extends an older one; equal sizes need equal roots and no proof.
    public func isConsistent(
        oldSize: Int, oldRoot: TreeHash, size: Int, root: TreeHash, proof: [TreeHash]
    ) -> Bool {
        guard oldSize >= 0, oldSize <= size else { return false }
        if oldSize == size { return proof.isEmpty && oldRoot == root }
        if oldSize == 0 { return proof.isEmpty && oldRoot == emptyRoot }
        var rest = proof[...]
        guard let roots = rootsAbove(oldRoot, oldSize: oldSize, size: size, isLeftEdge: true, proof: &rest)
        else { return false }
        return rest.isEmpty && roots.old == oldRoot && roots.new == root
    }

    /// Takes hashes from the end of the path, which belong to the top of the tree.
    private func rootAbove(
        _ leaf: TreeHash, at index: Int, size: Int, path: inout ArraySlice<TreeHash>
    ) -> TreeHash? {
        guard size > 1 else { return leaf }
        guard let sibling = path.popLast() else { return nil }
        let middle = Self.split(size)
        if index < middle {
            return rootAbove(leaf, at: index, size: middle, path: &path).map { nodeHash($0, sibling) }
        }
        return rootAbove(leaf, at: index - middle, size: size - middle, path: &path)
            .map { nodeHash(sibling, $0) }
    }

    /// The roots that a proof leads to, for the old and for the new tree below one node.
    private func rootsAbove(
        _ oldRoot: TreeHash, oldSize: Int, size: Int, isLeftEdge: Bool, proof: inout ArraySlice<TreeHash>
    ) -> (old: TreeHash, new: TreeHash)? {
        if oldSize == size {
            guard !isLeftEdge else { return (oldRoot, oldRoot) }
            return proof.popLast().map { ($0, $0) }
        }
        guard let sibling = proof.popLast() else { return nil }
        let middle = Self.split(size)
        if oldSize <= middle {
            return rootsAbove(
                oldRoot, oldSize: oldSize, size: middle, isLeftEdge: isLeftEdge, proof: &proof
            ).map { ($0.old, nodeHash($0.new, sibling)) }
        }
        return rootsAbove(
            oldRoot, oldSize: oldSize - middle, size: size - middle, isLeftEdge: false, proof: &proof
        ).map { (nodeHash(sibling, $0.old), nodeHash(sibling, $0.new)) }
    }
}
