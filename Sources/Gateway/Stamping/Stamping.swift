import AuditHTTP
import Conversations
import Foundation
import GatewayHTTP
import Ledger
import Logging
import ServiceLifecycle
import Sodium
import TimeStamping

/// Time stamps of one gateway: who is asked, how it goes, and what runs beside the requests. Nothing of it is on their way.
struct Stamping: Sendable {
    private let service: StampService?
    private let health: StampHealth

    /// Makes the parts; nothing is asked yet.
    ///
    /// - Parameters:
    ///   - configuration: without `time_stamps` nothing runs.
    ///   - ledger: where checkpoints come from and stamps are kept.
    ///   - clock: the gateway's own time.
    ///   - logger: where alarms go.
    /// - Throws: ``TrustedAuthorities/Problem`` naming the file of certificates that does not fit.
    init(
        _ configuration: GatewayConfiguration, ledger: SQLiteLedger, clock: any WallClock, logger: Logger
    ) throws {
        health = StampHealth(clock: clock)
        guard let settings = configuration.timeStamps else {
            service = nil
            return
        }
        let random = try SodiumRandom()
        let digester = SodiumDigester()
        let stamper = Stamper(
            ledger: ledger,
            authority: HTTPTimeStampAuthority(url: settings.url, deadlineSeconds: settings.deadlineSeconds),
            stamps: OpenSSLTimeStamps(
                authorities: try TrustedAuthorities(path: settings.authorities), digester: digester),
            digester: digester, entropy: { random.bytes($0) })
        service = StampService(
            tenants: configuration.tenants, stamper: stamper, health: health, clock: clock,
            interval: .seconds(60 * settings.everyMinutes), lagMinutesMax: settings.lagMinutesMax,
            logger: logger)
    }

    /// What runs while the gateway serves.
    var services: [ServiceGroupConfiguration.ServiceConfiguration] {
        service.map { [.init(service: $0)] } ?? []
    }

    /// What `/metrics` shows of it.
    var metrics: [any MetricsPart] { service == nil ? [] : [health] }
}
