import Glibc

/// Reading what may not be there yet, without taking a failure for an absence.
///
/// WHY not the usual question “does it exist?”: that says no for a folder that cannot be entered, a lost disk and a link to
/// nowhere too, and a program that then starts anew forgets what it had promised.
extension DurableFile {
    /// Reads a plain file whole; `nil` says that nothing stands under the name, and nothing else does.
    ///
    /// - Parameters:
    ///   - path: of the file, never through a symbolic link in its last name.
    ///   - bytesMax: the longest content that is read, at least 0.
    /// - Returns: the content.
    /// - Throws: ``FileFailure``: a link is “too many levels of symbolic links”, a folder “is a directory”, a pipe or device
    ///   an “illegal seek”, a longer file “file too large”.
    public static func read(_ path: String, bytesMax: Int) throws(FileFailure) -> [UInt8]? {
        precondition(bytesMax >= 0, "a file holds no byte or more")
        // WHY non-blocking: opening a pipe that took the file's place would wait for ever.
        let file = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            guard errno == ENOENT else { throw FileFailure(path: path, call: "open") }
            return nil
        }
        defer { close(file) }
        let size = try plainSize(of: file, path: path)
        guard size <= bytesMax else { throw FileFailure(path: path, call: "read", code: EFBIG) }
        return try bytes(of: file, path: path, sizeHint: size, bytesMax: bytesMax)
    }

    /// Whether anything stands under a name, a link to nowhere included.
    ///
    /// - Throws: ``FileFailure`` when that cannot be told.
    public static func isThere(_ path: String) throws(FileFailure) -> Bool {
        var status = stat()
        if unsafe lstat(path, &status) == 0 { return true }
        guard errno == ENOENT else { throw FileFailure(path: path, call: "lstat") }
        return false
    }

    private static func plainSize(of file: Int32, path: String) throws(FileFailure) -> Int {
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw FileFailure(path: path, call: "fstat") }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return Int(status.st_size)
        case S_IFDIR: throw FileFailure(path: path, call: "read", code: EISDIR)
        default: throw FileFailure(path: path, call: "read", code: ESPIPE)
        }
    }

    private static func bytes(
        of file: Int32, path: String, sizeHint: Int, bytesMax: Int
    ) throws(FileFailure) -> [UInt8] {
        // WHY one more: the end is seen without growing, and a file that grew meanwhile is noticed.
        var bytes = [UInt8](repeating: 0, count: sizeHint + 1)
        var count = 0
        while true {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileFailure(path: path, call: "read") }
            guard got > 0 else { return Array(bytes.prefix(count)) }
            count += got
            guard count <= bytesMax else { throw FileFailure(path: path, call: "read", code: EFBIG) }
            if count == bytes.count { bytes += [UInt8](repeating: 0, count: count) }
        }
    }
}
