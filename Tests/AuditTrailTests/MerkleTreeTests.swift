import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

@Suite("Merkle tree")
struct MerkleTreeTests {
    private let tree = MerkleTree(digester: SodiumDigester())

    /// A tree of numbered leaves grown by a frontier, with the stored subtrees and every root on the way.
    private func grown(to size: Int) -> (leaves: [TreeHash], hashes: MemoryHashes, roots: [TreeHash]) {
        var frontier = MerkleFrontier(digester: SodiumDigester())
        var hashes = MemoryHashes()
        var roots = [frontier.root]
        let leaves = (0..<size).map { tree.leafHash(Array("leaf \($0)".utf8)) }
        for leaf in leaves {
            hashes.store(frontier.append(leaf))
            roots.append(frontier.root)
        }
        return (leaves, hashes, roots)
    }

    @Test("the hashes of RFC 6962 come out as published")
    func vectors() throws {
        let vectors = try Vectors.read("tree")
        for row in try vectors.list("leaves") {
            #expect(hex(tree.leafHash(try row.bytes("entry")).bytes) == row["hash"]?.string)
        }
        for row in try vectors.list("nodes") {
            #expect(hex(SodiumDigester().sha256([1] + (try row.bytes("children")))) == row["hash"]?.string)
        }
        let entries = try vectors.list("entries").map { try Vectors.unhex($0.string) }
        for row in try vectors.list("roots") {
            let size = Int(try #require(row["size"]?.int))
            let root = tree.root(of: entries.prefix(size).map(tree.leafHash)[...])
            #expect(hex(root.bytes) == row["root"]?.string)
        }
    }

    @Test("proofs made by another implementation verify, and ours are the same")
    func foreignProofs() throws {
        let vectors = try Vectors.read("proofs")
        let count = Int(try #require(vectors["size"]?.int))
        let (leaves, hashes, roots) = grown(to: count)
        for row in try vectors.list("inclusion") {
            let (index, size) = (Int(try row.number("index")), Int(try row.number("size")))
            let path = try row.hashes("path")
            #expect(try tree.inclusionProof(of: index, size: size, from: hashes) == path)
            #expect(
                tree.isIncluded(leaves[index], at: index, size: size, root: try row.hash("root"), path: path))
            #expect(try row.hash("root") == roots[size])
        }
        for row in try vectors.list("consistency") {
            let (old, size) = (Int(try row.number("old_size")), Int(try row.number("size")))
            let proof = try row.hashes("proof")
            #expect(try tree.consistencyProof(from: old, to: size, from: hashes) == proof)
            #expect(
                tree.isConsistent(
                    oldSize: old, oldRoot: try row.hash("old_root"), size: size, root: try row.hash("root"),
                    proof: proof))
        }
    }

    @Test("a frontier, the stored subtrees and the definition give one root at every size to 300")
    func roots() throws {
        let (leaves, hashes, roots) = grown(to: 300)
        for size in 0...300 {
            #expect(tree.root(of: leaves[..<size]) == roots[size])
            #expect(try tree.root(size: size, from: hashes) == roots[size])
            let restored = try MerkleFrontier(size: size, from: hashes, digester: SodiumDigester())
            #expect(restored.root == roots[size] && restored.size == size)
        }
    }

    @Test("an empty tree is extended by every tree, without a proof")
    func emptyTree() throws {
        let (_, hashes, roots) = grown(to: 3)
        #expect(try tree.consistencyProof(from: 0, to: 3, from: hashes).isEmpty)
        #expect(tree.isConsistent(oldSize: 0, oldRoot: roots[0], size: 3, root: roots[3], proof: []))
        #expect(!tree.isConsistent(oldSize: 0, oldRoot: roots[1], size: 3, root: roots[3], proof: []))
        #expect(!tree.isConsistent(oldSize: 4, oldRoot: roots[3], size: 3, root: roots[3], proof: []))
    }
}
