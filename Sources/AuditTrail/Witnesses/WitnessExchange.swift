/// What came back from a witness.
public enum WitnessReply: Hashable, Sendable {
    /// 200 and this body.
    case cosigned([UInt8])
    /// 409 that names a size.
    case conflict(size: Int)
    /// Another status.
    case refused(status: Int)
    /// Nothing in time, or nothing that is an answer.
    case unreachable(String)

    /// Reads an answer of HTTP.
    ///
    /// - Parameters:
    ///   - status: of the answer.
    ///   - contentType: of the answer; a conflict names a size only as `text/x.tlog.size`.
    ///   - body: bounded by whoever read it.
    public init(status: Int, contentType: String?, body: [UInt8]) {
        switch status {
        case 200: self = .cosigned(body)
        case 409:
            let size = contentType == "text/x.tlog.size" ? Self.size(body) : nil
            self = size.map { .conflict(size: $0) } ?? .refused(status: 409)
        default: self = .refused(status: status)
        }
    }

    /// Decimal without leading zeros, then a line feed.
    private static func size(_ body: [UInt8]) -> Int? {
        guard let text = String(validating: body, as: UTF8.self), let size = Int(text.dropLast()), size >= 0,
            text.utf8.elementsEqual("\(size)\n".utf8)
        else { return nil }
        return size
    }
}

/// A contradiction between what a witness cosigned and what this gateway holds: a split view or a restored database.
public enum WitnessContradiction: Hashable, Sendable, CustomStringConvertible {
    /// The witness cosigned a larger tree than this gateway holds.
    case ahead(witness: Int, own: Int)
    /// The witness cosigned another tree of a size that this gateway holds.
    case otherTree(size: Int)

    /// What was found and what it can mean.
    public var description: String {
        switch self {
        case .ahead(let witness, let own):
            "the witness cosigned \(witness) leaves and this gateway holds \(own): an older database was restored, or "
                + "another gateway signs with this key"
        case .otherTree(let size):
            "the witness cosigned another tree of at most \(size) leaves: this log shows two histories, or another "
                + "gateway signs with this key"
        }
    }
}

/// What follows from a reply.
public enum WitnessOutcome: Hashable, Sendable {
    /// A cosignature that verifies.
    case cosigned(Cosignature)
    /// Ask again with a proof from this size.
    case askAgain(oldSize: Int)
    /// Raise the alarm.
    case contradicted(WitnessContradiction)
    /// No cosignature this time, and why.
    case failed(String)
}

/// One gateway's dealings with one witness about one log, without I/O: what to send, and what a reply means.
public struct WitnessExchange: Hashable, Sendable {
    /// How often one checkpoint is sent again with another old size.
    static let retriesMax = 3

    private let key: WitnessKey
    /// The size that the witness is believed to have cosigned last.
    public private(set) var lastSize: Int
    private var retries = 0

    /// Starts from the size that the witness is known to have cosigned, 0 for none: it says itself when that is wrong.
    public init(key: WitnessKey, lastSize: Int = 0) {
        self.key = key
        self.lastSize = lastSize
    }

    /// The size that the proof has to start from; never more than the checkpoint's.
    public func oldSize(for checkpoint: Checkpoint) -> Int { min(lastSize, checkpoint.size) }

    /// Takes the reply to one submission.
    ///
    /// - Parameters:
    ///   - reply: what came back.
    ///   - note: the checkpoint that was sent.
    ///   - checkpoint: the same, read.
    ///   - verifier: checks signatures.
    /// - Returns: what follows.
    public mutating func take(
        _ reply: WitnessReply, to note: SignedNote, _ checkpoint: Checkpoint,
        with verifier: some SignatureVerifier
    ) -> WitnessOutcome {
        switch reply {
        case .cosigned(let body): return accept(body, under: note, checkpoint, with: verifier)
        case .conflict(let size): return follow(size, for: checkpoint)
        case .refused(let status):
            retries = 0
            // WHY: our proofs are our tree's own, so a witness that cannot follow one holds another tree.
            if status == 422 || status == 409 { return .contradicted(.otherTree(size: checkpoint.size)) }
            return .failed(Self.reason(status))
        case .unreachable(let reason):
            retries = 0
            return .failed(reason)
        }
    }

    private mutating func accept(
        _ body: [UInt8], under note: SignedNote, _ checkpoint: Checkpoint,
        with verifier: some SignatureVerifier
    ) -> WitnessOutcome {
        retries = 0
        // WHY: lines that are appended must not move the empty line that ends the text.
        guard let whole = try? SignedNote(parsing: note.bytes + body), whole.text == note.text else {
            return .failed("expected signature lines, found something else")
        }
        do throws(NoteFault) {
            guard let cosignature = try Cosignature.verified(by: key, in: whole, with: verifier) else {
                return .failed("expected a cosignature by \(key.name), found other keys")
            }
            lastSize = checkpoint.size
            return .cosigned(cosignature)
        } catch {
            return .failed("the cosignature by \(key.name) does not verify")
        }
    }

    private mutating func follow(_ size: Int, for checkpoint: Checkpoint) -> WitnessOutcome {
        guard size <= checkpoint.size else {
            return .contradicted(.ahead(witness: size, own: checkpoint.size))
        }
        guard retries < Self.retriesMax, size != oldSize(for: checkpoint) else {
            retries = 0
            return .failed("the witness does not settle on one size")
        }
        retries += 1
        lastSize = size
        return .askAgain(oldSize: size)
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 400: "400: it cannot read the submission"
        case 403: "403: it does not trust the key that signed"
        case 404: "404: it was not told of this log"
        default: "status \(status)"
        }
    }
}
