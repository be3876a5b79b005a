import AuditTrail
import Foundation
import Testing

/// Proofs over every size of tree to 1,100: four full levels of halving and every shape of right edge.
///
/// Every size is taken. Of its places all are taken to size 64, and beyond that those at the edges of its
/// subtrees and one sixteenth of the others, another one for each size; `THROUGHLINE_LONG` takes all 605,550
/// pairs.
@Suite("Proofs over all sizes of tree")
struct ProofPropertyTests {
    private static let sizeMax = 1_100
    private static let isLong = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] != nil
    private let grown = GrownTree(size: sizeMax + 1)

    /// The places of a size that are taken.
    private static func places(of size: Int) -> [Int] {
        guard size > 64, !isLong else { return Array(0..<size) }
        var edges: Set<Int> = [0, size - 1]
        var start = 0
        for height in stride(from: 10, through: 0, by: -1) where size >> height & 1 == 1 {
            start += 1 << height
            edges.formUnion([start - 1, start, start + 1])
        }
        edges.formUnion(stride(from: size % 16, to: size, by: 16))
        return edges.filter { $0 < size }.sorted()
    }

    @Test("a leaf's proof leads to the root, and to no other root, place or leaf, at every size to 1,100")
    func inclusion() throws {
        var count = 0
        for size in 1...Self.sizeMax {
            for index in Self.places(of: size) {
                let path = try grown.path(index, of: size)
                let isHeld = grown.isIncluded(index, at: index, of: size, root: size, path)
                let isForged =
                    grown.isIncluded(index + 1, at: index, of: size, root: size, path)
                    || grown.isIncluded(index, at: index, of: size, root: size - 1, path)
                    || (size > 1
                        && grown.isIncluded(index, at: (index + 1) % size, of: size, root: size, path))
                if !isHeld || isForged { Issue.record("leaf \(index) of \(size)") }
                count += 1
            }
        }
        #expect(Self.isLong ? count == 605_550 : count > 50_000)
    }

    @Test("a tree's proof joins two roots, and no others, for every newer size to 1,100")
    func consistency() throws {
        var count = 0
        for size in 1...Self.sizeMax {
            for old in Self.places(of: size).map({ $0 + 1 }) {
                let proof = try grown.proof(old, to: size)
                let isHeld = grown.isConsistent(old, old, to: size, size, proof)
                let isForged =
                    grown.isConsistent(old, old - 1, to: size, size, proof)
                    || grown.isConsistent(old, old, to: size, size - 1, proof)
                if !isHeld || isForged { Issue.record("\(old) to \(size)") }
                count += 1
            }
        }
        #expect(Self.isLong ? count == 605_550 : count > 50_000)
    }

    @Test("a proof with a hash too many, too few or changed proves nothing, at every size to 1,100")
    func damagedProofs() throws {
        for size in 2...Self.sizeMax {
            let place = size * 5 / 7
            for isOfLeaf in [true, false] {
                let path = isOfLeaf ? try grown.path(place, of: size) : try grown.proof(place + 1, to: size)
                func holds(_ path: [TreeHash]) -> Bool {
                    isOfLeaf
                        ? grown.isIncluded(place, at: place, of: size, root: size, path)
                        : grown.isConsistent(place + 1, place + 1, to: size, size, path)
                }
                var changed = path
                if !changed.isEmpty { changed[size % changed.count] = grown.roots[0] }
                let isForged =
                    holds(path + [grown.roots[0]]) || (!path.isEmpty && holds(path.dropLast()))
                    || (!path.isEmpty && holds(changed)) || (path.count > 1 && holds(path.reversed()))
                if isForged || !holds(path) { Issue.record("place \(place) of \(size), leaf \(isOfLeaf)") }
            }
        }
    }

    @Test("tiles of every size to 1,100 give the same roots and proofs as the subtrees themselves")
    func tiles() throws {
        let digester = SampleLog.digester
        for size in 1...Self.sizeMax {
            let tiles = TileHashes(size: size, digester: digester) { grown.bytes(of: $0) }
            #expect(try GrownTree.tree.root(size: size, from: tiles) == grown.roots[size])
            guard size.isMultiple(of: 37) || [255, 256, 257, 511, 512, 513].contains(size) else { continue }
            for index in [0, size / 2, size - 1] {
                let path = try GrownTree.tree.inclusionProof(of: index, size: size, from: tiles)
                #expect(path == (try grown.path(index, of: size)))
            }
        }
    }
}

extension GrownTree {
    /// The hash tile of a log with these leaves.
    fileprivate func bytes(of tile: Tile) -> [UInt8]? {
        guard case .hashes(let level) = tile.content else { return nil }
        let start = tile.index * Tile.widthMax
        return (start..<(start + tile.width)).flatMap { index in
            (try? subtree(height: level * 8, index: index).bytes) ?? []
        }
    }
}
