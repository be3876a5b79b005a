import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Sodium
import Testing

@testable import Ledger

@Suite("Leaf times never go back")
struct TimeTests {
    @Test("a clock that is set back, in a running gateway or between two, does not set leaves back")
    func clockSetBack() async throws {
        let fixture = try LedgerFixture()
        let noon = fixture.clock.now()
        let ledger = try fixture.open()
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        fixture.clock.advance(milliseconds: -3_600_000)
        let second = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        ledger.close()
        let reopened = try fixture.open()
        let third = try await reopened.commit(try Drafts.disclosure(), [], sealed: nil)
        #expect(try Leaf(bytes: second.leaf).time == noon)
        #expect(try Leaf(bytes: third.leaf).time == noon)
        #expect(try Leaf(bytes: second.leaf).id < Leaf(bytes: third.leaf).id)
        #expect(try await fixture.report(of: reopened).problems == [])
    }

    @Test("a new year starts a log that names the key and the last checkpoint of the year before")
    func newYear() async throws {
        let fixture = try LedgerFixture(startingAt: "2026-12-31T23:59:59.999Z")
        let ledger = try fixture.open()
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        let last = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        fixture.clock.advance(milliseconds: 1)
        let first = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        let leaf = try first.verified(
            body: Drafts.body, by: fixture.verifierKey(2027), digester: SodiumDigester(),
            with: SodiumVerifier())
        #expect(first.index == 0)
        #expect(leaf.number == 3, "a caller's counter runs across years")
        #expect(leaf.first?.previousCheckpoint == last.checkpoint)
        #expect(try await ledger.years(of: "default") == [2026, 2027])
        fixture.clock.advance(milliseconds: -1)
        let later = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        #expect(try Leaf(bytes: later.leaf).time.year == 2027, "a closed year stays closed")
        for year in [2026, 2027] {
            #expect(try await fixture.report(of: ledger, year: year).problems == [])
        }
        ledger.close()
        try fixture.open().close()
    }

    @Test(
        "two tenants over two turns of the year: each log begins where its own year before ended, counters go on"
    )
    func chains() async throws {
        let fixture = try LedgerFixture(
            tenants: ["default", "acme"], startingAt: "2026-12-31T23:59:59.998Z")
        var ledger = try fixture.open()
        for step in 0..<12 {
            for (number, tenant) in fixture.tenants.enumerated() where step % (number + 1) == 0 {
                _ = try await ledger.commit(try Drafts.disclosure(tenant: tenant), [], sealed: nil)
            }
            // WHY: over the year, back over it, far on, back again; in one process and in the next.
            fixture.clock.advance(milliseconds: [1, 1, -5, 31_536_000_000, -86_400_000, 3][step % 6])
            if step % 5 == 4 {
                ledger.close()
                ledger = try fixture.open()
            }
        }
        for tenant in fixture.tenants { try await requireChain(of: tenant, in: ledger, fixture) }
        ledger.close()
        fixture.clock.advance(milliseconds: 5 * 31_536_000_000)
        ledger = try fixture.open()
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        #expect(try await ledger.years(of: "default").count == 4, "years without a leaf have no log")
        #expect(try await ledger.years(of: "acme").count == 3)
        for tenant in fixture.tenants { try await requireChain(of: tenant, in: ledger, fixture) }
        ledger.close()
        try fixture.open().close()
    }

    /// Every year verifies, names the last checkpoint of the one before, and goes on with time and counter.
    private func requireChain(
        of tenant: TenantID, in ledger: SQLiteLedger, _ fixture: LedgerFixture
    ) async throws {
        var previous: String?
        var last: Leaf?
        for year in try await ledger.years(of: tenant) {
            #expect(try await fixture.report(of: ledger, year: year, tenant: tenant).problems == [])
            let page = try await ledger.leaves(of: tenant, limit: 1_000).leaves.filter { $0.year == year }
            for (index, stored) in page.enumerated() {
                let leaf = try Leaf(bytes: stored.bytes)
                #expect((leaf.first != nil) == (index == 0))
                if let first = leaf.first {
                    #expect(first.previousCheckpoint == previous)
                    #expect(try first.verifierKey == fixture.verifierKey(year, tenant: tenant).description)
                }
                #expect(leaf.number == (last?.number ?? 0) + 1 && leaf.time.year == year)
                if let last { #expect(last.id < leaf.id) }
                last = leaf
            }
            previous = try await ledger.latestCheckpoint(of: tenant, year: year)
        }
    }

    @Test("a batch that reaches into the new year signs both logs, and the chain holds")
    func batchAcrossYears() async throws {
        let fixture = try LedgerFixture(startingAt: "2026-12-31T23:59:59.000Z")
        let ledger = try fixture.open()
        let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
            for number in 0..<24 {
                group.addTask {
                    if number % 6 == 0 { fixture.clock.advance(milliseconds: 400) }
                    return try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
                }
            }
            return try await group.reduce(into: [Receipt]()) { $0.append($1) }
        }
        let leaves = try receipts.map { try Leaf(bytes: $0.leaf) }
        #expect(leaves.map(\.number).sorted() == Array(1...24))
        let newest = try await ledger.latestCheckpoint(of: "default", year: 2026)
        let chained = leaves.compactMap(\.first).compactMap(\.previousCheckpoint)
        if try await ledger.years(of: "default") == [2026, 2027] {
            #expect(chained == [newest].compactMap { $0 })
            #expect(try await fixture.report(of: ledger, year: 2026).problems == [])
        }
        #expect(try await fixture.report(of: ledger, year: 2027).problems == [])
    }

    @Test("ids of one millisecond are consecutive and roll over into the next millisecond")
    func consecutiveIDs() throws {
        let moment = Timestamp(milliseconds: 1_772_000_000_000)
        let ids = LeafIDs(clock: ManualClock(moment), random: try SodiumRandom())
        var id = ids.next(after: nil)
        for _ in 0..<2_000 {
            let next = ids.next(after: id)
            #expect(id < next && next.at == moment)
            id = next
        }
        let highest = ULID(at: moment, entropy: [UInt8](repeating: 255, count: 10))
        #expect(ids.next(after: highest).at == moment.adding(milliseconds: 1))
        let carry = ULID(at: moment, entropy: [0, 0, 0, 0, 0, 0, 0, 0, 255, 255])
        #expect(ids.next(after: carry) == ULID(at: moment, entropy: [0, 0, 0, 0, 0, 0, 0, 1, 0, 0]))
    }

    @Test("two tenants have two logs of their own")
    func tenants() async throws {
        let fixture = try LedgerFixture(tenants: ["default", "acme"])
        let ledger = try fixture.open()
        for tenant in fixture.tenants {
            for _ in 0..<3 {
                _ = try await ledger.commit(try Drafts.disclosure(tenant: tenant), [], sealed: nil)
            }
        }
        for tenant in fixture.tenants {
            let report = try await fixture.report(of: ledger, tenant: tenant)
            #expect(report.problems == [])
            #expect(report.callers.map(\.last) == [3], "each tenant counts for itself")
        }
        ledger.close()
        try fixture.open().close()
    }
}
