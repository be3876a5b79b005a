public import AuditTrail

/// Why a ledger was not opened; every case says what was found, and where there is something to do, what.
public enum LedgerRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// The configuration cannot be used.
    case configuration(String)
    /// Another process has the ledger open.
    case inUse(lock: String)
    /// A file or folder cannot be made, read or written.
    case unusable(path: String, reason: String)
    /// A file that is no ledger of ours.
    case foreign(path: String)
    /// A newer version of the gateway wrote the file.
    case newerSchema(path: String, found: Int, known: Int)
    /// Commits would not survive a loss of power: `PRAGMA synchronous` reads back another value than 2.
    case notDurable(path: String, synchronous: Int)
    /// A log does not hold what was signed.
    case tampered(log: String, found: String, advice: String)
    /// The log does not let the keys of this start sign; their verifier keys.
    case key(log: String, KeyRefusal, held: [String])

    /// Lower case, names the thing, what was expected and what was found.
    public var description: String {
        switch self {
        case .configuration(let problem): problem
        case .inUse(let lock):
            "another gateway has this ledger open (it holds \(lock)); stop it first, one ledger has one writer"
        case .unusable(let path, let reason): "cannot use \(path): \(reason)"
        case .foreign(let path): "\(path) is not a ledger of this gateway; nothing was changed"
        case .newerSchema(let path, let found, let known):
            "\(path) has schema version \(found), this gateway knows versions up to \(known); use a newer gateway"
        case .notDurable(let path, let synchronous):
            "commits to \(path) would not be durable: synchronous must be 2 (full), found \(synchronous)"
        case .tampered(let log, let found, let advice): "log \(log): \(found); \(advice)"
        case .key(let log, .neverNamed(let inForce), let held):
            "log \(log): expected to start with \(inForce.map(\.description).joined(separator: " or ")), "
                + "found \(held.joined(separator: " and ")), which the log never named; start with the key that "
                + "the log names, and change keys with `throughline keys rotate` only"
        case .key(let log, .ended(let key, let standing), _):
            "log \(log): the key \(key) was \(standing.rawValue) and signs no more; take it away and start "
                + "with the one that the log has in force"
        }
    }
}
