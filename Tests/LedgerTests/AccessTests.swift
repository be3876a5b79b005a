import AccessGrants
import AuditTrail
import Conversations
import GatewayTestSupport
import Testing

@testable import Ledger

@Suite("Access cases in the ledger")
struct AccessTests {
    private let fixture: LedgerFixture
    private let conversation = ConversationID(source: "tickets", id: "4711")

    init() throws { fixture = try LedgerFixture() }

    private let agent = AccessParty(
        subject: "agent-7", client: "desk", organisation: "house", role: "agent")
    private let senior = AccessParty(
        subject: "senior-1", client: "desk", organisation: "house", role: "senior_agent")

    private func use() -> AccessUse {
        AccessUse(
            by: agent, tenant: LedgerFixture.tenant, customer: LedgerFixture.customer(1),
            conversation: conversation, purpose: "resolve_billing")
    }

    private func opened() -> AccessCase {
        let now = fixture.clock.now()
        return AccessIntake.open(
            AccessTerms(
                kind: .elevation, rule: "E", minutesMax: 15, approvers: ["senior_agent"],
                isPreapproved: false), for: use(), fields: ["payment.iban"],
            id: AccessCaseID(ULID(at: now, entropy: [UInt8](repeating: 4, count: 10))), at: now,
            times: AccessTimes())
    }

    private func commit(_ change: AccessChange, to ledger: SQLiteLedger) async throws {
        _ = try await ledger.commit(try LedgerFixture.start(), [.access(change)], sealed: nil)
    }

    private func step(_ id: AccessCaseID, _ step: AccessStep) -> AccessChange {
        .step(id, tenant: LedgerFixture.tenant, step, at: fixture.clock.now())
    }

    @Test(
        "a grant survives a restart, and a step that its state does not allow is a conflict that writes no leaf"
    )
    func restart() async throws {
        let asked = opened()
        let ledger = try fixture.open()
        try await commit(.open(asked), to: ledger)
        await #expect(throws: LedgerFailure.conflict("not_granted")) {
            try await commit(step(asked.id, .use(use())), to: ledger)
        }
        try await commit(step(asked.id, .approve(by: senior, minutes: 15)), to: ledger)
        ledger.close()
        let reopened = try fixture.open()
        defer { reopened.close() }
        try await commit(step(asked.id, .use(use())), to: reopened)
        let found = try await reopened.accessCase(asked.id, tenant: LedgerFixture.tenant)
        #expect(found?.grant(at: fixture.clock.now())?.uses == 1)
        #expect(try await reopened.accessCase(asked.id, tenant: "another") == nil)
    }

    @Test("a clock that was set back while the gateway was down does not extend a grant")
    func clockSetBack() async throws {
        let asked = opened()
        let ledger = try fixture.open()
        try await commit(.open(asked), to: ledger)
        try await commit(step(asked.id, .approve(by: senior, minutes: 15)), to: ledger)
        fixture.clock.advance(milliseconds: 14 * 60_000)
        try await commit(step(asked.id, .use(use())), to: ledger)
        ledger.close()
        fixture.clock.advance(milliseconds: -10 * 60_000)
        let reopened = try fixture.open()
        defer { reopened.close() }
        await #expect(throws: LedgerFailure.conflict("clock_set_back")) {
            try await commit(step(asked.id, .use(use())), to: reopened)
        }
    }

    private func tried(_ number: Int, by subject: PrincipalID = "agent-7") -> CheckTry {
        CheckTry(
            conversation: ConversationID(source: "tickets", id: "T-\(number)"),
            customer: LedgerFixture.customer(1),
            caller: AnsweredCaller(tenant: LedgerFixture.tenant, organisation: "larkfield", subject: subject))
    }

    @Test("the fourth try in a conversation is a conflict, whoever tries")
    func tries() async throws {
        let ledger = try fixture.open()
        defer { ledger.close() }
        for subject: PrincipalID in ["agent-1", "agent-2", "agent-3"] {
            try await commit(.check(tried(1, by: subject)), to: ledger)
        }
        await #expect(throws: LedgerFailure.conflict("check_tries_used_up")) {
            try await commit(.check(tried(1)), to: ledger)
        }
        let had = try await ledger.checkTries(tried(1), at: fixture.clock.now())
        #expect(had == TriesHad(conversation: 3, caller: 0, customer: 3) && had.left == 0)
    }

    @Test("opening conversations gives a caller six tries about a customer in a day, and all callers twelve")
    func triesElsewhere() async throws {
        let ledger = try fixture.open()
        defer { ledger.close() }
        for number in 1...6 { try await commit(.check(tried(number)), to: ledger) }
        await #expect(throws: LedgerFailure.conflict("check_tries_used_up")) {
            try await commit(.check(tried(7)), to: ledger)
        }
        for number in 7...12 { try await commit(.check(tried(number, by: "agent-8")), to: ledger) }
        await #expect(throws: LedgerFailure.conflict("check_tries_used_up")) {
            try await commit(.check(tried(13, by: "agent-9")), to: ledger)
        }
        fixture.clock.advance(milliseconds: AnsweredCustomer.dayMilliseconds + 1_000)
        try await commit(.check(tried(14)), to: ledger)
    }

    @Test("open cases are found by customer and requester, the newest first")
    func queries() async throws {
        let asked = opened()
        let ledger = try fixture.open()
        defer { ledger.close() }
        try await commit(.open(asked), to: ledger)
        let query = AccessQuery(requester: "agent-7", customer: LedgerFixture.customer(1), isOpen: true)
        #expect(try await ledger.accessCases(query, tenant: LedgerFixture.tenant).map(\.id) == [asked.id])
        try await commit(step(asked.id, .refuse(by: senior)), to: ledger)
        #expect(try await ledger.accessCases(query, tenant: LedgerFixture.tenant).isEmpty)
    }
}

extension LedgerFixture {
    /// An invented customer.
    fileprivate static func customer(_ number: UInt8) -> CustomerID {
        CustomerID(
            ULID(
                at: Timestamp(milliseconds: 1_700_000_000_000), entropy: [UInt8](repeating: number, count: 10)
            ))
    }

    /// A leaf that says little, for the changes that go with it.
    fileprivate static func start() throws -> LeafDraft {
        try LeafDraft(
            type: .start, caller: LeafCaller(tenant: tenant, subject: "throughline", client: "throughline"),
            publicMembers: ["version": "0"], seed: [UInt8](repeating: 9, count: 32))
    }
}
