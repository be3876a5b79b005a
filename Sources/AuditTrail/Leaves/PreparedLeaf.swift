public import Conversations

/// A draft with everything made that does not wait for its stamp: keys, openings, digests, canonical text.
///
/// Nine tenths of the work on a leaf need neither id nor counter. Callers prepare side by side; the one writer of a log only
/// stamps, joins and hashes. Holds keys and values as the draft does, so it is never printed.
public struct PreparedLeaf: Sendable {
    /// What was prepared.
    public let draft: LeafDraft
    /// One opening for each committed member, in the catalogue's order.
    public let openings: [Opening]
    /// The key of the body's digest, 32 bytes, `nil` when the leaf has no body.
    public let bodyKey: [UInt8]?
    /// The leaf's canonical text between the values that a stamp brings.
    private let text: LeafText

    /// Derives the keys, commits to every member of the catalogue and writes what can be written.
    ///
    /// - Parameters:
    ///   - draft: what the leaf says.
    ///   - digester: the hashes to use.
    /// - Throws: ``LeafDraftProblem`` when a value has no canonical form or a limit is passed.
    public init(_ draft: LeafDraft, digester: some Digester) throws(LeafDraftProblem) {
        let keys = DisclosureKeys(seed: draft.seed, digester: digester)
        let bodyKey = draft.body.map { _ in keys.bodyKey }
        let openings = try Self.openings(of: draft, keys: keys)
        let bodyDigest = draft.body.map { keys.bodyDigest($0) }
        let digests = openings.map { Base64URL.encode($0.digest(digester)) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        text = try LeafText(draft, bodyDigest: bodyDigest, digests: digests)
        self.draft = draft
        self.openings = openings
        self.bodyKey = bodyKey
    }

    /// Writes the leaf that is stored and hashed.
    ///
    /// - Parameter stamp: id, time, opaque ids and counter.
    /// - Returns: the leaf, its openings and the key of the body's digest.
    /// - Throws: ``LeafDraftProblem`` when the leaf is too long or names another key than its log starts with.
    public func encoded(with stamp: LeafStamp) throws(LeafDraftProblem) -> EncodedLeaf {
        let bytes = try text.bytes(with: stamp)
        guard bytes.count <= LeafLimits.leafBytesMax else { throw .leafTooLong(bytes.count) }
        return EncodedLeaf(bytes: bytes, openings: openings, bodyKey: bodyKey)
    }

    private static func openings(
        of draft: LeafDraft, keys: DisclosureKeys
    ) throws(LeafDraftProblem) -> [Opening] {
        var openings: [Opening] = []
        for name in LeafCatalogue.entry(of: draft.type).committed {
            let value = draft.committed[name] ?? .null
            do { openings.append(try Opening(name: name, value: value, salt: keys.salt(for: name))) } catch {
                throw .notCanonical(name)
            }
        }
        if let long = openings.first(where: { $0.text.utf8.count > LeafLimits.openingBytesMax }) {
            throw .openingTooLong(long.name)
        }
        let total = openings.reduce(0) { $0 + $1.text.utf8.count }
        guard total <= LeafLimits.openingsBytesMax else { throw .openingsTooLong(total) }
        return openings
    }
}

extension PreparedLeaf: CustomStringConvertible, CustomReflectable {
    /// The type and nothing else: keys and openings are secrets.
    public var description: String { "PreparedLeaf(\(draft.type.rawValue))" }
    /// Shows the type only to `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["type": draft.type.rawValue]) }
}
