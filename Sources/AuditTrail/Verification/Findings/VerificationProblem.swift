/// One thing that is wrong with a log: which file, which leaf, what broke.
public struct VerificationProblem: Hashable, Sendable, CustomStringConvertible {
    /// What broke.
    public enum Reason: Hashable, Sendable {
        /// The file cannot be read: missing, too long, or the store failed.
        case unreadable(LogReadFailure)
        /// A file that no log of this size has.
        case unknownFile
        /// A folder, link, pipe or device that no log has.
        case stranger(LogEntry.Kind)
        /// The signed checkpoint is not the log's.
        case checkpoint(CheckpointFault)
        /// The log names another key than the one it is verified with.
        case otherKey
        /// The leaves do not put the key that signed the checkpoint in force at its size.
        case keyNotInForce
        /// What a `key` leaf says does not fit the keys before it.
        case key(KeyFault)
        /// The checkpoint that a `key` leaf carries is not signed by a key of its time, or not of this tree.
        case handover(CheckpointFault?)
        /// More key leaves than a log has; the most that are read.
        case tooManyKeys(Int)
        /// The entry bundle is cut short, or holds another number of leaves than the tree has there; the
        /// number found.
        case bundle(leaves: Int?)
        /// The leaf is not in the form of the format.
        case leaf(LeafFault)
        /// The leaf is earlier than the one before it.
        case timeRunsBack
        /// The leaf's id was used before.
        case repeatedID
        /// The leaf's id is below the one before it, within the same millisecond.
        case idRunsBack
        /// The caller's counter is not one more than at its last leaf: leaves are missing, repeated or
        /// swapped.
        case counter(expected: Int64, found: Int64)
        /// More callers than counters are kept for; the most that are.
        case tooManyCallers(Int)
        /// The first leaf does not say key and previous checkpoint, or another leaf does.
        case firstLeaf
        /// What the first leaf says the log continues is no checkpoint.
        case previous
        /// What the first leaf says the log continues is not the end of the year before.
        case chain(YearEndFault)
        /// The tile differs from what its leaves hash to.
        case tile
        /// The leaves hash to another root than the checkpoint's.
        case root
        /// A checkpoint that somebody kept is of more leaves than the log has; both sizes.
        case shorterThanHeld(held: Int, found: Int)
        /// The log's first leaves hash to another root than a checkpoint that somebody kept says: two logs.
        case forked(size: Int)
        /// The witnesses that cosigned are fewer than the policy demands; those that did, by name.
        case quorum(cosigned: [String])
        /// The policy names logs, and this is none of them.
        case notOfPolicy
        /// Something about a time stamp.
        case stamp(StampProblem)
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
        case .unreadable(let failure): failure.text
        case .unknownFile: "a log of this size has no such file"
        case .stranger(let kind): kind.text
        case .checkpoint(let fault): fault.text
        case .otherKey: "expected the key that the log is verified with, found another"
        case .keyNotInForce:
            "signed by the key that the log is verified with, which its leaves do not put in force at this size"
        case .key(let fault): "does not fit the keys that the log named before: \(fault.text)"
        case .handover(let fault?): "the checkpoint that lets the key in or out: \(fault.text)"
        case .handover(nil): "the checkpoint that lets the key in or out is of other leaves than the log's"
        case .tooManyKeys(let most): "names more than \(most) keys, so that they cannot all be kept"
        case .bundle(nil): "the last leaf is cut short"
        case .bundle(let count?): "holds \(count) leaves, which is not what the tree has there"
        case .leaf(let fault): "not a leaf of this format: \(fault.text)"
        case .timeRunsBack: "is earlier than the leaf before it"
        case .repeatedID: "repeats the id of another leaf"
        case .idRunsBack: "has an id below the one before it: leaves are repeated or swapped"
        case .counter(let expected, let found):
            "expected number \(expected) of its caller, found \(found): leaves are missing, repeated or swapped"
        case .tooManyCallers(let most):
            "is of more than \(most) callers, so that their counters cannot be kept"
        case .firstLeaf: "the first leaf, and only the first, says the log's key and the checkpoint before it"
        case .previous: "what the log continues is not in the form of a signed checkpoint"
        case .chain(let fault): fault.text
        case .tile: "differs from what the leaves hash to"
        case .root: "the leaves hash to another root than the signed one"
        case .shorterThanHeld(let held, let found):
            "expected a log of at least \(held) leaves, found \(found): leaves were removed"
        case .forked(let size):
            "expected the log to begin with these \(size) leaves, found others: there are two logs"
        case .quorum(let cosigned):
            "expected the policy's quorum of cosignatures, found "
                + (cosigned.isEmpty ? "none of its witnesses" : "only " + cosigned.joined(separator: ", "))
        case .notOfPolicy: "expected one of the logs that the policy names, found another"
        case .stamp(let problem): problem.text
        }
    }
}

extension LogReadFailure {
    /// What broke, in words.
    var text: String {
        switch self {
        case .missing: "the file is missing"
        case .forbidden: "the file is not shown without authorisation"
        case .tooLong: "the file is longer than such a file can be"
        case .failed(let detail): detail
        }
    }
}

extension LogEntry.Kind {
    /// What is wrong with it in a log, in words.
    var text: String {
        switch self {
        case .file: "a log of this size has no such file"
        case .emptyFolder: "an empty folder, which no log has"
        case .deepFolder: "a folder deeper than any of a log"
        case .special: "expected a plain file or folder, found a link, pipe, device or a name that is no text"
        case .closedFolder: "the folder cannot be read"
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
        case .note(.repeatedSignature(let name)): "holds a signature line of \(name) twice"
        case .malformed: "signed, but not three lines of origin, size and root"
        case .foreign(let origin): "the checkpoint of another log, \(origin)"
        }
    }
}

extension KeyFault {
    /// What does not fit, in words.
    var text: String {
        switch self {
        case .firstLeaf: "the first leaf names no key"
        case .notAKey: "expected a verifier key name+id+key, found something else"
        case .name(let expected, let found): "expected a key of \(expected), found one of \(found)"
        case .action(let found): "expected add, retire or revoke, found \(LogEntry(path: found).path)"
        case .alreadyNamed: "the key, or one with its id, was named before"
        case .notInForce: "the key is not in force"
        case .lastKey: "no other key would be in force"
        case .tooMany(let most): "more than \(most) keys would be in force"
        case .checkpoint: "expected a checkpoint of this log from before the leaf, found something else"
        }
    }
}
