/// Why a witness does not start.
public enum WitnessProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// It was told of no log.
    case noLog
    /// A log's key is the witness's own: it would vouch for itself.
    case ownLog(name: String)
    /// The secret key is not the half of the public one.
    case otherKey(name: String)
    /// Another witness runs on the same folder.
    case inUse(lock: String)
    /// The folder or a file in it cannot be read or written.
    case unusable(path: String, reason: String)
    /// A kept view is not one that this witness cosigned.
    case foreignView(path: String, reason: String)
    /// A view that was kept is not there any more.
    case lostView(path: String)

    /// Names the thing, what was expected, what was found and what to do.
    public var description: String {
        switch self {
        case .noLog: "expected at least one log's verifier key, found none"
        case .ownLog(let name):
            "expected a key that serves nothing else, found that it is also the key of the log \(name)"
        case .otherKey(let name): "expected the secret half of \(name), found another key"
        case .inUse(let lock):
            "expected to be the only witness on this folder, found another one running (it holds \(lock))"
        case .unusable(let path, let reason): "\(path): \(reason)"
        case .foreignView(let path, let reason):
            "\(path): expected the checkpoint that this witness cosigned last, found \(reason); restore it from a "
                + "copy: a witness that forgets what it cosigned can be shown another history"
        case .lostView(let path):
            "\(path): expected the checkpoint that this witness cosigned last, found nothing; restore its disk"
        }
    }
}
