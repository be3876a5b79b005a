import AuditTrail
import Conversations
import Foundation
import Sodium
import Synchronization
import Testing

@testable import Gateway

/// Kills a served gateway before the commit, after it, before the first byte and in mid-answer: where in its way a
/// request is hit is chance, so many are under way at every kill.
@Suite("kill -9", .serialized)
struct KillTests {
    private var killCount: Int { ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] == nil ? 3 : 100 }

    @Test("after every kill the gateway starts again, the log verifies, and every answered request is in it")
    func kills() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        let caller = Caller(
            tenant: "default", subject: "agent-1", client: "tests", organisation: "larkfield", role: "agent")
        let token = try await DemoTokens(configuration, load: ShippedRules.load).mint(caller)
        let answered = Answered()
        for round in 0..<killCount {
            let gateway = try GatewayProcess(configuration: folder.configurationPath)
            await withTaskGroup(of: Void.self) { group in
                for client in 0..<4 {
                    group.addTask {
                        while let answer = try? await gateway.ask(token: token, firstChunkOnly: client == 3) {
                            if answer.status == 200 { answered.add(answer.bytes) }
                        }
                    }
                }
                await answered.wait(forMore: 4)
                try? await Task.sleep(for: .milliseconds(20 + round * 37 % 200))
                gateway.kill()
            }
        }
        try await verify(answered, configuration, folder)
    }

    private func verify(
        _ answered: Answered, _ configuration: GatewayConfiguration, _ folder: DemoFolder
    ) async throws {
        let last = try GatewayProcess(configuration: folder.configurationPath)
        #expect(last.stop() == 0)
        let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
        let directory = folder.path + "/log"
        let count = try await GatewayRoot.exportLog(
            configuration, tenant: "default", year: year, to: directory)
        let key = try GatewayRoot.verifierKey(configuration, tenant: "default", year: year)
        let report = await LogVerifier(key: key, digester: SodiumDigester(), signatures: SodiumVerifier())
            .verify(DirectoryLogReader(directory: directory))
        #expect(report.isSound, "\(report.problems)")
        let receipts = answered.receipts
        #expect(receipts.count > killCount, "too few answers to mean anything")
        for receipt in receipts {
            #expect(receipt.index < count)
            #expect(throws: Never.self) {
                try receipt.verified(body: nil, by: key, digester: SodiumDigester(), with: SodiumVerifier())
            }
        }
        let leaves = try await Self.leaves(in: directory, count: count)
        for receipt in receipts where receipt.index < leaves.count {
            #expect(leaves[receipt.index] == receipt.leaf, "an answered request is not in the log")
        }
    }

    private static func leaves(in directory: String, count: Int) async throws -> [[UInt8]] {
        let reader = DirectoryLogReader(directory: directory)
        var leaves: [[UInt8]] = []
        while leaves.count < count, let tile = Tile.holding(.entries, position: leaves.count, size: count) {
            let bytes = try await reader.bytes(of: tile.path, byteCountMax: LogFiles.bundleBytesMax)
            leaves += EntryBundle.decode(bytes) ?? []
        }
        return leaves
    }
}

/// Whole answers that clients got.
private final class Answered: Sendable {
    // Guarded by the mutex.
    private let all = Mutex<[[UInt8]]>([])

    func add(_ bytes: [UInt8]) { all.withLock { $0.append(bytes) } }

    /// Waits until some more answers came, however slow the machine; at most a minute.
    func wait(forMore count: Int) async {
        let before = all.withLock { $0.count }
        for _ in 0..<1200 where all.withLock({ $0.count }) < before + count {
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    var receipts: [Receipt] {
        all.withLock { $0 }.compactMap { bytes in
            (try? JSONValue(json: bytes))?["receipt"].flatMap(Receipt.init(json:))
        }
    }
}
