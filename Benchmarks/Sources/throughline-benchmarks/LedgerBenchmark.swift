import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Gateway
import Ledger
import Sodium

/// Durable leaf commits beside the disk's own flushes, measured in the same run on the same disk.
struct LedgerBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ledger")

    @Option(help: "Seconds of each measurement.")
    var duration = 5.0

    func run() async throws {
        try await withFolder { path in
            let flushes = try await flushRate(path + "/flush")
            print("write of 4 KiB and fdatasync: \(rounded(flushes, 0))/s")
            let ledger = try SQLiteLedger(
                try LedgerConfiguration(directory: path, host: "gateway.example", tenants: ["default"]),
                signer: try SigningKey(seed: try SecretBytes(randomCount: 32)), clock: SystemClock())
            defer { ledger.close() }
            for writers in [1, 64] {
                let timings = try await commits(ledger, writers: writers)
                let rate = Double(timings.count) / duration
                print(
                    "\(writers) writers: \(rounded(rate, 0)) leaves/s, p50 \(rounded(timings.milliseconds(at: 0.5))) ms, "
                        + "p99 \(rounded(timings.milliseconds(at: 0.99))) ms, \(rounded(rate / flushes, 1)) leaves a flush"
                )
            }
        }
    }

    private func flushRate(_ path: String) async throws -> Double {
        FileManager.default.createFile(atPath: path, contents: nil)
        guard let handle = FileHandle(forUpdatingAtPath: path) else { throw CocoaError(.fileNoSuchFile) }
        let block = Data(repeating: 7, count: 4096)
        var count = 0
        let end = ContinuousClock.now + .seconds(duration)
        while ContinuousClock.now < end {
            try handle.seek(toOffset: UInt64(count % 256) * 4096)
            try handle.write(contentsOf: block)
            fdatasync(handle.fileDescriptor)
            count += 1
        }
        return Double(count) / duration
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

    private static func draft(_ writer: Int) throws -> LeafDraft {
        try LeafDraft(
            type: .disclosure,
            caller: LeafCaller(
                tenant: "default", organisation: "larkfield", subject: try PrincipalID("agent-\(writer)"),
                client: "benchmarks", role: "agent"),
            purpose: "arrange_delivery", policy: "benchmark@1",
            rulesDigest: [UInt8](repeating: 1, count: 32), body: [UInt8](repeating: 0x20, count: 2048),
            committed: ["trace": .string(String(repeating: "a", count: 32))],
            seed: try SodiumRandom().bytes(32), receiptMembers: ["trace"])
    }
}
