import AuditTrail
import Conversations
import Foundation
import Glibc

/// Where keeping a view can be cut short; tests fail or stop at each.
package enum WitnessStep: String, CaseIterable, Sendable {
    case beforeOpen, beforeWrite, beforeFlush, beforeRename, beforeFolderFlush, beforeAnswer
}

/// What a test injects while a view is kept.
package struct WitnessFaults: Sendable {
    package let at: @Sendable (WitnessStep) throws -> Void

    package init(at: @escaping @Sendable (WitnessStep) throws -> Void) { self.at = at }

    package static let none = WitnessFaults { _ in }
}

/// The views that a witness keeps: for each log one file that holds the checkpoint it cosigned last.
///
/// A file is replaced as a whole: after any crash the old view or the new one is there. The folder is locked, so that two
/// witnesses never cosign from two memories.
final class WitnessFolder: Sendable {
    /// Why a view was not kept.
    struct Failure: Error, Equatable {
        let path: String
        let reason: String
    }

    private let directory: String
    private let lock: Int32
    private let faults: WitnessFaults

    /// Makes the folder with mode 0700 when it is missing and takes its lock.
    init(directory: String, faults: WitnessFaults) throws(WitnessProblem) {
        self.directory = directory
        self.faults = faults
        if !FileManager.default.fileExists(atPath: directory) {
            do {
                try FileManager.default.createDirectory(
                    atPath: directory, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            } catch {
                throw .unusable(path: directory, reason: "the folder cannot be made")
            }
        }
        let path = "\(directory)/lock"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .unusable(path: path, reason: Self.systemError()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK
                ? .inUse(lock: path) : .unusable(path: path, reason: Self.systemError(code))
        }
        // WHY last: with every property set, a throw would run `deinit` too and close the number twice, which by then
        // may be somebody else's.
        lock = descriptor
    }

    deinit { close(lock) }

    /// The name of a log's file, and its place in the monitoring path: hexadecimal SHA-256 of the origin.
    static func name(of origin: String, digester: some Digester) -> String {
        hex(digester.sha256(Array(origin.utf8)))
    }

    /// The bytes of a view; `nil` when nothing was ever kept under the name.
    func read(_ name: String) throws(Failure) -> [UInt8]? {
        let path = "\(directory)/\(name)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path), data.count <= SignedNote.bytesMax else {
            throw Failure(path: path, reason: "the view cannot be read")
        }
        return Array(data)
    }

    /// Replaces a view durably: writes a temporary file, flushes it, renames it, flushes the folder; blocks.
    func keep(_ bytes: [UInt8], as name: String) throws {
        let temporary = "\(directory)/.\(name).new"
        try faults.at(.beforeOpen)
        let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure(temporary) }
        do {
            defer { close(file) }
            try faults.at(.beforeWrite)
            var written = 0
            while written < bytes.count {
                let count = unsafe bytes.withUnsafeBytes { buffer in
                    unsafe write(file, buffer.baseAddress?.advanced(by: written), bytes.count - written)
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure(temporary) }
                written += count
            }
            try faults.at(.beforeFlush)
            guard fsync(file) == 0 else { throw failure(temporary) }
        }
        try faults.at(.beforeRename)
        guard unsafe rename(temporary, "\(directory)/\(name)") == 0 else { throw failure(temporary) }
        try faults.at(.beforeFolderFlush)
        let folder = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure(directory) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure(directory) }
        try faults.at(.beforeAnswer)
    }

    private func failure(_ path: String) -> Failure { Failure(path: path, reason: Self.systemError()) }

    private static func systemError(_ code: Int32 = errno) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text).lowercased()
    }
}
