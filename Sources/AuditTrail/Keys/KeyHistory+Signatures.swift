extension KeyHistory {
    /// Believes a signed checkpoint of this log: by a key in force at its size, and by none badly.
    ///
    /// A signature of a key that was retired or revoked before that size counts for nothing, a bad one of it
    /// still rejects the whole note.
    ///
    /// - Parameters:
    ///   - note: the bytes as served.
    ///   - verifier: checks signatures.
    /// - Returns: the checkpoint and the keys in force whose signatures it carries.
    /// - Throws: ``CheckpointFault``; `unsigned` when only keys signed that are not in force.
    public func believed(
        _ note: [UInt8], with verifier: some SignatureVerifier
    ) throws(CheckpointFault) -> BelievedCheckpoint {
        let parsed: SignedNote
        do { parsed = try SignedNote(parsing: note) } catch { throw .note(error) }
        guard let checkpoint = Checkpoint(text: parsed.text) else { throw .malformed }
        guard checkpoint.origin.text.utf8.elementsEqual(name.utf8) else {
            throw .foreign(origin: checkpoint.origin.text)
        }
        do { try parsed.verify(by: keys.map(\.key), with: verifier) } catch { throw .note(error) }
        let lines = Set(parsed.signatures.filter { $0.name.utf8.elementsEqual(name.utf8) }.map(\.keyID))
        let signers = keys(signing: checkpoint.size).filter { lines.contains($0.id) }
        guard !signers.isEmpty else { throw .note(.unsigned) }
        return BelievedCheckpoint(checkpoint: checkpoint, signers: signers)
    }

    /// The first handover whose checkpoint no key of its time signed; `nil` when all hold.
    ///
    /// That each of them is a checkpoint of the same tree is for the caller to compare: the history has no hashes.
    public func firstBrokenHandover(with verifier: some SignatureVerifier) -> Handover? {
        handovers.first { (try? believed($0.note.bytes, with: verifier)) == nil }
    }
}

/// A checkpoint and who, of the keys in force, signed it.
public struct BelievedCheckpoint: Hashable, Sendable {
    /// What was signed.
    public let checkpoint: Checkpoint
    /// The keys in force at that size that signed it, at least one.
    public let signers: [VerifierKey]
}
