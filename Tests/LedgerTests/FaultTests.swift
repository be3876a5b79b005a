import AuditTrail
import Conversations
import Foundation
import GRDB
import GatewayTestSupport
import Sodium
import Synchronization
import Testing

@testable import Ledger

/// Breaks a ledger at a step, as often as told.
final class Breaker: Sendable {
    struct Broken: Error {}
    private let state = Mutex([LedgerStep: Int]())

    func breakNext(_ step: LedgerStep, times: Int = 1) { state.withLock { $0[step] = times } }
    func heal() { state.withLock { $0 = [:] } }

    var faults: LedgerFaults {
        LedgerFaults { step in
            let isBroken = self.state.withLock { state in
                guard let left = state[step], left > 0 else { return false }
                state[step] = left - 1
                return true
            }
            if isBroken { throw Broken() }
        }
    }
}

@Suite("When the disk fails nothing is half done")
struct FaultTests {
    @Test(
        "a failure at any step of a commit is unavailable, red at once, and the next commit goes through",
        arguments: [LedgerStep.beforeBegin, .afterStage, .beforeCommit, .afterCommit])
    func failingStep(step: LedgerStep) async throws {
        let fixture = try LedgerFixture()
        let breaker = Breaker()
        let ledger = try fixture.open(faults: breaker.faults)
        let before = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        breaker.breakNext(step)
        await #expect(throws: LedgerFailure.unavailable) {
            let change = Drafts.link("p1", to: Drafts.customer(1))
            _ = try await ledger.commit(try Drafts.disclosure(), [change], sealed: nil)
        }
        #expect(ledger.writer.health.failure == .unavailable)
        let after = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        let wasDurable = step == .afterCommit
        #expect(after.index == before.index + (wasDurable ? 2 : 1))
        let owner = try await ledger.customer(of: PersonReference(source: "crm", id: "p1"), tenant: "default")
        #expect((owner != nil) == wasDurable, "the change stands exactly when its leaf stands")
        #expect(await ledger.isUsable() == .usable)
        #expect(try await fixture.report(of: ledger).problems == [])
        ledger.close()
        try fixture.open().close()
    }

    @Test("readiness stays red while the disk fails and turns green when a probe gets through")
    func readiness() async throws {
        let fixture = try LedgerFixture()
        let breaker = Breaker()
        let ledger = try fixture.open(faults: breaker.faults)
        breaker.breakNext(.beforeBegin, times: 3)
        await #expect(throws: LedgerFailure.unavailable) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        #expect(await ledger.isUsable() == .unusable(.unavailable))
        #expect(await ledger.isUsable() == .unusable(.unavailable))
        #expect(await ledger.isUsable() == .usable)
    }

    @Test("a full database refuses at once and recovers when there is room")
    func fullDisk() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        try await ledger.onWriter { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        var failure: LedgerFailure?
        var committed = 1
        for _ in 0..<50 where failure == nil {
            do {
                _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
                committed += 1
            } catch let found as LedgerFailure {
                failure = found
            }
        }
        #expect(failure == .full)
        #expect(ledger.writer.health.failure == .full)
        #expect(try await fixture.report(of: ledger).leavesRead == committed)
        try await ledger.onWriter { db in try db.execute(sql: "PRAGMA max_page_count = 1000000") }
        let after = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        #expect(after.index == committed)
        #expect(await ledger.isUsable() == .usable)
        #expect(try await fixture.report(of: ledger).problems == [])
    }

    @Test("a database that can only be read refuses and recovers")
    func readOnly() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        try await ledger.onWriter { db in try db.execute(sql: "PRAGMA query_only = ON") }
        await #expect(throws: LedgerFailure.unavailable) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        #expect(await ledger.isUsable() == .unusable(.unavailable))
        try await ledger.onWriter { db in try db.execute(sql: "PRAGMA query_only = OFF") }
        #expect(await ledger.isUsable() == .usable)
        #expect(try await ledger.commit(try Drafts.disclosure(), [], sealed: nil).index == 0)
    }

    @Test("another process that holds the database makes commits unavailable, not wrong")
    func lockedDatabase() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        var unsafeTransactions = Configuration()
        unsafeTransactions.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: fixture.path("ledger.sqlite"), configuration: unsafeTransactions)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        await #expect(throws: LedgerFailure.unavailable) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(try await ledger.commit(try Drafts.disclosure(), [], sealed: nil).index == 0)
    }

    @Test(
        "an outside checkpoint that cannot be written stops the next commit until it can",
        arguments: [LedgerStep.beforeCheckpointFile, .beforeCheckpointRename, .afterCheckpointRename])
    func failingCheckpointFile(step: LedgerStep) async throws {
        let fixture = try LedgerFixture()
        let breaker = Breaker()
        let ledger = try fixture.open(faults: breaker.faults)
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        ledger.writer.context.mirror.flush()
        breaker.breakNext(step, times: 1_000)
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        ledger.writer.context.mirror.flush()
        await #expect(throws: LedgerFailure.unavailable) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        #expect(await ledger.isUsable() == .unusable(.unavailable))
        breaker.heal()
        #expect(await ledger.isUsable() == .usable)
        #expect(try await ledger.commit(try Drafts.disclosure(), [], sealed: nil).index == 2)
        ledger.close()
        try fixture.open().close()
    }

    @Test("outside checkpoints are at most a second behind")
    func checkpointLag() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        var last = ""
        for _ in 0..<20 {
            last = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil).checkpoint
        }
        try await Task.sleep(for: .milliseconds(900))
        #expect(
            try String(contentsOfFile: fixture.path("checkpoints/default-2026"), encoding: .utf8) == last)
    }

    @Test("whatever fails in whatever order, the log stays sound and holds every answered leaf")
    func randomFaults() async throws {
        let fixture = try LedgerFixture()
        let breaker = Breaker()
        let ledger = try fixture.open(faults: breaker.faults)
        var random = SeededGenerator(seed: 20_260_301)
        var answered: [Int: [UInt8]] = [:]
        for _ in 0..<60 {
            breaker.heal()
            if Int.random(in: 0..<3, using: &random) == 0 {
                breaker.breakNext(LedgerStep.allCases.randomElement(using: &random) ?? .beforeCommit)
            }
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let receipt = try? await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
                if let receipt { answered[receipt.index] = receipt.leaf }
            }
        }
        breaker.heal()
        #expect(await ledger.isUsable() == .usable)
        #expect(try await fixture.report(of: ledger).problems == [])
        let stored = try await ledger.leaves(of: "default", limit: 1_000).leaves
        for (index, leaf) in answered { #expect(stored[index].bytes == leaf) }
        #expect(answered.count > 60)
    }
}

extension SQLiteLedger {
    /// Runs something on the connection that writes, between two batches.
    func onWriter(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
        try await database.writeWithoutTransaction(body)
    }
}
