import AuditTrail
import Conversations
import ReviewQueue
import Testing

@testable import Ledger

@Suite("Review cases in the ledger")
struct ReviewTests {
    private let fixture: LedgerFixture

    init() throws { fixture = try LedgerFixture() }

    private let rosa = CaseReviewer(
        party: AccessParty(subject: "rosa", client: "desk", organisation: "house", role: "reviewer"),
        isReviewer: true, isSenior: false, isOutside: false, isInvolved: false)

    private func commit(_ changes: [LedgerChange], to ledger: SQLiteLedger) async throws {
        _ = try await ledger.commit(try LedgerFixture.start(), changes, sealed: nil)
    }

    private func step(_ step: CaseStep) -> LedgerChange {
        .review(.step("case-1", tenant: LedgerFixture.tenant, step, at: fixture.clock.now()))
    }

    @Test("a case is rebuilt from its steps after a restart, and a step that it cannot take writes nothing")
    func restart() async throws {
        let ledger = try fixture.open()
        try await commit([.openCase(try Drafts.reviewCase("case-1"))], to: ledger)
        try await commit([step(.claim(by: rosa, lease: "l1", minutes: 15))], to: ledger)
        await #expect(throws: LedgerFailure.conflict("leased")) {
            try await commit([step(.claim(by: rosa, lease: "l2", minutes: 15))], to: ledger)
        }
        ledger.close()
        let reopened = try fixture.open()
        defer { reopened.close() }
        let life = try #require(try await reopened.caseLife("case-1", tenant: LedgerFixture.tenant))
        #expect(life.lease?.token == "l1" && life.stepCount == 1)
        #expect(try await reopened.caseLife("case-1", tenant: "another") == nil)
    }

    @Test("a lease that the log outlived is over, whatever the clock says")
    func clockSetBack() async throws {
        let ledger = try fixture.open()
        try await commit([.openCase(try Drafts.reviewCase("case-1"))], to: ledger)
        try await commit([step(.claim(by: rosa, lease: "l1", minutes: 15))], to: ledger)
        fixture.clock.advance(milliseconds: 16 * 60_000)
        _ = try await ledger.commit(try LedgerFixture.start(), [], sealed: nil)
        ledger.close()
        fixture.clock.advance(milliseconds: -20 * 60_000)
        let reopened = try fixture.open()
        defer { reopened.close() }
        await #expect(throws: LedgerFailure.conflict("stale_lease")) {
            try await commit([step(.giveBack(by: rosa, lease: "l1"))], to: reopened)
        }
    }

    @Test(
        "a newer case supersedes the open one with a step of its own, and a stop refuses claims after a restart"
    )
    func supersededAndStopped() async throws {
        let ledger = try fixture.open()
        try await commit([.openCase(try Drafts.reviewCase("case-1"))], to: ledger)
        try await commit([.openCase(try Drafts.reviewCase("case-2"))], to: ledger)
        let old = try #require(try await ledger.caseLife("case-1", tenant: LedgerFixture.tenant))
        #expect(!old.isOpen)
        let open = try await ledger.caseLives(ReviewQuery(isOpen: true), tenant: LedgerFixture.tenant)
        #expect(open.map(\.opened.token) == ["case-2"])
        let stop = QueueStop(
            tenant: LedgerFixture.tenant, isStopped: true, by: "operator-1", at: fixture.clock.now())
        try await commit([.review(.stop(stop))], to: ledger)
        ledger.close()
        let reopened = try fixture.open()
        defer { reopened.close() }
        #expect(try await reopened.queueStop(of: LedgerFixture.tenant)?.by == "operator-1")
        await #expect(throws: LedgerFailure.conflict("stopped")) {
            try await commit(
                [
                    .review(
                        .step(
                            "case-2", tenant: LedgerFixture.tenant,
                            .claim(by: rosa, lease: "l", minutes: 15), at: fixture.clock.now()))
                ], to: reopened)
        }
    }
}
