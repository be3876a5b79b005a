import DurableFiles
import Glibc

/// Which files a path named when the database was opened; another answer later means deleted or replaced.
///
/// SQLite keeps writing to a file that was unlinked, and to a write-ahead log that was; what it commits there is gone
/// with the process.
struct FileIdentity: Hashable, Sendable {
    private let device: UInt
    private let inode: UInt

    /// Asks the system; `nil` when there is no such file, or it has no name left.
    init?(path: String) {
        var found = stat()
        guard unsafe lstat(path, &found) == 0, found.st_nlink >= 1, found.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        device = UInt(found.st_dev)
        inode = UInt(found.st_ino)
    }
}

/// The files that a ledger writes to while it is open.
struct OpenFiles: Sendable {
    private let files: [(path: String, identity: FileIdentity)]

    /// Remembers what the paths name now.
    init(paths: [String]) throws(LedgerRefusal) {
        var files: [(path: String, identity: FileIdentity)] = []
        for path in paths {
            guard let identity = FileIdentity(path: path) else {
                throw .unusable(path: path, reason: "it is not a regular file")
            }
            files.append((path, identity))
        }
        self.files = files
    }

    /// What was deleted or replaced since, `nil` when everything is in its place.
    func firstProblem() -> String? {
        for file in files {
            guard let found = FileIdentity(path: file.path) else { return "\(file.path) was deleted" }
            guard found == file.identity else { return "\(file.path) was replaced by another file" }
        }
        return nil
    }
}

/// A file that nobody else may read.
enum PrivateFile {
    /// Makes an empty file of mode 0600 unless there is one; SQLite gives its logs the mode of their database.
    static func make(_ path: String) throws(LedgerRefusal) {
        // WHY: exclusively, because closing a second handle of an open database drops the locks of the first.
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file >= 0 {
            close(file)
            return
        }
        guard errno == EEXIST else {
            throw .unusable(path: path, reason: FileFailure(path: path, call: "open").reason)
        }
    }

    /// Refuses a file that its group or others may open.
    static func require(_ path: String) throws(LedgerRefusal) {
        var found = stat()
        guard unsafe lstat(path, &found) == 0 else {
            throw .unusable(path: path, reason: FileFailure(path: path, call: "lstat").reason)
        }
        guard found.st_mode & 0o077 == 0 else {
            let mode = String(found.st_mode & 0o777, radix: 8)
            throw .unusable(
                path: path, reason: "expected mode 600, found \(mode): others could read customers' keys")
        }
    }
}
