import AuditTrail
import Conversations
import Foundation
import Sodium

/// `throughline witness` as a process that can be killed.
///
/// WHY unchecked: `Process` is not Sendable; after the initialiser it is only signalled and waited for.
final class WitnessProcess: @unchecked Sendable {
    let url: String
    private let process: Process

    init(state: String, key: String, log: VerifierKey) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLineTool.path)
        process.arguments = [
            "witness", "--state", state, "--key", key, "--log", "\(log)", "--listen", "127.0.0.1:0",
        ]
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var heard = ""
        while !heard.contains("serves at http://") || !heard.hasSuffix("\n") {
            let chunk = pipe.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw GatewayProcess.Failure(output: heard) }
            heard += String(decoding: chunk, as: UTF8.self)
        }
        let line = heard.split(separator: "\n").first { $0.contains("serves at") } ?? ""
        url = String(line.split(separator: " ").last ?? "")
        // WHY: a pipe that nobody reads fills up and stops the witness.
        pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }
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
