import ArgumentParser
import AuditTrail
import CSlowDisk
import Conversations
import Foundation
import Gateway
import Ledger
import Sodium

/// Durable leaf commits beside what bounds them, the disk's flushes and SQLite's commits, in the same run on the same disk.
struct LedgerBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ledger")

    @Option(help: "Seconds of each measurement.")
    var duration = 5.0

    @Option(help: "Milliseconds that every flush of the process takes longer, to stand for a slower disk.")
    var flushDelay = 0.0

    @Option(help: "Also measure a start over this many leaves.")
    var start: Int?

    func run() async throws {
        slow_disk_set_delay(UInt32(flushDelay * 1000))
        if flushDelay > 0 { print("every flush takes \(rounded(flushDelay, 1)) ms longer") }
        try await withFolder { path in
            let limits = try DiskLimits(path: path, seconds: duration)
            print(limits.description)
            let ledger = try Self.open(path + "/ledger")
            for writers in [1, 64] {
                let cpuBefore = Self.cpuSeconds()
                let timings = try await commits(ledger, writers: writers)
                let cpu = (Self.cpuSeconds() - cpuBefore) * 1_000_000 / Double(timings.count)
                let rate = Double(timings.count) / duration
                print(
                    "\(writers) writers: \(rounded(rate, 0)) leaves/s, p50 \(rounded(timings.milliseconds(at: 0.5))) ms, "
                        + "p99 \(rounded(timings.milliseconds(at: 0.99))) ms, "
                        + "\(rounded(cpu, 0)) µs of processor a leaf; \(limits.ratios(of: rate))")
            }
            ledger.close()
        }
        if let start { try await measureStart(leaves: start) }
    }

    /// What all threads of the process used so far; tells the work on a leaf on a machine that others use too.
    private static func cpuSeconds() -> Double {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
    }

    /// How long a ledger of many leaves takes to open: every leaf is hashed, every opening opened.
    private func measureStart(leaves: Int) async throws {
        slow_disk_set_delay(0)
        try await withFolder { path in
            let ledger = try Self.open(path)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<256 {
                    group.addTask {
                        for number in 0..<(leaves / 256) {
                            _ = try await ledger.commit(
                                try Self.draft(writer, customer: number % 64), [], sealed: nil)
                        }
                    }
                }
                try await group.waitForAll()
            }
            ledger.close()
            let cpuBefore = Self.cpuSeconds()
            let seconds = try await seconds { try Self.open(path).close() }
            let cpu = Self.cpuSeconds() - cpuBefore
            let count = leaves / 256 * 256
            print(
                "start over \(count) leaves: \(rounded(seconds)) s (\(rounded(cpu)) s of processor), "
                    + "\(rounded(seconds * 100_000 / Double(count))) s for 100,000")
        }
    }

    private static func open(_ path: String) throws -> SQLiteLedger {
        try SQLiteLedger(
            try LedgerConfiguration(directory: path, host: "gateway.example", tenants: ["default"]),
            signer: try SigningKey(seed: try SecretBytes(copying: [UInt8](repeating: 7, count: 32))),
            clock: SystemClock())
    }

    private func commits(_ ledger: SQLiteLedger, writers: Int) async throws -> Durations {
        let duration = duration
        return try await withThrowingTaskGroup(of: [Double].self) { group in
            for writer in 0..<writers {
                group.addTask {
                    let end = ContinuousClock.now + .seconds(duration)
                    var timings: [Double] = []
                    while ContinuousClock.now < end {
                        let draft = try Self.draft(writer)
                        timings.append(
                            try await seconds { _ = try await ledger.commit(draft, [], sealed: nil) })
                    }
                    return timings
                }
            }
            var all: [Double] = []
            for try await timings in group { all += timings }
            return Durations(all)
        }
    }

    private static func draft(_ writer: Int, customer: Int? = nil) throws -> LeafDraft {
        try LeafDraft(
            type: .disclosure,
            caller: LeafCaller(
                tenant: "default", organisation: "larkfield", subject: try PrincipalID("agent-\(writer)"),
                client: "benchmarks", role: "agent"),
            purpose: "arrange_delivery", policy: "benchmark@1",
            rulesDigest: [UInt8](repeating: 1, count: 32), body: [UInt8](repeating: 0x20, count: 2048),
            committed: ["trace": .string(String(repeating: "a", count: 32))],
            seed: try SodiumRandom().bytes(32),
            customer: customer.map { number in
                CustomerID(
                    ULID(
                        at: Timestamp(milliseconds: 1_700_000_000_000),
                        entropy: [UInt8](repeating: UInt8(number), count: 10)))
            }, receiptMembers: ["trace"])
    }
}
