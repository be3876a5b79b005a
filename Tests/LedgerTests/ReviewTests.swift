import AuditTrail
import Conversations
import GatewayTestSupport
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
    private let raj = CaseReviewer(
        party: AccessParty(subject: "raj", client: "desk", organisation: "house", role: "reviewer"),
        isReviewer: true, isSenior: false, isOutside: false, isInvolved: false)

    private func commit(_ changes: [LedgerChange], to ledger: SQLiteLedger) async throws {
        _ = try await ledger.commit(try Drafts.start(), changes, sealed: nil)
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
            try await commit([step(.claim(by: raj, lease: "l2", minutes: 15))], to: ledger)
        }
        ledger.close()
        let reopened = try fixture.open()
        defer { reopened.close() }
        let life = try #require(try await reopened.caseLife("case-1", tenant: LedgerFixture.tenant))
        #expect(life.lease?.token == "l1" && life.stepCount == 1)
        #expect(try await reopened.caseLife("case-1", tenant: "another") == nil)
    }

    private static func test(beside token: ReviewCaseToken) -> KnownTest {
        KnownTest(
            answer: "counsel", category: "legal", expected: ["withhold"], because: "solicitors act",
            tellAfterMinutes: 60, beside: token, seed: 7, since: Timestamp(milliseconds: 1_000))
    }

    @Test("a test stands apart from the cases that decide over answers, and one case draws one of them")
    func testsApart() async throws {
        let ledger = try fixture.open()
        let waited = try Drafts.reviewCase("case-1")
        let test = try Drafts.reviewCase("case-2").marked(Self.test(beside: "case-1"))
        try await commit([.openCase(waited)], to: ledger)
        // The same conversation: neither takes the other's place.
        try await commit([.openCase(test)], to: ledger)
        let again = try Drafts.reviewCase("case-3").marked(Self.test(beside: "case-1"))
        await #expect(throws: LedgerFailure.conflict("the case drew a test before")) {
            try await commit([.openCase(again)], to: ledger)
        }
        ledger.close()
        let reopened = try fixture.open()
        defer { reopened.close() }
        let tenant = LedgerFixture.tenant
        let lives = try await reopened.caseLives(of: [waited.conversation], tenant: tenant)
        #expect(lives.map(\.opened.token) == ["case-1"])
        #expect(try await reopened.caseLives(ReviewQuery(isOpen: true), tenant: tenant).count == 1)
        let both = try await reopened.caseLives(
            ReviewQuery(isOpen: true, includesTests: true), tenant: tenant)
        #expect(Set(both.map(\.opened.token)) == ["case-1", "case-2"])
        #expect(try await reopened.openedCases(from: Timestamp(milliseconds: 0), tenant: tenant).count == 1)
        let life = try #require(try await reopened.caseLife("case-2", tenant: tenant))
        #expect(life.opened.test == Self.test(beside: "case-1") && life.isOpen)
        let acknowledged = LedgerChange.acknowledge(
            "case-2", tenant: tenant, by: "ana", at: fixture.clock.now())
        await #expect(throws: LedgerFailure.conflict("no pending case has this token")) {
            try await commit([acknowledged], to: reopened)
        }
    }

    @Test(
        "a case is found by the name that an organisation outside was given, and an event waits until it is removed"
    )
    func namesAndEvents() async throws {
        let ledger = try fixture.open()
        defer { ledger.close() }
        let tenant = LedgerFixture.tenant
        let event = QueueEvent(tenant: tenant, id: "e1", type: "decided", subject: "case-1", line: "{}")
        try await commit(
            [
                .openCase(try Drafts.reviewCase("case-1")),
                .review(.named("case-1", tenant: tenant, outside: "PLUM7")), .review(.tell(event)),
            ], to: ledger)
        try await commit([.review(.named("case-1", tenant: tenant, outside: "PLUM7"))], to: ledger)
        #expect(try await ledger.caseLife(outside: "PLUM7", tenant: tenant)?.opened.token == "case-1")
        #expect(try await ledger.caseLife(outside: "PLUM8", tenant: tenant) == nil)
        #expect(try await ledger.caseLife(outside: "PLUM7", tenant: "another") == nil)
        let waiting = try await ledger.waitingEvents(limit: 10)
        #expect(waiting.map(\.event) == [event])
        try await ledger.removeEvent(try #require(waiting.first).number)
        #expect(try await ledger.waitingEvents(limit: 10).isEmpty)
    }

    @Test("a lease that the log outlived is over, whatever the clock says")
    func clockSetBack() async throws {
        let ledger = try fixture.open()
        try await commit([.openCase(try Drafts.reviewCase("case-1"))], to: ledger)
        try await commit([step(.claim(by: rosa, lease: "l1", minutes: 15))], to: ledger)
        fixture.clock.advance(milliseconds: 16 * 60_000)
        _ = try await ledger.commit(try Drafts.start(), [], sealed: nil)
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
