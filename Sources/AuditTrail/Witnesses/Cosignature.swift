public import Conversations

/// A witness's statement: at this time, this was the largest consistent tree of the log that I had seen
/// (C2SP tlog-cosignature, Ed25519).
public struct Cosignature: Hashable, Sendable {
    /// The name of the witness's key.
    public let name: String
    /// The four bytes that identify the key.
    public let keyID: [UInt8]
    /// When it was made, in whole seconds since 1970 by the witness's clock; 0 or more.
    public let seconds: Int64
    /// The Ed25519 signature, 64 bytes.
    public let signature: [UInt8]

    /// Cosigns the text of a checkpoint.
    ///
    /// Whoever calls this has decided that the checkpoint is consistent, and has made that durable.
    ///
    /// - Parameters:
    ///   - checkpoint: what is cosigned.
    ///   - now: the witness's time; a time before 1970 counts as 1970.
    ///   - key: the public half that names the witness.
    ///   - signer: holds the secret half of the same key.
    /// - Throws: ``SigningFailure``, also when the signer holds another key.
    public init(
        of checkpoint: Checkpoint, at now: Timestamp, key: WitnessKey, signer: some Signer
    ) throws(SigningFailure) {
        guard signer.publicKey == key.publicKey else { throw .refused("the signer holds another key") }
        name = key.name
        keyID = key.id
        seconds = max(0, now.milliseconds / 1000)
        signature = try signer.sign(Self.message(checkpoint.text, seconds: seconds))
    }

    /// Reads a signature line without believing it; `nil` when it does not hold a time and 64 bytes.
    public init?(_ line: SignedNote.Signature) {
        guard line.bytes.count == 72 else { return nil }
        let seconds = line.bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let seconds = Int64(exactly: seconds) else { return nil }
        name = line.name
        keyID = line.keyID
        self.seconds = seconds
        signature = Array(line.bytes.dropFirst(8))
    }

    /// The line that stands under the checkpoint: time in eight bytes, big-endian, and signature.
    public var line: SignedNote.Signature {
        let time = (0..<8).map { UInt8(truncatingIfNeeded: seconds >> Int64(56 - 8 * $0)) }
        return SignedNote.Signature(name: name, keyID: keyID, bytes: time + signature)
    }

    /// When it was made.
    public var time: Timestamp {
        Timestamp(
            milliseconds: seconds.multipliedReportingOverflow(by: 1000).overflow ? .max : seconds * 1000)
    }

    /// What a witness signs: a header, the time, and the text of the checkpoint with its last line feed.
    public static func message(_ checkpointText: String, seconds: Int64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(checkpointText)".utf8)
    }

    /// The newest cosignature of one witness under a note.
    ///
    /// - Parameters:
    ///   - key: the witness's key.
    ///   - note: the signed checkpoint.
    ///   - verifier: checks signatures.
    /// - Returns: `nil` when the witness did not cosign.
    /// - Throws: ``NoteFault/badSignature(name:)`` when any line of this key does not verify: the note is forged
    ///   or damaged.
    public static func verified(
        by key: WitnessKey, in note: SignedNote, with verifier: some SignatureVerifier
    ) throws(NoteFault) -> Cosignature? {
        var newest: Cosignature?
        for line in note.signatures where line.isBy(name: key.name, id: key.id) {
            guard let cosignature = Cosignature(line),
                verifier.isValid(
                    signature: cosignature.signature,
                    of: message(note.text, seconds: cosignature.seconds), publicKey: key.publicKey)
            else { throw .badSignature(name: key.name) }
            if cosignature.seconds >= newest?.seconds ?? 0 { newest = cosignature }
        }
        return newest
    }
}

extension SignedNote.Signature {
    /// Whether the line names a key, to the byte.
    func isBy(name: String, id: [UInt8]) -> Bool {
        keyID == id && self.name.utf8.elementsEqual(name.utf8)
    }
}
