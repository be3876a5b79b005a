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
                directory: configuration.ledger, host: configuration.logHost, tenants: configuration.tenants),
            signer: keys.log, clock: clock)
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
        return try await ledger.exportLog(tenant: tenant, year: year, to: directory)
    }
}

/// The public half of the log: checkpoints and hash tiles.
struct LedgerPublicLog: PublicLog {
    let ledger: SQLiteLedger

    func checkpoint(tenant: TenantID, year: Int) async -> PublicLogReading {
        do {
            return try await ledger.latestCheckpoint(tenant: tenant, year: year).map {
                .found(Array($0.utf8))
            } ?? .absent
        } catch {
            return .unavailable
        }
    }

    func tile(_ tile: Tile, tenant: TenantID, year: Int) async -> PublicLogReading {
        do {
            return try await ledger.tile(tile, tenant: tenant, year: year).map { .found($0) } ?? .absent
        } catch {
            return .unavailable
        }
    }
}
