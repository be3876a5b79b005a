import Conversations

extension VerificationRun {
    /// Reads every token ahead of the leaves, so that each leaf can be held against the stamp behind it.
    mutating func readStamps(from reader: some LogReader) async {
        for file in stamps.close() { note(file.path, .stamp(.unpaired)) }
        if let authority = terms.timeStamps {
            for size in stamps.sizes where !isFull {
                guard let stamped = await stamped(size, from: reader) else { continue }
                do throws(TimeStampFault) {
                    let stamp = try authority.verify(token: stamped.token, of: stamped.checkpoint)
                    stamps.take(stamp, digest: stamped.digest(digester), size: size)
                } catch {
                    note(StampFile(size: size, .token).path, .stamp(.fault(.stamp(error))))
                }
            }
        }
        stamps.settle()
    }

    /// What is due at the present size: own roots for held checkpoints, stamped checkpoints against the tree.
    mutating func passMilestones(_ reader: some LogReader) async {
        let size = tiles.frontier.size
        if rootsBySize[size] != nil { rootsBySize[size] = tiles.frontier.root }
        guard nextStamp < stamps.sizes.count, stamps.sizes[nextStamp] == size else { return }
        nextStamp += 1
        await holdStamp(size, reader: reader)
    }

    private mutating func holdStamp(_ size: Int, reader: some LogReader) async {
        let file = StampFile(size: size, .checkpoint).path
        guard let stamped = await stamped(size, from: reader) else { return }
        do throws(CheckpointFault) {
            let found = try believed(stamped.checkpoint)
            if found.size != size {
                note(file, .stamp(.fault(.otherSize(expected: size, found: found.size))))
            } else if found.root != tiles.frontier.root {
                note(file, .stamp(.root))
            }
        } catch {
            note(file, .stamp(.fault(.checkpoint(error))))
        }
    }

    /// Both files of a stamp; a missing one was noted as unpaired, or is noted here where nothing is listed.
    private mutating func stamped(_ size: Int, from reader: some LogReader) async -> StampedCheckpoint? {
        let files = StampFile.Content.allCases.map { StampFile(size: size, $0) }
        var parts: [[UInt8]] = []
        for file in files {
            do throws(LogReadFailure) {
                parts.append(try await reader.bytes(of: file.path, byteCountMax: file.bytesMax))
            } catch {
                if !areFilesListed || error != .missing { note(file.path, .unreadable(error)) }
                return nil
            }
        }
        return StampedCheckpoint(size: size, checkpoint: parts[0], token: parts[1])
    }
}
