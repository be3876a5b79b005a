public import Conversations

/// Why a tile cannot be used for a proof.
public enum TileFailure: Error, Hashable, Sendable {
    /// A tile that the tree must have is not there.
    case missing(path: String)
    /// A tile does not hold the bytes that its width says.
    case malformed(path: String)
}

/// Complete subtrees out of tiles: whole levels stand in them, heights between are hashed from up to 256
/// rows.
public struct TileHashes: TreeHashes {
    private let size: Int
    private let tree: MerkleTree
    private let read: (Tile) -> [UInt8]?

    /// Reads the tiles of a tree of some size.
    ///
    /// - Parameters:
    ///   - size: the leaves that the tiles are for.
    ///   - digester: the hashes to use.
    ///   - read: the bytes of a hash tile, `nil` when it is missing.
    public init(size: Int, digester: some Digester, read: @escaping (Tile) -> [UInt8]?) {
        self.size = size
        tree = MerkleTree(digester: digester)
        self.read = read
    }

    /// The hash over leaves `index * 2^height ..< (index + 1) * 2^height`.
    ///
    /// - Throws: ``TileFailure`` naming the tile.
    public func subtree(height: Int, index: Int) throws(TileFailure) -> TreeHash {
        let content = Tile.Content.hashes(level: height / 8)
        let rowCount = 1 << (height % 8)
        guard let tile = Tile.holding(content, position: index * rowCount, size: size) else {
            throw .missing(path: "a tile of height \(height) beyond size \(size)")
        }
        guard let bytes = read(tile) else { throw .missing(path: tile.path) }
        guard bytes.count == tile.width * 32 else { throw .malformed(path: tile.path) }
        let start = index * rowCount % Tile.widthMax
        guard start + rowCount <= tile.width else { throw .malformed(path: tile.path) }
        let rows = (start..<(start + rowCount)).map {
            TreeHash(sha256: Array(bytes[($0 * 32)..<($0 * 32 + 32)]))
        }
        return tree.root(of: rows[...])
    }
}
