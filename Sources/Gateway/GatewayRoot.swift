import AuditTrail
import Briefing
public import Conversations
import Foundation
import GatewayHTTP
import Hummingbird
import Ledger
public import Logging
import RuleFiles
import ServiceLifecycle
import Sodium
import UnixSignals

/// The composition root: every part is made here, from the configuration, and handed to whoever needs it.
public struct GatewayRoot: Sendable {
    let configuration: GatewayConfiguration
    let keys: GatewayKeys
    let rulebooks: RulebookStore
    let ledger: SQLiteLedger
    let summaries: SummaryGateway
    let stamping: Stamping
    /// `nil` when no witnesses are configured.
    let witnessing: Witnessing?
    /// Who may see more for some minutes.
    private(set) var access: Access?
    /// The queue of cases that wait for a person.
    private(set) var reviews: Reviews?
    let logger: Logger
    /// Which files of lines can be posted from.
    let postingHealth = PostingHealth()

    /// Makes and checks every part; nothing listens yet.
    ///
    /// - Parameters:
    ///   - configuration: the gateway to build.
    ///   - clock: the time; the machine's own unless a test says otherwise.
    ///   - logger: where log lines go; none ever holds customer data.
    /// - Throws: whatever keeps the gateway from serving, naming the thing, what was expected and what was found.
    public init(
        _ configuration: GatewayConfiguration, clock: any WallClock = SystemClock(), logger: Logger
    ) throws {
        try self.init(
            configuration, clock: clock, logger: logger, ledgerFaults: .none, load: Self.rulebook)
    }

    /// The same with a ledger that fails when a test says so, and rules that need not be compiled anew for each test.
    init(
        _ configuration: GatewayConfiguration, clock: any WallClock = SystemClock(), logger: Logger,
        ledgerFaults: LedgerFaults = .none, load: (GatewayConfiguration) throws -> Rulebook
    ) throws {
        if let problem = configuration.reviews?.shadowProblem(at: clock.now()) { throw problem }
        self.configuration = configuration
        self.logger = logger
        keys = try GatewayKeys(directory: configuration.keys)
        let rulebook = try load(configuration)
        rulebooks = RulebookStore(rulebook)
        let sources = try Self.sources(configuration, rulebook: rulebook, logger: logger) { [rulebooks] in
            rulebooks.current.identity
        }
        ledger = try Self.openLedger(configuration, keys: keys, clock: clock, faults: ledgerFaults)
        if let notice = ledger.restoredKeysNotice { logger.warning("\(notice)") }
        stamping = try Stamping(configuration, ledger: ledger, clock: clock, logger: logger)
        let random = try SodiumRandom()
        let witnessing = try Self.witnessing(
            configuration, ledger: ledger, clock: clock, logger: logger)
        self.witnessing = witnessing
        summaries = SummaryGateway(
            tenants: configuration.tenants, rulebooks: rulebooks,
            sources: Sources(sources: sources, bounds: configuration.limits.readBounds),
            ledger: ledger, sealing: try Self.bodySealing(configuration, rulebook: rulebook),
            digester: SodiumDigester(), pseudonymiser: keys.pseudonym, clock: ForwardClock(clock),
            entropy: { random.bytes($0) }, logger: logger,
            isWitnessed: { witnessing?.isWitnessed($0) ?? true },
            shadowUntil: configuration.reviews?.shadowUntil, alarm: TreatmentAlarm(logger: logger))
        let access = try Access(self)
        self.access = access
        reviews = try Reviews(self, access)
    }

    /// Runs a gateway until a signal stops it.
    ///
    /// - Parameters:
    ///   - configuration: the gateway to run.
    ///   - onListening: called once with its URL when it answers.
    /// - Throws: whatever keeps it from serving.
    public static func serve(
        _ configuration: GatewayConfiguration, onListening: @escaping @Sendable (String) async -> Void
    ) async throws {
        var logger = Logger(label: "throughline")
        logger.logLevel = .notice
        let root = try GatewayRoot(configuration, logger: logger)
        try await root.refuseUnfitMappings()
        let services = try await root.services(onListening: onListening, signals: [.sigterm, .sigint])
        try await root.run(services)
    }

    /// Refuses to start on a mapping that does not fit its store; a store that is away is a gap and no reason.
    func refuseUnfitMappings() async throws {
        for source in summaries.sources.sources {
            for finding in await source.probe() where finding.isFault {
                guard !finding.isMappingFault else {
                    ledger.close()
                    throw RuleFileProblem(file: "\(source.descriptor.id)", line: 0, message: finding.message)
                }
                logger.error(
                    "a store cannot be read now",
                    metadata: ["source": .string(source.descriptor.id.text), "why": .string(finding.message)])
            }
        }
    }

    /// Everything that runs while the gateway serves; a signal or a trigger drains and stops all of it.
    func services(
        onListening: @escaping @Sendable (String) async -> Void, signals: [UnixSignal] = []
    ) async throws -> ServiceGroup {
        if configuration.mode == .demo {
            logger.notice(
                "demo mode: rules are unsigned and tokens are made here; never serve real customers so")
        }
        let drain = DrainGate()
        let application = gatewayApplication(
            configuration: try doorConfiguration(), services: try await doorServices(drain),
            onListening: { [configuration] port in
                await onListening("http://\(configuration.listen.host):\(port)")
            })
        let beside = (try reportServices() + (access?.services ?? []) + (reviews?.services ?? [])).map {
            ServiceGroupConfiguration.ServiceConfiguration(service: $0)
        }
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: application), .init(service: reloading), .init(service: retaining),
                    .init(service: DrainService(drain, seconds: 1)),
                ] + stamping.services + beside
                    + (witnessing.map { [.init(service: $0)] } ?? []),
                gracefulShutdownSignals: signals, logger: logger))
    }

    /// Serves until the services stop, between a start and a stop leaf.
    func run(_ services: ServiceGroup) async throws {
        try await recordStart()
        try await recordKeys()
        try await recordReplays()
        await witnessing?.refresh()
        try await services.run()
        try await record(.stop)
        await witnessing?.settle()
        ledger.close()
    }

    private func doorConfiguration() throws -> DoorConfiguration {
        let limits = configuration.limits
        return try DoorConfiguration(
            host: configuration.listen.host, port: configuration.listen.port,
            bodyBytesMax: limits.bodyBytesMax,
            rate: try CallerRateLimit(
                perMinute: limits.requestsPerMinute, burst: min(100_000, max(1, limits.requestsPerMinute / 4))
            ))
    }

    /// What the HTTP door is given.
    func doorServices(_ drain: DrainGate) async throws -> DoorServices {
        let random = try SodiumRandom()
        let tokens = configuration.tokens
        let verifier = try await TokenVerifier(
            keys: try await Self.tokenKeys(configuration),
            rules: try TokenRules(issuer: tokens.issuer, audience: tokens.audience), clock: SystemClock(),
            admits: { [rulebooks] caller in
                Self.mayHaveRole(caller, house: tokens.house, policy: rulebooks.current.policy)
            })
        return DoorServices(
            summaries: summaries, verifier: verifier,
            readiness: GatewayReadiness(ledger: ledger, witnessing: witnessing),
            publicLog: LedgerPublicLog(ledger: ledger, witnessing: witnessing),
            audit: try auditDesk(clock: SystemClock()), drain: drain,
            metrics: RequestMetrics(
                beside: stamping.metrics + (witnessing.map { [$0] } ?? []) + summaries.metrics
                    + (access.map { [$0.metrics] } ?? []) + (reviews.map { [$0.metrics] } ?? [])
                    + [postingHealth]),
            clock: SystemClock(), entropy: { random.bytes($0) }, logger: logger,
            customers: try customersDesk(), timelines: summaries, explanations: summaries,
            access: access?.desk,
            reviews: reviews?.desk)
    }

    /// What SIGHUP sets off.
    var reloading: ReloadService {
        ReloadService(
            rulebooks: rulebooks, load: { [configuration] in try Self.rulebookToServe(configuration) },
            record: { rulebook in try await recordPolicy(rulebook) },
            reloadKeys: { try await reloadKeys() }, logger: logger)
    }
}

extension GatewayConfiguration.Limits {
    /// The bounds of one source's reading.
    var readBounds: ReadBounds {
        ReadBounds(
            interactionsMax: interactionsMax, textBytesMax: textBytesMax,
            deadlineMilliseconds: sourceDeadlineMilliseconds)
    }
}
