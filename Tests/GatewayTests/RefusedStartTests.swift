import AuditTrail
import Briefing
import Conversations
import Foundation
import GRDB
import Logging
import Testing

@testable import Gateway
@testable import Ledger

/// A ledger that is not the one that was signed: `throughline serve` does not start, says why and what to do.
@Suite("A refused start", .serialized)
struct RefusedStartTests {
    /// A folder with a ledger of some answers, closed, and a copy of the ledger from before the last of them.
    private func folder() async throws -> DemoFolder {
        let folder = try DemoBench.makeFolder()
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        for email in ["daniel.okafor@example.net", "priya.raman@example.com"] {
            let root = try GatewayRoot(
                configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                load: ShippedRules.load)
            let caller = Caller(
                tenant: "default", subject: "agent-1", client: "tests", organisation: "larkfield",
                role: "agent")
            let request = SummaryRequest(customer: .person(.email(email)), purpose: "resolve_issue")
            let answer = await root.summaries.summary(
                request, caller: caller, trace: String(repeating: "a", count: 32))
            #expect(answer.status < 500)
            root.ledger.close()
            if email.hasPrefix("daniel") {
                try FileManager.default.copyItem(atPath: configuration.ledger, toPath: folder.path + "/older")
            }
        }
        try FileManager.default.copyItem(atPath: configuration.ledger, toPath: folder.path + "/newest")
        return folder
    }

    /// What a start that was refused printed.
    private func refusal(of folder: DemoFolder) throws -> String {
        do {
            try GatewayProcess(configuration: folder.configurationPath).kill()
            return "it serves"
        } catch let failure as GatewayProcess.Failure {
            return failure.output
        }
    }

    /// Takes a file of the ledger, or all of it, from a copy.
    private func restore(_ name: String = "", from copy: String, in folder: DemoFolder) throws {
        let path = try GatewayConfiguration(path: folder.configurationPath).ledger + "/" + name
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: folder.path + "/\(copy)/" + name, toPath: path)
    }

    private func change(_ sql: String, in folder: DemoFolder) throws {
        let ledger = try GatewayConfiguration(path: folder.configurationPath).ledger
        let queue = try DatabaseQueue(path: ledger + "/ledger.sqlite")
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: sql)
        }
        try queue.close()
    }

    @Test(
        "an older database or file of keys, another root, and a column that is not what its leaf says are refused"
    )
    func notAsSigned() async throws {
        let folder = try await folder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try restore("ledger.sqlite", from: "older", in: folder)
        let older = try refusal(of: folder)
        #expect(older.contains("an older database was restored or leaves were removed"), "\(older)")
        #expect(older.contains("restore the newest copy of the ledger folder"), "it says what to do")
        try restore(from: "newest", in: folder)
        try restore("customer-keys.sqlite", from: "older", in: folder)
        let keys = try refusal(of: folder)
        #expect(keys.contains("an older copy of the file of customers' keys was restored"), "\(keys)")
        let changes = [
            (
                "UPDATE leaves SET hash = zeroblob(32), bytes = zeroblob(9) WHERE position = 1",
                "leaf 1 was changed"
            ),
            (
                "UPDATE leaves SET purpose = 'arrange_delivery' WHERE position = 1",
                "the column purpose of leaf 1"
            ),
            ("UPDATE leaves SET customer = NULL", "the openings of leaf"),
        ]
        for (sql, found) in changes {
            try restore(from: "newest", in: folder)
            try change(sql, in: folder)
            let refused = try refusal(of: folder)
            #expect(refused.contains(found), "\(sql): \(refused)")
        }
    }

    @Test("two gateways on one ledger: the second is refused and says what to do, the first goes on")
    func twoGateways() async throws {
        let folder = try await folder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let first = try GatewayProcess(configuration: folder.configurationPath)
        let found = try refusal(of: folder)
        #expect(found.contains("another gateway has this ledger open"), "\(found)")
        #expect(found.contains("stop it first"), "\(found)")
        let caller = Caller(
            tenant: "default", subject: "agent-1", client: "tests", organisation: "larkfield", role: "agent")
        let token = try await DemoTokens(
            try GatewayConfiguration(path: folder.configurationPath), load: ShippedRules.load
        ).mint(
            caller)
        #expect(try await first.ask(token: token).status == 200)
        #expect(first.stop() == 0)
    }
}
