public import Conversations

/// How the log of one year ended, as its verification found it: what the log of the next year has to continue.
public struct YearEnd: Hashable, Sendable {
    /// The key that the year was verified with.
    public let key: VerifierKey
    /// Its last checkpoint.
    public let checkpoint: Checkpoint
    /// The id of its last leaf, `nil` where leaves were not read.
    public let lastID: ULID?
    /// The last counter of each caller, in this year or before.
    public let counters: [ULID: Int64]
    /// Whether `counters` has every caller there ever was: the years were verified from the very first on.
    public let isComplete: Bool

    /// Joins what is known of a year.
    public init(
        key: VerifierKey, checkpoint: Checkpoint, lastID: ULID?, counters: [ULID: Int64], isComplete: Bool
    ) {
        self.key = key
        self.checkpoint = checkpoint
        self.lastID = lastID
        self.counters = counters
        self.isComplete = isComplete
    }

    /// Holds what a log says it continues against this year.
    ///
    /// - Parameters:
    ///   - note: the checkpoint in the first leaf, verbatim; `nil` when the log says it continues nothing.
    ///   - origin: the name of the log that says it.
    ///   - verifier: checks signatures.
    /// - Returns: what does not fit, `nil` when the chain holds.
    func fault(of note: String?, in origin: String, with verifier: some SignatureVerifier) -> YearEndFault? {
        guard let note else { return .continuesNothing }
        guard Self.isLater(origin, than: key.name) else {
            return .otherLog(expected: origin, found: key.name)
        }
        let named: Checkpoint
        do {
            named = try Checkpoint.verified(Array(note.utf8), by: key, with: verifier)
        } catch { return .checkpoint(error) }
        guard named.size == checkpoint.size else {
            return .size(named: named.size, found: checkpoint.size)
        }
        return named.root == checkpoint.root ? nil : .root
    }
}

extension YearEnd {
    /// Whether two names are of one host and tenant, and the first of a later year.
    private static func isLater(_ origin: String, than earlier: String) -> Bool {
        let (now, then) = (origin.split(separator: "/"), earlier.split(separator: "/"))
        guard let year = now.last.flatMap({ Int($0) }), let before = then.last.flatMap({ Int($0) }) else {
            return false
        }
        return now.dropLast().elementsEqual(then.dropLast(), by: { $0.utf8.elementsEqual($1.utf8) })
            && year > before
    }
}

/// Why a log does not continue the one of the year before.
public enum YearEndFault: Hashable, Sendable {
    /// It says that it is the first there is.
    case continuesNothing
    /// The year before is of another host or tenant, or no earlier year; both names.
    case otherLog(expected: String, found: String)
    /// The checkpoint that it names is not one of the year before.
    case checkpoint(CheckpointFault)
    /// It continues another number of leaves than the year before has; both.
    case size(named: Int, found: Int)
    /// It continues other leaves than the year before has.
    case root

    /// What does not fit, in words.
    var text: String {
        switch self {
        case .continuesNothing:
            "expected the log to continue the year before, found that it continues nothing"
        case .otherLog(let expected, let found):
            "expected an earlier year of \(expected), found \(found)"
        case .checkpoint(let fault): "the checkpoint of the year before: \(fault.text)"
        case .size(let named, let found):
            "continues \(named) leaves of the year before, which has \(found)"
        case .root: "continues other leaves than the year before has"
        }
    }
}
