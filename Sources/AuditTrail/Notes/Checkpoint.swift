public import Conversations

/// The name of one log: `<host>/audit/<tenant>/<year>`; also the name of the key that signs it.
public struct LogOrigin: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public let text: String

    /// Accepts a name of 1 to 256 bytes that a signature line can carry: no white space, no `+`.
    public init?(_ text: String) {
        guard SignedNote.isKeyName(text), text.utf8.count <= 256 else { return nil }
        self.text = text
    }

    /// Names the log of a tenant and a year; what a name cannot carry is percent-encoded.
    ///
    /// - Parameters:
    ///   - host: the public name of the gateway.
    ///   - tenant: whose log.
    ///   - year: of the UTC calendar.
    public init?(host: String, tenant: TenantID, year: Int) {
        let encoded = tenant.text.utf8.map { byte in
            Self.isUnreserved(byte) ? String(Unicode.Scalar(byte)) : "%" + hex([byte]).uppercased()
        }
        self.init("\(host)/audit/\(encoded.joined())/\(year)")
    }

    /// The name.
    public var description: String { text }

    /// RFC 3986 section 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }
}

/// What a log's key signs: which log, how many leaves, which root (C2SP tlog-checkpoint, without extension
/// lines).
public struct Checkpoint: Hashable, Sendable {
    /// The name of the log.
    public let origin: LogOrigin
    /// How many leaves.
    public let size: Int
    /// The root over them.
    public let root: TreeHash

    /// Joins the parts.
    public init(origin: LogOrigin, size: Int, root: TreeHash) {
        precondition(size >= 0, "a log has no fewer than no leaves")
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the three lines; `nil` for extension lines, leading zeros, base64 that is not strict.
    public init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, let origin = LogOrigin(String(lines[0])),
            let size = Int(lines[1]), size >= 0,
            let root = Base64.decode(String(lines[2])).flatMap({ TreeHash($0) })
        else { return nil }
        self.init(origin: origin, size: size, root: root)
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// The three lines.
    public var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }

    /// Signs; the key goes by the log's name.
    ///
    /// - Throws: ``SigningFailure``.
    public func signed(by signer: some Signer, digester: some Digester) throws(SigningFailure) -> SignedNote {
        try SignedNote(text: text, signedBy: signer, name: origin.text, digester: digester)
    }

    /// Reads and believes a signed checkpoint of one log.
    ///
    /// - Parameters:
    ///   - note: the bytes as served.
    ///   - key: the log's key; its name is the origin that is expected.
    ///   - verifier: checks signatures.
    /// - Returns: the checkpoint.
    /// - Throws: ``CheckpointFault``.
    public static func verified(
        _ note: [UInt8], by key: VerifierKey, with verifier: some SignatureVerifier
    ) throws(CheckpointFault) -> Checkpoint {
        do {
            let note = try SignedNote(parsing: note)
            try note.verify(by: [key], with: verifier)
            guard let checkpoint = Checkpoint(text: note.text) else { throw CheckpointFault.malformed }
            guard checkpoint.origin.text.utf8.elementsEqual(key.name.utf8) else {
                throw CheckpointFault.foreign(origin: checkpoint.origin.text)
            }
            return checkpoint
        } catch let fault as NoteFault {
            throw .note(fault)
        } catch let fault as CheckpointFault {
            throw fault
        } catch {
            throw .malformed
        }
    }
}

extension Checkpoint {
    /// Reads and believes a checkpoint that any of some keys signed.
    ///
    /// - Parameters:
    ///   - note: the bytes as served.
    ///   - keys: those of one log; the name of each is the origin that it vouches for.
    ///   - verifier: checks signatures.
    /// - Returns: the checkpoint.
    /// - Throws: ``CheckpointFault``; a bad signature of any of the keys, else what the first key found.
    public static func verified(
        _ note: [UInt8], byAnyOf keys: [VerifierKey], with verifier: some SignatureVerifier
    ) throws(CheckpointFault) -> Checkpoint {
        var found: Checkpoint?
        var first: CheckpointFault?
        for key in keys {
            do { found = try verified(note, by: key, with: verifier) } catch {
                if case .note(.badSignature) = error { throw error }
                first = first ?? error
            }
        }
        guard let found else { throw first ?? .note(.unsigned) }
        return found
    }
}

/// Why a checkpoint is not believed.
public enum CheckpointFault: Error, Hashable, Sendable {
    /// The note around it is malformed, unsigned or badly signed.
    case note(NoteFault)
    /// Signed, but not the three lines of a checkpoint.
    case malformed
    /// Signed, but of another log.
    case foreign(origin: String)
}
