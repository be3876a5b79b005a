import Foundation

/// A folder held open, so that what is looked at and what is read are the same even while somebody moves
/// things about. Whoever opens it closes it.
struct OpenFolder {
    static let strangeFile = LogReadFailure.failed(
        "expected a plain file, found a link, pipe, device or something else")

    let descriptor: Int32

    /// Opens a folder by any path; `nil` when there is none.
    init?(path: String) {
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        descriptor = opened
    }

    private init(descriptor: Int32) { self.descriptor = descriptor }

    func close() { _ = Foundation.close(descriptor) }

    /// A folder within, not through a link.
    func folder(_ name: String) -> OpenFolder? {
        let opened = unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        return opened >= 0 ? OpenFolder(descriptor: opened) : nil
    }

    /// What stands under a name, without opening it; `nil` for nothing, `.emptyFolder` for any folder.
    func kind(of name: String) -> LogEntry.Kind? {
        var status = stat()
        guard unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .emptyFolder
        default: return .special
        }
    }

    /// All bytes of one plain file within.
    func read(_ name: String, byteCountMax: Int) throws(LogReadFailure) -> [UInt8] {
        guard let kind = kind(of: name) else { throw .missing }
        guard kind == .file else { throw Self.strangeFile }
        // WHY: non-blocking, for a pipe may have taken the file's place since; opening it would wait for ever.
        let file = unsafe openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw .failed("the file cannot be opened: " + Self.reason()) }
        defer { _ = Foundation.close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Self.strangeFile
        }
        guard status.st_size <= byteCountMax else { throw .tooLong }
        return try Self.bytes(of: file, sizeHint: Int(status.st_size), byteCountMax: byteCountMax)
    }

    private static func bytes(
        of file: Int32, sizeHint: Int, byteCountMax: Int
    ) throws(LogReadFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: sizeHint + 1)
        var count = 0
        while true {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Foundation.read(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .failed("the file cannot be read: " + reason()) }
            guard got > 0 else { break }
            count += got
            guard count <= byteCountMax else { throw .tooLong }
            if count == bytes.count { bytes += [UInt8](repeating: 0, count: count) }
        }
        return Array(bytes.prefix(count))
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
