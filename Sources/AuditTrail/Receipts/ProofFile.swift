public import Conversations

/// Why a proof file proves nothing.
public enum ProofFileFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not the document of this format.
    case malformed
    /// Leaf, path, checkpoint, opening or body do not fit.
    case receipt(ReceiptFault)

    /// Says what broke, in words.
    public var description: String {
        switch self {
        case .malformed: "not a document of \(ProofFile.format)"
        case .receipt(let fault): fault.description
        }
    }
}

/// One file that proves one leaf to an outsider who has the log's key and nothing else of ours.
///
/// It holds the leaf, the openings that its giver chose, the body where they chose that, and a proof bundle
/// (C2SP tlog-proof). The key that it names is a hint where to look: believe one from somewhere else.
public struct ProofFile: Hashable, Sendable {
    /// What `format` says.
    public static let format = "throughline/proof/v1"

    /// The key that the giver says signs the log.
    public let keyHint: String
    /// The leaf as stored.
    public let leaf: [UInt8]
    /// The members that the giver chose to open.
    public let openings: [Opening]
    /// The key of the body's digest, when the body is given too.
    public let bodyKey: [UInt8]?
    /// The body as sent, when the giver chose to show it.
    public let body: [UInt8]?
    /// Place, path and checkpoint.
    public let bundle: ProofBundle

    /// Joins the parts.
    public init(
        keyHint: String, leaf: [UInt8], openings: [Opening], bodyKey: [UInt8]?, body: [UInt8]?,
        bundle: ProofBundle
    ) {
        self.keyHint = keyHint
        self.leaf = leaf
        self.openings = openings
        self.bodyKey = bodyKey
        self.body = body
        self.bundle = bundle
    }

    /// The document; binary members are base64url.
    public var json: JSONValue {
        [
            "format": .string(Self.format), "vkey": .string(keyHint),
            "leaf": .string(Base64URL.encode(leaf)),
            "openings": .array(openings.map { .string($0.text) }),
            "body_key": JSONValue(bodyKey.map { Base64URL.encode($0) }),
            "body": JSONValue(body.map { Base64URL.encode($0) }),
            "tlog_proof": .string(bundle.text),
        ]
    }

    /// Reads the document.
    ///
    /// - Throws: ``ProofFileFault/malformed`` for a missing or unknown member, a wrong type or text that is not
    ///   strict.
    public init(json: JSONValue) throws(ProofFileFault) {
        guard let members = json.object, members.count == 7, json["format"]?.string == Self.format,
            let keyHint = json["vkey"]?.string, let leaf = json["leaf"]?.string.flatMap(Base64URL.decode),
            let texts = json["openings"]?.array, let key = json["body_key"], let body = json["body"],
            let bundle = json["tlog_proof"]?.string.flatMap(ProofBundle.init(text:))
        else { throw .malformed }
        let openings = texts.compactMap { $0.string.flatMap(Opening.init(text:)) }
        let bodyKey = key.string.flatMap(Base64URL.decode)
        let bytes = body.string.flatMap(Base64URL.decode)
        guard openings.count == texts.count, key == .null || bodyKey?.count == 32,
            body == .null || bytes != nil
        else { throw .malformed }
        self.init(
            keyHint: keyHint, leaf: leaf, openings: openings, bodyKey: bodyKey, body: bytes, bundle: bundle)
    }

    /// Proves the file against a log's key, alone and offline.
    ///
    /// - Parameters:
    ///   - key: the log's key, from somewhere else than the file.
    ///   - digester: the hashes to use.
    ///   - verifier: checks signatures.
    /// - Returns: the leaf, whose opened members and body now count.
    /// - Throws: ``ProofFileFault/receipt(_:)`` naming what broke.
    public func verified(
        by key: VerifierKey, digester: some Digester, with verifier: some SignatureVerifier
    ) throws(ProofFileFault) -> Leaf {
        do { _ = try bundle.verified(leaf: leaf, by: key, digester: digester, with: verifier) } catch {
            throw .receipt(error)
        }
        let read: Leaf
        do { read = try Leaf(bytes: leaf) } catch { throw .receipt(.leaf(error)) }
        var seen: Set<String> = []
        for opening in openings {
            guard seen.insert(opening.name).inserted, read.commits(to: opening, digester: digester) else {
                throw .receipt(.opening(opening.name))
            }
        }
        guard let body else {
            guard bodyKey == nil else { throw .receipt(.body) }
            return read
        }
        guard let bodyKey, read.standsFor(body: body, key: bodyKey, digester: digester) else {
            throw .receipt(.body)
        }
        return read
    }
}

extension ProofFile: CustomStringConvertible, CustomReflectable {
    /// The place and nothing else: openings and body may be personal.
    public var description: String { "ProofFile(\(bundle.index))" }
    /// Shows the place only to `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["index": bundle.index]) }
}
