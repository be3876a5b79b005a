import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Signing
import Sodium
import Synchronization
import Testing

@testable import Ledger

/// A signer on a thread of its own beside a ledger.
final class SignerThread: Sendable {
    let folder: String
    let lines = Mutex<[String]>([])
    private let isStopped = Mutex(false)
    private let isDone = DispatchSemaphore(value: 0)
    private let hangs: Mutex<Bool> = Mutex(false)

    init() throws {
        folder = NSTemporaryDirectory() + "l-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func start() {
        isStopped.withLock { $0 = false }
        let started = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [self] in
            let report: @Sendable (String) -> Void = { line in self.lines.withLock { $0.append(line) } }
            do {
                let key = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
                var desk = try SignerDesk(
                    directory: folder + "/state", key: key,
                    scope: SignerScope(names: ["gateway.example/audit/default"]), report: report,
                    faults: SignerFaults { _ in while self.hangs.withLock({ $0 }) { usleep(10_000) } })
                var server = try SignerServer(path: folder + "/socket", report: report)
                started.signal()
                server.run(&desk) { self.isStopped.withLock { $0 } }
            } catch {
                report("did not start: \(error)")
                started.signal()
            }
            isDone.signal()
        }
        started.wait()
    }

    func stop() {
        isStopped.withLock { $0 = true }
        isDone.wait()
    }

    func hang(_ isHung: Bool) { hangs.withLock { $0 = isHung } }

    func client(timeoutMilliseconds: Int = 10_000) throws -> RemoteSigner {
        try RemoteSigner(path: folder + "/socket", timeoutMilliseconds: timeoutMilliseconds) { _ in }
    }
}

@Suite("A ledger whose key is held elsewhere", .serialized)
struct SignerLedgerTests {
    private static func open(
        _ fixture: LedgerFixture, _ signer: RemoteSigner, faults: LedgerFaults = .none
    ) throws -> SQLiteLedger {
        try SQLiteLedger(fixture.configuration(), signers: [signer], clock: fixture.clock, faults: faults)
    }

    @Test(
        "a signer that is gone or hangs stops every commit, red at once, and the log goes on when it is back")
    func gone() async throws {
        let signer = try SignerThread()
        signer.start()
        let fixture = try LedgerFixture()
        let ledger = try Self.open(fixture, try signer.client(timeoutMilliseconds: 300))
        for _ in 0..<5 { _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil) }
        signer.stop()
        await #expect(throws: LedgerFailure.unavailable) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        #expect(await ledger.isUsable() == .unusable(.unavailable))
        signer.start()
        #expect(await ledger.isUsable() == .usable)
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        signer.hang(true)
        await #expect(throws: LedgerFailure.unavailable) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        #expect(await ledger.isUsable() == .unusable(.unavailable))
        signer.hang(false)
        var isBack = false
        for _ in 0..<50 where !isBack { isBack = await ledger.isUsable() == .usable }
        #expect(isBack)
        let last = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        #expect(last.index == 6)
        #expect(try await fixture.report(of: ledger).problems == [])
        ledger.close()
        signer.stop()
    }

    @Test("a commit that fails after it was signed makes room for the next one, with an alarm")
    func failedCommit() async throws {
        let signer = try SignerThread()
        signer.start()
        let fixture = try LedgerFixture()
        let breaker = Breaker()
        let ledger = try Self.open(fixture, try signer.client(), faults: breaker.faults)
        for step in [LedgerStep.beforeCommit, .afterCommit] {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
            breaker.breakNext(step)
            await #expect(throws: LedgerFailure.unavailable) {
                _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
            }
        }
        _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        #expect(try await fixture.report(of: ledger).problems == [])
        ledger.close()
        signer.stop()
        let alarms = signer.lines.withLock { $0.filter { $0.contains("was never committed") } }
        #expect(alarms.count == 1, "only what was not committed is an alarm")
    }

    @Test("an older database with an older checkpoint beside it is refused by what the signer remembers")
    func olderDatabase() async throws {
        let signer = try SignerThread()
        signer.start()
        let fixture = try LedgerFixture()
        var ledger = try Self.open(fixture, try signer.client())
        for _ in 0..<3 { _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil) }
        ledger.close()
        let names = ["ledger.sqlite", "customer-keys.sqlite", "checkpoints"]
        try fixture.copy(names, to: "backup")
        ledger = try Self.open(fixture, try signer.client())
        for _ in 0..<3 { _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil) }
        ledger.close()
        for name in names { try fixture.restore(name, from: "backup") }
        ledger = try Self.open(fixture, try signer.client())
        await #expect(throws: LedgerFailure.unavailable) {
            _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil)
        }
        ledger.close()
        signer.stop()
        let text = signer.lines.withLock { $0.joined(separator: "\n") }
        #expect(text.contains("expected 6 committed leaves as signed, found 3"))
    }

    @Test("many writers share one question to the signer a batch")
    func batches() async throws {
        let signer = try SignerThread()
        signer.start()
        let fixture = try LedgerFixture()
        let counted = CountingSigner(try signer.client())
        let ledger = try SQLiteLedger(
            fixture.configuration(), signers: [counted], clock: fixture.clock, faults: .none)
        let begin = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<400 {
                group.addTask { _ = try await ledger.commit(try Drafts.disclosure(), [], sealed: nil) }
            }
            try await group.waitForAll()
        }
        let time = ContinuousClock.now - begin
        let asked = counted.asked
        print("400 commits, \(asked) questions to the signer, \(time)")
        #expect(asked < 200)
        #expect(try await fixture.report(of: ledger).leavesRead == 400)
        ledger.close()
        signer.stop()
    }
}

/// Counts the questions that reach a signer.
final class CountingSigner: CheckpointSigner {
    private let signer: RemoteSigner
    private let count = Mutex(0)

    init(_ signer: RemoteSigner) { self.signer = signer }

    var publicKey: [UInt8] { signer.publicKey }
    var asked: Int { count.withLock { $0 } }

    func sign(_ requests: [CheckpointRequest]) throws(SigningFailure) -> [[UInt8]] {
        count.withLock { $0 += 1 }
        return try signer.sign(requests)
    }

    func confirm(_ checkpoints: [Checkpoint]) { signer.confirm(checkpoints) }
    func check() throws(SigningFailure) { try signer.check() }
    func release() { signer.release() }
}
