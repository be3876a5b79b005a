import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Sodium
import Testing

@testable import Ledger

@Suite("Reading leaves by what they commit to")
struct LeafReadingTests {
    private static let rule: RuleID = "canary-rule-7719"
    private static let flag: FlagCategory = "canary-flag-7719"

    private func answer(
        shown: String, by subject: PrincipalID = "agent-7", customer: CustomerID? = nil
    ) throws -> LeafDraft {
        try LeafDraft(
            type: .disclosure, caller: Drafts.caller(subject), purpose: "answer_question", body: Drafts.body,
            committed: [
                "shown": [
                    ["class": .string(shown), "rule": .string(Self.rule.text), "treatment": "show"]
                ],
                "flags": [["category": .string(Self.flag.text), "rule": "words", "severity": 2]],
            ], seed: SodiumRandom().bytes(32), customer: customer)
    }

    private func filter(_ parameters: [(String, String)]) throws -> LeafQuery {
        LeafQuery(try LeafFilter(parameters: parameters.map { (name: $0.0, value: $0.1) }))
    }

    @Test("field class, rule and flag are found in openings, and nothing of them stands in plain in any file")
    func openedConditions() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        for shown in ["canary.first", "canary.second", "canary.first"] {
            _ = try await ledger.commit(
                try answer(shown: shown, customer: Drafts.customer(1)), [], sealed: nil)
        }
        let first = try await ledger.leaves(
            of: LedgerFixture.tenant, matching: try filter([("shown", "canary.first")]))
        #expect(first.leaves.map(\.index) == [0, 2] && first.leaves.allSatisfy { $0.openings == .notAsked })
        for (name, value, count) in [
            ("shown", "canary", 3), ("withheld", "canary", 0), ("rule", Self.rule.text, 3),
            ("flag", Self.flag.text, 3), ("flag", "safety", 0),
        ] {
            let page = try await ledger.leaves(
                of: LedgerFixture.tenant, matching: try filter([(name, value)]))
            #expect(page.leaves.count == count, "\(name)")
        }
        ledger.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: fixture.directory) {
            guard let data = FileManager.default.contents(atPath: fixture.path(name)) else { continue }
            #expect(
                data.range(of: Data("canary".utf8)) == nil, "\(name) holds a class, rule or flag in plain")
        }
    }

    @Test("an erasure ends what can be found by openings")
    func erased() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        _ = try await ledger.commit(
            try answer(shown: "canary.first", customer: Drafts.customer(1)), [], sealed: nil)
        try await ledger.destroyKeys(of: Drafts.customer(1), tenant: LedgerFixture.tenant)
        let page = try await ledger.leaves(
            of: LedgerFixture.tenant, matching: try filter([("shown", "canary")]))
        #expect(page.leaves.isEmpty)
        let all = try await ledger.leaves(of: LedgerFixture.tenant, isOpened: true)
        #expect(all.leaves.map(\.openings) == [.destroyed])
    }

    @Test("a page looks at a bounded number of leaves; it may be short, and its cursor goes on")
    func boundedPages() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let plain = try (0..<1_040).map { _ in try Drafts.disclosure() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for draft in plain { group.addTask { _ = try await ledger.commit(draft, [], sealed: nil) } }
            try await group.waitForAll()
        }
        _ = try await ledger.commit(try answer(shown: "canary.first"), [], sealed: nil)
        let query = try filter([("shown", "canary")])
        let first = try await ledger.leaves(of: LedgerFixture.tenant, matching: query, limit: 10)
        #expect(first.leaves.isEmpty && first.next == LeafCursor(year: 2026, index: 999))
        let second = try await ledger.leaves(
            of: LedgerFixture.tenant, matching: query, after: first.next, limit: 10)
        #expect(second.leaves.map(\.index) == [1_040] && second.next == nil)
    }

    @Test("leaves are found by subject and program, though leaves name opaque ids only")
    func bySubject() async throws {
        let fixture = try LedgerFixture(tenants: [LedgerFixture.tenant, "other"])
        let ledger = try fixture.open()
        for subject: PrincipalID in ["agent-1", "agent-2", "agent-1"] {
            _ = try await ledger.commit(try Drafts.disclosure(by: subject), [], sealed: nil)
        }
        _ = try await ledger.commit(try Drafts.disclosure(by: "agent-1", tenant: "other"), [], sealed: nil)
        func indices(_ parameters: [(String, String)]) async throws -> [Int] {
            try await ledger.leaves(of: LedgerFixture.tenant, matching: try filter(parameters)).leaves
                .map(\.index)
        }
        #expect(try await indices([("subject", "agent-1")]) == [0, 2])
        #expect(try await indices([("subject", "agent-1"), ("client", "desk")]) == [0, 2])
        #expect(try await indices([("subject", "agent-1"), ("client", "phone")]).isEmpty)
        #expect(try await indices([("subject", "nobody")]).isEmpty)
    }

    @Test("one leaf is read by id, and never another tenant's")
    func oneLeaf() async throws {
        let fixture = try LedgerFixture(tenants: [LedgerFixture.tenant, "other"])
        let ledger = try fixture.open()
        let receipt = try await ledger.commit(
            try answer(shown: "canary.first", customer: Drafts.customer(1)), [], sealed: nil)
        let id = try Leaf(bytes: receipt.leaf).id
        let read = try #require(try await ledger.leaf(id, tenant: LedgerFixture.tenant, isOpened: true))
        #expect(read.bytes == receipt.leaf && read.customer == Drafts.customer(1))
        guard case .opened(let openings, _) = read.openings else { throw LedgerFailure.unavailable }
        #expect(openings.contains { $0.name == "shown" })
        #expect(try await ledger.leaf(id, tenant: "other") == nil)
    }

    @Test(
        "bodies given to a person are counted from the log, over programs, since a moment, and after an erasure"
    )
    func bodyReads() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        func read(
            _ subject: PrincipalID, client: PrincipalID = "desk", body: JSONValue,
            _ customer: CustomerID? = nil
        )
            async throws
        {
            let caller = LeafCaller(
                tenant: LedgerFixture.tenant, organisation: "northwind", subject: subject, client: client,
                role: "compliance")
            let draft = try LeafDraft(
                type: .auditRead, caller: caller, committed: ["opened": ["body": body, "openings": false]],
                seed: SodiumRandom().bytes(32), customer: customer)
            _ = try await ledger.commit(draft, [], sealed: nil)
        }
        func count(_ subject: PrincipalID, from: Timestamp) async throws -> Int {
            try await ledger.bodyReads(by: subject, tenant: LedgerFixture.tenant, from: from)
        }
        let start = fixture.clock.now()
        try await read("officer-1", body: "01J0000000000000000000000A")
        try await read(
            "officer-1", client: "terminal", body: "01J0000000000000000000000A", Drafts.customer(2))
        try await read("officer-1", body: .null)
        try await read("officer-2", body: "01J0000000000000000000000A")
        #expect(try await count("officer-1", from: start) == 2)
        try await ledger.destroyKeys(of: Drafts.customer(2), tenant: LedgerFixture.tenant)
        #expect(try await count("officer-1", from: start) == 2)
        #expect(try await count("officer-1", from: start.adding(milliseconds: 60_000)) == 0)
        #expect(try await count("nobody", from: start) == 0)
    }
}
