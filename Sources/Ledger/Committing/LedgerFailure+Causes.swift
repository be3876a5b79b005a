import AuditTrail
import Conversations
import GRDB

extension LedgerFailure {
    /// The failure of one call alone; `nil` for what concerns the whole batch: a disk, a key, a database.
    init?(ofOneCall error: any Error) {
        switch error {
        case let failure as LedgerFailure:
            switch failure {
            case .conflict, .refused: self = failure
            case .unavailable, .full, .tampered: return nil
            }
        case let error as DatabaseError:
            let ownFault: [ResultCode] = [.SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH]
            guard ownFault.contains(error.resultCode) else { return nil }
            self = .unavailable
        default: return nil
        }
    }

    /// The failure of a whole batch or of a read.
    init(of error: any Error) {
        switch error {
        case let failure as LedgerFailure: self = failure
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_FULL: self = .full
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .tampered("the database is damaged")
            default: self = .unavailable
            }
        default: self = .unavailable
        }
    }
}

extension LedgerUnavailable {
    /// What a reader of the directory or the cases hears of a failure.
    init(_ failure: LedgerFailure) {
        if case .tampered = failure { self = .tampered } else { self = .failed }
    }
}
