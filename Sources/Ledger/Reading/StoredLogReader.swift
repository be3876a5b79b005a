public import AuditTrail
import Foundation
import GRDB

/// One log of the ledger as the files that it is published as, at the size that it had when it was asked for.
///
/// Leaves are only ever appended, so that files read one after another fit together.
public struct StoredLogReader: LogReader {
    /// The name of the log.
    public let origin: LogOrigin
    /// How many leaves the checkpoint is over.
    public let size: Int
    /// The signed checkpoint, verbatim.
    public let checkpoint: String
    private let verifierKey: String
    private let log: Int64
    private let ledger: SQLiteLedger
    private let stamps: StampStore

    init(
        _ stored: StoredLog, verifierKey: VerifierKey, ledger: SQLiteLedger,
        earlier: (size: Int, checkpoint: String)? = nil
    ) {
        origin = stored.origin
        size = earlier?.size ?? stored.size
        checkpoint = earlier?.checkpoint ?? stored.checkpoint
        log = stored.id
        self.verifierKey = verifierKey.description
        self.ledger = ledger
        stamps = ledger.stamps(of: stored.tenant, year: stored.year)
    }

    /// Every file of the log: checkpoint, key, tiles, entry bundles, and the stamps up to its size.
    public func paths() async throws(LogReadFailure) -> [String]? {
        // WHY the bound: a stamp that was kept meanwhile may be over leaves that this reader does not show.
        let stamped = try stamps.sizes().filter { $0 <= size }.flatMap { size in
            StampFile.Content.allCases.map { StampFile(size: size, $0).path }
        }
        return [LogFiles.checkpoint, LogFiles.verifierKey] + tiles().map(\.path) + stamped
    }

    /// The bytes of one file; a partial tile of an earlier, smaller log is served too.
    public func bytes(of path: String, byteCountMax: Int) async throws(LogReadFailure) -> [UInt8] {
        let bytes = try await bytes(of: path)
        guard bytes.count <= byteCountMax else { throw .tooLong }
        return bytes
    }

    private func bytes(of path: String) async throws(LogReadFailure) -> [UInt8] {
        if path == LogFiles.checkpoint { return Array(checkpoint.utf8) }
        if path == LogFiles.verifierKey { return Array((verifierKey + "\n").utf8) }
        if let stamp = StampFile(path: path) { return try stamps.bytes(of: stamp) }
        guard let tile = Tile(path: path), holds(tile) else { throw .missing }
        let range = (tile.index * Tile.widthMax)..<(tile.index * Tile.widthMax + tile.width)
        do {
            return try await ledger.read { [log] db in
                switch tile.content {
                case .entries:
                    EntryBundle.encode(try LeafTable.leaves(of: log, range, in: db).map(\.bytes))
                case .hashes(let level):
                    Array(try LeafTable.hashes(of: log, level: level, range, in: db).joined())
                }
            }
        } catch {
            throw .failed("the ledger cannot be read")
        }
    }

    /// Whether the log has all rows of a tile.
    private func holds(_ tile: Tile) -> Bool {
        let (start, overflow) = tile.index.multipliedReportingOverflow(by: Tile.widthMax)
        return !overflow && start <= Tile.count(of: tile.content, size: size) - tile.width
    }

    private func tiles() -> [Tile] {
        let contents = (0...Tile.levelMax).map(Tile.Content.hashes(level:)) + [.entries]
        return contents.flatMap { content in
            stride(from: 0, to: Tile.count(of: content, size: size), by: Tile.widthMax)
                .compactMap { Tile.holding(content, position: $0, size: size) }
        }
    }
}
