import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Sodium
import Testing

@testable import Ledger

@Suite("A log outlives its keys")
struct RotationTests {
    private static let origin = "gateway.example/audit/default/2026"

    private static func key(_ seed: UInt8) throws -> SigningKey {
        try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: seed, count: 32)))
    }

    private static func verifierKey(_ seed: UInt8, _ origin: String = RotationTests.origin) throws
        -> VerifierKey
    {
        try #require(
            VerifierKey(name: origin, publicKey: key(seed).publicKey, digester: SodiumDigester()))
    }

    private static func open(_ fixture: LedgerFixture, _ seeds: [UInt8]) throws -> SQLiteLedger {
        try SQLiteLedger(
            fixture.configuration(), signers: try seeds.map { try key($0) }, clock: fixture.clock,
            faults: .none)
    }

    private static func keyLeaf(
        _ action: KeyAction, _ seed: UInt8, in ledger: SQLiteLedger
    ) async throws -> LeafDraft {
        let state = try #require(try await ledger.keyState(of: "default"))
        return try LeafDraft(
            type: .key, caller: LeafCaller(tenant: "default", subject: "gateway", client: "gateway"),
            publicMembers: [
                "action": action.rawValue, "checkpoint": state.checkpoint,
                "vkey": try verifierKey(seed, state.history.name).description,
            ], seed: SodiumRandom().bytes(32))
    }

    private static func signers(of ledger: SQLiteLedger) async throws -> [VerifierKey] {
        let state = try #require(try await ledger.keyState(of: "default"))
        return try state.history.believed(Array(state.checkpoint.utf8), with: SodiumVerifier()).signers
    }

    @Test("a new key signs beside the old one once a leaf added it, alone once a leaf retired the old one")
    func rotation() async throws {
        let fixture = try LedgerFixture()
        var ledger = try Self.open(fixture, [7])
        _ = try await ledger.commit(try Drafts.start(), [], sealed: nil)
        ledger.close()
        ledger = try Self.open(fixture, [7, 9])
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        #expect(try await Self.signers(of: ledger) == [Self.verifierKey(7)])
        _ = try await ledger.commit(try await Self.keyLeaf(.add, 9, in: ledger), [], sealed: nil)
        #expect(try await Self.signers(of: ledger) == [Self.verifierKey(7), Self.verifierKey(9)])
        ledger.replaceSigners(with: [try Self.key(9)])
        let receipt = try await ledger.commit(
            try await Self.keyLeaf(.retire, 7, in: ledger), [], sealed: nil)
        #expect(try await Self.signers(of: ledger) == [Self.verifierKey(9)])
        #expect(throws: Never.self) {
            try receipt.verified(
                body: nil, by: Self.verifierKey(9), digester: SodiumDigester(), with: SodiumVerifier())
        }
        let state = try #require(try await ledger.keyState(of: "default"))
        #expect(state.history.firstBrokenHandover(with: SodiumVerifier()) == nil)
        #expect(try state.history.standing(of: Self.key(7).publicKey) == .retired)
        ledger.close()
        try Self.open(fixture, [9]).close()
    }

    @Test(
        "a start with the keys of any moment of a rotation opens; with none that signs it is refused and says why"
    )
    func starts() async throws {
        let fixture = try LedgerFixture()
        var ledger = try Self.open(fixture, [7, 9])
        _ = try await ledger.commit(try Drafts.start(), [], sealed: nil)
        ledger.close()
        for keys: [UInt8] in [[7], [7, 9]] { try Self.open(fixture, keys).close() }
        #expect(throws: LedgerRefusal.self) { try Self.open(fixture, [9]) }
        ledger = try Self.open(fixture, [7, 9])
        _ = try await ledger.commit(try await Self.keyLeaf(.add, 9, in: ledger), [], sealed: nil)
        ledger.close()
        for keys: [UInt8] in [[7], [9], [7, 9]] { try Self.open(fixture, keys).close() }
        ledger = try Self.open(fixture, [9])
        _ = try await ledger.commit(try await Self.keyLeaf(.revoke, 7, in: ledger), [], sealed: nil)
        ledger.close()
        try Self.open(fixture, [9]).close()
        for (keys, words) in [([7], "was revoked and signs no more"), ([8], "which the log never named")] {
            do {
                try Self.open(fixture, keys.map { UInt8($0) }).close()
                Issue.record("opened with \(keys)")
            } catch {
                #expect("\(error)".contains(words) && "\(error)".contains("+"), "\(error)")
            }
        }
    }

    @Test("a leaf about a key that does not fit is refused, and the log goes on as before")
    func unfitLeaf() async throws {
        let fixture = try LedgerFixture()
        let ledger = try Self.open(fixture, [7])
        await #expect(throws: LedgerFailure.self) {
            let draft = try LeafDraft(
                type: .key, caller: Drafts.caller(),
                publicMembers: [
                    "action": "add", "checkpoint": "c", "vkey": try Self.verifierKey(7).description,
                ], seed: SodiumRandom().bytes(32))
            _ = try await ledger.commit(draft, [], sealed: nil)
        }
        _ = try await ledger.commit(try Drafts.start(), [], sealed: nil)
        for (action, seed) in [(KeyAction.retire, UInt8(7)), (.retire, 9), (.add, 7)] {
            await #expect(throws: LedgerFailure.self) {
                _ = try await ledger.commit(
                    try await Self.keyLeaf(action, seed, in: ledger), [], sealed: nil)
            }
        }
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        #expect(try await fixture.report(of: ledger).problems == [])
        ledger.close()
    }

    @Test("a year that begins during an overlap begins with the new key, and the old year stays believed")
    func newYear() async throws {
        let fixture = try LedgerFixture(startingAt: "2026-12-31T23:00:00Z")
        var ledger = try Self.open(fixture, [7, 9])
        _ = try await ledger.commit(try Drafts.start(), [], sealed: nil)
        _ = try await ledger.commit(try await Self.keyLeaf(.add, 9, in: ledger), [], sealed: nil)
        fixture.clock.advance(milliseconds: 7_200_000)
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        let state = try #require(try await ledger.keyState(of: "default"))
        #expect(state.year == 2027)
        let newKey = try Self.verifierKey(9, "gateway.example/audit/default/2027")
        #expect(state.history.keys(signing: state.size) == [newKey])
        ledger.close()
        try Self.open(fixture, [9]).close()
        ledger = try Self.open(fixture, [9])
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        ledger.close()
        // An old year rewritten with a key of the intruder's own does not fit the year after.
        try fixture.tamper(
            "UPDATE leaves SET bytes = bytes WHERE 0; UPDATE logs SET checkpoint = (SELECT checkpoint FROM logs WHERE year = 2027) WHERE year = 2026"
        )
        #expect(throws: LedgerRefusal.self) { try Self.open(fixture, [9]) }
    }
}
