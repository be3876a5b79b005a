/// What is wrong with a submission, so that a witness does not look further.
public enum SubmissionFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Longer than a submission can be.
    case tooLong(byteCountMax: Int)
    /// The first line is not `old`, a space and a size in decimal.
    case oldLine
    /// A proof line is not the base64 of 32 bytes; counted from 1.
    case proofLine(Int)
    /// More proof lines than a tree can need.
    case proofLength(max: Int)
    /// No empty line ends the proof.
    case noEmptyLine
    /// What follows the empty line is not a signed note of a checkpoint.
    case checkpoint

    /// Names the part, what was expected and what was found.
    public var description: String {
        switch self {
        case .tooLong(let byteCountMax): "expected at most \(byteCountMax) bytes, found more"
        case .oldLine: "line 1: expected `old <size>`, found something else"
        case .proofLine(let number):
            "line \(number + 1): expected the base64 of 32 bytes or the empty line that ends the proof"
        case .proofLength(let max): "expected at most \(max) proof lines, found more"
        case .noEmptyLine: "expected an empty line between proof and checkpoint, found none"
        case .checkpoint:
            "expected a signed checkpoint of origin, size and root after the empty line, found something else"
        }
    }
}

/// The body of `POST <prefix>/add-checkpoint`: the size that the witness cosigned last, the proof from there,
/// and the signed checkpoint (C2SP tlog-witness).
public struct CheckpointSubmission: Hashable, Sendable {
    /// The most proof lines; no tree of 2^63 leaves needs more.
    public static let proofLinesMax = 63
    /// The longest body, in bytes.
    public static let bytesMax = 32 + proofLinesMax * 45 + SignedNote.bytesMax

    /// The size that the witness is believed to have cosigned last, 0 for none.
    public let oldSize: Int
    /// The consistency proof from there (RFC 6962 section 2.1.2).
    public let proof: [TreeHash]
    /// The signed checkpoint, not believed yet.
    public let note: SignedNote
    /// What the note says.
    public let checkpoint: Checkpoint

    /// Joins the parts; `nil` when the note is no checkpoint or the proof too long.
    public init?(oldSize: Int, proof: [TreeHash], note: SignedNote) {
        guard oldSize >= 0, proof.count <= Self.proofLinesMax, let checkpoint = Checkpoint(text: note.text)
        else { return nil }
        self.oldSize = oldSize
        self.proof = proof
        self.note = note
        self.checkpoint = checkpoint
    }

    /// Reads a body, strictly, and believes nothing of it.
    ///
    /// - Throws: ``SubmissionFault`` naming the part.
    public init(parsing bytes: [UInt8]) throws(SubmissionFault) {
        guard bytes.count <= Self.bytesMax else { throw .tooLong(byteCountMax: Self.bytesMax) }
        var rest = bytes[...]
        guard let first = Self.line(&rest), let oldSize = Self.oldSize(first) else { throw .oldLine }
        var proof: [TreeHash] = []
        while true {
            guard let line = Self.line(&rest) else { throw .noEmptyLine }
            if line.isEmpty { break }
            guard let hash = Base64.decode(line).flatMap({ TreeHash($0) }) else {
                throw .proofLine(proof.count + 1)
            }
            proof.append(hash)
            guard proof.count <= Self.proofLinesMax else { throw .proofLength(max: Self.proofLinesMax) }
        }
        guard let note = try? SignedNote(parsing: Array(rest)),
            let submission = CheckpointSubmission(oldSize: oldSize, proof: proof, note: note)
        else { throw .checkpoint }
        self = submission
    }

    /// The body as it is sent.
    public var bytes: [UInt8] {
        let head = ["old \(oldSize)"] + proof.map(\.base64) + ["", ""]
        return Array(head.joined(separator: "\n").utf8) + note.bytes
    }

    /// Takes one line with its line feed off the front; `nil` when no line feed is left or it is not ASCII.
    private static func line(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        let line = rest[..<end]
        rest = rest[(end + 1)...]
        // WHY: bytes outside ASCII make a line that no part of the format can be, and stay one line.
        return line.allSatisfy { $0 < 0x80 } ? String(decoding: line, as: UTF8.self) : "?"
    }

    private static func oldSize(_ line: String) -> Int? {
        guard line.hasPrefix("old "), let size = Int(line.dropFirst(4)), size >= 0,
            line.utf8.elementsEqual("old \(size)".utf8)
        else { return nil }
        return size
    }
}
