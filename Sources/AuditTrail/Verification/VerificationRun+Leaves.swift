import Conversations

extension VerificationRun {
    /// How to go on behind a slice.
    enum Step {
        case onward
        /// Entry bundles are not shown here; the hashes are.
        case hashesOnly
        case stop
    }

    /// Every leaf, slice by slice; stops at one that cannot be read, for no tile beyond it can be rebuilt.
    mutating func readLeaves(
        from reader: some LogReader, size: Int, progress: (Int, Int) -> Void
    ) async {
        let source = SliceReader(reader: reader, tree: tree, size: size)
        var step = Step.onward
        await passMilestones(reader)
        while tiles.frontier.size < size, !isFull, step == .onward {
            for slice in await source.slices(from: tiles.frontier.size, withLeaves: readsLeaves) {
                step = await take(slice, reader: reader)
                guard step == .onward else { break }
            }
            if step == .hashesOnly { (readsLeaves, step) = (false, .onward) }
            progress(tiles.frontier.size, size)
        }
    }

    private mutating func take(_ slice: LogSlice, reader: some LogReader) async -> Step {
        switch slice.content {
        case .forbidden:
            // WHY: only at the start; a bundle that is refused between others is one that somebody hides.
            guard slice.position > 0 else { return .hashesOnly }
            note(slice.bundle.path, .unreadable(.forbidden))
            return .stop
        case .broken(let file, let reason):
            note(file, reason)
            return .stop
        case .hashes(let hashes):
            for hash in hashes { await append(hash, reader: reader) }
        case .leaves(let entries):
            for (offset, entry) in entries.enumerated() {
                check(entry.leaf, at: slice.position + offset, in: slice.bundle)
                await append(entry.hash, reader: reader)
            }
            leavesRead += entries.count
            compare(entries.flatMap(\.hash.bytes), with: slice)
        }
        return .onward
    }

    private mutating func check(_ leaf: Result<Leaf, LeafFault>, at index: Int, in bundle: Tile) {
        switch leaf {
        case .failure(let fault): note(bundle.path, leaf: index, .leaf(fault))
        case .success(let leaf):
            for reason in sequence.take(leaf, at: index) { note(bundle.path, leaf: index, reason) }
            let bounds = stamps.violated(
                by: leaf, at: index, toleranceMilliseconds: terms.clockToleranceMilliseconds)
            if let bounds {
                note(bundle.path, leaf: index, .stamp(.outsideBounds(claim: leaf.time, bounds)))
            }
        }
    }

    private mutating func compare(_ hashes: [UInt8], with slice: LogSlice) {
        switch slice.storedHashes {
        case .failure(let failure): note(slice.hashTile.path, .unreadable(failure))
        case .success(let stored): if stored != hashes { note(slice.hashTile.path, .tile) }
        }
    }

    private mutating func append(_ leaf: TreeHash, reader: some LogReader) async {
        for filled in tiles.append(leaf) { await compare(filled, with: reader) }
        await passMilestones(reader)
    }

    /// Holds a rebuilt tile of a higher level against its file.
    private mutating func compare(_ rebuilt: TileRebuilder.Rebuilt, with reader: some LogReader) async {
        do throws(LogReadFailure) {
            let found = try await reader.bytes(
                of: rebuilt.tile.path, byteCountMax: LogFiles.hashTileBytesMax)
            if found != rebuilt.bytes { note(rebuilt.tile.path, .tile) }
        } catch { note(rebuilt.tile.path, .unreadable(error)) }
    }

    // MARK: - After the last leaf

    /// The partial tiles, the root, the key, and what others hold of the log.
    mutating func finish(against checkpoint: Checkpoint, reader: some LogReader) async {
        holdSignatures()
        for held in terms.held { holdAgainst(held, checkpoint) }
        guard tiles.frontier.size == checkpoint.size else { return }
        for partial in tiles.finish() { await compare(partial, with: reader) }
        if tiles.frontier.root != checkpoint.root { note(LogFiles.checkpoint, .root) }
        if readsLeaves, checkpoint.size > 0, !sequence.keys.keys(signing: checkpoint.size).contains(key) {
            note(LogFiles.checkpoint, .keyNotInForce)
        }
        await holdHandovers(against: checkpoint, reader: reader)
    }

    /// A checkpoint that somebody kept must be of this log, and of its first leaves.
    private mutating func holdAgainst(_ held: HeldCheckpoint, _ checkpoint: Checkpoint) {
        do throws(CheckpointFault) {
            let kept = try believed(held.note)
            if kept.size > checkpoint.size {
                note(held.name, .shorterThanHeld(held: kept.size, found: checkpoint.size))
            } else if kept.size <= tiles.frontier.size, rootsBySize[kept.size] != kept.root {
                note(held.name, .forked(size: kept.size))
            }
        } catch { note(held.name, .checkpoint(error)) }
    }

    /// The checkpoints that `key` leaves carry must be signed by a key of their time, and of this tree.
    private mutating func holdHandovers(against checkpoint: Checkpoint, reader: some LogReader) async {
        let proofs = LogProofs(reader, size: checkpoint.size, tree: tree)
        for handover in sequence.keys.handovers where problems.isEmpty {
            let bundle = Tile.holding(.entries, position: handover.leaf, size: checkpoint.size)
            let file = bundle?.path ?? LogFiles.checkpoint
            do throws(CheckpointFault) { _ = try believed(handover.note.bytes) } catch {
                note(file, leaf: handover.leaf, .handover(error))
                continue
            }
            do throws(LogReadFailure) {
                let isOfThisTree = try await proofs.extends(handover.checkpoint, upTo: checkpoint)
                if !isOfThisTree { note(file, leaf: handover.leaf, .handover(nil)) }
            } catch { note(file, leaf: handover.leaf, .unreadable(error)) }
        }
    }
}
