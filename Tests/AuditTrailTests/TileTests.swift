import AuditTrail
import Conversations
import Sodium
import Testing

@Suite("Tiles")
struct TileTests {
    @Test("paths are those of C2SP tlog-tiles, and reading gives the same tile back")
    func paths() throws {
        for row in try Vectors.read("tiles").list("paths") {
            let path = try #require(row["path"]?.string)
            let index = Int(try row.number("index"))
            let width = Int(try row.number("width"))
            let content =
                try row.member("level").int.map { Tile.Content.hashes(level: Int($0)) } ?? .entries
            #expect(Tile(content, index: index, width: width).path == path)
            #expect(Tile(path: path) == Tile(content, index: index, width: width))
        }
    }

    @Test("any other spelling of a path is no tile")
    func strictPaths() throws {
        for row in try Vectors.read("tiles").list("not_paths") {
            let path = try #require(row.string)
            #expect(Tile(path: path) == nil, "\(path)")
        }
    }

    @Test("a log of 70,000 leaves has the files that the layout says")
    func files() throws {
        #expect(Tile.fileCount(size: 70_000) == 274 + 274 + 2 + 1)
        let cases: [(Tile.Content, Int, Int)] = [
            (.hashes(level: 0), 273, 112), (.hashes(level: 1), 1, 17), (.hashes(level: 2), 0, 1),
            (.entries, 273, 112),
        ]
        for (content, index, width) in cases {
            let last = Tile.holding(
                content, position: Tile.count(of: content, size: 70_000) - 1, size: 70_000)
            #expect(last == Tile(content, index: index, width: width))
            #expect(Tile(content, index: index, width: width).belongs(toLogOf: 70_000))
            #expect(!Tile(content, index: index, width: width + 1).belongs(toLogOf: 70_000))
            #expect(!Tile(content, index: index).belongs(toLogOf: 70_000))
        }
        #expect(!Tile(.hashes(level: 3), index: 0, width: 1).belongs(toLogOf: 70_000))
        #expect(!Tile(.entries, index: Int.max).belongs(toLogOf: 70_000))
        #expect(Tile.fileCount(size: 0) == 0)
    }

    @Test("an entry bundle gives back its leaves and refuses one that is cut short")
    func bundles() throws {
        let leaves: [[UInt8]] = [[], [1], [UInt8](repeating: 9, count: 300), Array("x".utf8)]
        let bytes = EntryBundle.encode(leaves)
        #expect(EntryBundle.decode(bytes) == leaves)
        #expect(Array(bytes[5...6]) == [1, 44], "a length is big-endian")
        let boundaries = [0, 2, 5, 307]
        for count in 0..<bytes.count where !boundaries.contains(count) {
            #expect(EntryBundle.decode(Array(bytes[..<count])) == nil)
        }
    }

    @Test("proofs out of tiles are the proofs out of a tree, for sizes around the edges of tiles")
    func proofsFromTiles() throws {
        let tree = MerkleTree(digester: SodiumDigester())
        for size in [1, 2, 255, 256, 257, 511, 600] {
            var frontier = MerkleFrontier(digester: SodiumDigester())
            var stored = MemoryHashes()
            var rows: [Int: [UInt8]] = [:]
            for index in 0..<size {
                let subtrees = frontier.append(tree.leafHash([UInt8(index & 255), UInt8(index >> 8)]))
                stored.store(subtrees)
                for subtree in subtrees {
                    if let level = subtree.tileLevel { rows[level, default: []] += subtree.hash.bytes }
                }
            }
            let hashes = TileHashes(size: size, digester: SodiumDigester()) { [rows] tile in
                guard case .hashes(let level) = tile.content else { return nil }
                return rows[level].map { Array($0.dropFirst(tile.index * 8192).prefix(tile.width * 32)) }
            }
            #expect(try tree.root(size: size, from: hashes) == frontier.root)
            for index in [0, size / 2, size - 1] {
                #expect(
                    try tree.inclusionProof(of: index, size: size, from: hashes)
                        == tree.inclusionProof(of: index, size: size, from: stored))
            }
        }
    }

    @Test("a missing or short tile is named")
    func brokenTiles() {
        let missing = TileHashes(size: 300, digester: SodiumDigester()) { _ in nil }
        #expect(throws: TileFailure.missing(path: "tile/0/000")) { try missing.subtree(height: 0, index: 3) }
        let short = TileHashes(size: 300, digester: SodiumDigester()) { _ in [1, 2, 3] }
        #expect(throws: TileFailure.malformed(path: "tile/0/001.p/44")) {
            try short.subtree(height: 0, index: 299)
        }
    }
}
