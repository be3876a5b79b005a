import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Ledger
import Logging
import Synchronization
import Testing

@testable import Gateway

@Suite("Events of the review queue between a commit and whoever hears of it")
struct EventRelayTests {
    private static let words = "something is badly wrong here"

    /// A gateway on a folder of its own that writes events to a file.
    private struct Bench {
        let folder: DemoFolder
        let configuration: GatewayConfiguration

        init() throws {
            folder = try DemoBench.makeFolder()
            let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
            try (text + "reviews: {events: {file: reports/review-events.jsonl}}\n").write(
                toFile: folder.configurationPath, atomically: true, encoding: .utf8)
            configuration = try GatewayConfiguration(path: folder.configurationPath)
        }

        var eventsPath: String { folder.path + "/reports/review-events.jsonl" }

        func events() throws -> [JSONValue] {
            try String(contentsOfFile: eventsPath, encoding: .utf8).split(separator: "\n").map {
                try JSONValue(json: Array($0.utf8))
            }
        }

        func start(_ faults: LedgerFaults = .none) throws -> GatewayRoot {
            try GatewayRoot(
                configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                ledgerFaults: faults, load: ShippedRules.load)
        }

        func stop(_ root: GatewayRoot) async throws -> Int {
            let caller = Caller(
                tenant: "default", subject: "operator-1", client: "tests", organisation: "larkfield",
                role: "operator")
            let desk = try #require(root.reviews?.desk)
            return await desk.answer(
                .stop(true, words: EventRelayTests.words), caller: caller,
                trace: String(repeating: "e", count: 32)
            ).status
        }
    }

    private struct Crash: Error {}

    @Test("a process that ends right after the commit loses no event: its next start hands it on, once")
    func crashBetween() async throws {
        let bench = try Bench()
        defer { try? FileManager.default.removeItem(atPath: bench.folder.path) }
        let isArmed = Mutex(false)
        let first = try bench.start(
            LedgerFaults { step in
                if step == .afterCommit, isArmed.withLock({ $0 }) { throw Crash() }
            })
        isArmed.withLock { $0 = true }
        #expect(try await bench.stop(first) == 503, "nobody hears of what was committed")
        #expect(try bench.events().isEmpty)
        first.ledger.close()
        let second = try bench.start()
        defer { second.ledger.close() }
        #expect(try await second.ledger.queueStop(of: "default") != nil, "the step itself was committed")
        let keeping = try #require(second.reviews?.keeping)
        await keeping.round()
        await keeping.round()
        #expect(try bench.events().map { $0["type"] } == ["throughline.review.stopped"])
        #expect(try await second.ledger.waitingEvents(limit: 10).isEmpty)
    }

    @Test("an event that cannot be written down waits in the ledger, and the step is answered")
    func unwritable() async throws {
        let bench = try Bench()
        defer { try? FileManager.default.removeItem(atPath: bench.folder.path) }
        let root = try bench.start()
        defer { root.ledger.close() }
        try FileManager.default.removeItem(atPath: bench.eventsPath)
        try FileManager.default.createDirectory(atPath: bench.eventsPath, withIntermediateDirectories: false)
        #expect(try await bench.stop(root) == 200)
        #expect(try await root.ledger.waitingEvents(limit: 10).map(\.event.subject) == ["queue"])
        try FileManager.default.removeItem(atPath: bench.eventsPath)
        await root.reviews?.keeping.round()
        #expect(try bench.events().count == 1)
        #expect(try await root.ledger.waitingEvents(limit: 10).isEmpty)
    }
}
