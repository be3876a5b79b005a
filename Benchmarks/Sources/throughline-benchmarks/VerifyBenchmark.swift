import ArgumentParser
import AuditTrail
import Conversations
import Foundation
import Sodium

/// A whole log verified as `audit verify` does it, and proofs of single leaves out of its tiles, beside SHA-256 alone.
struct VerifyBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "verify")

    @Option(help: "Leaves of the log.")
    var leaves = 1_000_000

    @Option(help: "A folder for the log, which must not exist and is kept (default: a temporary one).")
    var log: String?

    func run() async throws {
        if let log { return try await LogMeasurement(directory: log, leafCount: leaves).report() }
        let count = leaves
        try await withFolder { try await LogMeasurement(directory: $0 + "/log", leafCount: count).report() }
    }
}
