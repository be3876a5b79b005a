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
