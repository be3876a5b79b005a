public import Conversations

/// The right edge of a growing tree: enough to append and to know the root, 64 hashes at most.
public struct MerkleFrontier: Sendable {
    /// How many leaves were appended.
    public private(set) var size: Int
    /// The complete subtrees from left to right, one for each bit of the size, the largest first.
    public private(set) var peaks: [TreeHash]
    private let tree: MerkleTree

    /// Starts an empty tree.
    public init(digester: some Digester) {
        size = 0
        peaks = []
        tree = MerkleTree(digester: digester)
    }

    /// Goes on where a stored tree ended.
    ///
    /// - Parameters:
    ///   - size: how many leaves it has.
    ///   - hashes: where its complete subtrees are kept.
    ///   - digester: the hashes to use.
    /// - Throws: what the store throws.
    public init<Hashes: TreeHashes>(
        size: Int, from hashes: Hashes, digester: some Digester
    ) throws(Hashes.Failure) {
        var peaks: [TreeHash] = []
        for height in stride(from: Int.bitWidth - 2, through: 0, by: -1) where size >> height & 1 == 1 {
            peaks.append(try hashes.subtree(height: height, index: (size >> height) - 1))
        }
        self.size = size
        self.peaks = peaks
        tree = MerkleTree(digester: digester)
    }

    /// The root over everything appended.
    public var root: TreeHash {
        guard let last = peaks.last else { return tree.emptyRoot }
        return peaks.dropLast().reversed().reduce(last) { tree.nodeHash($1, $0) }
    }

    /// Appends one leaf.
    ///
    /// - Parameter leaf: the leaf's hash.
    /// - Returns: every complete subtree that this finished, from the leaf upwards; those with a `tileLevel`
    ///   belong in tiles.
    @discardableResult
    public mutating func append(_ leaf: TreeHash) -> [CompleteSubtree] {
        var finished = [CompleteSubtree(height: 0, index: size, hash: leaf)]
        var current = leaf
        for height in 0..<size.trailingOneBitCount {
            current = tree.nodeHash(peaks.removeLast(), current)
            finished.append(
                CompleteSubtree(height: height + 1, index: size >> (height + 1), hash: current))
        }
        peaks.append(current)
        size += 1
        return finished
    }
}

extension Int {
    /// How many of the lowest bits are ones in a row: the subtrees that one more leaf finishes.
    fileprivate var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}
