import AuditTrail
import Conversations
import DurableFiles
import Foundation
import GatewayTestSupport
import Sodium
import Synchronization
import Testing

@testable import Ledger

@Suite("An erasure survives kills, faults and restored backups", .serialized)
struct ErasureFaultTests {
    private let customer = Drafts.customer(1)

    @Test(
        "killed between any two steps, the next start finishes it before it serves",
        arguments: ErasureStep.allCases)
    func killed(step: ErasureStep) async throws {
        let fixture = try LedgerFixture()
        let directory = fixture.directory
        let name = step.rawValue
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [directory = directory as String, name = name as String] in
            try await ErasureChild(directory: directory).run(
                killedAt: try #require(ErasureStep(rawValue: name)))
        }
        let ledger = try fixture.open()
        try await requireErased(ledger, fixture)
        #expect(try ledger.erasures.list.lines(digester: SodiumDigester()).count == 1)
        ledger.close()
        let again = try fixture.open()
        #expect(again.replayedErasures.isEmpty)
        try await requireErased(again, fixture)
    }

    @Test("a fault at any step is heard, and asking again goes on there", arguments: ErasureStep.allCases)
    func fault(step: ErasureStep) async throws {
        let fixture = try LedgerFixture()
        let isMended = Mutex(false)
        let ledger = try fixture.open(
            faults: LedgerFaults(
                at: { _ in },
                atErasure: { reached in
                    if reached == step, !isMended.withLock({ $0 }) { throw Broken() }
                }))
        try await ErasureBench.fill(ledger, customer: customer)
        await #expect(throws: LedgerFailure.self) { try await ErasureBench.erase(customer, in: ledger) }
        isMended.withLock { $0 = true }
        try await ledger.finishErasures()
        try await requireErased(ledger, fixture)
    }

    @Test("a ledger and keys restored from before an erasure erase again before they serve")
    func restoredBackup() async throws {
        let fixture = try LedgerFixture()
        var ledger = try fixture.open()
        try await ErasureBench.fill(ledger, customer: customer)
        let key = try #require(try ErasureBench.keyBytes(of: customer, in: ledger).first)
        ledger.close()
        let names = ["ledger.sqlite", "customer-keys.sqlite", "checkpoints/default-2026"]
        try FileManager.default.createDirectory(
            atPath: fixture.path("backup/checkpoints"), withIntermediateDirectories: true)
        try fixture.copy(names, to: "backup")
        ledger = try fixture.open()
        try await ErasureBench.erase(customer, in: ledger)
        ledger.close()
        for name in names { try fixture.restore(name, from: "backup") }
        for name in names { try? FileManager.default.removeItem(atPath: fixture.path(name + "-wal")) }
        #expect(try ErasureBench.files(of: fixture).contains { $0.range(of: Data(key)) != nil })

        let restored = try fixture.open()
        #expect(restored.replayedErasures.map(\.customer) == [customer])
        #expect(!(try ErasureBench.files(of: fixture).contains { $0.range(of: Data(key)) != nil }))
        let leaves = try await restored.leaves(
            of: "default", matching: LeafQuery(customer: customer), isOpened: true
        ).leaves
        #expect(leaves.map(\.openings) == [.destroyed])
        #expect(try await restored.persons(of: customer, tenant: "default").isEmpty)
        await #expect(throws: LedgerFailure.conflict("the customer was erased")) {
            _ = try await restored.commit(try Drafts.disclosure(customer: customer), [], sealed: nil)
        }
        _ = try await restored.commit(
            try ErasureBench.draft(customer), [.erasing(.confirmReplay(customer))], sealed: nil)
        restored.close()
        let reopened = try fixture.open()
        #expect(reopened.replayedErasures.isEmpty)
    }

    @Test("a list of erasures that was cut, changed or taken away is refused at the start", arguments: 0..<3)
    func tamperedList(kind: Int) async throws {
        let fixture = try LedgerFixture()
        let ledger = try fixture.open()
        for number in 1...2 {
            try await ErasureBench.fill(ledger, customer: Drafts.customer(UInt8(number)), number: number)
            try await ErasureBench.erase(Drafts.customer(UInt8(number)), in: ledger)
        }
        ledger.close()
        let path = fixture.path("checkpoints/erasures")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        try #require(lines.count == 2)
        switch kind {
        case 0: try "\(lines[0])\n".write(toFile: path, atomically: true, encoding: .utf8)
        case 1: try "\(lines[1])\n\(lines[0])\n".write(toFile: path, atomically: true, encoding: .utf8)
        default: try FileManager.default.removeItem(atPath: path)
        }
        #expect { _ = try fixture.open() } throws: {
            guard case LedgerRefusal.tampered(let log, _, let advice) = $0 else { return false }
            return log.hasSuffix("erasures") && advice.contains("newest copy")
        }
    }

    @Test(
        "a list of erasures that cannot be read refuses the start and is never replaced by a shorter one",
        arguments: Obstacle.allCases)
    func unreadableList(obstacle: Obstacle) async throws {
        let fixture = try LedgerFixture()
        var ledger = try fixture.open()
        try await ErasureBench.fill(ledger, customer: customer)
        try await ErasureBench.erase(customer, in: ledger)
        let list = ledger.erasures.list
        let line = try #require(try list.lines(digester: SodiumDigester()).first)
        let whole = try Data(contentsOf: URL(fileURLWithPath: list.path))

        try obstacle.replace(list.path)
        let second = Drafts.customer(2)
        try await ErasureBench.fill(ledger, customer: second, number: 2)
        await #expect(throws: LedgerFailure.self) { try await ErasureBench.erase(second, in: ledger) }
        #expect(throws: FileFailure.self) { try list.append(line) }
        #expect(throws: FileFailure.self) { try list.lines(digester: SodiumDigester()) }
        ledger.close()
        #expect { _ = try fixture.open() } throws: {
            guard case LedgerRefusal.unusable(list.path, _) = $0 else { return false }
            return true
        }

        try obstacle.restore(list.path)
        #expect(try Data(contentsOf: URL(fileURLWithPath: list.path)) == whole)
        ledger = try fixture.open()
        let erased = try list.lines(digester: SodiumDigester()).map(\.erased.customer)
        #expect(erased == [customer, second], "the start finishes what waited for its list")
    }

    private struct Broken: Error {}

    private func requireErased(_ ledger: SQLiteLedger, _ fixture: LedgerFixture) async throws {
        #expect(try ErasureBench.keyBytes(of: customer, in: ledger).isEmpty)
        guard
            case .erased(let recorded) = try await ledger.erasureStanding(of: customer, tenant: "default")
        else {
            Issue.record("the erasure was recorded before the kill")
            return
        }
        #expect(recorded.isDone && recorded.leaf != nil)
        #expect(try await fixture.report(of: ledger).problems == [])
        let files = try ErasureBench.files(of: fixture)
        #expect(!files.contains { $0.range(of: Data("person-of-1".utf8)) != nil })
        let canary = try? Data(contentsOf: URL(fileURLWithPath: fixture.path("key-canary")))
        if let canary {
            let others = try FileManager.default.subpathsOfDirectory(atPath: fixture.directory)
                .filter { $0 != "key-canary" }
                .compactMap { try? Data(contentsOf: URL(fileURLWithPath: fixture.path($0))) }
            #expect(!others.contains { $0.range(of: canary) != nil }, "the key's bytes are still in a file")
        }
    }
}

/// The process that is killed between two steps of an erasure; leaves the key's bytes behind for the search.
struct ErasureChild: Sendable {
    let directory: String

    func run(killedAt step: ErasureStep) async throws {
        let configuration = try LedgerConfiguration(
            directory: directory, host: "gateway.example", tenants: ["default"],
            commitDeadlineMilliseconds: 30_000)
        let ledger = try SQLiteLedger(
            configuration,
            signer: try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32))),
            clock: ManualClock(Timestamp(milliseconds: 1_772_355_600_000)),
            faults: LedgerFaults(at: { _ in }, atErasure: { if $0 == step { kill(getpid(), SIGKILL) } }))
        let customer = Drafts.customer(1)
        try await ErasureBench.fill(ledger, customer: customer)
        let key = try #require(try ErasureBench.keyBytes(of: customer, in: ledger).first)
        try Data(key).write(to: URL(fileURLWithPath: directory + "/key-canary"))
        try await ErasureBench.erase(customer, in: ledger)
    }
}
