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
    /// A folder with a ledger of some answers, closed, and a copy of it from before the last of them.
    private func folder() async throws -> DemoFolder {
        let folder = try DemoBench.makeFolder()
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        for round in 0..<2 {
            if round == 1 {
                try FileManager.default.copyItem(atPath: configuration.ledger, toPath: folder.path + "/older")
            }
            let root = try GatewayRoot(configuration, logger: .init(label: "test"))
            try await root.record(.start, publicMembers: ["version": "1"])
            let caller = Caller(
                tenant: "default", subject: "agent-1", client: "tests", organisation: "larkfield",
                role: "agent")
            let email = ["daniel.okafor@example.net", "priya.raman@example.com"][round]
            let request = SummaryRequest(customer: .person(.email(email)), purpose: "arrange_delivery")
            let answer = await root.summaries.summary(
                request, caller: caller, trace: String(repeating: "a", count: 32))
            #expect(answer.status < 300)
            root.ledger.close()
        }
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

    private func restore(_ name: String, in folder: DemoFolder) throws {
        let ledger = try GatewayConfiguration(path: folder.configurationPath).ledger
        try FileManager.default.removeItem(atPath: ledger + "/" + name)
        try FileManager.default.copyItem(atPath: folder.path + "/older/" + name, toPath: ledger + "/" + name)
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

    @Test("an older database that was restored is refused: the checkpoint outside it is further")
    func olderDatabase() async throws {
        let folder = try await folder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try restore("ledger.sqlite", in: folder)
        let found = try refusal(of: folder)
        #expect(found.contains("an older database was restored or leaves were removed"), "\(found)")
        #expect(found.contains("restore the newest copy of the ledger folder"), "it says what to do")
    }

    @Test("an older file of customers' keys, which lacks a key that leaves need, is refused")
    func olderKeys() async throws {
        let folder = try await folder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try restore("customer-keys.sqlite", in: folder)
        let found = try refusal(of: folder)
        #expect(found.contains("are kept under is missing"), "\(found)")
        #expect(found.contains("an older copy of the file of customers' keys"), "\(found)")
    }

    @Test(
        "another root than the signed one, or a search column that is not what its leaf says, is refused",
        arguments: [
            ("UPDATE leaves SET bytes = zeroblob(200) WHERE position = 1", "leaf 1 was changed"),
            (
                "UPDATE leaves SET hash = zeroblob(32), bytes = zeroblob(9) WHERE position = 1",
                "leaf 1 was changed"
            ),
            ("DELETE FROM leaves WHERE position = (SELECT max(position) FROM leaves)", "were signed"),
            (
                "UPDATE leaves SET purpose = 'resolve_issue' WHERE position = 1",
                "the column purpose of leaf 1"
            ),
            ("UPDATE leaves SET customer = NULL WHERE position = 1", "the openings of leaf 1"),
        ])
    func changedRows(sql: String, found: String) async throws {
        let folder = try await folder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try change(sql, in: folder)
        let refused = try refusal(of: folder)
        #expect(refused.contains(found), "\(refused)")
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
        let token = try await DemoTokens(try GatewayConfiguration(path: folder.configurationPath)).mint(
            caller)
        #expect(try await first.ask(token: token).status == 200)
        #expect(first.stop() == 0)
    }
}
