import AsyncHTTPClient
import Conversations
import Foundation
import GRDB
import Ledger
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

@testable import Gateway
@testable import Ledger

/// A whole gateway on the demo's stores, served at a port of its own, with a ledger that fails when told.
struct ServedBench: Sendable {
    let root: GatewayRoot
    let url: String
    let token: String
    let faults: BreakableLedger

    /// Serves while the work is done, then drains and stops.
    static func serving(
        prepare: (DemoFolder) throws -> Void = { _ in },
        _ work: @Sendable @escaping (ServedBench) async throws -> Void
    ) async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try prepare(folder)
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        let faults = BreakableLedger()
        let root = try GatewayRoot(
            configuration, clock: SystemClock(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            ledgerFaults: faults.faults, load: ShippedRules.load)
        let caller = Caller(
            tenant: "default", subject: "agent-1", client: "tests", organisation: "larkfield", role: "agent")
        let token = try await DemoTokens(configuration, load: ShippedRules.load).mint(caller)
        let (urls, listening) = AsyncStream<String>.makeStream()
        let services = try await root.services(onListening: { listening.yield($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            // WHY: a broken ledger takes no stop leaf, which is what the run ends with.
            group.addTask { try? await root.run(services) }
            var first = urls.makeAsyncIterator()
            if let url = await first.next() {
                try await work(ServedBench(root: root, url: url, token: token, faults: faults))
            }
            group.cancelAll()
        }
        root.ledger.close()
    }

    /// Asks for the calm customer.
    func ask() async throws -> (status: Int, document: JSONValue, text: String) {
        try await answer(to: .calmCustomer(url, token: token))
    }

    /// Whether a balancer would send people here.
    func isReady() async throws -> Bool {
        try await answer(to: HTTPClientRequest(url: url + "/health/ready")).status == 200
    }

    private func answer(
        to request: HTTPClientRequest
    ) async throws -> (status: Int, document: JSONValue, text: String) {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = Array((try await response.body.collect(upTo: 1 << 20)).readableBytesView)
        return (Int(response.status.code), try JSONValue(json: bytes), String(decoding: bytes, as: UTF8.self))
    }

    /// Runs something on the ledger's own connection, between two commits.
    func onLedger(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
        try await root.ledger.database.writeWithoutTransaction(body)
    }
}

/// What happens at the steps of a commit, as a test sets it.
final class BreakableLedger: Sendable {
    // Guarded by the mutex.
    private let broken = Mutex<@Sendable (LedgerStep) throws -> Void>({ _ in })

    func breakWith(_ action: @escaping @Sendable (LedgerStep) throws -> Void) {
        broken.withLock { $0 = action }
    }
    func heal() { breakWith { _ in } }

    var faults: LedgerFaults {
        LedgerFaults { step in
            let action = self.broken.withLock { $0 }
            try action(step)
        }
    }
}
