import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Sodium

/// A log in a folder, leaf by leaf; verify it first.
struct ExportedLog {
    let path: String

    /// The signed checkpoint, and what it says.
    ///
    /// - Throws: an exit code when there is none.
    func checkpoint() async throws -> (note: String, checkpoint: Checkpoint) {
        let note = try await bytes(LogFiles.checkpoint, SignedNote.bytesMax)
        guard let text = try? SignedNote(parsing: note).text, let checkpoint = Checkpoint(text: text) else {
            throw Terminal.stop("\(path)/checkpoint: expected a signed checkpoint", Exit.negativeFinding)
        }
        return (String(decoding: note, as: UTF8.self), checkpoint)
    }

    /// Calls for every leaf, in order.
    ///
    /// - Throws: an exit code when a file is missing or holds something else.
    func forEach(_ body: (LeafRow) throws -> Void) async throws {
        let checkpoint = try await checkpoint().checkpoint
        var index = 0
        while let bundle = Tile.holding(.entries, position: index, size: checkpoint.size) {
            let bytes = try await bytes(bundle.path, LogFiles.bundleBytesMax)
            guard let entries = EntryBundle.decode(bytes), entries.count == bundle.width else {
                throw Terminal.stop("\(path)/\(bundle.path): expected an entry bundle", Exit.negativeFinding)
            }
            for entry in entries {
                let leaf: Leaf
                do { leaf = try Leaf(bytes: entry) } catch {
                    throw Terminal.stop(
                        "leaf \(index): expected a leaf, found something else", Exit.negativeFinding)
                }
                try body(LeafRow(log: checkpoint.origin.text, index: index, leaf: leaf))
                index += 1
            }
        }
    }

    /// The way of one leaf to the checkpoint, from the hash tiles alone.
    ///
    /// - Throws: an exit code when a tile is missing or holds something else.
    func proof(of index: Int) async throws -> (leaf: [UInt8], bundle: ProofBundle) {
        let (note, checkpoint) = try await checkpoint()
        guard let entries = Tile.holding(.entries, position: index, size: checkpoint.size) else {
            throw Terminal.stop(
                "expected a leaf below \(checkpoint.size), found \(index)", Exit.negativeFinding)
        }
        let bundle = try await bytes(entries.path, LogFiles.bundleBytesMax)
        guard let leaves = EntryBundle.decode(bundle), leaves.count == entries.width else {
            throw Terminal.stop("\(path)/\(entries.path): expected an entry bundle", Exit.negativeFinding)
        }
        let tree = MerkleTree(digester: SodiumDigester())
        let hashes = TileHashes(size: checkpoint.size, digester: SodiumDigester()) { tile in
            FileManager.default.contents(atPath: "\(path)/\(tile.path)").map(Array.init)
        }
        do {
            let way = try tree.inclusionProof(of: index, size: checkpoint.size, from: hashes)
            return (
                leaves[index % Tile.widthMax], ProofBundle(index: index, path: way, checkpoint: note)
            )
        } catch {
            throw Terminal.stop("\(path): the hash tiles do not fit: \(error)", Exit.negativeFinding)
        }
    }

    /// One file of the folder.
    ///
    /// - Throws: an exit code when it cannot be read.
    func bytes(_ name: String, _ byteCountMax: Int) async throws -> [UInt8] {
        do {
            return try await DirectoryLogReader(directory: path).bytes(of: name, byteCountMax: byteCountMax)
        } catch {
            throw Terminal.stop("\(path)/\(name): cannot be read: \(error)", Exit.unavailable)
        }
    }
}
