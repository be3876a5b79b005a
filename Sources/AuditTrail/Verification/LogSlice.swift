import Conversations

/// Up to 256 leaves of a log, read and hashed; what holds from leaf to leaf is looked at later, in order.
struct LogSlice: Sendable {
    /// One leaf.
    struct Entry: Sendable {
        let hash: TreeHash
        let leaf: Result<Leaf, LeafFault>
    }

    /// What came of reading.
    enum Content: Sendable {
        case leaves([Entry])
        /// Only hashes are shown to this reader.
        case hashes([TreeHash])
        case broken(file: String, VerificationProblem.Reason)
        case forbidden
    }

    let position: Int
    let bundle: Tile
    /// The tile of the lowest level over the same leaves.
    let hashTile: Tile
    let content: Content
    let storedHashes: Result<[UInt8], LogReadFailure>
}

/// Reads a log slice by slice, some at once, on as many cores as there are.
struct SliceReader<Reader: LogReader>: Sendable {
    /// How many slices are held at once: at most 70 MB for leaves of the greatest length.
    static var slicesAtOnce: Int { 4 }

    let reader: Reader
    let tree: MerkleTree
    let size: Int

    /// The next slices in order, from a position at the start of one.
    func slices(from position: Int, withLeaves: Bool) async -> [LogSlice] {
        let bundles = (0..<Self.slicesAtOnce).compactMap {
            Tile.holding(.entries, position: position + $0 * Tile.widthMax, size: size)
        }
        return await withTaskGroup(of: LogSlice.self) { group in
            for bundle in bundles {
                group.addTask { await slice(bundle, withLeaves: withLeaves) }
            }
            var slices: [LogSlice] = []
            for await slice in group { slices.append(slice) }
            return slices.sorted { $0.position < $1.position }
        }
    }

    private func slice(_ bundle: Tile, withLeaves: Bool) async -> LogSlice {
        let hashTile = Tile(.hashes(level: 0), index: bundle.index, width: bundle.width)
        let stored = await bytes(of: hashTile.path, byteCountMax: LogFiles.hashTileBytesMax)
        let content = withLeaves ? await leaves(of: bundle) : hashes(of: hashTile, stored)
        return LogSlice(
            position: bundle.index * Tile.widthMax, bundle: bundle, hashTile: hashTile, content: content,
            storedHashes: stored)
    }

    private func leaves(of bundle: Tile) async -> LogSlice.Content {
        switch await bytes(of: bundle.path, byteCountMax: LogFiles.bundleBytesMax) {
        case .failure(.forbidden): return .forbidden
        case .failure(let failure): return .broken(file: bundle.path, .unreadable(failure))
        case .success(let bytes):
            let leaves = EntryBundle.decode(bytes)
            guard let leaves, leaves.count == bundle.width else {
                return .broken(file: bundle.path, .bundle(leaves: leaves?.count))
            }
            return .leaves(leaves.map { LogSlice.Entry(hash: tree.leafHash($0), leaf: Self.leaf($0)) })
        }
    }

    private func hashes(of tile: Tile, _ stored: Result<[UInt8], LogReadFailure>) -> LogSlice.Content {
        switch stored {
        case .failure(let failure): return .broken(file: tile.path, .unreadable(failure))
        case .success(let bytes):
            guard bytes.count == tile.width * 32 else { return .broken(file: tile.path, .tile) }
            return .hashes(
                stride(from: 0, to: bytes.count, by: 32).map {
                    TreeHash(sha256: Array(bytes[$0..<($0 + 32)]))
                })
        }
    }

    private static func leaf(_ bytes: [UInt8]) -> Result<Leaf, LeafFault> {
        do throws(LeafFault) { return .success(try Leaf(bytes: bytes)) } catch { return .failure(error) }
    }

    private func bytes(of path: String, byteCountMax: Int) async -> Result<[UInt8], LogReadFailure> {
        do throws(LogReadFailure) {
            return .success(try await reader.bytes(of: path, byteCountMax: byteCountMax))
        } catch { return .failure(error) }
    }
}
