import AuditTrail
import Conversations
import GatewayHTTP

/// A public log of one tenant and year with one tile.
struct InventedLog: PublicLog {
    var isBroken = false

    func checkpoint(tenant: TenantID, year: Int) async -> PublicLogReading {
        if isBroken { return .unavailable }
        return tenant == "default" && year == 2026 ? .found(Array("log.example\n1\nAAAA\n".utf8)) : .absent
    }

    func tile(_ tile: Tile, tenant: TenantID, year: Int) async -> PublicLogReading {
        if isBroken { return .unavailable }
        let isThere = tile == Tile(.hashes(level: 0), index: 0, width: 1)
        return tenant == "default" && year == 2026 && isThere
            ? .found([UInt8](repeating: 0xAB, count: 32)) : .absent
    }

    func stamps(tenant: TenantID, year: Int) async -> PublicLogReading {
        if isBroken { return .unavailable }
        return tenant == "default" && year == 2026 ? .found(Array("1\n7\n".utf8)) : .absent
    }

    func stamp(_ file: StampFile, tenant: TenantID, year: Int) async -> PublicLogReading {
        if isBroken { return .unavailable }
        return tenant == "default" && year == 2026 && file.size == 7
            ? .found(file.content == .token ? [0x30, 0x00] : Array("note\n".utf8)) : .absent
    }
}

/// Parts that stand as told.
struct InventedReadiness: ReadinessProbe {
    var states: [ReadinessPart: ReadinessState] = [
        .witnesses: .ready,
        .rules: .ready, .keys: .ready, .ledger: .ready, .log: .ready,
    ]

    func readiness() async -> [ReadinessPart: ReadinessState] { states }
}
