import AuditTrail
import Conversations
import DurableFiles
import Foundation

/// Where keeping a view can be cut short; tests fail or stop at each.
package enum WitnessStep: String, CaseIterable, Sendable {
    case beforeOpen, beforeWrite, beforeFlush, beforeRename, beforeFolderFlush, beforeAnswer

    init(ofFile step: DurableFile.Step) {
        self =
            switch step {
            case .beforeOpen: .beforeOpen
            case .beforeWrite: .beforeWrite
            case .beforeFlush: .beforeFlush
            case .beforeRename: .beforeRename
            case .beforeFolderFlush: .beforeFolderFlush
            case .afterFolderFlush: .beforeAnswer
            }
    }
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
    private let directory: String
    private let lock: FileLock
    private let faults: WitnessFaults

    /// Makes the folder with mode 0700 when it is missing and takes its lock.
    init(directory: String, faults: WitnessFaults) throws(WitnessProblem) {
        self.directory = directory
        self.faults = faults
        do {
            if try !DurableFile.isThere(directory) {
                try FileManager.default.createDirectory(
                    atPath: directory, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw .unusable(path: directory, reason: "the folder cannot be made")
        }
        let path = "\(directory)/lock"
        do { lock = try FileLock(path: path) } catch {
            switch error {
            case .held: throw .inUse(lock: path)
            case .failed(let failure): throw .unusable(path: path, reason: failure.reason)
            }
        }
    }

    /// The name of a log's file, and its place in the monitoring path: hexadecimal SHA-256 of the origin.
    static func name(of origin: String, digester: some Digester) -> String {
        hex(digester.sha256(Array(origin.utf8)))
    }

    /// The bytes of a view; `nil` only when nothing stands under the name.
    func read(_ name: String) throws(FileFailure) -> [UInt8]? {
        try DurableFile.read("\(directory)/\(name)", bytesMax: SignedNote.bytesMax)
    }

    /// Replaces a view durably; blocks.
    func keep(_ bytes: [UInt8], as name: String) throws {
        try DurableFile.replace("\(directory)/\(name)", with: bytes) {
            try faults.at(WitnessStep(ofFile: $0))
        }
    }
}
