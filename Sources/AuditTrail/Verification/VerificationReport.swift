public import Conversations

/// One thing that is wrong with a log: which file, which leaf, what broke.
public struct VerificationProblem: Hashable, Sendable, CustomStringConvertible {
    /// What broke.
    public enum Reason: Hashable, Sendable {
        /// The file cannot be read: missing, too long, or the store failed.
        case unreadable(LogReadFailure)
        /// A file that no log of this size has.
        case unknownFile
        /// The signed checkpoint is not the log's.
        case checkpoint(CheckpointFault)
        /// The log names another key than the one it is verified with.
        case otherKey
        /// The entry bundle is cut short, or holds another number of leaves than the tree has there; the
        /// number found.
        case bundle(leaves: Int?)
        /// The leaf is not in the form of the format.
        case leaf(LeafFault)
        /// The leaf is earlier than the one before it.
        case timeRunsBack
        /// The leaf's id was used before.
        case repeatedID
        /// The caller's counter is not one more than at its last leaf: leaves are missing, repeated or
        /// swapped.
        case counter(expected: Int64, found: Int64)
        /// The first leaf does not say key and previous checkpoint, or another leaf does.
        case firstLeaf
        /// What the first leaf says the log continues is no checkpoint.
        case previous
        /// The tile differs from what its leaves hash to.
        case tile
        /// The leaves hash to another root than the checkpoint's.
        case root
    }

    /// The file, relative to the log.
    public let file: String
    /// The leaf, counted from 0, where it is about one.
    public let leaf: Int?
    /// What broke.
    public let reason: Reason

    /// Joins a place and what broke there.
    public init(file: String, leaf: Int? = nil, reason: Reason) {
        self.file = file
        self.leaf = leaf
        self.reason = reason
    }

    /// One line that names the file, the leaf and what broke.
    public var description: String {
        "\(file)\(leaf.map { ", leaf \($0)" } ?? ""): \(reason.text)"
    }
}

extension VerificationProblem.Reason {
    /// What broke, in words.
    var text: String {
        switch self {
        case .unreadable(.missing): "the file is missing"
        case .unreadable(.tooLong): "the file is longer than such a file can be"
        case .unreadable(.failed(let detail)): detail
        case .unknownFile: "a log of this size has no such file"
        case .checkpoint(let fault): fault.text
        case .otherKey: "expected the key that the log is verified with, found another"
        case .bundle(nil): "the last leaf is cut short"
        case .bundle(let count?): "holds \(count) leaves, which is not what the tree has there"
        case .leaf(let fault): "not a leaf of this format: \(fault)"
        case .timeRunsBack: "is earlier than the leaf before it"
        case .repeatedID: "repeats the id of another leaf"
        case .counter(let expected, let found):
            "expected number \(expected) of its caller, found \(found): leaves are missing, repeated or swapped"
        case .firstLeaf: "the first leaf, and only the first, says the log's key and the checkpoint before it"
        case .previous: "what the log continues is not in the form of a signed checkpoint"
        case .tile: "differs from what the leaves hash to"
        case .root: "the leaves hash to another root than the signed one"
        }
    }
}

extension CheckpointFault {
    /// What broke, in words.
    var text: String {
        switch self {
        case .note(.malformed): "not the form of a signed note"
        case .note(.unsigned): "not signed by the key that the log is verified with"
        case .note(.badSignature(let name)): "the signature of \(name) is bad"
        case .malformed: "signed, but not three lines of origin, size and root"
        case .foreign(let origin): "the checkpoint of another log, \(origin)"
        }
    }
}

/// What a verification of a whole log found.
public struct VerificationReport: Hashable, Sendable {
    /// The checkpoint that everything was held against; `nil` when it was not believed.
    public let checkpoint: Checkpoint?
    /// What the log says it continues: the last checkpoint of the year before, to be held against that log.
    public let previous: Checkpoint?
    /// How many leaves were read and hashed.
    public let leavesRead: Int
    /// When the first leaf was written, as the gateway claims.
    public let firstTime: Timestamp?
    /// When the last leaf was written, as the gateway claims.
    public let lastTime: Timestamp?
    /// How many leaves each caller has, by opaque id, in order of ids.
    public let callers: [CallerCount]
    /// How many leaves of each type there are, in order of names.
    public let types: [TypeCount]
    /// What is wrong, in the order found; at most ``LogVerifier/problemsMax``.
    public let problems: [VerificationProblem]
    /// Whether files could be listed; where not, an extra file goes unseen.
    public let areFilesListed: Bool

    /// Whether nothing is wrong.
    public var isSound: Bool { problems.isEmpty && checkpoint != nil }

    /// How many leaves one caller has in a log.
    public struct CallerCount: Hashable, Sendable {
        /// The opaque id.
        public let caller: ULID
        /// The first counter seen.
        public let first: Int64
        /// The last counter seen.
        public let last: Int64
    }

    /// How many leaves of one type a log has.
    public struct TypeCount: Hashable, Sendable {
        /// The type.
        public let type: LeafType
        /// How many.
        public let count: Int
    }
}
