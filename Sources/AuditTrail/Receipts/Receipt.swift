public import Conversations

/// What proves one disclosure to one caller: the leaf, the openings that this caller may have, and its way to
/// a checkpoint.
///
/// It grants nothing. Whoever holds it can prove what was sent even after we no longer can.
public struct Receipt: Hashable, Sendable {
    /// The leaf's place in the log, from 0.
    public let index: Int
    /// The leaf as stored.
    public let leaf: [UInt8]
    /// The members that the caller may know.
    public let openings: [Opening]
    /// The key of the body's digest, 32 bytes; `nil` when the leaf has no body.
    public let bodyKey: [UInt8]?
    /// The inclusion proof, from the leaf upwards.
    public let path: [TreeHash]
    /// The signed checkpoint, verbatim.
    public let checkpoint: String

    /// Joins the parts of a receipt.
    public init(
        index: Int, leaf: [UInt8], openings: [Opening], bodyKey: [UInt8]?, path: [TreeHash],
        checkpoint: String
    ) {
        self.index = index
        self.leaf = leaf
        self.openings = openings
        self.bodyKey = bodyKey
        self.path = path
        self.checkpoint = checkpoint
    }

    /// The document that an answer carries; binary members are base64url.
    public var json: JSONValue {
        [
            "index": JSONValue(index),
            "leaf": .string(Base64URL.encode(leaf)),
            "openings": .array(openings.map { .string($0.text) }),
            "body_key": JSONValue(bodyKey.map { Base64URL.encode($0) }),
            "path": .array(path.map { .string(Base64URL.encode($0.bytes)) }),
            "checkpoint": .string(checkpoint),
        ]
    }

    /// Reads the document; `nil` for a missing or unknown member, a wrong type or text that is not strict.
    public init?(json: JSONValue) {
        guard let members = json.object, members.count == 6,
            let index = members["index"]?.int.flatMap({ Int(exactly: $0) }), index >= 0,
            let leaf = members["leaf"]?.string.flatMap(Base64URL.decode),
            let openingTexts = members["openings"]?.array, let pathTexts = members["path"]?.array,
            let checkpoint = members["checkpoint"]?.string, let key = members["body_key"]
        else { return nil }
        let openings = openingTexts.compactMap { $0.string.flatMap(Opening.init(text:)) }
        let path = pathTexts.compactMap { $0.string.flatMap(Base64URL.decode).flatMap { TreeHash($0) } }
        let bodyKey = key.string.flatMap(Base64URL.decode)
        guard openings.count == openingTexts.count, path.count == pathTexts.count,
            key == .null || bodyKey?.count == 32
        else { return nil }
        self.init(
            index: index, leaf: leaf, openings: openings, bodyKey: bodyKey, path: path, checkpoint: checkpoint
        )
    }
}

extension Receipt: CustomStringConvertible, CustomReflectable {
    /// The place and nothing else: openings and key are the caller's.
    public var description: String { "Receipt(\(index))" }
    /// Shows the place only to `dump`.
    public var customMirror: Mirror { Mirror(self, children: ["index": index]) }
}
