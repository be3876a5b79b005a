import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Synchronization
import Testing

@testable import Ledger

/// Death and failure at every write, flush, truncation, rename and removal that a ledger makes: from its opening over its
/// appends to its closing. `THROUGHLINE_LONG=1` kills at each one, more than two thousand times in all.
@Suite("At every system call", .serialized)
struct SystemCallTests {
    private static let isLong = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] != nil

    private static let scenarios = [
        CrashScenario(
            name: "an empty folder", start: .start(ofYear: 2026).adding(milliseconds: 5_000_000_000),
            appends: 3,
            writers: 1, before: 0),
        CrashScenario(
            name: "the last leaf of a tile", start: .start(ofYear: 2026).adding(milliseconds: 6_000_000_000),
            appends: 3, writers: 1, before: 510),
        CrashScenario(
            name: "New Year", start: .start(ofYear: 2027).adding(milliseconds: -4), appends: 6, writers: 1,
            before: 2),
        CrashScenario(
            name: "four writers", start: .start(ofYear: 2026).adding(milliseconds: 7_000_000_000), appends: 5,
            writers: 4, before: 4),
    ]

    @Test("killed before a call or in the middle of a write, the ledger opens, verifies and has every answer")
    func kills() async throws {
        let tally = try await campaign(
            always: ["kill"], sampled: ["tear"], sample: Self.isLong ? 1_200 : 20)
        #expect(tally.kills >= (Self.isLong ? 2_000 : 15), "\(tally)")
        #expect(tally.refusals == 0, "\(tally)")
    }

    @Test("a call that fails, once or from then on, leaves nothing half done and shows in readiness")
    func errors() async throws {
        let faults = ["ENOSPC", "EIO", "EROFS", "ENOSPC+", "EIO+", "EROFS+"]
        let tally = try await campaign(always: [], sampled: faults, sample: Self.isLong ? 600 : 14)
        #expect(tally.kills == 0, "\(tally)")
        #expect(tally.runs >= 12, "\(tally)")
    }

    /// What became of the runs.
    private struct Tally: CustomStringConvertible {
        var runs = 0
        var kills = 0
        var refusals = 0
        var answers = 0

        var description: String {
            "\(runs) runs, \(kills) killed, \(refusals) refused to open, \(answers) answers"
        }
    }

    /// Strikes at each call of each scenario with some faults, and at calls drawn by lot with others; the short version only
    /// draws.
    private func campaign(always: [String], sampled: [String], sample: Int) async throws -> Tally {
        var every: [Strike] = []
        var drawn: [Strike] = []
        for scenario in Self.scenarios {
            let template = try await Self.template(for: scenario)
            let calls = try #require(
                try await CrashRun(scenario, copyOf: template).run(fault: "none", at: 0).calls)
            try #require(calls > 20, "the process counts its system calls")
            for at in 1...calls {
                every += always.map { Strike(scenario, template, $0, at: at) }
                drawn += sampled.map { Strike(scenario, template, $0, at: at) }
            }
        }
        var random = SeededGenerator(seed: 20_260_301)
        let strikes =
            Self.isLong
            ? every + drawn.shuffled(using: &random).prefix(sample)
            : Array((every + drawn).shuffled(using: &random).prefix(sample))
        let tally = try await run(strikes)
        print("system calls, \((always + sampled).joined(separator: " ")): \(tally)")
        return tally
    }

    /// The strikes that are still to come.
    private final class StrikeList: Sendable {
        // Guarded by the mutex.
        private let left: Mutex<ArraySlice<Strike>>

        init(_ strikes: [Strike]) { left = Mutex(strikes[...]) }

        /// The next one; a long campaign says now and then how far it is.
        func next() -> Strike? {
            left.withLock { left in
                if left.count % 250 == 0 { print("system calls: \(left.count) strikes to come") }
                return left.popFirst()
            }
        }
    }

    private struct Strike: Sendable {
        let scenario: CrashScenario
        let template: LedgerFixture?
        let fault: String
        let at: Int

        init(_ scenario: CrashScenario, _ template: LedgerFixture?, _ fault: String, at: Int) {
            self.scenario = scenario
            self.template = template
            self.fault = fault
            self.at = at
        }
    }

    /// Two side by side; the first that is not as it must be ends the campaign and says where it struck.
    private func run(_ strikes: [Strike]) async throws -> Tally {
        let left = StrikeList(strikes)
        return try await withThrowingTaskGroup(of: Tally.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    var tally = Tally()
                    while let strike = left.next() {
                        try await Self.strike(strike, &tally)
                    }
                    return tally
                }
            }
            return try await group.reduce(into: Tally()) { sum, part in
                sum.runs += part.runs
                sum.kills += part.kills
                sum.refusals += part.refusals
                sum.answers += part.answers
            }
        }
    }

    private static func strike(_ strike: Strike, _ tally: inout Tally) async throws {
        let run = try CrashRun(strike.scenario, copyOf: strike.template)
        let outcome = try await run.run(fault: strike.fault, at: strike.at)
        let place = "\(strike.scenario.name), \(strike.fault) at call \(strike.at)"
        try #require(
            outcome.wasKilled || [0, 3].contains(outcome.code), "\(place): exit code \(outcome.code)")
        do { try await run.requireEverything(of: outcome) } catch {
            Issue.record("\(place): \(error)")
            throw error
        }
        tally.runs += 1
        tally.kills += outcome.wasKilled ? 1 : 0
        tally.refusals += outcome.code == 3 && !outcome.wasKilled ? 1 : 0
        tally.answers += outcome.answers.count
    }

    /// A closed ledger with the leaves that a scenario starts from.
    private static func template(for scenario: CrashScenario) async throws -> LedgerFixture? {
        guard scenario.before > 0 else { return nil }
        let earlier = CrashScenario(
            name: scenario.name, start: scenario.start.adding(milliseconds: -60_000),
            appends: scenario.before, writers: 1, before: 0)
        let run = try CrashRun(earlier)
        let outcome = try await run.run(fault: "none", at: 0)
        try #require(outcome.answers.count == scenario.before)
        return run.fixture
    }
}
