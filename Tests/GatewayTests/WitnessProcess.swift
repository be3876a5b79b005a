import AuditTrail
import Conversations
import Foundation
import Sodium

/// `throughline witness` as a process that can be killed.
struct WitnessProcess: Sendable {
    private let tool: StartedTool

    var url: String { tool.url }

    init(state: String, key: String, log: VerifierKey) throws {
        tool = try StartedTool(serving: [
            "witness", "--state", state, "--key", key, "--log", "\(log)", "--listen", "127.0.0.1:0",
        ])
    }

    func kill() { tool.kill() }
    func stop() -> Int32 { tool.stop() }
}

/// A log of numbers with two histories, for witnesses to be tempted with.
struct TwoFacedLog {
    static let origin = "gateway.example/audit/default/2026"
    let signer: SigningKey
    let key: VerifierKey
    private let tree = MerkleTree(digester: SodiumDigester())

    init() throws {
        signer = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 77, count: 32)))
        let key = VerifierKey(name: Self.origin, publicKey: signer.publicKey, digester: SodiumDigester())
        guard let key else { throw WitnessedBench.NoKey() }
        self.key = key
    }

    func submission(_ oldSize: Int, _ size: Int, isOther: Bool) throws -> CheckpointSubmission? {
        let leaves = (0..<size).map { tree.leafHash(Array("\(isOther ? "other" : "leaf") \($0)".utf8)) }
        guard let origin = LogOrigin(Self.origin), oldSize <= size else { return nil }
        let note = try Checkpoint(origin: origin, size: size, root: tree.root(of: leaves[...]))
            .signed(by: signer, digester: SodiumDigester())
        let proof = tree.consistencyProof(from: oldSize, to: size, from: Hashes(leaves: leaves, tree: tree))
        return CheckpointSubmission(oldSize: oldSize, proof: proof, note: note)
    }

    private struct Hashes: TreeHashes {
        let leaves: [TreeHash]
        let tree: MerkleTree

        func subtree(height: Int, index: Int) -> TreeHash {
            tree.root(of: leaves[(index << height)..<((index + 1) << height)])
        }
    }
}
