import AuditTrail
import Conversations
import Sodium

/// Signed notes: what is accepted is written again to the byte, and the text ends where the signatures begin.
enum NoteTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let note = try? SignedNote(parsing: input) else { return }
        demand(note.bytes, equals: input, "an accepted note is written again as it was read")
        hold(!note.signatures.isEmpty, "an accepted note has a signature line")
        hold(input.count <= SignedNote.bytesMax, "an accepted note is within the limit")
        let again = try? SignedNote(parsing: note.bytes)
        hold(again == note, "a note reads the same twice")
    }
}

/// Checkpoints: one text for each value.
enum CheckpointTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let text = String(validating: input, as: UTF8.self), let checkpoint = Checkpoint(text: text)
        else { return }
        demand(checkpoint.text.utf8, equals: input, "an accepted checkpoint is written again as it was read")
        hold(checkpoint.size >= 0, "a log has no fewer than no leaves")
        let again = Checkpoint(origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root)
        hold(again == checkpoint, "origin, size and root are all that a checkpoint says")
    }
}

/// Verifier keys: one text for each key.
enum KeyTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let text = String(validating: input, as: UTF8.self) else { return }
        let digester = SodiumDigester()
        if let key = VerifierKey(text, digester: digester) {
            demand(key.description.utf8, equals: input, "an accepted key is written again as it was read")
        }
        // The rest of the way: a key of any name that can stand in a note has a text that reads back.
        let publicKey = [UInt8](repeating: input.last ?? 0, count: 32)
        guard let made = VerifierKey(name: text, publicKey: publicKey, digester: digester) else { return }
        hold(
            VerifierKey(made.description, digester: digester) == made, "a key's text reads back as the key")
    }
}

/// Proof bundles: what is accepted is written again to the byte, and no proof makes the verification trap.
enum ProofTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let text = String(validating: input, as: UTF8.self), let bundle = ProofBundle(text: text)
        else { return }
        demand(bundle.text.utf8, equals: input, "an accepted bundle is written again as it was read")
        hold(bundle.index >= 0 && bundle.path.count <= 63, "an accepted bundle is within the limits")
        guard let note = try? SignedNote(parsing: Array(bundle.checkpoint.utf8)),
            let checkpoint = Checkpoint(text: note.text)
        else { return }
        let tree = MerkleTree(digester: SodiumDigester())
        let leaf = tree.leafHash(input)
        let isIncluded = tree.isIncluded(
            leaf, at: bundle.index, size: checkpoint.size, root: checkpoint.root, path: bundle.path)
        hold(
            !isIncluded || bundle.index < checkpoint.size, "nothing is included beyond the end of a log")
    }
}
