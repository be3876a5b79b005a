import AuditTrail
import Conversations
import Foundation
import GRDB
import Sodium
import Testing

@testable import Ledger

/// What tests of erasures put into a ledger and look for in its files.
enum ErasureBench {
    static let sealed = SealedBody(
        dataKeyBox: [UInt8](repeating: 0xB0, count: 80), ciphertext: [UInt8](repeating: 0xCC, count: 200))

    /// One disclosure with a sealed body, a link and a case.
    static func fill(
        _ ledger: SQLiteLedger, customer: CustomerID, number: Int = 1, link: Bool = true
    ) async throws {
        var changes: [LedgerChange] = []
        if link {
            changes = [
                Drafts.link("person-of-\(number)", to: customer),
                .openCase(
                    ReviewCase(
                        token: try ReviewCaseToken("case-token-\(number)"), tenant: LedgerFixture.tenant,
                        customer: customer,
                        conversation: ConversationID(source: "tickets", id: "c-\(number)"),
                        concerns: [CaseConcern(category: "legal_threat", severity: 3)],
                        openedAt: Timestamp(milliseconds: 1_772_000_000_000))),
            ]
        }
        _ = try await ledger.commit(
            try Drafts.disclosure(customer: customer), changes, sealed: sealed)
    }

    static func draft(_ customer: CustomerID?) throws -> LeafDraft {
        try LeafDraft(
            type: .erasure, caller: Drafts.caller("officer-1"),
            committed: ["reason": "asked", "scope": ["action": "erasure"]], seed: SodiumRandom().bytes(32),
            customer: customer)
    }

    static func scope(of customer: CustomerID, in ledger: SQLiteLedger) async throws -> ErasureScope {
        let standing = try await ledger.erasureStanding(of: customer, tenant: LedgerFixture.tenant)
        guard case .present(let scope, _) = standing else { throw LedgerFailure.conflict("\(standing)") }
        return scope
    }

    @discardableResult
    static func erase(_ customer: CustomerID, in ledger: SQLiteLedger) async throws -> Receipt {
        let receipt = try await ledger.commit(
            try draft(customer),
            [.erasing(.erase(customer, scope: try await scope(of: customer, in: ledger)))],
            sealed: nil)
        try await ledger.finishErasures()
        return receipt
    }

    /// The keys of a customer that are still there.
    static func keyBytes(
        of customer: CustomerID, in ledger: SQLiteLedger, period: String? = nil
    ) throws -> [[UInt8]] {
        try ledger.keys.queue.writeWithoutTransaction { db in
            try Data.fetchAll(
                db,
                sql: """
                    SELECT key FROM keys WHERE customer = ? AND key IS NOT NULL AND (? IS NULL OR period = ?)
                    """, arguments: [customer.description, period, period]
            ).map { Array($0) }
        }
    }

    /// The bytes of every file below the ledger's folder.
    static func files(of fixture: LedgerFixture) throws -> [Data] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: fixture.directory).sorted()
        return paths.filter { !$0.hasPrefix("backup") }
            .compactMap { try? Data(contentsOf: URL(fileURLWithPath: fixture.path($0))) }
    }

    static func proofs(of ledger: SQLiteLedger) async throws -> [LeafProof] {
        var proofs: [LeafProof] = []
        for leaf in try await ledger.leaves(of: LedgerFixture.tenant).leaves {
            proofs.append(try #require(try await ledger.proof(of: leaf.id, tenant: LedgerFixture.tenant)))
        }
        return proofs
    }

    /// Proofs as somebody else holds them still verify with nothing but the log's key.
    static func require(_ proofs: [LeafProof], in fixture: LedgerFixture) async throws {
        for proof in proofs {
            _ = try ProofBundle(index: proof.index, path: proof.path, checkpoint: proof.checkpoint)
                .verified(
                    leaf: proof.leaf, by: try fixture.verifierKey(), digester: SodiumDigester(),
                    with: SodiumVerifier())
        }
    }

    static func export(
        _ ledger: SQLiteLedger, _ fixture: LedgerFixture, _ name: String
    ) async throws -> String {
        let directory = NSTemporaryDirectory() + "export-" + UUID().uuidString
        _ = try await ledger.exportLog(of: LedgerFixture.tenant, year: 2026, to: directory)
        return directory
    }
}
