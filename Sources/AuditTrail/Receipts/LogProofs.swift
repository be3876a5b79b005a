public import Conversations

/// Proofs out of a log's hash tiles, wherever they stand; reads some dozens of tiles at most, whatever the size.
///
/// Tiles are believed only as far as the proof leads to a signed root.
public struct LogProofs<Reader: LogReader>: Sendable {
    private let reader: Reader
    private let size: Int
    private let tree: MerkleTree
    private let digester: any Digester

    /// Takes a log of some size.
    ///
    /// - Parameters:
    ///   - reader: the log; only its hash tiles are read.
    ///   - size: the leaves of the tree that proofs are for.
    ///   - digester: the hashes to use.
    public init(_ reader: Reader, size: Int, digester: some Digester) {
        self.init(reader, size: size, tree: MerkleTree(digester: digester))
    }

    init(_ reader: Reader, size: Int, tree: MerkleTree) {
        self.reader = reader
        self.size = size
        self.tree = tree
        digester = tree.digester
    }

    /// The inclusion proof of a leaf, below the size.
    ///
    /// - Returns: at most 63 hashes.
    /// - Throws: ``LogReadFailure`` when a tile cannot be read or has another length than its name says.
    public func inclusion(of index: Int) async throws(LogReadFailure) -> [TreeHash] {
        try await made { (hashes) throws(TileFailure) in
            try tree.inclusionProof(of: index, size: size, from: hashes)
        }
    }

    /// The consistency proof from an older size, at most the size.
    ///
    /// - Returns: at most 64 hashes.
    /// - Throws: ``LogReadFailure`` when a tile cannot be read or has another length than its name says.
    public func consistency(from oldSize: Int) async throws(LogReadFailure) -> [TreeHash] {
        try await made { (hashes) throws(TileFailure) in
            try tree.consistencyProof(from: oldSize, to: size, from: hashes)
        }
    }

    /// Whether the tiles show that a checkpoint of their size extends an older one.
    ///
    /// - Throws: ``LogReadFailure`` when a tile cannot be read or has another length than its name says.
    public func extends(_ older: Checkpoint, upTo newer: Checkpoint) async throws(LogReadFailure) -> Bool {
        precondition(newer.size == size, "the tiles are those of the newer checkpoint")
        guard older.size <= size else { return false }
        return tree.isConsistent(
            oldSize: older.size, oldRoot: older.root, size: size, root: newer.root,
            proof: try await consistency(from: older.size))
    }

    /// Makes a proof of the tiles at hand, reads the one that it lacked, and tries again.
    private func made(
        _ proof: (TileHashes) throws(TileFailure) -> [TreeHash]
    ) async throws(LogReadFailure) -> [TreeHash] {
        var tiles: [Tile: [UInt8]] = [:]
        while true {
            let known = tiles
            do throws(TileFailure) {
                return try proof(TileHashes(size: size, digester: digester) { known[$0] })
            } catch {
                guard case .missing(let path) = error, let tile = Tile(path: path), tiles[tile] == nil else {
                    throw .failed("a hash tile does not hold the rows that its name says")
                }
                tiles[tile] = try await reader.bytes(
                    of: path, byteCountMax: LogFiles.hashTileBytesMax)
            }
        }
    }
}
