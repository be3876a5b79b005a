import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import GRDB
import GatewayTestSupport
import Sodium
import Testing

@testable import Ledger

@Suite("An erasure leaves nothing that can be opened, whatever happens in between")
struct ErasingTests {
    private let fixture: LedgerFixture
    private let customer = Drafts.customer(1)

    init() throws { fixture = try LedgerFixture() }

    // MARK: - What it covers

    @Test("keys, openings, sealed bodies, cases and links go, and every proof from before still verifies")
    func covers() async throws {
        let ledger = try fixture.open()
        try await ErasureBench.fill(ledger, customer: customer)
        let before = try await ErasureBench.proofs(of: ledger)
        let exported = try await ErasureBench.export(ledger, fixture, "before")
        let keys = try ErasureBench.keyBytes(of: customer, in: ledger)
        try #require(keys.count == 2, "one key for openings, one for the month")

        let receipt = try await ErasureBench.erase(customer, in: ledger)
        #expect(receipt.index == before.count)

        let files = try ErasureBench.files(of: fixture)
        for key in keys { #expect(!files.contains { $0.range(of: Data(key)) != nil }) }
        for trace in ["person-of-1", "case-token-1"] {
            #expect(!files.contains { $0.range(of: Data(trace.utf8)) != nil }, "\(trace) is still in a file")
        }
        let leaves = try await ledger.leaves(
            of: "default", matching: LeafQuery(customer: customer), isOpened: true
        ).leaves
        #expect(leaves.dropLast().allSatisfy { $0.openings == .destroyed })
        guard case .opened = leaves.last?.openings else {
            Issue.record("the erasure's own openings are the tenant's and stay")
            return
        }
        try await ErasureBench.require(before, in: fixture)
        #expect(try await fixture.report(of: ledger).problems == [])
        let verifier = LogVerifier(
            key: try fixture.verifierKey(), digester: SodiumDigester(), signatures: SodiumVerifier())
        #expect(await verifier.verify(DirectoryLogReader(directory: exported)).problems == [])
        #expect(try await ledger.persons(of: customer, tenant: "default").isEmpty)
        let first = try #require(leaves.first)
        #expect(try await ledger.sealedBody(of: first.id, tenant: "default") == nil)
    }

    @Test("nothing more can be recorded about an erased customer, and another customer is untouched")
    func afterwards() async throws {
        let ledger = try fixture.open()
        try await ErasureBench.fill(ledger, customer: customer)
        try await ErasureBench.fill(ledger, customer: Drafts.customer(2), number: 2)
        _ = try await ErasureBench.erase(customer, in: ledger)
        await #expect(throws: LedgerFailure.conflict("the customer was erased")) {
            _ = try await ledger.commit(try Drafts.disclosure(customer: customer), [], sealed: nil)
        }
        let other = try await ledger.leaves(
            of: "default", matching: LeafQuery(customer: Drafts.customer(2)), isOpened: true
        ).leaves
        #expect(other.allSatisfy { if case .opened = $0.openings { true } else { false } })
        #expect(try await ledger.persons(of: Drafts.customer(2), tenant: "default").count == 1)
    }

    @Test("a person who turns up again gets another id, and the erasure's row says when")
    func returns() async throws {
        let ledger = try fixture.open()
        try await ErasureBench.fill(ledger, customer: customer)
        _ = try await ErasureBench.erase(customer, in: ledger)
        fixture.clock.advance(milliseconds: 60_000)
        let fresh = Drafts.customer(9)
        _ = try await ledger.commit(
            try Drafts.disclosure(customer: fresh), [Drafts.link("person-of-1", to: fresh)], sealed: nil)
        guard
            case .erased(let recorded) = try await ledger.erasureStanding(of: customer, tenant: "default")
        else {
            Issue.record("the customer stays erased")
            return
        }
        #expect(recorded.isDone && recorded.returns.count == 1)
        #expect(try await ledger.persons(of: fresh, tenant: "default").count == 1)
    }

    @Test("answers that were read together with another household's rows are found from either side")
    func joint() async throws {
        let ledger = try fixture.open()
        let other = Drafts.customer(2)
        try await ErasureBench.fill(ledger, customer: customer)
        let mention = LedgerChange.erasing(
            .mention([PersonReference(source: "crm", id: "person-of-1")]))
        let receipt = try await ledger.commit(
            try Drafts.disclosure(customer: other), [Drafts.link("person-of-2", to: other), mention],
            sealed: nil)
        let leaf = try Leaf(bytes: receipt.leaf).id
        #expect(try await ErasureBench.scope(of: customer, in: ledger).joint == [leaf])
        #expect(try await ErasureBench.scope(of: other, in: ledger).joint == [leaf])
    }

    @Test("a scope that is no longer what was counted is a conflict, and nothing goes")
    func staleScope() async throws {
        let ledger = try fixture.open()
        try await ErasureBench.fill(ledger, customer: customer)
        let scope = try await ErasureBench.scope(of: customer, in: ledger)
        _ = try await ledger.commit(try Drafts.disclosure(customer: customer), [], sealed: nil)
        await #expect(throws: LedgerFailure.self) {
            _ = try await ledger.commit(
                try ErasureBench.draft(customer), [.erasing(.erase(customer, scope: scope))], sealed: nil)
        }
        #expect(try await ledger.persons(of: customer, tenant: "default").count == 1)
    }

    @Test("a legal hold forbids the erasure and spares the month keys; after its release both happen")
    func legalHold() async throws {
        let ledger = try fixture.open()
        try await ErasureBench.fill(ledger, customer: customer)
        _ = try await ledger.commit(
            try ErasureBench.draft(customer), [.erasing(.setLegalHold(customer))], sealed: nil)
        await #expect(throws: LedgerFailure.conflict("a legal hold forbids the erasure")) {
            _ = try await ErasureBench.erase(customer, in: ledger)
        }
        #expect(try await ledger.expired(before: "2030-01", tenant: "default").isEmpty)
        try await ledger.destroyMonthKeys(before: "2030-01", tenant: "default")
        #expect(try ErasureBench.keyBytes(of: customer, in: ledger).count == 2)
        _ = try await ledger.commit(
            try ErasureBench.draft(customer), [.erasing(.releaseLegalHold(customer))], sealed: nil)
        #expect(try await ledger.expired(before: "2030-01", tenant: "default").keyCount == 1)
        _ = try await ErasureBench.erase(customer, in: ledger)
    }

    @Test("every table of the ledger is either erased from or holds nothing of a customer")
    func everyTable() throws {
        let ledger = try fixture.open()
        let tables = try ledger.database.writeWithoutTransaction { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        }
        let erasedFrom = [
            "access_cases", "acknowledgements", "answered", "case_names", "case_starts", "case_steps",
            "cases",
            "check_tries", "checks_lately",
            "legal_holds", "links",
            "mentions", "openings", "sealed_bodies", "summaries",
        ]
        // Leaves name nobody, marks are keyed, tests are about invented people, events name cases alone, the rest is about
        // callers and the file itself.
        let withoutCustomers = [
            "callers", "erased_persons", "erasures", "keys_seen", "leaves", "logs", "probes",
            "queue_events", "queue_stops", "sqlite_sequence", "subtrees", "test_cases",
        ]
        let unknown = Set(tables).subtracting(erasedFrom + withoutCustomers)
        #expect(unknown.isEmpty, "say of \(unknown.sorted()) whether an erasure has to cover them")
        #expect(Set(erasedFrom).isSubset(of: tables))
    }

    // MARK: - Retention

    @Test("old month keys and sealed bodies go, the present month's stay, and openings are not touched")
    func retention() async throws {
        let ledger = try fixture.open()
        try await ErasureBench.fill(ledger, customer: customer)
        fixture.clock.advance(milliseconds: 40 * 86_400_000)
        try await ErasureBench.fill(ledger, customer: customer, link: false)
        let expired = try await ledger.expired(before: "2026-04", tenant: "default")
        #expect(expired == ExpiredBodies(keyCount: 1, bodyCount: 1))
        let old = try #require(try ErasureBench.keyBytes(of: customer, in: ledger, period: "2026-03").first)
        _ = try await ledger.commit(
            try ErasureBench.draft(nil), [.erasing(.dropSealedBodies(beforeMonth: "2026-04"))], sealed: nil)
        try await ledger.destroyMonthKeys(before: "2026-04", tenant: "default")
        #expect(try await ledger.expired(before: "2026-04", tenant: "default").isEmpty)
        #expect(!(try ErasureBench.files(of: fixture).contains { $0.range(of: Data(old)) != nil }))
        let leaves = try await ledger.leaves(
            of: "default", matching: LeafQuery(customer: customer), isOpened: true
        ).leaves
        #expect(leaves.allSatisfy { if case .opened = $0.openings { true } else { false } })
        let bodies = try await leaves.asyncCount {
            try await ledger.sealedBody(of: $0.id, tenant: "default") != nil
        }
        #expect(bodies == 1)
    }
}

extension [StoredLeaf] {
    fileprivate func asyncCount(_ isCounted: (StoredLeaf) async throws -> Bool) async rethrows -> Int {
        var count = 0
        for leaf in self where try await isCounted(leaf) { count += 1 }
        return count
    }
}
