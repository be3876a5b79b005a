import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

/// A log that grows by numbers, a key that signs it and witnesses that cosign it.
struct WitnessFixture {
    static let origin = "gateway.example/audit/default/2026"
    let digester = SodiumDigester()
    let verifier = SodiumVerifier()
    let signer: SigningKey
    let logKey: VerifierKey
    var tree: MerkleTree { MerkleTree(digester: digester) }

    init(seed: UInt8 = 1) throws {
        signer = try Self.signer(seed)
        logKey = try #require(
            VerifierKey(name: Self.origin, publicKey: signer.publicKey, digester: digester))
    }

    static func signer(_ seed: UInt8) throws -> SigningKey {
        try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: seed, count: 32)))
    }

    func witness(_ number: UInt8) throws -> (key: WitnessKey, signer: SigningKey) {
        let signer = try Self.signer(100 + number)
        let key = WitnessKey(
            name: "witness.example/w\(number)", publicKey: signer.publicKey, digester: digester)
        return (try #require(key), signer)
    }

    /// Leaf hashes of a history; another branch differs from a leaf on.
    func leaves(_ size: Int, forkedFrom fork: Int = .max) -> [TreeHash] {
        (0..<size).map { tree.leafHash(Array(($0 < fork ? "leaf \($0)" : "other \($0)").utf8)) }
    }

    func checkpoint(_ size: Int, forkedFrom fork: Int = .max, origin: String = Self.origin) throws
        -> Checkpoint
    {
        Checkpoint(
            origin: try #require(LogOrigin(origin)), size: size,
            root: tree.root(of: leaves(size, forkedFrom: fork)[...]))
    }

    func note(_ size: Int, forkedFrom fork: Int = .max) throws -> SignedNote {
        try checkpoint(size, forkedFrom: fork).signed(by: signer, digester: digester)
    }

    func proof(_ oldSize: Int, _ size: Int, forkedFrom fork: Int = .max) throws -> [TreeHash] {
        guard oldSize <= size else { return [] }
        return tree.consistencyProof(
            from: oldSize, to: size, from: BranchHashes(leaves: leaves(size, forkedFrom: fork), tree: tree))
    }

    func submission(_ oldSize: Int, _ size: Int, forkedFrom fork: Int = .max) throws -> CheckpointSubmission {
        try #require(
            CheckpointSubmission(
                oldSize: oldSize, proof: try proof(oldSize, size, forkedFrom: fork),
                note: try note(size, forkedFrom: fork)))
    }

    func cosigned(_ note: SignedNote, by witness: (key: WitnessKey, signer: SigningKey), at seconds: Int64)
        throws -> SignedNote
    {
        let checkpoint = try #require(Checkpoint(text: note.text))
        let cosignature = try Cosignature(
            of: checkpoint, at: Timestamp(milliseconds: seconds * 1000), key: witness.key,
            signer: witness.signer)
        return note.adding([cosignature.line])
    }
}

/// Complete subtrees hashed from all leaves each time.
private struct BranchHashes: TreeHashes {
    let leaves: [TreeHash]
    let tree: MerkleTree

    func subtree(height: Int, index: Int) -> TreeHash {
        tree.root(of: leaves[(index << height)..<((index + 1) << height)])
    }
}
