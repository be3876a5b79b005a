import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import GRDB
import Sodium
import Synchronization
import Testing

@testable import Ledger

@Suite("A commit is all or nothing")
struct CommitTests {
    @Test("a receipt proves the answer and opens only what the draft names")
    func receiptProves() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let receipt = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        let leaf = try receipt.verified(
            body: Drafts.body, by: fixture.verifierKey(), digester: SodiumDigester(), with: SodiumVerifier())
        #expect(receipt.index == 0)
        #expect(receipt.openings.map(\.name) == ["shown"])
        #expect(leaf.number == 1)
        #expect(leaf.time == fixture.clock.now())
        #expect(leaf.first?.verifierKey == (try fixture.verifierKey().description))
        #expect(leaf.first?.previousCheckpoint == nil)
    }

    @Test("a change that conflicts leaves no leaf, and the leaf before and after it stand")
    func failingChangeLeavesNoLeaf() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let mine = Drafts.customer(1)
        _ = try await ledger.commit(
            try Drafts.disclosure(customer: mine), [Drafts.link("p1", to: mine)], sealed: nil)
        let other = Drafts.customer(2)
        await #expect(throws: LedgerFailure.conflict("a person row belongs to another customer meanwhile")) {
            _ = try await ledger.commit(
                try Drafts.disclosure(customer: other),
                [Drafts.link("p2", to: other), Drafts.link("p1", to: other)], sealed: nil)
        }
        let after = try await ledger.commit(try Drafts.disclosure(customer: mine), [], sealed: nil)
        #expect(after.index == 1)
        #expect(try Leaf(bytes: after.leaf).number == 2, "a commit that failed counts for nobody")
        #expect(
            try await ledger.customer(of: PersonReference(source: "crm", id: "p2"), tenant: "default") == nil)
        #expect(try await fixture.report(of: ledger).problems == [])
    }

    @Test("a leaf that cannot be written makes none of its changes")
    func failingLeafMakesNoChange() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let long = String(repeating: "x", count: 65_536)
        let draft = try Drafts.disclosure(customer: Drafts.customer(1), subjectName: long)
        await #expect(throws: LedgerFailure.refused(.openingTooLong("subject"))) {
            _ = try await ledger.commit(draft, [Drafts.link("p1", to: Drafts.customer(1))], sealed: nil)
        }
        #expect(
            try await ledger.customer(of: PersonReference(source: "crm", id: "p1"), tenant: "default") == nil)
        #expect(try await ledger.leaves(of: "default").leaves == [])
        #expect(await ledger.isUsable() == .usable, "a draft's own fault is no fault of the ledger")
    }

    @Test("a conflict within a batch fails alone; the rest of the batch is committed under one checkpoint")
    func conflictFailsAlone() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<32 {
                group.addTask {
                    let customer = Drafts.customer(UInt8(number))
                    let change = Drafts.link(number % 4 == 0 ? "shared" : "p\(number)", to: customer)
                    let receipt = try? await ledger.commit(
                        try Drafts.disclosure(customer: customer), [change], sealed: nil)
                    return receipt != nil
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.count { $0 } == 25, "one of the eight that want the shared row has it")
        let report = try await fixture.report(of: ledger)
        #expect(report.problems == [])
        #expect(report.leavesRead == 25)
    }

    @Test("a change of another tenant is refused with its leaf")
    func foreignChange() async throws {
        let fixture = try LedgerFixture(tenants: ["default", "acme"])
        let ledger = try fixture.open()
        await #expect(throws: LedgerFailure.conflict("a change is of another tenant than its leaf")) {
            let change = Drafts.link("p1", to: Drafts.customer(1), tenant: "acme")
            _ = try await ledger.commit(try Drafts.disclosure(), [change], sealed: nil)
        }
    }

    @Test("a tenant that the ledger does not serve has no log")
    func unknownTenant() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        await #expect(throws: LedgerFailure.conflict("this ledger keeps no log for the tenant")) {
            _ = try await ledger.commit(try Drafts.disclosure(tenant: "acme"), [], sealed: nil)
        }
    }

    @Test("the first commit after opening carries on where the last one ended")
    func reopening() async throws {
        let fixture = try LedgerFixture()
        for round in 0..<5 {
            let ledger = try fixture.open()
            let receipt = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
            #expect(receipt.index == round)
            #expect(try Leaf(bytes: receipt.leaf).number == Int64(round + 1))
            #expect(try await fixture.report(of: ledger).problems == [])
            ledger.close()
        }
    }
}

@Suite("Commits that wait go together")
struct GroupCommitTests {
    @Test("64 callers at once get indices and counters without a gap, and every receipt proves its answer")
    func concurrentCommitters() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let receipts = try await withThrowingTaskGroup(of: [Receipt].self) { group in
            for number in 0..<64 {
                group.addTask {
                    var mine: [Receipt] = []
                    for _ in 0..<6 {
                        let draft = try Drafts.disclosure(by: try PrincipalID("agent-\(number % 8)"))
                        mine.append(try await ledger.commit(draft, [], sealed: nil))
                    }
                    return mine
                }
            }
            return try await group.reduce(into: [Receipt]()) { $0 += $1 }
        }
        #expect(receipts.map(\.index).sorted() == Array(0..<384))
        let key = try fixture.verifierKey()
        for receipt in receipts {
            _ = try receipt.verified(
                body: Drafts.body, by: key, digester: SodiumDigester(), with: SodiumVerifier())
        }
        let report = try await fixture.report(of: ledger)
        #expect(report.problems == [])
        #expect(report.callers.map(\.last) == Array(repeating: 48, count: 8))
    }

    @Test("one more than may wait hears unavailable instead of waiting")
    func boundedLine() async throws {
        let fixture = try LedgerFixture()
        let gate = Gate()
        let faults = LedgerFaults { step in if step == .beforeBegin { gate.wait() } }
        let ledger = try fixture.open(waitingMax: 1, faults: faults)
        async let first = ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        await gate.reached()
        async let second = ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        try await Task.sleep(for: .milliseconds(100))
        await #expect(throws: LedgerFailure.unavailable) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        gate.open()
        #expect(try await [first.index, second.index] == [0, 1])
    }

    @Test("a caller who stops waiting hears unavailable at once and turns nothing red")
    func cancelledCaller() async throws {
        let fixture = try LedgerFixture()
        let gate = Gate()
        let faults = LedgerFaults { step in if step == .beforeBegin { gate.wait() } }
        let ledger = try fixture.open(faults: faults)
        let first = Task { try await ledger.commit(try Drafts.disclosure(), [], sealed: nil).index }
        await gate.reached()
        let second = Task { try await ledger.commit(try Drafts.disclosure(), [], sealed: nil).index }
        second.cancel()
        await #expect(throws: LedgerFailure.unavailable) { try await second.value }
        #expect(ledger.writer.health.failure == nil)
        gate.open()
        #expect(try await first.value == 0)
        #expect(try await ledger.commit(try Drafts.disclosure(), [], sealed: nil).index == 1)
    }

    @Test("a commit that takes too long is unavailable, turns readiness red, and the log stays sound")
    func deadline() async throws {
        let fixture = try LedgerFixture()
        let gate = Gate()
        let faults = LedgerFaults { step in if step == .beforeCommit { gate.wait() } }
        let ledger = try fixture.open(deadlineMilliseconds: 100, faults: faults)
        await #expect(throws: LedgerFailure.unavailable) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        #expect(await ledger.isUsable() == .unusable(.unavailable))
        gate.open()
        try await Task.sleep(for: .milliseconds(200))
        #expect(await ledger.isUsable() == .usable)
        #expect(try await fixture.report(of: ledger).problems == [])
    }
}

/// Blocks a thread, as a hung disk does, until it is opened.
final class Gate: Sendable {
    private let state = Mutex((isOpen: false, isReached: false))

    func wait() {
        state.withLock { $0.isReached = true }
        while !state.withLock({ $0.isOpen }) { usleep(1_000) }
    }

    func reached() async {
        while !state.withLock({ $0.isReached }) { try? await Task.sleep(for: .milliseconds(1)) }
    }

    func open() { state.withLock { $0.isOpen = true } }
}
