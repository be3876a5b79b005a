import Glibc

/// Held while a ledger is open, so that a second gateway on the same files refuses to start.
///
/// An advisory lock of the whole process (`flock`), released by the system when the process ends in any way. The lock
/// file stays: removing it would let two openers lock two files of one name.
final class LedgerLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock or refuses at once.
    init(path: String) throws(LedgerRefusal) {
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else { throw .unusable(path: path, reason: systemError()) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            close(opened)
            guard reason == EWOULDBLOCK else { throw .unusable(path: path, reason: systemError(reason)) }
            throw .inUse(lock: path)
        }
        // WHY last: with its property set, a throw would run `deinit` too and close the number twice, which by then
        // may be somebody else's.
        descriptor = opened
    }

    /// Lets another opener in before this object ends.
    func release() { flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
}

/// What the system says of its last refusal.
func systemError(_ code: Int32 = errno) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
}
