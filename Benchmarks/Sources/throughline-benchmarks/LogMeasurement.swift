import AuditTrail
import Conversations
import Foundation
import Sodium

/// Makes a log and measures what it costs to believe it.
struct LogMeasurement {
    let directory: String
    let leafCount: Int

    func report() async throws {
        let log = try BenchmarkLog(leafCount: leafCount)
        let size = try log.write(to: directory)
        print(
            "log: \(leafCount) leaves of \(size.leafBytes / max(1, leafCount)) bytes on average, "
                + "\(rounded(Double(size.fileBytes) / 1e6, 0)) MB in \(size.fileCount) files")
        let hashing = try await sha256Rate()
        print("SHA-256 alone, 1 KiB blocks: \(rounded(hashing, 0)) MB/s on one core")
        try await verify(log, hashing: hashing, leafBytes: size.leafBytes)
        try await prove(log)
    }

    /// Megabytes a second.
    private func sha256Rate() async throws -> Double {
        let digester = SodiumDigester()
        let block = [UInt8](repeating: 7, count: 1024)
        let rounds = 200_000
        let elapsed = await seconds { for _ in 0..<rounds { _ = digester.sha256(block) } }
        return Double(rounds * block.count) / 1e6 / elapsed
    }

    private func verify(_ log: BenchmarkLog, hashing: Double, leafBytes: Int) async throws {
        let reader = DirectoryLogReader(directory: directory)
        let verifier = LogVerifier(
            key: log.key, digester: SodiumDigester(), signatures: SodiumVerifier())
        MemoryPeak.restart()
        let before = MemoryPeak.megabytes ?? 0
        var isSound = false
        let elapsed = await seconds { isSound = await verifier.verify(reader).isSound }
        guard isSound else { throw LogNotSound() }
        // Leaf hashes, and one node hash of 65 bytes for nearly every leaf.
        let hashed = Double(leafBytes + leafCount * 66) / 1e6
        print(
            "verify: \(rounded(elapsed, 1)) s, \(rounded(Double(leafCount) / elapsed, 0)) leaves/s, "
                + "peak memory \(rounded(MemoryPeak.megabytes ?? 0, 0)) MB (\(rounded(before, 0)) before), "
                + "\(rounded(elapsed / (hashed / hashing), 1)) times the hashing alone on one core")
    }

    private func prove(_ log: BenchmarkLog) async throws {
        let reader = DirectoryLogReader(directory: directory)
        let tree = MerkleTree(digester: SodiumDigester())
        let proofs = LogProofs(reader, size: leafCount, digester: SodiumDigester())
        var timings: [Double] = []
        for round in 0..<1_000 {
            let index = round * 7_919 % leafCount
            let leaf = log.leaf(index)
            var isHeld = false
            timings.append(
                try await seconds {
                    let path = try await proofs.inclusion(of: index)
                    isHeld = tree.isIncluded(
                        tree.leafHash(leaf), at: index, size: leafCount, root: log.root, path: path)
                })
            guard isHeld else { throw LogNotSound() }
        }
        let all = Durations(timings)
        print(
            "point proof out of tiles, made and verified: p50 \(rounded(all.milliseconds(at: 0.5))) ms, "
                + "p99 \(rounded(all.milliseconds(at: 0.99))) ms, \(all.count) leaves")
    }
}

/// The log that was just made does not verify, so that its times mean nothing.
struct LogNotSound: Error {}

/// The most memory that this process held since it was last asked to forget (`VmHWM`, Linux).
enum MemoryPeak {
    /// Forgets the peak so far.
    static func restart() {
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    }

    static var megabytes: Double? {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 }
    }
}
