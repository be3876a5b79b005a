import Conversations
import GRDB
import RuleFiles

/// Why a store gave no answer: it cannot be read, or its mapping does not fit it.
enum StoreFault: Error, Equatable {
    case unavailable(Unavailability)
    case mapping(RuleFileProblem)

    /// Sorts what SQLite or a reader threw; a text of SQLite's is never passed on, for it can quote values.
    init(_ error: any Error) {
        switch error {
        case let fault as StoreFault: self = fault
        case let problem as RuleFileProblem: self = .mapping(problem)
        case let error as DatabaseError: self = .unavailable(Self.unavailability(error.resultCode))
        case is CancellationError: self = .unavailable(.timeout)
        default: self = .unavailable(.unreadable)
        }
    }

    private static func unavailability(_ code: ResultCode) -> Unavailability {
        switch code {
        case .SQLITE_INTERRUPT, .SQLITE_ABORT: .timeout
        case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
        // WHY: a read-only connection gets READONLY where reading itself would need a write: a write-ahead
        // log without its shared memory, or a journal that waits to be rolled back.
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_READONLY: .refused
        case .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_MISUSE, .SQLITE_RANGE: .mappingError
        default: .unreadable
        }
    }

    /// What callers are told.
    var unavailability: Unavailability {
        switch self {
        case .unavailable(let reason): reason
        case .mapping: .mappingError
        }
    }
}
