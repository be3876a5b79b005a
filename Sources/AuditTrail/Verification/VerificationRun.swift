import Conversations

/// One pass over a log: what was seen so far and what was wrong with it.
struct VerificationRun {
    var checkpoint: Checkpoint?
    private let key: VerifierKey
    private let tree: MerkleTree
    private var sequence: LeafSequence
    private var tiles: TileRebuilder
    private var problems: [VerificationProblem] = []
    private var areFilesListed = false

    init(key: VerifierKey, digester: some Digester) {
        self.key = key
        tree = MerkleTree(digester: digester)
        sequence = LeafSequence(key: key)
        tiles = TileRebuilder(frontier: MerkleFrontier(digester: digester))
    }

    private var isFull: Bool { problems.count >= LogVerifier.problemsMax }

    mutating func note(_ file: String, leaf: Int? = nil, _ reason: VerificationProblem.Reason) {
        guard !isFull else { return }
        problems.append(VerificationProblem(file: file, leaf: leaf, reason: reason))
    }

    /// The log's own key file must be the key that it is verified with, to the byte.
    mutating func readKey(from reader: some LogReader) async {
        let file = LogFiles.verifierKey
        do {
            let bytes = try await reader.bytes(of: file, byteCountMax: LogFiles.verifierKeyBytesMax)
            if bytes != Array((key.description + "\n").utf8) { note(file, .otherKey) }
        } catch {
            note(file, .unreadable(error))
        }
    }

    /// No file that a log of this size cannot have; missing ones show when they are read.
    mutating func compareFiles(of reader: some LogReader, size: Int) async {
        do {
            guard let paths = try await reader.paths() else { return }
            areFilesListed = true
            for path in paths where ![LogFiles.checkpoint, LogFiles.verifierKey].contains(path) {
                let isKnown = Tile(path: path).map { $0.belongs(toLogOf: size) } ?? false
                if !isKnown { note(path, .unknownFile) }
            }
        } catch {
            note(".", .unreadable(error))
        }
    }

    /// Every leaf, bundle by bundle; stops at a bundle that cannot be read, for no tile beyond it can be
    /// rebuilt.
    mutating func readLeaves(
        from reader: some LogReader, size: Int, progress: (Int, Int) -> Void
    ) async {
        while tiles.frontier.size < size, !isFull {
            let position = tiles.frontier.size
            guard let tile = Tile.holding(.entries, position: position, size: size),
                let leaves = await bundle(tile, from: reader)
            else { return }
            for (offset, bytes) in leaves.enumerated() {
                check(bytes, at: position + offset, in: tile)
                for filled in tiles.append(tree.leafHash(bytes)) { await compare(filled, with: reader) }
            }
            progress(tiles.frontier.size, size)
        }
    }

    /// The partial tiles, the root and the key, after the last leaf.
    mutating func finish(against checkpoint: Checkpoint, reader: some LogReader) async {
        guard tiles.frontier.size == checkpoint.size else { return }
        for partial in tiles.finish() { await compare(partial, with: reader) }
        if tiles.frontier.root != checkpoint.root { note(LogFiles.checkpoint, .root) }
        let entries = Tile.holding(.entries, position: 0, size: checkpoint.size)
        if let entries, !sequence.namesKey { note(entries.path, leaf: 0, .otherKey) }
    }

    func report() -> VerificationReport {
        let callers = sequence.counters.sorted { $0.key < $1.key }.map {
            VerificationReport.CallerCount(caller: $0.key, first: $0.value.first, last: $0.value.last)
        }
        let types = LeafType.allCases.compactMap { type in
            sequence.types[type].map { VerificationReport.TypeCount(type: type, count: $0) }
        }
        return VerificationReport(
            checkpoint: checkpoint, previous: sequence.previous, leavesRead: tiles.frontier.size,
            firstTime: sequence.firstTime,
            lastTime: sequence.lastTime, callers: callers,
            types: types.sorted { $0.type.rawValue < $1.type.rawValue }, problems: problems,
            areFilesListed: areFilesListed)
    }

    private mutating func bundle(_ tile: Tile, from reader: some LogReader) async -> [[UInt8]]? {
        do {
            let bytes = try await reader.bytes(of: tile.path, byteCountMax: LogFiles.bundleBytesMax)
            let leaves = EntryBundle.decode(bytes)
            guard let leaves, leaves.count == tile.width else {
                note(tile.path, .bundle(leaves: leaves?.count))
                return nil
            }
            return leaves
        } catch {
            note(tile.path, .unreadable(error))
            return nil
        }
    }

    private mutating func check(_ bytes: [UInt8], at index: Int, in tile: Tile) {
        do {
            for reason in sequence.take(try Leaf(bytes: bytes), at: index) {
                note(tile.path, leaf: index, reason)
            }
        } catch {
            note(tile.path, leaf: index, .leaf(error))
        }
    }

    private mutating func compare(_ rebuilt: TileRebuilder.Rebuilt, with reader: some LogReader) async {
        do {
            let found = try await reader.bytes(of: rebuilt.tile.path, byteCountMax: Tile.widthMax * 32)
            if found != rebuilt.bytes { note(rebuilt.tile.path, .tile) }
        } catch {
            note(rebuilt.tile.path, .unreadable(error))
        }
    }
}
