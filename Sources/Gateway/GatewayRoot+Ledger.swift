import AuditTrail
public import Conversations
import Foundation
import GatewayHTTP
import Ledger
import Sodium

/// The ledger, and what else is made from the keys.
extension GatewayRoot {
    static func openLedger(
        _ configuration: GatewayConfiguration, keys: GatewayKeys, clock: any WallClock = SystemClock()
    ) throws -> SQLiteLedger {
        try SQLiteLedger(
            try LedgerConfiguration(
                directory: configuration.ledger, checkpointDirectory: configuration.checkpoints,
                host: configuration.logHost, tenants: configuration.tenants),
            signer: keys.log, clock: clock)
    }

    static func export(
        _ ledger: SQLiteLedger, tenant: TenantID, year: Int, to directory: String
    ) async throws -> Int {
        guard let count = try await ledger.exportLog(of: tenant, year: year, to: directory) else {
            throw NoSuchLog(tenant: tenant, year: year)
        }
        return count
    }

    static func tokenMinter(_ configuration: GatewayConfiguration) async throws -> TokenMinter {
        let key = try GatewayKeys.File.token.file(in: configuration.keys).read()
        let digester = SodiumDigester()
        return try await TokenMinter(seed: key.copiedBytes(), digester: digester)
    }

    /// Writes the log of one year to a folder, from a ledger that no gateway holds.
    ///
    /// - Returns: how many leaves it holds.
    /// - Throws: whatever keeps the ledger from opening or the folder from being written.
    public static func exportLog(
        _ configuration: GatewayConfiguration, tenant: TenantID, year: Int, to directory: String
    ) async throws -> Int {
        let ledger = try openLedger(configuration, keys: try GatewayKeys(directory: configuration.keys))
        defer { ledger.close() }
        return try await export(ledger, tenant: tenant, year: year, to: directory)
    }
}

/// Why there is no log to export.
struct NoSuchLog: Error, CustomStringConvertible {
    let tenant: TenantID
    let year: Int

    var description: String { "tenant \(tenant) has no log of \(year)" }
}

/// The public half of the log: checkpoints and hash tiles.
struct LedgerPublicLog: PublicLog {
    let ledger: SQLiteLedger

    func checkpoint(tenant: TenantID, year: Int) async -> PublicLogReading {
        do {
            return try await ledger.latestCheckpoint(of: tenant, year: year).map {
                .found(Array($0.utf8))
            } ?? .absent
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
