import Conversations

extension Leaf {
    /// Reads stored bytes.
    ///
    /// - Throws: ``LeafFault`` naming the first member that is not as the format says.
    public init(bytes: [UInt8]) throws(LeafFault) {
        guard bytes.count <= LeafLimits.storedLeafBytesMax else { throw .tooLong(bytes.count) }
        let reader = try LeafReader(bytes)
        guard try reader.value("v") == .int(1) else { throw .malformed("v") }
        guard let type = LeafType(rawValue: try reader.text("type")) else { throw .malformed("type") }
        let entry = LeafCatalogue.entry(of: type)
        self.bytes = bytes
        self.type = type
        id = try reader.ulid("id")
        caller = try reader.ulid("caller")
        actor = try reader.isNull("actor") ? nil : reader.ulid("actor")
        number = try reader.counter("n")
        organisation = try reader.textOrNull("org")
        role = try reader.textOrNull("role")
        purpose = try reader.textOrNull("purpose")
        policy = try reader.textOrNull("policy")
        rulesDigest = try reader.digestOrNull("rules")
        bodyDigest = try reader.digestOrNull("body")
        publicMembers = try reader.publicMembers(entry)
        commitments = try reader.commitments(count: entry.committed.count)
        // WHY: RFC 3339 has years of four digits; a ULID reaches further.
        guard id.at.milliseconds < 253_402_300_800_000, try reader.text("time") == id.at.description else {
            throw .malformed("time")
        }
        let isBodyFit: Bool =
            switch entry.body {
            case .required: bodyDigest != nil
            case .optional: true
            case .none: bodyDigest == nil
            }
        guard isBodyFit else { throw .body }
    }
}

/// Takes members out of a canonical object that has exactly the members of a leaf.
private struct LeafReader {
    static let names = [
        "actor", "body", "caller", "id", "n", "org", "policy", "public", "purpose", "role", "rules", "sd",
        "time", "type", "v",
    ]
    private let members: [String: JSONValue]

    init(_ bytes: [UInt8]) throws(LeafFault) {
        guard let document = try? JSONValue(json: bytes, depthMax: 2), let members = document.object,
            (try? document.canonicalBytes()) == bytes
        else { throw .notCanonical }
        if let missing = Self.names.first(where: { members[$0] == nil }) { throw .missing(missing) }
        if let unknown = members.keys.sorted().first(where: { !Self.names.contains($0) }) {
            throw .unknown(unknown)
        }
        self.members = members
    }

    func value(_ name: String) throws(LeafFault) -> JSONValue {
        guard let value = members[name] else { throw .missing(name) }
        return value
    }

    func isNull(_ name: String) throws(LeafFault) -> Bool { try value(name) == .null }

    func text(_ name: String) throws(LeafFault) -> String {
        guard let text = try value(name).string, text.utf8.count <= LeafLimits.stringBytesMax else {
            throw .malformed(name)
        }
        return text
    }

    func textOrNull(_ name: String) throws(LeafFault) -> String? { try isNull(name) ? nil : text(name) }

    func ulid(_ name: String) throws(LeafFault) -> ULID {
        guard let id = ULID(try text(name)) else { throw .malformed(name) }
        return id
    }

    func counter(_ name: String) throws(LeafFault) -> Int64 {
        guard let number = try value(name).int, number >= 1 else { throw .malformed(name) }
        return number
    }

    func digestOrNull(_ name: String) throws(LeafFault) -> [UInt8]? {
        if try isNull(name) { return nil }
        guard let digest = Base64URL.decode(try text(name)), digest.count == 32 else {
            throw .malformed(name)
        }
        return digest
    }

    /// Exactly the members of the type, or those and the first leaf's; only `previous` may be `null`.
    func publicMembers(_ entry: LeafCatalogue.Entry) throws(LeafFault) -> [String: String?] {
        guard let object = try value("public").object else { throw .malformed("public") }
        let names = Set(object.keys)
        let own = Set(entry.publicMembers)
        guard names == own || names == own.union(LeafCatalogue.firstLeafMembers) else { throw .publicMembers }
        let isTyped = object.allSatisfy { name, value in
            value.string != nil || (name == "previous" && value == .null)
        }
        guard isTyped else { throw .malformed("public") }
        return object.mapValues(\.string)
    }

    func commitments(count: Int) throws(LeafFault) -> [[UInt8]] {
        guard let texts = try value("sd").array?.compactMap(\.string) else { throw .malformed("sd") }
        let digests = texts.compactMap(Base64URL.decode).filter { $0.count == 32 }
        guard try digests.count == value("sd").array?.count else { throw .malformed("sd") }
        let isRising = zip(texts, texts.dropFirst()).allSatisfy {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        guard isRising, digests.count == count else { throw .commitments }
        return digests
    }
}
