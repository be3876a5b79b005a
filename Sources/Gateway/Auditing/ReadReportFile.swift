import Conversations
import Foundation
import Synchronization

/// Why a read of the audit could not be reported.
struct ReadReportFailure: Error, Equatable, CustomStringConvertible {
    let call: String
    let code: Int32

    var description: String { "the report of audit reads: \(call) failed with error \(code)" }
}

/// The file that tells of every read of the audit log, JSON Lines, for somebody outside compliance.
///
/// It stands outside the ledger's folder and may be read by its group. Each line names the leaf that records the read, so
/// a line that was taken out is found by comparing with the log. A line is on disk before the answer leaves.
final class ReadReportFile: Sendable {
    let path: String
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

    /// Appends one report durably.
    ///
    /// - Throws: ``ReadReportFailure``.
    func append(_ report: ReadReport) throws(ReadReportFailure) { try append(line: report.line) }

    /// Appends one line durably.
    func append(line: [UInt8]) throws(ReadReportFailure) {
        let failure = turn.withLock { _ in Self.write(line, to: path) }
        if let failure { throw failure }
    }

    /// WHY opened anew each time: a file that was moved away or replaced is noticed by nobody who holds it open.
    private static func write(_ line: [UInt8], to path: String) -> ReadReportFailure? {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { return ReadReportFailure(call: "open", code: errno) }
        defer { close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { return ReadReportFailure(call: "lseek", code: errno) }
        let written = unsafe line.withUnsafeBytes {
            unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
        }
        guard written == line.count else {
            let code = errno
            // WHY: half a line would spoil the next one too.
            _ = ftruncate(descriptor, end)
            return ReadReportFailure(call: "write", code: code)
        }
        guard fsync(descriptor) == 0 else { return ReadReportFailure(call: "fsync", code: errno) }
        return nil
    }
}
