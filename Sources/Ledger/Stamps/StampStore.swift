public import AuditTrail
public import Conversations
import DurableFiles
import Foundation

/// The stamped checkpoints of one log, as files of the ledger's folder: `stamps/<tenant>-<year>/<size>.checkpoint|.tsr`.
///
/// A stamp counts once its token is there, which is written last; what is there is never replaced. Files belong to the
/// gateway's user alone (0600) and are flushed, name and content, before a stamp counts as kept.
public struct StampStore: Hashable, Sendable {
    /// The folder; made with the first stamp.
    public let directory: String

    /// Names the folder of a log; touches nothing.
    ///
    /// - Parameters:
    ///   - ledger: the ledger's folder.
    ///   - tenant: whose log.
    ///   - year: of the UTC calendar.
    public init(ledger: String, tenant: TenantID, year: Int) {
        directory = "\(ledger)/\(StampFile.directory)/\(tenant)-\(year)"
    }

    /// The sizes that are stamped, rising; empty when there is no folder.
    ///
    /// - Throws: ``LogReadFailure/failed(_:)`` when the folder cannot be read.
    public func sizes() throws(LogReadFailure) -> [Int] {
        do {
            guard try DurableFile.isThere(directory) else { return [] }
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            let files = Set(names.compactMap(StampFile.init(name:)))
            return files.filter {
                $0.content == .token && files.contains(StampFile(size: $0.size, .checkpoint))
            }
            .map(\.size).sorted()
        } catch {
            throw .failed("the folder of stamps cannot be read")
        }
    }

    /// The bytes of one file of a stamp that counts.
    ///
    /// - Throws: ``LogReadFailure/missing`` also for a checkpoint whose token was never kept.
    public func bytes(of file: StampFile) throws(LogReadFailure) -> [UInt8] {
        let token = StampFile(size: file.size, .token)
        let found: [UInt8]?
        do {
            let counts = try DurableFile.isThere(path(of: token))
            found = counts ? try DurableFile.read(path(of: file), bytesMax: file.bytesMax) : nil
        } catch {
            throw error.code == EFBIG ? .tooLong : .failed("the stamp cannot be read: \(error.reason)")
        }
        guard let found else { throw .missing }
        return found
    }

    /// A checkpoint with its token.
    ///
    /// - Throws: ``LogReadFailure``.
    public func stamp(size: Int) throws(LogReadFailure) -> StampedCheckpoint {
        StampedCheckpoint(
            size: size, checkpoint: try bytes(of: StampFile(size: size, .checkpoint)),
            token: try bytes(of: StampFile(size: size, .token)))
    }

    /// Keeps a stamp durably; blocks for a few flushes of the disk.
    ///
    /// - Throws: ``LedgerFailure/conflict(_:)`` when that size is stamped already,
    ///   ``LedgerFailure/unavailable`` when the disk does not take it; nothing counts as kept then.
    public func keep(_ stamp: StampedCheckpoint) throws(LedgerFailure) {
        let checkpoint = StampFile(size: stamp.size, .checkpoint)
        let token = StampFile(size: stamp.size, .token)
        let isStamped: Bool
        do { isStamped = try DurableFile.isThere(path(of: token)) } catch { throw .unavailable }
        guard !isStamped else { throw .conflict("size \(stamp.size) is stamped already") }
        do {
            try LedgerFolder.make(URL(fileURLWithPath: directory).deletingLastPathComponent().path)
            try LedgerFolder.make(directory)
            for (file, bytes) in [(checkpoint, stamp.checkpoint), (token, stamp.token)] {
                try DurableFile.replace(path(of: file), with: bytes)
            }
        } catch {
            throw .unavailable
        }
    }

    private func path(of file: StampFile) -> String { directory + "/" + file.name }
}
