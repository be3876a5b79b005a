import AuditTrail
import Conversations
import Foundation
import GRDB
import GatewayTestSupport
import Sodium
import Testing

@testable import Ledger

/// A ledger in a folder of its own that is removed at the end, with a clock that moves when told to.
final class LedgerFixture: Sendable {
    static let tenant: TenantID = "default"
    let directory: String
    let clock: ManualClock
    let key: SigningKey
    let tenants: [TenantID]

    init(tenants: [TenantID] = [LedgerFixture.tenant], startingAt start: String = "2026-03-01T09:00:00Z")
        throws
    {
        directory = NSTemporaryDirectory() + "ledger-" + UUID().uuidString
        clock = ManualClock(try #require(Timestamp(rfc3339: start)))
        key = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        self.tenants = tenants
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func configuration(deadlineMilliseconds: Int = 30_000, waitingMax: Int = 4_096) throws
        -> LedgerConfiguration
    {
        try LedgerConfiguration(
            directory: directory, host: "gateway.example", tenants: tenants,
            commitDeadlineMilliseconds: deadlineMilliseconds, waitingMax: waitingMax)
    }

    func open(
        deadlineMilliseconds: Int = 30_000, waitingMax: Int = 4_096, faults: LedgerFaults = .none,
        key: SigningKey? = nil
    ) throws -> SQLiteLedger {
        // WHY: a ledger that is open keeps its folder, however early a test is done with the fixture.
        let keeping = LedgerFaults(
            at: { step in try withExtendedLifetime(self) { try faults.at(step) } },
            atErasure: faults.atErasure)
        return try SQLiteLedger(
            configuration(deadlineMilliseconds: deadlineMilliseconds, waitingMax: waitingMax),
            signer: key ?? self.key, clock: clock, faults: keeping)
    }

    func path(_ name: String) -> String { directory + "/" + name }

    /// A copy of the folder as a backup would take it, of a closed ledger.
    func copy(_ names: [String], to backup: String) throws {
        try FileManager.default.createDirectory(atPath: path(backup), withIntermediateDirectories: true)
        for name in names {
            try FileManager.default.copyItem(atPath: path(name), toPath: path(backup) + "/" + name)
        }
    }

    func restore(_ name: String, from backup: String) throws {
        try? FileManager.default.removeItem(atPath: path(name))
        try FileManager.default.copyItem(atPath: path(backup) + "/" + name, toPath: path(name))
    }

    /// Changes a closed database the way somebody with the file would.
    func tamper(with name: String = "ledger.sqlite", _ sql: String) throws {
        let queue = try DatabaseQueue(path: path(name))
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: sql)
        }
        try queue.close()
    }

    func verifierKey(_ year: Int = 2026, tenant: TenantID = LedgerFixture.tenant) throws -> VerifierKey {
        try #require(
            VerifierKey(
                name: "gateway.example/audit/\(tenant)/\(year)", publicKey: key.publicKey,
                digester: SodiumDigester()))
    }

    /// What the verifier, which shares nothing with the writer, says of a tenant's year.
    func report(
        of ledger: SQLiteLedger, year: Int = 2026, tenant: TenantID = LedgerFixture.tenant
    ) async throws -> VerificationReport {
        let reader = try #require(try await ledger.logReader(of: tenant, year: year))
        let verifier = LogVerifier(
            key: try verifierKey(year, tenant: tenant), digester: SodiumDigester(),
            signatures: SodiumVerifier())
        return await verifier.verify(reader)
    }
}

/// Invented leaves.
enum Drafts {
    static let body = Array(#"{"outcome":"view"}"#.utf8)

    static func caller(_ subject: PrincipalID = "agent-7", tenant: TenantID = LedgerFixture.tenant)
        -> LeafCaller
    {
        LeafCaller(
            tenant: tenant, organisation: "northwind", subject: subject, client: "desk", role: "vendor_agent")
    }

    static func disclosure(
        by subject: PrincipalID = "agent-7", tenant: TenantID = LedgerFixture.tenant,
        customer: CustomerID? = nil,
        subjectName: String = "Ada Example"
    ) throws -> LeafDraft {
        try LeafDraft(
            type: .disclosure, caller: caller(subject, tenant: tenant), purpose: "answer_question",
            policy: "support@1", rulesDigest: [UInt8](repeating: 1, count: 32), body: body,
            committed: ["subject": .string(subjectName), "shown": ["person.name"]],
            seed: SodiumRandom().bytes(32), customer: customer, receiptMembers: ["shown"])
    }

    static func start() throws -> LeafDraft {
        try LeafDraft(
            type: .start,
            caller: LeafCaller(tenant: LedgerFixture.tenant, subject: "gateway", client: "gateway"),
            publicMembers: ["version": "0.1.0"], seed: SodiumRandom().bytes(32))
    }

    static func customer(_ number: UInt8) -> CustomerID {
        CustomerID(
            ULID(
                at: Timestamp(milliseconds: 1_700_000_000_000), entropy: [UInt8](repeating: number, count: 10)
            ))
    }

    static func link(
        _ person: String, to customer: CustomerID, tenant: TenantID = LedgerFixture.tenant
    ) -> LedgerChange {
        .link(
            PersonLink(
                tenant: tenant, person: PersonReference(source: "crm", id: person), customer: customer,
                rule: "email-verified"))
    }

    static func reviewCase(_ token: String, conversation: String = "4711") throws -> ReviewCase {
        ReviewCase(
            token: try ReviewCaseToken(token), tenant: LedgerFixture.tenant, customer: customer(1),
            conversation: ConversationID(source: "tickets", id: conversation),
            concerns: [
                CaseConcern(category: "legal_threat", severity: 3), CaseConcern(category: nil, severity: 1),
            ],
            openedAt: Timestamp(milliseconds: 1_772_000_000_000))
    }
}
