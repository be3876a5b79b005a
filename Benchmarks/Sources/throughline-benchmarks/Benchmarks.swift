import ArgumentParser
import Foundation

@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "throughline-benchmarks",
        abstract: "Measures the gateway; prints figures, judges nothing.",
        subcommands: [
            RequestBenchmark.self, LedgerBenchmark.self, EngineBenchmark.self, RedactBenchmark.self,
            VerifyBenchmark.self, PolicyBenchmark.self, HostileBenchmark.self, ExtractBenchmark.self,
        ])
}

/// Durations of repeated work, in seconds.
struct Durations {
    private var sorted: [Double]

    init(_ seconds: [Double]) { sorted = seconds.sorted() }

    /// The value below which a share of the durations lies, in milliseconds.
    func milliseconds(at share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1000
    }

    var count: Int { sorted.count }
}

/// How long some work takes, in seconds of wall time.
func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await work()
    let elapsed = ContinuousClock.now - start
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
}

/// A folder that goes away with the process's work.
func withFolder(_ work: (String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.path + "/throughline-benchmark-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await work(path)
}

/// A figure with a fixed number of digits behind the point.
func rounded(_ figure: Double, _ digits: Int = 2) -> String { String(format: "%.\(digits)f", figure) }
