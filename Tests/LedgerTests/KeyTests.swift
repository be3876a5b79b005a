import AuditTrail
import Conversations
import Foundation
import GRDB
import Sodium
import Testing

@testable import Ledger

@Suite("What a leaf commits to is readable with the right key only")
struct KeyTests {
    private func openings(
        _ ledger: SQLiteLedger, _ customer: CustomerID? = nil
    ) async throws -> [LeafOpenings] {
        let query = LeafQuery(customer: customer)
        return try await ledger.leaves(of: "default", matching: query, isOpened: true).leaves.map(\.openings)
    }

    @Test("openings come back with the key of the body, each one committed to by the leaf")
    func openingsComeBack() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let customer = Drafts.customer(1)
        let receipt = try await ledger.commit(try Drafts.disclosure(customer: customer), [], sealed: nil)
        guard case .opened(let found, let bodyKey) = try await openings(ledger, customer).first else {
            Issue.record("the openings must be readable")
            return
        }
        #expect(found.count == LeafCatalogue.entry(of: .disclosure).committed.count)
        #expect(found.first { $0.name == "subject" }?.value == "Ada Example")
        #expect(bodyKey == receipt.bodyKey)
    }

    @Test(
        "after a customer's keys are destroyed their leaves cannot be opened, others can, and the log verifies"
    )
    func destroyedKeys() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let (gone, kept) = (Drafts.customer(1), Drafts.customer(2))
        for customer in [gone, kept, gone] {
            _ = try await ledger.commit(try Drafts.disclosure(customer: customer), [], sealed: nil)
        }
        try await ledger.destroyKeys(of: gone, tenant: "default")
        #expect(try await openings(ledger, gone) == [.destroyed, .destroyed])
        guard case .opened = try await openings(ledger, kept).first else {
            Issue.record("another customer's openings must stay readable")
            return
        }
        await #expect(throws: LedgerFailure.conflict("the customer was erased")) {
            _ = try await ledger.commit(try Drafts.disclosure(customer: gone), [], sealed: nil)
        }
        #expect(try await fixture.report(of: ledger).problems == [])
        #expect(await ledger.isUsable() == .usable)
        ledger.close()
        let reopened = try fixture.open()
        #expect(try await openings(reopened, gone) == [.destroyed, .destroyed])
    }

    @Test("a destroyed key stands in no file any more, nor does any value in plain")
    func bytesOnDisk() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let customer = Drafts.customer(1)
        _ = try await ledger.commit(
            try Drafts.disclosure(customer: customer, subjectName: "Canary Quill"), [], sealed: nil)
        let name = KeyName(tenant: "default", customer: customer, period: nil)
        let key = try #require(try ledger.keys.storedBytes(of: name))
        #expect(try files(of: fixture).contains { $0.range(of: Data(key)) != nil })
        try await ledger.destroyKeys(of: customer, tenant: "default")
        let files = try files(of: fixture)
        #expect(!files.contains { $0.range(of: Data(key)) != nil })
        #expect(!files.contains { $0.range(of: Data("Canary Quill".utf8)) != nil })
    }

    private func files(of fixture: LedgerFixture) throws -> [Data] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: fixture.directory).sorted()
        return paths.compactMap { try? Data(contentsOf: URL(fileURLWithPath: fixture.path($0))) }
    }

    @Test("leaves without a customer, and an erasure, are kept under the tenant's key")
    func tenantKey() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let customer = Drafts.customer(1)
        let erasure = try LeafDraft(
            type: .erasure, caller: Drafts.caller(), committed: ["reason": "asked for"],
            seed: SodiumRandom().bytes(32), customer: customer)
        _ = try await ledger.commit(try Drafts.start(), [], sealed: nil)
        try await ledger.destroyKeys(of: customer, tenant: "default")
        _ = try await ledger.commit(erasure, [], sealed: nil)
        for found in try await openings(ledger) {
            guard case .opened = found else {
                Issue.record("found \(found)")
                continue
            }
        }
    }

    @Test("a ciphertext moved to another leaf, or altered, does not open, and a start refuses it")
    func movedCiphertext() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        for _ in 0..<2 { _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil) }
        try await ledger.onWriter { db in
            try db.execute(
                sql:
                    "UPDATE openings SET ciphertext = (SELECT ciphertext FROM openings ORDER BY leaf LIMIT 1)"
            )
        }
        let found = try await openings(ledger)
        #expect(found.last == .damaged)
        #expect(found.first != .damaged)
        ledger.close()
        #expect(throws: LedgerRefusal.self) { try fixture.open() }
    }

    @Test(
        "a file of keys that is missing, or that was exchanged for another ledger's, is refused at the start")
    func exchangedKeys() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        _ = try await ledger.commit(try Drafts.disclosure(customer: Drafts.customer(1)), [], sealed: nil)
        ledger.close()
        try FileManager.default.removeItem(atPath: fixture.path("customer-keys.sqlite"))
        for _ in 0..<2 { #expect(throws: LedgerRefusal.self) { try fixture.open() } }
        let other = try LedgerFixture()
        try other.open().close()
        try FileManager.default.copyItem(
            atPath: other.path("customer-keys.sqlite"), toPath: fixture.path("customer-keys.sqlite"))
        #expect(throws: LedgerRefusal.self) { try fixture.open() }
    }

    @Test(
        "a sealed body comes back with its box for the compliance key, until the customer's keys are destroyed"
    )
    func sealedBody() async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        let customer = Drafts.customer(1)
        let compliance = try ComplianceKey(seed: SecretBytes(copying: [UInt8](repeating: 9, count: 32)))
        let digest = [UInt8](repeating: 3, count: 32)
        let sealed = try ComplianceBox(publicKey: compliance.publicKey).seal(Drafts.body, bodyDigest: digest)
        let receipt = try await ledger.commit(
            try Drafts.disclosure(customer: customer), [], sealed: sealed)
        let id = try Leaf(bytes: receipt.leaf).id
        let found = try #require(try await ledger.sealedBody(of: id, tenant: "default"))
        #expect(try compliance.open(found, bodyDigest: digest) == Drafts.body)
        #expect(try await ledger.sealedBody(of: id, tenant: "acme") == nil)
        try await ledger.destroyKeys(of: customer, tenant: "default")
        #expect(try await ledger.sealedBody(of: id, tenant: "default") == nil)
    }
}
