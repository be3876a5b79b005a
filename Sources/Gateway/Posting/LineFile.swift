import Conversations
import Foundation
import Synchronization

/// Why a line could not be written down.
struct LineFileFailure: Error, Equatable, CustomStringConvertible {
    let call: String
    let code: Int32

    var description: String { "a file of lines: \(call) failed with error \(code)" }
}

/// A file of lines for somebody else to read: reads of the audit, events of reviews, pages to people on duty.
///
/// It stands outside the ledger's folder and may be read by its group. A line is on disk before the call returns.
final class LineFile: Sendable {
    let path: String
    /// For logs, which name no folders.
    var name: String { URL(fileURLWithPath: path).lastPathComponent }
    // Guards the file: one line is written after another.
    private let turn = Mutex(())

    /// Names the file and makes its folder.
    ///
    /// - Throws: when the folder cannot be made, or the file not be written.
    init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
            withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        try append(line: [])
    }

    /// Appends one line durably.
    ///
    /// - Throws: ``LineFileFailure``.
    func append(line: [UInt8]) throws(LineFileFailure) {
        let failure = turn.withLock { _ in Self.write(line, to: path) }
        if let failure { throw failure }
    }

    /// WHY opened anew each time: a file that was moved away or replaced is noticed by nobody who holds it open.
    private static func write(_ line: [UInt8], to path: String) -> LineFileFailure? {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { return LineFileFailure(call: "open", code: errno) }
        defer { close(descriptor) }
        // WHY: several hold the file open; what one of them cuts off after a fault must be its own.
        guard flock(descriptor, LOCK_EX) == 0 else { return LineFileFailure(call: "flock", code: errno) }
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { return LineFileFailure(call: "lseek", code: errno) }
        let written = unsafe line.withUnsafeBytes {
            unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
        }
        guard written == line.count else {
            let code = errno
            // WHY: half a line would spoil the next one too.
            _ = ftruncate(descriptor, end)
            return LineFileFailure(call: "write", code: code)
        }
        guard fsync(descriptor) == 0 else { return LineFileFailure(call: "fsync", code: errno) }
        return nil
    }
}
