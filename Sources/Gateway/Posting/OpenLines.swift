import DurableFiles
import Glibc

/// A file of lines held open, so that what is asked of it and what is read are of one file, whoever rotates it meanwhile.
struct OpenLines: ~Copyable {
    private let path: String
    private let descriptor: Int32
    /// The inode: another file has another one.
    let number: UInt64
    /// How long it is.
    let byteCount: UInt64

    /// Opens a plain file, never through a link; `nil` when nothing stands under the name.
    init?(_ path: String) throws(FileFailure) {
        // WHY non-blocking: opening a pipe that took the file's place would wait for ever.
        let opened = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else {
            guard errno == ENOENT else { throw FileFailure(path: path, call: "open") }
            return nil
        }
        var status = stat()
        guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(opened)
            throw FileFailure(path: path, call: "open", code: EISDIR)
        }
        self.path = path
        descriptor = opened
        number = UInt64(status.st_ino)
        byteCount = UInt64(status.st_size)
    }

    /// Up to so many bytes from a place on; fewer only at the end.
    borrowing func read(from position: UInt64, bytesMax: Int) throws(FileFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: bytesMax)
        var count = 0
        while count < bytesMax {
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: count), bytesMax - count,
                    off_t(position) + off_t(count))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileFailure(path: path, call: "pread") }
            guard got > 0 else { break }
            count += got
        }
        return Array(bytes.prefix(count))
    }

    deinit { close(descriptor) }
}
