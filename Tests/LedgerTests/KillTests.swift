import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Sodium
import Synchronization
import Testing

@testable import Ledger

/// A gateway that dies without warning, in a process of its own, with several commits under way.
///
/// Where exactly is told by steps and by chance; ``SystemCallTests`` goes through every system call.
@Suite("A killed gateway loses nothing that it answered", .serialized)
struct KillTests {
    /// How many kills at random moments, and how many at each step.
    private static let isLong = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] != nil
    /// After how many kills a fresh ledger is begun, so that reopening stays quick.
    private static let killsPerLedger = 40

    @Test("killed at a step of a commit, at the first and at a later one", arguments: LedgerStep.allCases)
    func killedAtStep(step: LedgerStep) async throws {
        var fixture = try LedgerFixture()
        for round in 0..<(Self.isLong ? 20 : 1) {
            if round % Self.killsPerLedger == 0 { fixture = try LedgerFixture() }
            let directory = fixture.directory
            let name = step.rawValue
            // WHY: outside checkpoints are gathered for a fifth of a second, commits come by the thousand.
            let isOfCommit = [.beforeBegin, .afterStage, .beforeCommit, .afterCommit].contains(step)
            let countdown = 1 + (isOfCommit ? round * 7 % 23 : round % 3)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [directory = directory as String, name = name as String, countdown = countdown as Int] in
                let step = try #require(LedgerStep(rawValue: name))
                try await CrashChild(directory: directory).run(killedAt: step, countdown: countdown)
            }
            try await requireEverythingAnswered(fixture)
        }
    }

    @Test("killed at random moments, again and again on one ledger")
    func killedAtRandom() async throws {
        var random = SeededGenerator(seed: 4_711)
        var fixture = try LedgerFixture()
        for round in 0..<(Self.isLong ? 150 : 6) {
            if round % Self.killsPerLedger == 0 { fixture = try LedgerFixture() }
            let directory = fixture.directory
            let delay = Int.random(in: 0..<600_000, using: &random)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [directory = directory as String, delay = delay as Int] in
                try await CrashChild(directory: directory).run(killedAfterMicroseconds: delay)
            }
            try await requireEverythingAnswered(fixture)
        }
        #expect(try !CrashChild.answers(in: fixture.directory).isEmpty, "some kills came after answers")
    }

    /// Reopens, verifies the whole log and holds every answer that was given against it.
    private func requireEverythingAnswered(_ fixture: LedgerFixture) async throws {
        let ledger = try fixture.open()
        defer { ledger.close() }
        let answers = try CrashChild.answers(in: fixture.directory)
        guard try await ledger.logReader(of: "default", year: 2026) != nil else {
            try #require(answers.isEmpty)
            return
        }
        let report = try await fixture.report(of: ledger)
        try #require(report.problems == [])
        var stored: [String] = []
        var cursor: LeafCursor?
        repeat {
            let page = try await ledger.leaves(of: "default", after: cursor, limit: 1_000)
            stored += page.leaves.map { CrashChild.line(index: $0.index, leaf: $0.bytes) }
            cursor = page.next
        } while cursor != nil
        #expect(Set(answers).isSubset(of: stored))
        #expect(Set(answers).count == answers.count, "no two answers stand for one leaf")
        #expect(Set(stored).count == report.leavesRead)
    }
}

/// The process that is killed: commits from four sides and writes down each answer the moment it has it.
struct CrashChild: Sendable {
    let directory: String

    func run(killedAt step: LedgerStep, countdown: Int) async throws {
        let left = Countdown(countdown)
        try await commitForEver(
            LedgerFaults { reached in
                if reached == step, left.isOver() { kill(getpid(), SIGKILL) }
            })
    }

    func run(killedAfterMicroseconds delay: Int) async throws {
        Thread.detachNewThread {
            usleep(UInt32(delay))
            kill(getpid(), SIGKILL)
        }
        try await commitForEver(.none)
    }

    private func commitForEver(_ faults: LedgerFaults) async throws {
        let configuration = try LedgerConfiguration(
            directory: directory, host: "gateway.example", tenants: ["default"],
            commitDeadlineMilliseconds: 30_000)
        let clock = ManualClock(Timestamp(milliseconds: 1_772_355_600_000))
        let key = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        let ledger = try SQLiteLedger(configuration, signer: key, clock: clock, faults: faults)
        let answers = unsafe open(directory + "/answers", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        try #require(answers >= 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask {
                    for _ in 0..<10_000 {
                        let draft = try Drafts.disclosure(by: try PrincipalID("agent-\(number)"))
                        let receipt = try await ledger.commit(draft, [], sealed: nil)
                        let record = Self.record(of: Self.line(index: receipt.index, leaf: receipt.leaf))
                        _ = unsafe record.withUnsafeBytes { unsafe write(answers, $0.baseAddress, $0.count) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// How an answered leaf is written down.
    static func line(index: Int, leaf: [UInt8]) -> String {
        "\(index) \(hex(SodiumDigester().sha256(leaf)))"
    }

    // WHY: of 128 bytes, so that none lies across two pages: a kill cuts a write between pages, never within one.
    private static func record(of line: String) -> [UInt8] {
        Array(line.utf8) + [UInt8](repeating: 0x20, count: 127 - line.utf8.count) + [0x0A]
    }

    static func answers(in directory: String) throws -> [String] {
        guard let text = try? String(contentsOfFile: directory + "/answers", encoding: .utf8) else {
            return []
        }
        return text.split(separator: "\n").map { line in
            line.split(separator: " ").joined(separator: " ")
        }
    }
}

/// Counts down over all threads.
final class Countdown: Sendable {
    private let gate: Mutex<Int>

    init(_ count: Int) { gate = Mutex(count) }

    func isOver() -> Bool {
        gate.withLock { left in
            left -= 1
            return left <= 0
        }
    }
}
