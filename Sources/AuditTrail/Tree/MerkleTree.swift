public import Conversations

/// The hash tree of RFC 6962: what a checkpoint's root commits to.
///
/// Sizes and indices are counts of leaves from 0; every function is total over them but for the stated
/// preconditions.
public struct MerkleTree: Sendable {
    let digester: any Digester

    /// Takes the SHA-256 to use.
    public init(digester: some Digester) { self.digester = digester }

    /// The root of a tree without leaves: SHA-256 of nothing.
    public var emptyRoot: TreeHash { TreeHash(sha256: digester.sha256([])) }

    /// SHA-256 of a zero byte and the stored bytes of a leaf.
    public func leafHash(_ leaf: [UInt8]) -> TreeHash { TreeHash(sha256: digester.sha256([0] + leaf)) }

    /// SHA-256 of a one byte and two child hashes.
    public func nodeHash(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        TreeHash(sha256: digester.sha256([1] + left.bytes + right.bytes))
    }

    /// The root over leaf hashes, straight from the definition (RFC 6962 section 2.1); for tests and small
    /// trees.
    public func root(of leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard let first = leaves.first else { return emptyRoot }
        guard leaves.count > 1 else { return first }
        let middle = leaves.startIndex + Self.split(leaves.count)
        return nodeHash(root(of: leaves[..<middle]), root(of: leaves[middle...]))
    }

    /// The root of the first leaves of a stored tree.
    ///
    /// - Parameters:
    ///   - size: how many leaves.
    ///   - hashes: where complete subtrees are kept.
    /// - Returns: the hash that a checkpoint of that size must carry.
    /// - Throws: what the store throws.
    public func root<Hashes: TreeHashes>(size: Int, from hashes: Hashes) throws(Hashes.Failure) -> TreeHash {
        guard size > 0 else { return emptyRoot }
        return try hash(of: 0..<size, from: hashes)
    }

    /// The largest power of two below a size of at least 2: how many leaves lie under the left child.
    static func split(_ size: Int) -> Int {
        precondition(size > 1, "only a tree of two leaves or more has children")
        return 1 << (Int.bitWidth - 1 - (size - 1).leadingZeroBitCount)
    }

    /// The hash over a range as proofs cut it: its start is a multiple of the power of two that holds its
    /// length.
    func hash<Hashes: TreeHashes>(
        of range: Range<Int>, from hashes: Hashes
    ) throws(Hashes.Failure) -> TreeHash {
        if range.count.nonzeroBitCount == 1 {
            let height = range.count.trailingZeroBitCount
            return try hashes.subtree(height: height, index: range.lowerBound >> height)
        }
        let middle = range.lowerBound + Self.split(range.count)
        return nodeHash(
            try hash(of: range.lowerBound..<middle, from: hashes),
            try hash(of: middle..<range.upperBound, from: hashes))
    }
}
