import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import ReviewQueue
import Sodium
import Testing

@testable import Ledger

@Suite("What is stored can be found, proved and exported")
struct ReadingTests {
    @Test("filters narrow by time, type, caller, organisation, role, purpose and customer")
    func filters() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let early = fixture.clock.now()
        _ = try await ledger.commit(try Drafts.start(), [], sealed: nil)
        fixture.clock.advance(milliseconds: 60_000)
        let late = fixture.clock.now()
        _ = try await ledger.commit(
            try Drafts.disclosure(by: "agent-1", customer: Drafts.customer(1)), [], sealed: nil)
        _ = try await ledger.commit(
            try Drafts.disclosure(by: "agent-2", customer: Drafts.customer(2)), [], sealed: nil)
        let caller = try #require(try await ledger.callerID(of: Drafts.caller("agent-2")))
        let cases: [(LeafQuery, [Int])] = [
            (LeafQuery(), [0, 1, 2]), (LeafQuery(from: late), [1, 2]), (LeafQuery(until: late), [0]),
            (LeafQuery(from: early, until: early), []), (LeafQuery(types: [.start, .stop]), [0]),
            (LeafQuery(caller: caller), [2]), (LeafQuery(organisation: "northwind"), [1, 2]),
            (LeafQuery(role: "agent"), []), (LeafQuery(purpose: "answer_question"), [1, 2]),
            (LeafQuery(types: [.disclosure], customer: Drafts.customer(1)), [1]),
        ]
        for (query, expected) in cases {
            let found = try await ledger.leaves(of: "default", matching: query).leaves
            #expect(found.map(\.index) == expected, "\(query)")
            #expect(found.allSatisfy { $0.openings == .notAsked })
        }
        #expect(try await ledger.leaves(of: "acme").leaves == [])
        #expect(try await ledger.callerID(of: Drafts.caller("agent-9")) == nil)
    }

    @Test("pages follow each other across years without a gap, while leaves are appended")
    func pages() async throws {
        let fixture = try LedgerFixture(startingAt: "2026-12-31T23:59:59.990Z")
        let ledger = try fixture.open()
        for _ in 0..<15 {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
            fixture.clock.advance(milliseconds: 1)
        }
        var seen: [String] = []
        var cursor: LeafCursor?
        repeat {
            let page = try await ledger.leaves(of: "default", after: cursor, limit: 4)
            seen += page.leaves.map { "\($0.year).\($0.index)" }
            cursor = page.next
            if seen.count == 8 { _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil) }
        } while cursor != nil
        #expect(seen == (0..<10).map { "2026.\($0)" } + (0..<6).map { "2027.\($0)" })
    }

    @Test(
        "a cursor has one text", arguments: ["", "2026", "2026.", "2026.01", "-1.2", "2026.1.2", "+2026.1"])
    func malformedCursor(text: String) { #expect(LeafCursor(text) == nil) }

    @Test("every leaf is proved against the newest checkpoint, also across tiles")
    func proofs() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        try await commitMany(600, to: ledger)
        let tree = MerkleTree(digester: SodiumDigester())
        for leaf in try await ledger.leaves(of: "default", limit: 1_000).leaves where leaf.index % 37 == 0 {
            let proof = try #require(try await ledger.proof(of: leaf.id, tenant: "default"))
            let checkpoint = try Checkpoint.verified(
                Array(proof.checkpoint.utf8), by: fixture.verifierKey(), with: SodiumVerifier())
            #expect(checkpoint.size == 600)
            #expect(
                tree.isIncluded(
                    tree.leafHash(proof.leaf), at: proof.index, size: checkpoint.size, root: checkpoint.root,
                    path: proof.path))
            #expect(try await ledger.proof(of: leaf.id, tenant: "acme") == nil)
        }
    }

    @Test("an exported log verifies from its files, and does not after a leaf in them was changed")
    func export() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        try await commitMany(300, to: ledger)
        let folder = fixture.path("export")
        #expect(try await ledger.exportLog(of: "default", year: 2026, to: folder) == 300)
        #expect(try await ledger.exportLog(of: "default", year: 2025, to: fixture.path("none")) == nil)
        let verifier = LogVerifier(
            key: try fixture.verifierKey(), digester: SodiumDigester(), signatures: SodiumVerifier())
        let report = await verifier.verify(DirectoryLogReader(directory: folder))
        #expect(report.problems == [])
        #expect(report.leavesRead == 300)
        let bundle = URL(fileURLWithPath: folder + "/tile/entries/000")
        var bytes = try Data(contentsOf: bundle)
        bytes[1_000] ^= 1
        try bytes.write(to: bundle)
        let broken = await verifier.verify(DirectoryLogReader(directory: folder))
        #expect(!broken.isSound)
        await #expect(throws: LedgerRefusal.self) {
            _ = try await ledger.exportLog(of: "default", year: 2026, to: folder)
        }
    }

    @Test("tiles of an earlier, smaller log stay served; what the log cannot have is missing")
    func tiles() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        try await commitMany(260, to: ledger)
        let reader = try #require(try await ledger.logReader(of: "default", year: 2026))
        let whole = try await reader.bytes(of: "tile/0/000", byteCountMax: 8_192)
        #expect(
            try await reader.bytes(of: "tile/0/000.p/7", byteCountMax: 8_192) == Array(whole.prefix(7 * 32)))
        for path in [
            "tile/0/001.p/5", "tile/0/002", "tile/1/000.p/2", "tile/2/000.p/1", "tile/0/0", "../key", "",
        ] {
            await #expect(throws: LogReadFailure.missing) {
                _ = try await reader.bytes(of: path, byteCountMax: 8_192)
            }
        }
        await #expect(throws: LogReadFailure.tooLong) {
            _ = try await reader.bytes(of: "tile/0/000", byteCountMax: 8_191)
        }
    }

    private func commitMany(_ count: Int, to ledger: SQLiteLedger) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask { _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil) }
            }
            try await group.waitForAll()
        }
    }
}

@Suite("Links and review cases")
struct DirectoryTests {
    @Test("a linked person row finds its customer and the customer its rows, within the tenant only")
    func links() async throws {
        let fixture = try LedgerFixture(tenants: ["default", "acme"])
        let ledger = try fixture.open()
        let customer = Drafts.customer(1)
        let changes = [
            Drafts.link("p2", to: customer), Drafts.link("p1", to: customer), Drafts.link("p1", to: customer),
        ]
        _ = try await ledger.commit(try Drafts.disclosure(customer: customer), changes, sealed: nil)
        let person = PersonReference(source: "crm", id: "p1")
        #expect(try await ledger.customer(of: person, tenant: "default") == customer)
        #expect(try await ledger.customer(of: person, tenant: "acme") == nil)
        #expect(try await ledger.persons(of: customer, tenant: "default").map(\.id) == ["p1", "p2"])
        #expect(try await ledger.persons(of: customer, tenant: "acme") == [])
    }

    @Test("a newer case takes the place of the pending one of its conversation")
    func cases() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let changes = [
            try Drafts.reviewCase("case-1"), try Drafts.reviewCase("case-2"),
            try Drafts.reviewCase("case-3", conversation: "4712"),
        ].map(LedgerChange.openCase)
        _ = try await ledger.commit(try Drafts.disclosure(), changes, sealed: nil)
        let conversations = ["4712", "4711", "4713", "4711"].map { ConversationID(source: "tickets", id: $0) }
        let pending = try await ledger.caseLives(of: conversations, tenant: "default").filter(\.isOpen)
        #expect(
            pending.map(\.opened) == [
                try Drafts.reviewCase("case-2"), try Drafts.reviewCase("case-3", conversation: "4712"),
            ])
        #expect(try await ledger.caseLives(of: conversations, tenant: "acme").isEmpty)
    }

    @Test("only a pending case of the tenant can be acknowledged, and a token opens one case only")
    func acknowledging() async throws {
        let fixture = try LedgerFixture(tenants: ["default", "acme"])
        let ledger = try fixture.open()
        let opened = [try Drafts.reviewCase("case-1"), try Drafts.reviewCase("case-2")]
        _ = try await ledger.commit(try Drafts.disclosure(), opened.map(LedgerChange.openCase), sealed: nil)
        let at = fixture.clock.now()
        _ = try await ledger.commit(
            try Drafts.disclosure(), [.acknowledge("case-2", tenant: "default", by: "agent-7", at: at)],
            sealed: nil)
        for (token, tenant) in [("case-1", "default"), ("case-2", "acme"), ("case-9", "default")] {
            let tenant = try TenantID(tenant)
            let token = try ReviewCaseToken(token)
            await #expect(throws: LedgerFailure.conflict("no pending case has this token")) {
                let change = LedgerChange.acknowledge(token, tenant: tenant, by: "agent-7", at: at)
                _ = try await ledger.commit(try Drafts.disclosure(tenant: tenant), [change], sealed: nil)
            }
        }
        await #expect(throws: LedgerFailure.conflict("a case with this token is already there")) {
            _ = try await ledger.commit(try Drafts.disclosure(), [.openCase(opened[0])], sealed: nil)
        }
    }
}
