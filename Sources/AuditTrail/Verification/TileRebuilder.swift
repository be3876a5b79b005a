/// Hashes leaves into the tiles that a log must have above the lowest level, one row of bytes a level at a time.
///
/// The lowest level is the leaf hashes themselves; whoever reads leaves holds them against it.
struct TileRebuilder {
    /// A tile as its leaves hash to it.
    struct Rebuilt {
        let tile: Tile
        let bytes: [UInt8]
    }

    private(set) var frontier: MerkleFrontier
    private var rows: [[UInt8]]
    private var nextIndex: [Int]

    init(frontier: MerkleFrontier) {
        self.frontier = frontier
        rows = Array(repeating: [], count: Tile.levelMax + 1)
        nextIndex = Array(repeating: 0, count: Tile.levelMax + 1)
    }

    /// Appends a leaf; gives the tiles that it filled.
    mutating func append(_ leaf: TreeHash) -> [Rebuilt] {
        var filled: [Rebuilt] = []
        for subtree in frontier.append(leaf) {
            guard let level = subtree.tileLevel, level > 0 else { continue }
            rows[level] += subtree.hash.bytes
            if rows[level].count == Tile.widthMax * 32 { filled.append(takeRow(level)) }
        }
        return filled
    }

    /// The partial tiles at the end.
    mutating func finish() -> [Rebuilt] {
        rows.indices.filter { !rows[$0].isEmpty }.map { takeRow($0) }
    }

    private mutating func takeRow(_ level: Int) -> Rebuilt {
        let bytes = rows[level]
        let tile = Tile(.hashes(level: level), index: nextIndex[level], width: bytes.count / 32)
        rows[level] = []
        nextIndex[level] += 1
        return Rebuilt(tile: tile, bytes: bytes)
    }
}
