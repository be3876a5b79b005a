public import Conversations

/// The proof of one leaf as a file (C2SP tlog-proof): its place, its way to the root, a checkpoint. The leaf
/// travels beside it.
public struct ProofBundle: Hashable, Sendable {
    private static let mark = "c2sp.org/tlog-proof@v1"
    private static let pathCountMax = 63

    /// The leaf's place in the log, from 0.
    public let index: Int
    /// The inclusion proof, from the leaf upwards.
    public let path: [TreeHash]
    /// The signed checkpoint, verbatim.
    public let checkpoint: String

    /// Joins the parts.
    public init(index: Int, path: [TreeHash], checkpoint: String) {
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// The file.
    public var text: String {
        "\(Self.mark)\nindex \(index)\n" + path.map { $0.base64 + "\n" }.joined() + "\n" + checkpoint
    }

    /// Reads a file; `nil` for another version, an `extra` line (nothing vouches for it), or text that is not
    /// strict.
    public init?(text: String) {
        let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 2, lines[0] == Self.mark, lines[1].hasPrefix("index "),
            let index = Int(lines[1].dropFirst(6)), index >= 0, lines.count - 2 <= Self.pathCountMax
        else { return nil }
        let path = lines.dropFirst(2).compactMap { Base64.decode(String($0)).flatMap { TreeHash($0) } }
        self.init(index: index, path: path, checkpoint: String(parts[1]))
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// Whether this proves that stored bytes are a leaf of the log that a key signs.
    ///
    /// - Parameters:
    ///   - leaf: the leaf as stored.
    ///   - key: the log's key, from somewhere else than the bundle.
    ///   - digester: the hashes to use.
    ///   - verifier: checks signatures.
    /// - Returns: the checkpoint that the leaf stands under.
    /// - Throws: ``ReceiptFault`` naming what broke.
    public func verified(
        leaf: [UInt8], by key: VerifierKey, digester: some Digester, with verifier: some SignatureVerifier
    ) throws(ReceiptFault) -> Checkpoint {
        let signed: Checkpoint
        do {
            signed = try Checkpoint.verified(Array(checkpoint.utf8), by: key, with: verifier)
        } catch { throw .checkpoint(error) }
        let tree = MerkleTree(digester: digester)
        let isIncluded = tree.isIncluded(
            tree.leafHash(leaf), at: index, size: signed.size, root: signed.root, path: path)
        guard isIncluded else { throw .path }
        return signed
    }
}
