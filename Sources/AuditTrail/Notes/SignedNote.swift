public import Conversations

/// Why a note is not believed.
public enum NoteFault: Error, Hashable, Sendable {
    /// Not the form of a signed note.
    case malformed
    /// None of the signatures is by a key that was given.
    case unsigned
    /// A signature line of a key that was given does not verify: the note is forged or damaged.
    case badSignature(name: String)
    /// The same signature stands there twice, or a key that was given signed twice: somebody added lines.
    case repeatedSignature(name: String)
}

/// A text with signatures under it (C2SP signed-note).
public struct SignedNote: Hashable, Sendable {
    /// One signature line.
    public struct Signature: Hashable, Sendable {
        /// The name of the key.
        public let name: String
        /// The four bytes that identify the key.
        public let keyID: [UInt8]
        /// The signature itself, 64 bytes for Ed25519.
        public let bytes: [UInt8]

        /// Joins the parts of a line.
        public init(name: String, keyID: [UInt8], bytes: [UInt8]) {
            self.name = name
            self.keyID = keyID
            self.bytes = bytes
        }

        /// The line with its line feed.
        public var text: String { "\u{2014} \(name) \(Base64.encode(keyID + bytes))\n" }
    }

    /// The longest note that is read, in bytes.
    public static let bytesMax = 65_536
    /// The most signature lines that are read.
    public static let signaturesMax = 64

    /// What is signed, with its last line feed.
    public let text: String
    /// The signature lines in their order, at least one.
    public let signatures: [Signature]

    /// Signs a text that ends with a line feed.
    ///
    /// - Parameters:
    ///   - text: what is signed.
    ///   - signer: holds the key.
    ///   - name: the name of the key.
    ///   - digester: the hashes to use.
    /// - Throws: ``SigningFailure``, also when name or key cannot stand in a note.
    public init(
        text: String, signedBy signer: some Signer, name: String, digester: some Digester
    ) throws(SigningFailure) {
        guard Self.isText(text),
            let key = VerifierKey(name: name, publicKey: signer.publicKey, digester: digester)
        else {
            throw .refused("a note needs a text of whole lines and a key name without white space and plus")
        }
        self.text = text
        signatures = [
            Signature(name: name, keyID: key.id, bytes: try signer.sign(Array(text.utf8)))
        ]
    }

    /// The same text with more signature lines under it.
    public func adding(_ more: [Signature]) -> SignedNote {
        SignedNote(text: text, signatures: signatures + more)
    }

    /// The same text with some of the signature lines.
    func filtered(_ isKept: (Signature) -> Bool) -> SignedNote {
        SignedNote(text: text, signatures: signatures.filter(isKept))
    }

    init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note without believing it.
    ///
    /// - Throws: ``NoteFault/malformed`` for control characters, a missing line feed, an empty list of
    ///   signatures, a line of another form, base64 that is not strict; ``NoteFault/repeatedSignature(name:)``
    ///   for one line twice.
    public init(parsing bytes: [UInt8]) throws(NoteFault) {
        guard bytes.count <= Self.bytesMax, let whole = String(validating: bytes, as: UTF8.self),
            let cut = Self.lastEmptyLine(in: bytes)
        else { throw .malformed }
        let text = String(decoding: bytes[..<cut], as: UTF8.self)
        let lines = whole.utf8.dropFirst(cut + 1).split(separator: 0x0A, omittingEmptySubsequences: false)
        guard Self.isText(text), lines.last?.isEmpty == true,
            (2...(Self.signaturesMax + 1)).contains(lines.count)
        else { throw .malformed }
        var signatures: [Signature] = []
        for line in lines.dropLast() {
            guard let signature = Self.signature(line: Substring(line)) else { throw .malformed }
            guard !signatures.contains(signature) else { throw .repeatedSignature(name: signature.name) }
            signatures.append(signature)
        }
        self.init(text: text, signatures: signatures)
    }

    /// The note as it is stored and served.
    public var bytes: [UInt8] {
        Array((text + "\n" + signatures.map(\.text).joined()).utf8)
    }

    /// Believes the note when one of some keys signed it and none of their signatures is bad; other keys are
    /// ignored.
    ///
    /// - Throws: ``NoteFault``.
    public func verify(by keys: [VerifierKey], with verifier: some SignatureVerifier) throws(NoteFault) {
        var seen: [VerifierKey] = []
        for signature in signatures {
            let known = keys.first {
                $0.id == signature.keyID && $0.name.utf8.elementsEqual(signature.name.utf8)
            }
            guard let known else { continue }
            let message = Array(text.utf8)
            guard
                verifier.isValid(signature: signature.bytes, of: message, publicKey: known.publicKey)
            else { throw .badSignature(name: known.name) }
            guard !seen.contains(known) else { throw .repeatedSignature(name: known.name) }
            seen.append(known)
        }
        guard !seen.isEmpty else { throw .unsigned }
    }

    /// Whether a name can stand in a signature line.
    static func isKeyName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                $0 != "+" && !$0.properties.isWhitespace && $0.value >= 0x20 && $0.value != 0x7F
            }
    }

    private static func isText(_ text: String) -> Bool {
        text.utf8.last == 0x0A && text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
    }

    /// Where the text ends: behind the line feed that the last empty line follows.
    private static func lastEmptyLine(in bytes: [UInt8]) -> Int? {
        stride(from: bytes.count - 1, to: 0, by: -1).first { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }
    }

    private static func signature(line: Substring) -> Signature? {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].unicodeScalars.elementsEqual(["\u{2014}"]),
            isKeyName(String(parts[1])),
            let blob = Base64.decode(String(parts[2])), blob.count > 4
        else { return nil }
        return Signature(
            name: String(parts[1]), keyID: Array(blob.prefix(4)), bytes: Array(blob.dropFirst(4)))
    }
}
