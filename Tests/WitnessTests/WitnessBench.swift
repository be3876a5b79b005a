import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Logging
import Sodium
import Synchronization
import Testing

@testable import Witness

/// A witness on a folder of its own, and a log that grows by numbers or shows another history.
final class WitnessBench: Sendable {
    static let origin = "gateway.example/audit/default/2026"
    static let digester = SodiumDigester()

    let directory: String
    let logSigner: SigningKey
    let logKey: VerifierKey
    let signer: SigningKey
    let key: WitnessKey
    let clock = ManualClock(Timestamp(milliseconds: 1_700_000_000_000))

    init() throws {
        directory = FileManager.default.temporaryDirectory.path + "/witness-test-\(UUID().uuidString)"
        logSigner = try Self.signer(1)
        signer = try Self.signer(2)
        logKey = try #require(
            VerifierKey(name: Self.origin, publicKey: logSigner.publicKey, digester: Self.digester))
        key = try #require(
            WitnessKey(name: "witness.example/w1", publicKey: signer.publicKey, digester: Self.digester))
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    static func signer(_ seed: UInt8) throws -> SigningKey {
        try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: seed, count: 32)))
    }

    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    func witness(
        faults: WitnessFaults = .none, key other: (key: WitnessKey, signer: SigningKey)? = nil
    ) throws -> CosigningWitness {
        // WHY: a witness that was let go may hold its lock until its last answer is through.
        for _ in 0..<50 {
            do { return try open(faults, other) } catch WitnessProblem.inUse {
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
        return try open(faults, other)
    }

    private func open(
        _ faults: WitnessFaults, _ other: (key: WitnessKey, signer: SigningKey)?
    ) throws -> CosigningWitness {
        try CosigningWitness(
            key: other?.key ?? key, signer: other?.signer ?? signer, logs: [logKey],
            stateDirectory: directory, clock: clock, logger: Self.quiet, faults: faults)
    }

    // MARK: - The log

    private var tree: MerkleTree { MerkleTree(digester: Self.digester) }

    private func leaves(_ size: Int, _ fork: Int) -> [TreeHash] {
        (0..<size).map { tree.leafHash(Array(($0 < fork ? "leaf \($0)" : "other \($0)").utf8)) }
    }

    func checkpoint(_ size: Int, fork: Int = .max) throws -> Checkpoint {
        Checkpoint(
            origin: try #require(LogOrigin(Self.origin)), size: size,
            root: tree.root(of: leaves(size, fork)[...]))
    }

    func note(_ size: Int, fork: Int = .max) throws -> SignedNote {
        try checkpoint(size, fork: fork).signed(by: logSigner, digester: Self.digester)
    }

    func body(_ oldSize: Int, _ size: Int, fork: Int = .max) throws -> [UInt8] {
        let hashes = ListedHashes(leaves: leaves(size, fork), tree: tree)
        let proof =
            oldSize <= size ? tree.consistencyProof(from: oldSize, to: size, from: hashes) : []
        return try #require(
            CheckpointSubmission(oldSize: oldSize, proof: proof, note: try note(size, fork: fork))
        ).bytes
    }

    /// Whether an answer holds a cosignature that verifies over a checkpoint.
    func isCosigned(_ body: [UInt8], _ size: Int, fork: Int = .max) throws -> Bool {
        let whole = try SignedNote(parsing: try note(size, fork: fork).bytes + body)
        return try Cosignature.verified(by: key, in: whole, with: SodiumVerifier()) != nil
    }
}

private struct ListedHashes: TreeHashes {
    let leaves: [TreeHash]
    let tree: MerkleTree

    func subtree(height: Int, index: Int) -> TreeHash {
        tree.root(of: leaves[(index << height)..<((index + 1) << height)])
    }
}
