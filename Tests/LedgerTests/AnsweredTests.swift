import AuditTrail
import Conversations
import GatewayTestSupport
import Testing

@testable import Ledger

@Suite("What callers were answered is counted with the leaf that tells of it")
struct AnsweredTests {
    private let fixture: LedgerFixture
    private let caller = AnsweredCaller(tenant: "default", organisation: "larkfield", subject: "agent-1")

    init() throws { fixture = try LedgerFixture() }

    private func answered(
        _ number: Int, _ purpose: PurposeID? = "resolve_issue", most: Int = 100, together: Int? = nil,
        by subject: PrincipalID? = nil,
        excluding: [PurposeID: Int] = [:]
    ) -> LedgerChange {
        .answered(
            AnsweredCustomer(
                caller: AnsweredCaller(
                    tenant: "default", organisation: "larkfield", subject: subject ?? caller.subject),
                customer: Drafts.customer(UInt8(number)), purpose: purpose, customersMax: most,
                customersTogetherMax: together,
                excludedAfterMinutes: excluding))
    }

    private func commit(_ change: LedgerChange, _ number: Int, in ledger: SQLiteLedger) async throws {
        _ = try await ledger.commit(
            try Drafts.disclosure(customer: Drafts.customer(UInt8(number))), [change], sealed: nil)
    }

    private func past(_ number: Int, in ledger: SQLiteLedger) async throws -> PastAnswers {
        try await ledger.pastAnswers(
            to: caller, about: Drafts.customer(UInt8(number)), at: fixture.clock.now(), together: false)
    }

    @Test(
        "customers are distinct, count for 24 hours, and are another caller's business only for that caller")
    func counted() async throws {
        var ledger = try fixture.open()
        let start = fixture.clock.now()
        try await commit(answered(1), 1, in: ledger)
        try await commit(answered(1, "verify_identity"), 1, in: ledger)
        try await commit(answered(2, nil), 2, in: ledger)
        try await commit(answered(3, by: "agent-2"), 3, in: ledger)
        ledger.close()
        ledger = try fixture.open()
        let one = try await past(1, in: ledger)
        #expect(one.customersInADay == 2 && one.isAmongThem)
        #expect(Set(one.shown.keys) == ["resolve_issue", "verify_identity"])
        #expect(one.shown.values.allSatisfy { $0 >= start })
        let two = try await past(2, in: ledger)
        #expect(two.isAmongThem && two.shown.isEmpty, "a hold counts and shows nothing")
        #expect(
            try await past(3, in: ledger) == PastAnswers(shown: [:], customersInADay: 2, isAmongThem: false))
        fixture.clock.advance(milliseconds: AnsweredCustomer.dayMilliseconds + 1_000)
        let later = try await past(1, in: ledger)
        #expect(later.customersInADay == 0 && !later.isAmongThem && later.shown.count == 2)
    }

    @Test("of many answers at once no more than the bound are committed, and refused ones leave no leaf")
    func bound() async throws {
        let ledger = try fixture.open()
        let committed = await withTaskGroup(of: Bool.self) { group in
            for number in 1...24 {
                group.addTask {
                    (try? await self.commit(self.answered(number, most: 5), number, in: ledger)) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(committed == 5)
        #expect(try await ledger.leaves(of: "default").leaves.count == 5)
        let past = try await past(99, in: ledger)
        #expect(past.customersInADay == 5)
    }

    @Test(
        "an organisation's people share a bound, and a customer that one of them asked about is no second one"
    )
    func together() async throws {
        let ledger = try fixture.open()
        try await commit(answered(1, together: 2), 1, in: ledger)
        try await commit(answered(2, together: 2, by: "agent-2"), 2, in: ledger)
        try await commit(answered(2, together: 2), 2, in: ledger)
        await #expect(
            throws: LedgerFailure.conflict(
                "the organisation was answered about as many customers as a day allows")
        ) { try await commit(answered(3, together: 2, by: "agent-3"), 3, in: ledger) }
        let past = try await ledger.pastAnswers(
            to: caller, about: Drafts.customer(3), at: fixture.clock.now(), together: true)
        #expect(past.together == PastAnswers.Together(customersInADay: 2, isAmongThem: false))
    }

    @Test("of two purposes at once about one customer only the first is committed, until its window is over")
    func purposes() async throws {
        let ledger = try fixture.open()
        try await commit(answered(1), 1, in: ledger)
        let second = answered(1, "resolve_billing", excluding: ["resolve_issue": 60])
        await #expect(
            throws: LedgerFailure.conflict("the caller was answered about this customer for another purpose")
        ) { try await commit(second, 1, in: ledger) }
        try await commit(answered(1, nil, excluding: ["resolve_issue": 60]), 1, in: ledger)
        fixture.clock.advance(milliseconds: 61 * 60_000)
        try await commit(second, 1, in: ledger)
        #expect(try await past(1, in: ledger).shown.count == 2)
    }

    @Test("an erased customer is forgotten here too, and another tenant's leaf cannot count")
    func erased() async throws {
        let ledger = try fixture.open()
        try await ErasureBench.fill(ledger, customer: Drafts.customer(1))
        try await commit(answered(1), 1, in: ledger)
        try await ErasureBench.erase(Drafts.customer(1), in: ledger)
        #expect(try await past(1, in: ledger) == .none)
        let foreign = LedgerChange.answered(
            AnsweredCustomer(
                caller: AnsweredCaller(tenant: "elsewhere", organisation: "larkfield", subject: "agent-1"),
                customer: Drafts.customer(2), purpose: nil, customersMax: 9, excludedAfterMinutes: [:]))
        await #expect(throws: LedgerFailure.self) { try await commit(foreign, 2, in: ledger) }
    }
}
