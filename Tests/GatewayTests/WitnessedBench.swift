import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import GatewayTestSupport
import Ledger
import Logging
import Sodium
import Synchronization
import Witness

@testable import Gateway

/// A witness that runs until it is told to stop.
struct RunningWitness {
    let key: WitnessKey
    let url: String
    private let task: Task<Void, any Error>

    /// Starts one on a port of its own.
    init(
        _ number: UInt8, logs: [VerifierKey], state: String, clock: any WallClock, port: Int = 0
    ) async throws {
        let signer = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 200 + number, count: 32)))
        let key = WitnessKey(
            name: "witness.example/w\(number)", publicKey: signer.publicKey, digester: SodiumDigester())
        guard let key else { throw WitnessedBench.NoKey() }
        let started = try await Self.start { onListening in
            try await WitnessServing.run(
                key: key, signer: signer, logs: logs, stateDirectory: "\(state)/witness-\(number)",
                listening: WitnessListening(host: "127.0.0.1", port: port), clock: clock,
                onListening: onListening)
        }
        self.key = key
        url = "http://127.0.0.1:\(started.port)"
        task = started.task
    }

    private struct Started {
        let port: Int
        let task: Task<Void, any Error>
    }

    /// Runs until it listens; one that was just stopped may hold lock and port for a moment.
    private static func start(
        _ run: @escaping @Sendable (@escaping @Sendable (Int) async -> Void) async throws -> Void
    ) async throws -> Started {
        for _ in 0..<200 {
            let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
            let task = Task {
                defer { continuation.finish() }
                try await run { port in continuation.yield(port) }
            }
            for await port in ports { return Started(port: port, task: task) }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw WitnessedBench.NoWitness()
    }

    /// The port that it listens on.
    var port: Int { Int(url.split(separator: ":").last ?? "") ?? 0 }

    func stop() async {
        task.cancel()
        _ = await task.result
    }
}

/// A whole gateway whose log is witnessed, on the demo's stores, with a clock that is moved by hand.
final class WitnessedBench: Sendable {
    struct NoKey: Error {}
    struct NoWitness: Error {}

    static let lagSeconds = 60

    let folder: DemoFolder
    let clock: ManualClock
    let journal = Journal()
    let year: Int

    init() throws {
        folder = try DemoBench.makeFolder()
        let now = SystemClock().now()
        clock = ManualClock(now)
        year = Int(now.description.prefix(4)) ?? 1970
    }

    deinit { try? FileManager.default.removeItem(atPath: folder.path) }

    /// The logs' keys of both tenants.
    func logKeys() throws -> [VerifierKey] {
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        return try configuration.tenants.map {
            try GatewayRoot.verifierKey(configuration, tenant: $0, year: year)
        }
    }

    func logKey() throws -> VerifierKey {
        guard let key = try logKeys().first else { throw NoKey() }
        return key
    }

    var policyPath: String { folder.path + "/witnesses.policy" }

    func policy() throws -> WitnessPolicy {
        let bytes = FileManager.default.contents(atPath: policyPath) ?? Data()
        return try WitnessPolicy(parsing: Array(bytes), digester: SodiumDigester())
    }

    /// Writes policy and configuration.
    func configure(_ witnesses: [(key: WitnessKey, url: String)], quorum: String) throws {
        // WHY: the format allows a key once, and one key signs the logs of all tenants.
        var lines = ["log \(try logKey())"]
        let names = witnesses.indices.map { "w\($0)" }
        for (name, witness) in zip(names, witnesses) {
            lines.append("witness \(name) \(witness.key) \(witness.url)")
        }
        lines.append("group all-of-us \(quorum) \(names.joined(separator: " "))")
        lines.append("quorum all-of-us")
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: policyPath, atomically: true, encoding: .utf8)
        let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
        guard !text.contains("witnesses:") else { return }
        let part =
            "witnesses: {policy: witnesses.policy, lag_seconds: \(Self.lagSeconds), timeout_ms: 30000}\n"
        try (text + part).write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
    }

    /// Runs a gateway's witnessing, without a socket of its own, for the length of a call.
    func withGateway<Result: Sendable>(
        isStopping: Bool = false, _ body: (GatewayRoot) async throws -> Result
    ) async throws -> Result {
        let journal = journal
        let root = try GatewayRoot(
            try GatewayConfiguration(path: folder.configurationPath), clock: clock,
            logger: Logger(label: "test") { _ in CollectingHandler(journal: journal) },
            load: ShippedRules.load)
        defer { root.ledger.close() }
        try await root.record(.start, publicMembers: ["version": GatewayRoot.version])
        await root.witnessing?.refresh()
        let task = Task { try await root.witnessing?.run() }
        defer { task.cancel() }
        let result = try await body(root)
        task.cancel()
        _ = await task.result
        if isStopping {
            try await root.record(.stop)
            // WHY more than once: on a crowded machine the witness of this process may not answer within one stop.
            for _ in 0..<20 {
                await root.witnessing?.settle()
                guard root.witnessing?.board.isSettled == false else { break }
            }
        }
        return result
    }

    func ask(_ root: GatewayRoot, isVendor: Bool) async throws -> (status: Int, document: JSONValue) {
        let request = SummaryRequest(
            customer: .person(.email("daniel.okafor@example.net")), purpose: "arrange_delivery")
        let caller = Caller(
            tenant: "default", subject: isVendor ? "vendor-1" : "agent-1", client: "tests",
            organisation: isVendor ? "brightline" : "larkfield", role: isVendor ? "vendor_agent" : "agent",
            region: nil)
        let answer = await root.summaries.summary(
            request, caller: caller, trace: String(repeating: "c", count: 32))
        return (answer.status, try JSONValue(json: answer.bytes))
    }

    func publicCheckpoint(_ root: GatewayRoot) async throws -> SignedNote? {
        let log = LedgerPublicLog(ledger: root.ledger, witnessing: root.witnessing)
        guard case .found(let bytes) = await log.checkpoint(tenant: "default", year: year) else { return nil }
        return try SignedNote(parsing: bytes)
    }

    func size(_ root: GatewayRoot) async throws -> Int {
        let text = try await root.ledger.latestCheckpoint(of: "default", year: year) ?? ""
        return Checkpoint(text: try SignedNote(parsing: Array(text.utf8)).text)?.size ?? -1
    }

    /// Waits until a public checkpoint covers every leaf that there is now.
    func waitUntilWitnessed(_ root: GatewayRoot) async throws -> Bool {
        let wanted = try await size(root)
        return try await wait {
            let note = try await publicCheckpoint(root)
            return note.flatMap { Checkpoint(text: $0.text)?.size }.map { $0 >= wanted } ?? false
        }
    }

    /// Waits up to a minute, for the machine may be busy.
    func wait(until isTrue: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<1_200 {
            if try await isTrue() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}
