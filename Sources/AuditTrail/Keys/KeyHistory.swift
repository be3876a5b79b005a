public import Conversations

/// Which keys a log named, and from which leaf to which each of them signs.
///
/// Made of leaves alone: the first one names the key that a log starts with, each `key` leaf adds, retires or
/// revokes one. So whoever reads a log knows who may sign its checkpoint of any size, and no key signs that an
/// earlier one did not let in. INVARIANT: once the first leaf was taken, at least one key is in force.
public struct KeyHistory: Hashable, Sendable {
    /// A key of the log.
    public struct NamedKey: Hashable, Sendable {
        /// The key, by the log's name.
        public let key: VerifierKey
        /// The leaf that named it.
        public let namedAt: Int
        /// The leaf that ended it, `nil` while it is in force.
        public fileprivate(set) var endedAt: Int?
        /// Whether it ended because it may be in other hands.
        public fileprivate(set) var isRevoked: Bool

        /// Whether the key may sign a checkpoint over that many leaves.
        ///
        /// The leaf that adds a key is the first that it signs over, the leaf that ends it the first that it does
        /// not; the checkpoint of an empty log is the first key's.
        public func signs(size: Int) -> Bool {
            (namedAt == 0 || namedAt < size) && endedAt.map { size <= $0 } ?? true
        }
    }

    /// A checkpoint that a `key` leaf carries: what the keys of its time signed.
    public struct Handover: Hashable, Sendable {
        /// The leaf.
        public let leaf: Int
        /// The signed checkpoint, verbatim; over at most as many leaves as stand before.
        public let note: SignedNote
        /// What it says.
        public let checkpoint: Checkpoint
    }

    /// The most keys that are in force at once.
    public static let keysInForceMax = 4

    /// The name of the log and of its keys.
    public let name: String
    /// Every key that was named, in the order of the leaves.
    public private(set) var keys: [NamedKey] = []
    /// The checkpoints that `key` leaves carry, in the order of the leaves.
    public private(set) var handovers: [Handover] = []
    private let digester: any Digester

    /// Starts without leaves.
    ///
    /// - Parameters:
    ///   - name: the origin of the log.
    ///   - digester: the hashes to use.
    public init(name: String, digester: some Digester) {
        self.name = name
        self.digester = digester
    }

    /// Starts with the key that a log is about to begin with.
    ///
    /// - Parameters:
    ///   - first: goes by the log's name.
    ///   - digester: the hashes to use.
    public init(startingWith first: VerifierKey, digester: some Digester) {
        self.init(name: first.name, digester: digester)
        keys = [NamedKey(key: first, namedAt: 0, endedAt: nil, isRevoked: false)]
    }

    /// Takes a leaf; those that are neither the first nor a `key` leaf change nothing and may be left out.
    ///
    /// - Parameters:
    ///   - leaf: read from its stored bytes.
    ///   - index: where it stands; rises from call to call.
    /// - Throws: ``KeyFault``; nothing changed then.
    public mutating func take(_ leaf: Leaf, at index: Int) throws(KeyFault) {
        if index == 0 { return try takeFirst(leaf) }
        guard leaf.type == .key else { return }
        guard !keys.isEmpty else { throw .firstLeaf }
        let members = leaf.publicMembers.compactMapValues(\.self)
        try take(
            action: members["action"] ?? "", key: members["vkey"] ?? "",
            checkpoint: members["checkpoint"] ?? "",
            at: index)
    }

    /// Takes what a `key` leaf says in plain, also of one that is still to be written.
    ///
    /// - Parameters:
    ///   - action: see ``KeyAction``.
    ///   - text: a verifier key.
    ///   - checkpoint: a signed checkpoint of this log from before the leaf, verbatim.
    ///   - index: where the leaf stands or will stand.
    /// - Throws: ``KeyFault``; nothing changed then.
    public mutating func take(
        action: String, key text: String, checkpoint: String, at index: Int
    ) throws(KeyFault) {
        let key = try key(text)
        guard let action = KeyAction(rawValue: action) else { throw .action(action) }
        let handover = try handover(checkpoint, at: index)
        switch action {
        case .add:
            guard !keys.contains(where: { $0.key.id == key.id }) else { throw .alreadyNamed }
            guard keys(signing: index).count < Self.keysInForceMax else {
                throw .tooMany(max: Self.keysInForceMax)
            }
            keys.append(NamedKey(key: key, namedAt: index, endedAt: nil, isRevoked: false))
        case .retire, .revoke:
            let place = keys.firstIndex { $0.key == key && $0.endedAt == nil }
            guard let place else { throw .notInForce }
            guard keys.contains(where: { $0.key != key && $0.endedAt == nil }) else { throw .lastKey }
            keys[place].endedAt = index
            keys[place].isRevoked = action == .revoke
        }
        handovers.append(handover)
    }

    /// The keys that may sign a checkpoint over that many leaves, in the order that they were named.
    public func keys(signing size: Int) -> [VerifierKey] {
        keys.filter { $0.signs(size: size) }.map(\.key)
    }

    /// What the log, as long as it was read, says of a public key; `nil` for one that it never named.
    public func standing(of publicKey: [UInt8]) -> KeyStanding? {
        guard let named = keys.last(where: { $0.key.publicKey == publicKey }) else { return nil }
        if named.endedAt != nil { return named.isRevoked ? .revoked : .retired }
        return named == keys.last(where: { $0.endedAt == nil }) ? .current : .overlapping
    }

    private mutating func takeFirst(_ leaf: Leaf) throws(KeyFault) {
        guard keys.isEmpty, leaf.type != .key, let first = leaf.first else { throw .firstLeaf }
        keys = [NamedKey(key: try key(first.verifierKey), namedAt: 0, endedAt: nil, isRevoked: false)]
    }

    private func key(_ text: String) throws(KeyFault) -> VerifierKey {
        guard let key = VerifierKey(text, digester: digester) else { throw .notAKey }
        guard key.name.utf8.elementsEqual(name.utf8) else { throw .name(expected: name, found: key.name) }
        return key
    }

    private func handover(_ text: String, at index: Int) throws(KeyFault) -> Handover {
        guard let note = try? SignedNote(parsing: Array(text.utf8)),
            let checkpoint = Checkpoint(text: note.text),
            checkpoint.origin.text.utf8.elementsEqual(name.utf8), (1...index).contains(checkpoint.size)
        else { throw .checkpoint }
        return Handover(leaf: index, note: note, checkpoint: checkpoint)
    }
}

extension KeyHistory {
    /// Equal when they say the same of the same log.
    public static func == (one: KeyHistory, other: KeyHistory) -> Bool {
        one.name == other.name && one.keys == other.keys && one.handovers == other.handovers
    }

    /// Hashes what makes two histories equal.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(keys)
        hasher.combine(handovers)
    }
}
