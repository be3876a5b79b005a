import AuditTrail
import DurableFiles
import Foundation

/// The folders of a ledger and the checkpoints kept outside its database.
enum LedgerFolder {
    /// Makes a folder that only we can read; one that exists is left as it is.
    static func make(_ path: String) throws(LedgerRefusal) {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .unusable(path: path, reason: "the folder cannot be made")
        }
        try flush(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    /// Whether a file stands there.
    static func holds(_ path: String) throws(LedgerRefusal) -> Bool {
        do { return try DurableFile.isThere(path) } catch {
            throw .unusable(path: path, reason: error.reason)
        }
    }

    /// Takes the lock of a ledger, so that a second gateway on the same files refuses to start.
    static func lock(_ path: String) throws(LedgerRefusal) -> FileLock {
        do { return try FileLock(path: path) } catch {
            switch error {
            case .held: throw .inUse(lock: path)
            case .failed(let failure): throw .unusable(path: path, reason: failure.reason)
            }
        }
    }

    /// Makes the names in a folder durable.
    static func flush(_ path: String) throws(LedgerRefusal) {
        do { try DurableFile.flush(folder: path) } catch {
            throw .unusable(path: path, reason: error.reason)
        }
    }

    /// The outside checkpoints by file name; unfinished temporary files, whose names start with a dot, do not count.
    static func checkpoints(in path: String) throws(LedgerRefusal) -> [String: [UInt8]] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw .unusable(path: path, reason: "the checkpoints in it cannot be read")
        }
        var found: [String: [UInt8]] = [:]
        for name in names where !name.hasPrefix(".") && name != ErasureList.fileName {
            do {
                found[name] = try DurableFile.read("\(path)/\(name)", bytesMax: SignedNote.bytesMax)
            } catch {
                throw .unusable(path: error.path, reason: "the checkpoint cannot be read: \(error.reason)")
            }
        }
        return found
    }

    /// Makes a folder that holds nothing yet.
    static func makeEmpty(_ path: String) throws(LedgerRefusal) {
        try make(path)
        let found = try? FileManager.default.contentsOfDirectory(atPath: path)
        guard let found, found.isEmpty else {
            throw .unusable(
                path: path, reason: "expected an empty folder, found \(found?.count ?? 0) entries")
        }
    }

    /// Writes one file of an export with the folders that lead to it.
    static func write(_ bytes: [UInt8], to path: String, in directory: String) throws(LedgerRefusal) {
        let file = URL(fileURLWithPath: "\(directory)/\(path)")
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        } catch {
            throw .unusable(path: file.path, reason: "the file cannot be written")
        }
    }
}
