public import Conversations

/// A leaf with its place, as people who may read the log get it.
public struct LeafRow: Hashable, Sendable {
    /// What became of the openings.
    public enum Openings: Hashable, Sendable {
        /// They were not asked for, or stand with somebody else.
        case closed
        /// Opened; with the key of the body's digest where the leaf has one.
        case opened([Opening], bodyKey: [UInt8]?)
        /// Their key was destroyed by an erasure.
        case destroyed
        /// Key or ciphertext are not what they were.
        case damaged

        /// The state in one word.
        public var word: String {
            switch self {
            case .closed: "closed"
            case .opened: "opened"
            case .destroyed: "destroyed"
            case .damaged: "damaged"
            }
        }
    }

    /// The name of its log.
    public let log: String
    /// Its place in the log, from 0.
    public let index: Int
    /// The leaf.
    public let leaf: Leaf
    /// The customer that it is about, known to the ledger only.
    public let customer: CustomerID?
    /// What it commits to.
    public let openings: Openings

    /// Joins a leaf with its place.
    public init(
        log: String, index: Int, leaf: Leaf, customer: CustomerID? = nil, openings: Openings = .closed
    ) {
        self.log = log
        self.index = index
        self.leaf = leaf
        self.customer = customer
        self.openings = openings
    }

    /// The opened members by name.
    public var members: [String: JSONValue] {
        guard case .opened(let list, _) = openings else { return [:] }
        return Dictionary(list.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The row as a document; `leaf` holds the stored bytes, so that a checker needs nothing else.
    public func json(_ digester: some Digester) -> JSONValue {
        var document: [String: JSONValue] = [
            "log": .string(log), "index": JSONValue(index), "id": .string(leaf.id.description),
            "time": .string(leaf.time.description), "type": .string(leaf.type.rawValue),
            "caller": .string(leaf.caller.description), "actor": JSONValue(leaf.actor?.description),
            "n": .int(leaf.number), "org": JSONValue(leaf.organisation), "role": JSONValue(leaf.role),
            "purpose": JSONValue(leaf.purpose), "policy": JSONValue(leaf.policy),
            "customer": JSONValue(customer?.description), "leaf": .string(Base64URL.encode(leaf.bytes)),
            "leaf_hash": .string(leafHash(digester)), "openings_state": .string(openings.word),
        ]
        if case .opened(let list, let bodyKey) = openings {
            document["members"] = .object(members)
            document["openings"] = .array(list.map { .string($0.text) })
            document["body_key"] = JSONValue(bodyKey.map { Base64URL.encode($0) })
        }
        return .object(document)
    }

    /// The hash of the stored bytes in the tree, hexadecimal.
    public func leafHash(_ digester: some Digester) -> String {
        hex(MerkleTree(digester: digester).leafHash(leaf.bytes).bytes)
    }
}
