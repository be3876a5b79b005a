public import Conversations

/// A signed checkpoint and what an authority said of it, as they are published beside a log.
public struct StampedCheckpoint: Hashable, Sendable {
    /// How many leaves the checkpoint is over.
    public let size: Int
    /// The signed checkpoint as it was stamped; a later one of the same size may carry other signatures.
    public let checkpoint: [UInt8]
    /// The authority's response, DER.
    public let token: [UInt8]

    /// Joins the parts; the size is at least 0.
    public init(size: Int, checkpoint: [UInt8], token: [UInt8]) {
        precondition(size >= 0, "a log has no fewer than no leaves")
        self.size = size
        self.checkpoint = checkpoint
        self.token = token
    }

    /// SHA-256 of the token in hexadecimal, as the `time_stamp` leaf says it in `stamp`.
    public func digest(_ digester: some Digester) -> String { hex(digester.sha256(token)) }

    /// Believes checkpoint and stamp together.
    ///
    /// - Parameters:
    ///   - keys: the keys of the log; one of them must have signed the checkpoint.
    ///   - signatures: checks the checkpoint's signatures.
    ///   - stamps: checks the token.
    ///   - digester: the hashes to use.
    /// - Returns: what the stamp says of the log.
    /// - Throws: ``StampedCheckpointFault``.
    public func verified(
        by keys: [VerifierKey], with signatures: some SignatureVerifier, stamps: some TimeStamps,
        digester: some Digester
    ) throws(StampedCheckpointFault) -> VerifiedStamp {
        let checkpoint = try believed(by: keys, with: signatures)
        guard checkpoint.size == size else { throw .otherSize(expected: size, found: checkpoint.size) }
        do {
            let stamp = try stamps.verify(token: token, of: self.checkpoint)
            return VerifiedStamp(checkpoint: checkpoint, digest: digest(digester), stamp: stamp)
        } catch {
            throw .stamp(error)
        }
    }

    private func believed(
        by keys: [VerifierKey], with signatures: some SignatureVerifier
    ) throws(StampedCheckpointFault) -> Checkpoint {
        var fault = CheckpointFault.note(.unsigned)
        for key in keys {
            do { return try Checkpoint.verified(checkpoint, by: key, with: signatures) } catch {
                fault = error
                // WHY: unsigned by this key says nothing about the next one; anything else does.
                if error != .note(.unsigned) { break }
            }
        }
        throw .checkpoint(fault)
    }
}

/// Why a stamped checkpoint is not believed.
public enum StampedCheckpointFault: Error, Hashable, Sendable {
    /// The checkpoint is not the log's.
    case checkpoint(CheckpointFault)
    /// The checkpoint is over another number of leaves than its file's name says.
    case otherSize(expected: Int, found: Int)
    /// The token is not a stamp of the checkpoint.
    case stamp(TimeStampFault)
}

/// A stamp that was believed, and what it is of.
public struct VerifiedStamp: Hashable, Sendable {
    /// The checkpoint that was stamped; its root still has to be the log's root at that size.
    public let checkpoint: Checkpoint
    /// SHA-256 of the token in hexadecimal, by which a `time_stamp` leaf names it.
    public let digest: String
    /// When, and who says so.
    public let stamp: TimeStamp

    /// Joins the parts.
    public init(checkpoint: Checkpoint, digest: String, stamp: TimeStamp) {
        self.checkpoint = checkpoint
        self.digest = digest
        self.stamp = stamp
    }
}
