/// A tree as a signer remembers it: how many leaves and which root.
public struct TreeHead: Hashable, Sendable {
    /// How many leaves.
    public let size: Int
    /// The root over them.
    public let root: TreeHash

    /// Joins a size, at least 0, and a root.
    public init(size: Int, root: TreeHash) {
        precondition(size >= 0, "a tree has no fewer than no leaves")
        self.size = size
        self.root = root
    }

    /// The tree of a checkpoint.
    public init(_ checkpoint: Checkpoint) { self.init(size: checkpoint.size, root: checkpoint.root) }
}

/// A checkpoint to be signed, with what shows that it extends the log.
public struct CheckpointRequest: Hashable, Sendable {
    /// The last tree of the log that was committed; by naming it the log confirms it.
    public let base: TreeHead
    /// What is to be signed.
    public let checkpoint: Checkpoint
    /// The consistency proof from the base to the checkpoint (RFC 6962 section 2.1.2), at most 64 hashes.
    public let proof: [TreeHash]

    /// Joins the parts.
    public init(base: TreeHead, checkpoint: Checkpoint, proof: [TreeHash]) {
        self.base = base
        self.checkpoint = checkpoint
        self.proof = proof
    }
}

/// Holds a log's key and signs its checkpoints, and may refuse one that contradicts what it signed before.
///
/// Calls block, for a batch cannot go on without its signature; every implementation bounds how long.
public protocol CheckpointSigner: Sendable {
    /// The public key, 32 bytes.
    var publicKey: [UInt8] { get }

    /// Signs checkpoints of several logs at once, all or none.
    ///
    /// - Returns: a signature of 64 bytes for each, in order.
    /// - Throws: ``SigningFailure``.
    func sign(_ requests: [CheckpointRequest]) throws(SigningFailure) -> [[UInt8]]

    /// Hears that checkpoints were committed; the next request says so too, so nothing depends on it.
    func confirm(_ checkpoints: [Checkpoint])

    /// Whether it would sign now.
    ///
    /// - Throws: ``SigningFailure/unavailable`` when the key, or the process that holds it, is not there.
    func check() throws(SigningFailure)
}

extension CheckpointSigner where Self: Signer {
    /// Signs each text: a key in this process trusts the ledger beside it.
    public func sign(_ requests: [CheckpointRequest]) throws(SigningFailure) -> [[UInt8]] {
        var signatures: [[UInt8]] = []
        for request in requests { signatures.append(try sign(Array(request.checkpoint.text.utf8))) }
        return signatures
    }

    /// A key in this process remembers nothing.
    public func confirm(_ checkpoints: [Checkpoint]) {}

    /// A key in this process is there.
    public func check() throws(SigningFailure) {}
}

extension SignedNote {
    /// A checkpoint under signatures that were made elsewhere.
    ///
    /// - Parameters:
    ///   - checkpoint: what was signed.
    ///   - signatures: key and 64 bytes each, at least one; each key goes by the log's name.
    public init(_ checkpoint: Checkpoint, signatures: [KeySignature]) {
        precondition(!signatures.isEmpty, "a note carries at least one signature")
        self.init(
            text: checkpoint.text,
            signatures: signatures.map {
                Signature(name: $0.key.name, keyID: $0.key.id, bytes: $0.signature)
            })
    }

    /// A key and what it signed.
    public struct KeySignature: Hashable, Sendable {
        let key: VerifierKey
        let signature: [UInt8]

        /// Joins a key and 64 bytes.
        public init(key: VerifierKey, signature: [UInt8]) {
            self.key = key
            self.signature = signature
        }
    }
}
