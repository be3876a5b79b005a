import AuditTrail
import Sodium

/// A tree of numbered leaves with every subtree and every root on its way, hashed once for many proofs.
struct GrownTree: TreeHashes {
    static let tree = MerkleTree(digester: SodiumDigester())
    let leaves: [TreeHash]
    let roots: [TreeHash]
    private let levels: [[TreeHash]]

    init(size: Int) {
        var frontier = MerkleFrontier(digester: SodiumDigester())
        var roots = [frontier.root]
        var levels = [[TreeHash]](repeating: [], count: 12)
        leaves = (0..<size).map { Self.tree.leafHash(Array("leaf \($0)".utf8)) }
        for leaf in leaves {
            for subtree in frontier.append(leaf) { levels[subtree.height].append(subtree.hash) }
            roots.append(frontier.root)
        }
        self.roots = roots
        self.levels = levels
    }

    func subtree(height: Int, index: Int) throws(TileFailure) -> TreeHash {
        guard height < levels.count, index < levels[height].count else {
            throw .missing(path: "\(height)/\(index)")
        }
        return levels[height][index]
    }

    func path(_ index: Int, of size: Int) throws -> [TreeHash] {
        try Self.tree.inclusionProof(of: index, size: size, from: self)
    }

    func proof(_ old: Int, to size: Int) throws -> [TreeHash] {
        try Self.tree.consistencyProof(from: old, to: size, from: self)
    }

    func isIncluded(
        _ leaf: Int, at index: Int, of size: Int, root: Int, _ path: [TreeHash]
    ) -> Bool {
        Self.tree.isIncluded(leaves[leaf], at: index, size: size, root: roots[root], path: path)
    }

    func isConsistent(
        _ old: Int, _ oldRoot: Int, to size: Int, _ root: Int, _ proof: [TreeHash]
    ) -> Bool {
        Self.tree.isConsistent(
            oldSize: old, oldRoot: roots[oldRoot], size: size, root: roots[root], proof: proof)
    }
}
