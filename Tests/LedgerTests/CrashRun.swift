import AuditTrail
import Conversations
import Foundation
import GRDB
import Sodium
import Testing

@testable import Ledger

/// One run of the process that is killed or whose system calls fail, on a folder of its own.
struct CrashRun: Sendable {
    /// The built program stands beside the test bundle.
    static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("LedgerCrashChild").path

    let fixture: LedgerFixture
    let scenario: CrashScenario

    /// Starts from nothing, or from a copy of a folder.
    init(_ scenario: CrashScenario, copyOf template: LedgerFixture? = nil) throws {
        fixture = try LedgerFixture(
            tenants: ["default", "acme"], startingAt: scenario.start.adding(milliseconds: 60_000).description)
        self.scenario = scenario
        if let template {
            try FileManager.default.copyItem(atPath: template.directory, toPath: fixture.directory)
        }
    }

    /// How the process ended, and the leaves that it answered.
    struct Outcome {
        let code: Int32
        let wasKilled: Bool
        let answers: [String]
        /// How many system calls were counted, `nil` when it died.
        let calls: Int?
    }

    /// Runs the process to its end.
    func run(fault: String, at: Int) async throws -> Outcome {
        let output = fixture.directory + ".answers-\(UUID().uuidString)"
        try Data().write(to: URL(fileURLWithPath: output))
        defer { try? FileManager.default.removeItem(atPath: output) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = [
            fixture.directory, "\(scenario.start.milliseconds)", "\(scenario.appends)", "\(scenario.writers)",
            fault, "\(at)",
        ]
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch { ended.resume(throwing: error) }
        }
        // WHY: a kill may cut the last line; it counts when its end is there.
        let lines = try String(contentsOfFile: output, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).dropLast().map(String.init)
        let calls = lines.last { $0.hasPrefix("calls ") }.flatMap { Int($0.dropFirst(6)) }
        let wasKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
        return Outcome(
            code: process.terminationStatus, wasKilled: wasKilled,
            answers: lines.filter { !$0.hasPrefix("calls ") }, calls: calls)
    }

    /// Reopens and holds everything against what was answered: nothing is missing and nothing half done.
    func requireEverything(of outcome: Outcome) async throws {
        let ledger = try fixture.open()
        defer { ledger.close() }
        var stored: Set<String> = []
        for tenant in fixture.tenants {
            var previous: String?
            for year in try await ledger.years(of: tenant) {
                let report = try await fixture.report(of: ledger, year: year, tenant: tenant)
                try #require(report.problems == [])
                let first = try await ledger.leaves(
                    of: tenant, matching: .init(from: .start(ofYear: year)), limit: 1)
                let leaf = try first.leaves.first.map { try Leaf(bytes: $0.bytes) }
                try #require(leaf?.first?.previousCheckpoint == previous || leaf == nil)
                previous = try await ledger.latestCheckpoint(of: tenant, year: year)
            }
            stored.formUnion(try await leaves(of: tenant, in: ledger))
        }
        try #require(Set(outcome.answers).isSubset(of: stored), "an answered leaf is missing")
        try #require(Set(outcome.answers).count == outcome.answers.count)
        #expect(await ledger.isUsable() == .usable)
        try await ledger.onWriter { db in
            for sql in ["PRAGMA foreign_key_check", "PRAGMA integrity_check(1)"] {
                let found = try String.fetchAll(db, sql: sql)
                try #require(found == [] || found == ["ok"])
            }
            // One link and one opening for each leaf, or for none of it.
            for table in ["links", "openings"] {
                let count = try Int.fetchOne(
                    db, sql: "SELECT abs((SELECT count(*) FROM \(table)) - (SELECT count(*) FROM leaves))")
                try #require(count == 0, "\(table) and leaves do not belong together")
            }
        }
    }

    /// Every leaf, as answers name it; each can be opened.
    private func leaves(of tenant: TenantID, in ledger: SQLiteLedger) async throws -> [String] {
        var found: [String] = []
        var cursor: LeafCursor?
        repeat {
            let page = try await ledger.leaves(of: tenant, after: cursor, limit: 1_000, isOpened: true)
            for leaf in page.leaves {
                guard case .opened = leaf.openings else {
                    Issue.record("a leaf without its openings")
                    continue
                }
                found.append("\(tenant) \(hex(SodiumDigester().sha256(leaf.bytes)))")
            }
            cursor = page.next
        } while cursor != nil
        return found
    }
}

/// What the process does in a run.
struct CrashScenario: Sendable {
    let name: String
    /// The clock of the first leaf.
    let start: Timestamp
    let appends: Int
    let writers: Int
    /// How many leaves are there before.
    let before: Int
}

extension Timestamp {
    /// The first millisecond of a year, UTC.
    static func start(ofYear year: Int) -> Timestamp {
        Timestamp(rfc3339: "\(year)-01-01T00:00:00Z") ?? Timestamp(milliseconds: 0)
    }
}
