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
