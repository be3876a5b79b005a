import AuditTrail
import Conversations
import Foundation
import Sodium
import Testing

@testable import Ledger

@Suite("What was signed cannot be taken back")
struct TamperingTests {
    /// A closed ledger of some leaves.
    private func closedLedger(leaves: Int = 5) async throws -> LedgerFixture {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        for _ in 0..<leaves { _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil) }
        ledger.close()
        return fixture
    }

    private func refusal(of fixture: LedgerFixture) -> String {
        do {
            try fixture.open().close()
            return "opened"
        } catch {
            return "\(error)"
        }
    }

    @Test("an older database that was restored is noticed by the checkpoint kept outside it")
    func olderDatabase() async throws {
        let fixture = try await closedLedger(leaves: 3)
        try fixture.copy(["ledger.sqlite", "customer-keys.sqlite"], to: "backup")
        let ledger = try fixture.open()
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        ledger.close()
        try fixture.restore("ledger.sqlite", from: "backup")
        #expect(
            refusal(of: fixture).contains("the database ends at leaf 3, the checkpoint kept outside it at 4"))
    }

    @Test("an empty database in the place of the log is noticed")
    func emptyDatabase() async throws {
        let fixture = try await closedLedger()
        try FileManager.default.removeItem(atPath: fixture.path("ledger.sqlite"))
        #expect(refusal(of: fixture).contains("a checkpoint over 5 leaves is kept outside the database"))
    }

    @Test("a log that was written anew with the same key is not the one that was signed")
    func rewrittenLog() async throws {
        let fixture = try await closedLedger(leaves: 3)
        let other = try await closedLedger(leaves: 4)
        try FileManager.default.removeItem(atPath: fixture.path("ledger.sqlite"))
        try FileManager.default.copyItem(
            atPath: other.path("ledger.sqlite"), toPath: fixture.path("ledger.sqlite"))
        #expect(refusal(of: fixture).contains("the first 3 leaves are not those that were signed"))
    }

    @Test(
        "a row changed in the file is noticed at the next start",
        arguments: [
            (
                "UPDATE leaves SET bytes = CAST(replace(CAST(bytes AS TEXT), 'northwind', 'southwind') AS BLOB)",
                "leaf 0"
            ),
            ("UPDATE leaves SET hash = zeroblob(32) WHERE position = 2", "leaf 2 was changed"),
            ("DELETE FROM leaves WHERE position = 4", "it holds 4 leaves, 5 were signed"),
            ("UPDATE logs SET size = 4", "it holds 5 leaves, 4 were signed"),
            ("UPDATE leaves SET position = 7 WHERE position = 4", "are missing"),
            ("UPDATE logs SET checkpoint = replace(checkpoint, '5', '6')", "damaged or forged"),
            ("UPDATE callers SET leaves = 4", "a caller's counter is not the number of its leaves"),
            ("DELETE FROM logs", "which has no such log"),
            ("UPDATE leaves SET type = 'refusal' WHERE position = 2", "the column type of leaf 2 is not"),
            ("UPDATE leaves SET role = NULL WHERE position = 2", "the column role of leaf 2 is not"),
            ("UPDATE leaves SET purpose = 'other' WHERE position = 3", "the column purpose of leaf 3 is not"),
            ("UPDATE leaves SET organisation = 'x' WHERE position = 0", "the column organisation of leaf 0"),
            (
                "UPDATE leaves SET caller = '01J0000000000000000000000A' WHERE position = 1",
                "the column caller of leaf 1 is not"
            ),
            (
                "UPDATE leaves SET id = '01J0000000000000000000000A' WHERE position = 1",
                "the column id of leaf 1 is not"
            ),
            (
                "UPDATE leaves SET customer = '01J0000000000000000000000A' WHERE position = 1",
                "the key that the openings of leaf 1 of log gateway.example/audit/default/2026 are kept under"
            ),
            ("DELETE FROM openings WHERE leaf = (SELECT max(leaf) FROM openings)", "the openings of leaf 4"),
            ("UPDATE openings SET ciphertext = zeroblob(900)", "the openings of leaf 0"),
            ("INSERT INTO subtrees VALUES (1, 1, 0, zeroblob(32))", "hashes of leaves that it does not have"),
        ])
    func changedRow(sql: String, found: String) async throws {
        let fixture = try await closedLedger()
        try fixture.tamper(sql)
        #expect(refusal(of: fixture).contains(found))
    }

    @Test("a leaf that was moved to another customer, who has leaves too, is noticed")
    func movedLeaf() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        for number in 1...2 {
            let draft = try Drafts.disclosure(customer: Drafts.customer(UInt8(number)))
            _ = try await ledger.commit(draft, [], sealed: nil)
        }
        ledger.close()
        try fixture.open().close()
        try fixture.tamper("UPDATE leaves SET customer = (SELECT max(customer) FROM leaves)")
        #expect(refusal(of: fixture).contains("the openings of leaf 0"))
        #expect(refusal(of: fixture).contains("not those of the customer beside it"))
    }

    @Test(
        "an older file of customers' keys is refused when leaves need a key that it lacks, and noticed when not"
    )
    func olderKeys() async throws {
        let fixture = try LedgerFixture()
        func commit(_ customer: UInt8, destroying destroyed: UInt8? = nil) async throws {
            let ledger = try fixture.open()
            #expect(ledger.restoredKeysNotice == nil)
            if let destroyed {
                try await ledger.destroyKeys(of: Drafts.customer(destroyed), tenant: "default")
            }
            let draft = try Drafts.disclosure(customer: Drafts.customer(customer))
            _ = try await ledger.commit(draft, [], sealed: nil)
            ledger.close()
        }
        try await commit(1)
        try fixture.copy(["customer-keys.sqlite"], to: "first")
        try await commit(2)
        try fixture.copy(["customer-keys.sqlite"], to: "second")
        try await commit(2, destroying: 1)
        try fixture.copy(["customer-keys.sqlite"], to: "newest")
        try fixture.restore("customer-keys.sqlite", from: "first")
        #expect(
            refusal(of: fixture).contains(
                "are kept under is missing: an older copy of the file of customers' keys"))
        try fixture.restore("customer-keys.sqlite", from: "second")
        let restored = try fixture.open()
        let notice = try #require(restored.restoredKeysNotice)
        #expect(notice.contains("stands at change 2, the ledger saw it at "))
        restored.close()
        try fixture.restore("customer-keys.sqlite", from: "newest")
        let newest = try fixture.open()
        #expect(newest.restoredKeysNotice == nil)
        newest.close()
    }

    @Test("a hash above the leaves that was changed is noticed")
    func changedSubtree() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<260 {
                group.addTask { _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil) }
            }
            try await group.waitForAll()
        }
        ledger.close()
        try fixture.open().close()
        try fixture.tamper("UPDATE subtrees SET hash = zeroblob(32)")
        #expect(refusal(of: fixture).contains("hash 0 of level 1 was changed or removed"))
    }

    @Test("an outside checkpoint that is missing, damaged or of another key is noticed")
    func outsideCheckpoint() async throws {
        let fixture = try await closedLedger()
        let file = fixture.path("checkpoints/default-2026")
        let good = try String(contentsOfFile: file, encoding: .utf8)
        try good.replacingOccurrences(of: "\n5\n", with: "\n4\n").write(
            toFile: file, atomically: true, encoding: .utf8)
        #expect(refusal(of: fixture).contains("outside the database is damaged or forged"))
        try FileManager.default.removeItem(atPath: file)
        #expect(refusal(of: fixture).contains("(default-2026) is missing"))
        try good.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(refusal(of: fixture) == "opened")
    }

    @Test(
        "a file deleted or replaced under a running gateway stops every answer, for good",
        arguments: ["ledger.sqlite", "ledger.sqlite-wal", "ledger.lock", "customer-keys.sqlite"])
    func deletedFile(name: String) async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        let content = try Data(contentsOf: URL(fileURLWithPath: fixture.path(name)))
        try FileManager.default.removeItem(atPath: fixture.path(name))
        await #expect(throws: LedgerFailure.tampered("\(fixture.path(name)) was deleted")) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        try content.write(to: URL(fileURLWithPath: fixture.path(name)))
        #expect(await ledger.isUsable() == .unusable(.tampered("\(fixture.path(name)) was deleted")))
        await #expect(throws: LedgerUnavailable.tampered) {
            _ = try await ledger.persons(of: Drafts.customer(1), tenant: "default")
        }
    }

    @Test("readiness turns red when the database is replaced, without a commit")
    func replacedFile() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        #expect(await ledger.isUsable() == .usable)
        let path = fixture.path("ledger.sqlite")
        try FileManager.default.copyItem(atPath: path, toPath: path + ".copy")
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: path + ".copy", toPath: path)
        #expect(await ledger.isUsable() == .unusable(.tampered("\(path) was replaced by another file")))
    }
}
