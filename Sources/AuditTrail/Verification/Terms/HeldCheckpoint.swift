/// A checkpoint of a log that somebody kept: whatever the log is now has to extend it.
public struct HeldCheckpoint: Hashable, Sendable {
    /// How the report calls it, for example the name of its file.
    public let name: String
    /// The signed note.
    public let note: [UInt8]

    /// Names a kept checkpoint.
    public init(name: String, note: [UInt8]) {
        self.name = name
        self.note = note
    }

    /// What it says, not yet believed.
    var claim: Checkpoint? {
        (try? SignedNote(parsing: note)).flatMap { Checkpoint(text: $0.text) }
    }
}

extension Checkpoint {
    /// Reads and believes a checkpoint that any of some keys of one log signed.
    ///
    /// - Parameters:
    ///   - note: the bytes as served.
    ///   - keys: at least one, all of the log's name.
    ///   - verifier: checks signatures.
    /// - Throws: ``CheckpointFault``; of several keys the first one's, unless another one's signature is bad.
    public static func verified(
        _ note: [UInt8], byAnyOf keys: [VerifierKey], with verifier: some SignatureVerifier
    ) throws(CheckpointFault) -> Checkpoint {
        var first: CheckpointFault?
        for key in keys {
            do {
                return try verified(note, by: key, with: verifier)
            } catch {
                if case .note(.badSignature) = error { throw error }
                first = first ?? error
            }
        }
        throw first ?? .note(.unsigned)
    }
}
