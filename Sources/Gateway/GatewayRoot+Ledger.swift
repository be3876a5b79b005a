import AuditTrail
public import Conversations
import Foundation
import GatewayHTTP
import Ledger
import Sodium

/// The ledger, and what else is made from the keys.
extension GatewayRoot {
    static func openLedger(
        _ configuration: GatewayConfiguration, keys: GatewayKeys, clock: any WallClock = SystemClock(),
        faults: LedgerFaults = .none
    ) throws -> SQLiteLedger {
        try SQLiteLedger(
            try LedgerConfiguration(
                directory: configuration.ledger, checkpointDirectory: configuration.checkpoints,
                host: configuration.logHost, tenants: configuration.tenants),
            signers: try LogKeys.signers(configuration), clock: clock, faults: faults)
    }

    static func export(
        _ ledger: SQLiteLedger, tenant: TenantID, year: Int, to directory: String,
        witnessed folder: String? = nil, isCosigned: Bool = false
    ) async throws -> Int {
        guard let newest = try await ledger.latestCheckpoint(of: tenant, year: year) else {
            throw NoSuchLog(tenant: tenant, year: year)
        }
        let note = try folder.flatMap { folder in
            try witnessedNote(
                WitnessedLog(tenant: tenant, year: year), newest: newest, ledger: folder,
                isQuorum: isCosigned)
        }
        guard let count = try await ledger.exportLog(of: tenant, year: year, to: directory, at: note) else {
            throw NoSuchLog(tenant: tenant, year: year)
        }
        return count
    }

    /// Writes the log of one year to a folder, from a ledger that no gateway holds.
    ///
    /// - Parameters:
    ///   - configuration: whose ledger.
    ///   - tenant: whose log.
    ///   - year: of the UTC calendar.
    ///   - directory: made when it does not exist; must be empty.
    ///   - isCosigned: whether to export the newest size that met the witnesses' quorum; else it is the newest size, with
    ///     the cosignatures that exist for exactly it.
    /// - Returns: how many leaves it holds.
    /// - Throws: whatever keeps the ledger from opening or the folder from being written.
    public static func exportLog(
        _ configuration: GatewayConfiguration, tenant: TenantID, year: Int, to directory: String,
        isCosigned: Bool = false
    ) async throws -> Int {
        let ledger = try openLedger(configuration, keys: try GatewayKeys(directory: configuration.keys))
        defer { ledger.close() }
        return try await export(
            ledger, tenant: tenant, year: year, to: directory, witnessed: configuration.ledger,
            isCosigned: isCosigned)
    }
}

/// Why there is no log to export.
struct NoSuchLog: Error, CustomStringConvertible {
    let tenant: TenantID
    let year: Int

    var description: String { "tenant \(tenant) has no log of \(year)" }
}

/// The public half of the log: checkpoints and hash tiles.
///
/// With witnesses the newest checkpoint that met their quorum is shown, so that nobody outside holds one that they could
/// still be denied; receipts carry the newest one of our own.
struct LedgerPublicLog: PublicLog {
    let ledger: SQLiteLedger
    let witnessing: Witnessing?

    func checkpoint(tenant: TenantID, year: Int) async -> PublicLogReading {
        do {
            guard let newest = try await ledger.latestCheckpoint(of: tenant, year: year) else {
                return .absent
            }
            guard let witnessing else { return .found(Array(newest.utf8)) }
            let log = WitnessedLog(tenant: tenant, year: year)
            return try witnessing.publicCheckpoint(log, newest: newest).map { .found($0) } ?? .absent
        } catch {
            return .unavailable
        }
    }

    func tile(_ tile: Tile, tenant: TenantID, year: Int) async -> PublicLogReading {
        do {
            guard let reader = try await ledger.logReader(of: tenant, year: year) else { return .absent }
            return .found(try await reader.bytes(of: tile.path, byteCountMax: Tile.widthMax * 32))
        } catch let failure as LogReadFailure {
            return failure == .missing ? .absent : .unavailable
        } catch {
            return .unavailable
        }
    }
}
