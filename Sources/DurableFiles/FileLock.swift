import Glibc

/// Held while something is open, so that a second process that would write the same files refuses to start.
///
/// An advisory lock (`flock`), released by the system when the process ends in any way. The file stays: removing it would
/// let two openers lock two files of one name.
public final class FileLock: Sendable {
    /// Why a lock was not taken.
    public enum Refusal: Error, Equatable, Sendable {
        /// Another holder has it.
        case held
        /// The system refused.
        case failed(FileFailure)
    }

    private let descriptor: Int32

    /// Takes the lock or refuses at once; makes the file with mode 0600 when it is missing.
    ///
    /// - Parameter path: of the lock file, which holds nothing; never a symbolic link.
    /// - Throws: ``Refusal``.
    public init(path: String) throws(Refusal) {
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else { throw .failed(FileFailure(path: path, call: "open")) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(opened)
            throw code == EWOULDBLOCK ? .held : .failed(FileFailure(path: path, call: "flock", code: code))
        }
        // WHY last: with its property set, a throw would run `deinit` too and close the number twice, which by then
        // may be somebody else's.
        descriptor = opened
    }

    /// Lets another opener in before this object ends.
    public func release() { flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
}
