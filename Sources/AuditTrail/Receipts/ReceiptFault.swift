/// Why a receipt proves nothing.
public enum ReceiptFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The checkpoint is not the log's.
    case checkpoint(CheckpointFault)
    /// The leaf is not in the form of the format.
    case leaf(LeafFault)
    /// The path does not lead from the leaf to the checkpoint's root.
    case path
    /// The leaf does not commit to an opening, or one member is opened twice; names the member.
    case opening(String)
    /// The body is not the one that the leaf stands for, or a key or body is there where the leaf has none.
    case body

    /// Says what broke, in words; names that a file carries are shown escaped.
    public var description: String {
        switch self {
        case .checkpoint(let fault): "the checkpoint: \(fault.text)"
        case .leaf(let fault): "the leaf: \(fault.text)"
        case .path: "the path does not lead from the leaf to the checkpoint's root"
        case .opening(let name):
            "the leaf does not commit to this opening of \(LogEntry(path: name).path), or it is opened twice"
        case .body: "the body is not the one that the leaf stands for, or stands where the leaf has none"
        }
    }
}

extension LeafFault {
    /// What broke, in words; names that a leaf carries are shown escaped.
    var text: String {
        switch self {
        case .tooLong(let found):
            "expected at most \(LeafLimits.storedLeafBytesMax) bytes, found \(found)"
        case .notCanonical: "not JSON in its one canonical form"
        case .missing(let name): "the member \(LogEntry(path: name).path) is missing"
        case .unknown(let name): "expected members of the format only, found \(LogEntry(path: name).path)"
        case .malformed(let name): "the member \(LogEntry(path: name).path) is of a wrong type or form"
        case .commitments: "its commitments are not sorted, repeated, or not as many as its type has"
        case .publicMembers: "its public members are not those of its type"
        case .body: "a body's digest where its type has none, or none where its type demands one"
        }
    }
}
