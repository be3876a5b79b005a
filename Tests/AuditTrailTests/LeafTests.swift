import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

@Suite("Leaves")
struct LeafTests {
    private let digester = SodiumDigester()
    private static let caller = LeafCaller(
        tenant: "default", organisation: "northwind", subject: "ada.byron", client: "desk",
        role: "vendor_agent")
    private static let seed = [UInt8](repeating: 5, count: 32)

    private func stamp(first: FirstLeaf? = nil) throws -> LeafStamp {
        LeafStamp(
            id: ULID(at: Timestamp(milliseconds: 1_772_355_900_123), entropy: [UInt8](0..<10)),
            caller: try #require(ULID("01J0000000000000000000000A")), number: 3, first: first)
    }

    private func draft(
        _ type: LeafType = .disclosure, body: [UInt8]? = Array("{}".utf8),
        committed: [String: JSONValue] = [:]
    ) throws -> LeafDraft {
        try LeafDraft(
            type: type, caller: Self.caller, purpose: "plan_delivery", policy: "support@3", body: body,
            committed: committed, seed: Self.seed)
    }

    @Test("a leaf of every type is written and read back with the members of its draft")
    func roundTrip() throws {
        for type in LeafType.allCases {
            let entry = LeafCatalogue.entry(of: type)
            let draft = try LeafDraft(
                type: type, caller: Self.caller, purpose: "plan_delivery", policy: "support@3",
                rulesDigest: [UInt8](repeating: 1, count: 32), body: entry.body == .none ? nil : [1, 2],
                publicMembers: Dictionary(uniqueKeysWithValues: entry.publicMembers.map { ($0, "text") }),
                seed: Self.seed)
            let encoded = try draft.encoded(with: stamp(), digester: digester)
            let leaf = try Leaf(bytes: encoded.bytes)
            #expect(leaf.type == type && leaf.organisation == "northwind" && leaf.role == "vendor_agent")
            #expect(leaf.number == 3 && leaf.time.description == "2026-03-01T09:05:00.123Z")
            #expect(leaf.commitments.count == entry.committed.count && leaf.first == nil)
            #expect(encoded.openings.map(\.name) == entry.committed)
            #expect(
                encoded.openings.allSatisfy { leaf.commits(to: $0, digester: digester) && $0.value == .null })
            if let key = encoded.bodyKey {
                #expect(leaf.standsFor(body: [1, 2], key: key, digester: digester))
                #expect(!leaf.standsFor(body: [1, 3], key: key, digester: digester))
            }
        }
    }

    @Test("leaves made by another implementation are ours to the byte, openings and keys included")
    func vectors() throws {
        for row in try Vectors.read("leaves").list("leaves") {
            let encoded = try LeafDraft(vector: try row.member("draft"))
                .encoded(with: try LeafStamp(vector: try row.member("stamp")), digester: digester)
            #expect(String(decoding: encoded.bytes, as: UTF8.self) == (try row.text("leaf")))
            let hash = MerkleTree(digester: digester).leafHash(encoded.bytes)
            #expect(hex(hash.bytes) == (try row.text("leaf_hash")))
            let openings = Dictionary(
                uniqueKeysWithValues: encoded.openings.map { ($0.name, JSONValue.string($0.text)) })
            #expect(JSONValue.object(openings) == (try row.member("openings")))
            #expect(encoded.bodyKey.map { hex($0) } == (try row.member("body_key").string))
        }
    }

    @Test("keyed digests and derived keys are those of another implementation")
    func commitments() throws {
        let vectors = try Vectors.read("commitments")
        let commitments = Commitments(digester: digester)
        for row in try vectors.list("records") {
            let record = Record(
                reference: RecordReference(
                    source: try SourceID(try row.text("source")), id: try row.text("id"),
                    version: try row.text("version")),
                fieldsAsRead: try #require(try row.member("fields").object))
            let commitment = try commitments.record(record, key: try row.bytes("key"))
            #expect(Base64URL.encode(commitment) == (try row.text("commitment")))
        }
        for row in try vectors.list("bodies") {
            let digest = commitments.body(Array(try row.text("body").utf8), key: try row.bytes("key"))
            #expect(Base64URL.encode(digest) == (try row.text("digest")))
        }
        for row in try vectors.list("derivations") {
            let output = digester.derive(
                from: try row.bytes("seed"), label: try row.text("label"),
                byteCount: Int(try row.number("bytes")))
            #expect(hex(output) == (try row.text("output")))
        }
    }

    @Test("every key and salt of a disclosure differs from every other")
    func distinctKeys() {
        let keys = DisclosureKeys(seed: Self.seed, digester: digester)
        let salts = LeafCatalogue.entry(of: .disclosure).committed.map { keys.salt(for: $0) }
        let all = [keys.bodyKey, keys.recordKey, keys.handleKey] + salts
        #expect(Set(all.map { $0.prefix(16) }).count == all.count)
        #expect(
            keys.bodyKey == digester.derive(from: Self.seed, label: "throughline/body-key/v1", byteCount: 32))
        #expect(
            keys.salt(for: "flags")
                == digester.derive(from: Self.seed, label: "throughline/salt/flags/v1", byteCount: 16))
        let others = DisclosureKeys(seed: [UInt8](repeating: 6, count: 32), digester: digester)
        #expect(others.bodyKey != keys.bodyKey)
    }

    @Test("a draft outside the catalogue is refused by name")
    func refusedDrafts() throws {
        #expect(throws: LeafDraftProblem.unknownMember("name")) { try draft(committed: ["name": "x"]) }
        #expect(throws: LeafDraftProblem.bodyMissing) { try draft(body: nil) }
        #expect(throws: LeafDraftProblem.bodyNotAllowed) { try draft(.policy) }
        #expect(throws: LeafDraftProblem.publicMemberMissing("version")) { try draft(.start, body: nil) }
        #expect(throws: LeafDraftProblem.publicMemberNotAllowed("name")) {
            try LeafDraft(type: .stop, caller: Self.caller, publicMembers: ["name": "x"], seed: Self.seed)
        }
        #expect(throws: LeafDraftProblem.unknownMember("who")) {
            try LeafDraft(type: .stop, caller: Self.caller, seed: Self.seed, receiptMembers: ["who"])
        }
        #expect(throws: LeafDraftProblem.seedLength(3)) {
            try LeafDraft(type: .stop, caller: Self.caller, seed: [1, 2, 3])
        }
        #expect(throws: LeafDraftProblem.rulesDigestLength(1)) {
            try LeafDraft(type: .stop, caller: Self.caller, rulesDigest: [1], seed: Self.seed)
        }
    }

    @Test("what is too long or has no canonical form is not written")
    func limits() throws {
        let long = JSONValue.string(String(repeating: "x", count: 50_000))
        #expect(throws: LeafDraftProblem.openingTooLong("trace")) {
            try draft(committed: ["trace": long]).encoded(with: stamp(), digester: digester)
        }
        let half = JSONValue.string(String(repeating: "x", count: 40_000))
        let members = ["trace", "shown", "flags", "review", "sources"]
        #expect {
            try draft(committed: Dictionary(uniqueKeysWithValues: members.map { ($0, half) }))
                .encoded(with: stamp(), digester: digester)
        } throws: {
            if case .openingsTooLong? = $0 as? LeafDraftProblem { true } else { false }
        }
        #expect(throws: LeafDraftProblem.notCanonical("flags")) {
            try draft(committed: ["flags": .decimal("0.5")]).encoded(with: stamp(), digester: digester)
        }
        let wordy = try LeafDraft(
            type: .stop, caller: Self.caller, policy: String(repeating: "p", count: 257), seed: Self.seed)
        #expect(throws: LeafDraftProblem.stringTooLong("policy")) {
            try wordy.encoded(with: stamp(), digester: digester)
        }
        let version = String(repeating: "9", count: 9000)
        let big = try LeafDraft(
            type: .start, caller: Self.caller, publicMembers: ["version": version], seed: Self.seed)
        #expect {
            try big.encoded(with: stamp(), digester: digester)
        } throws: {
            if case .leafTooLong? = $0 as? LeafDraftProblem { true } else { false }
        }
    }

    @Test("the first leaf of a log says key and previous checkpoint; a key leaf there must name the same key")
    func firstLeaf() throws {
        let first = FirstLeaf(verifierKey: "log+00000000+AQ==", previousCheckpoint: "before\n")
        let leaf = try Leaf(bytes: draft().encoded(with: stamp(first: first), digester: digester).bytes)
        #expect(leaf.first == first)
        let other = try LeafDraft(
            type: .key, caller: Self.caller,
            publicMembers: ["action": "add", "checkpoint": "c", "vkey": "another"], seed: Self.seed)
        #expect(throws: LeafDraftProblem.firstKeyDiffers) {
            try other.encoded(with: stamp(first: first), digester: digester)
        }
        #expect(try Leaf(bytes: other.encoded(with: stamp(), digester: digester).bytes).first == nil)
    }

    @Test("a draft and an opening never print what they hold")
    func secrecy() throws {
        let draft = try draft(committed: ["subject": "Grace Hopper"])
        var dumped = ""
        dump(draft, to: &dumped)
        let encoded = try draft.encoded(with: stamp(), digester: digester)
        let openings = encoded.openings
        let receipt = Receipt(
            index: 0, leaf: encoded.bytes, openings: openings, bodyKey: encoded.bodyKey, path: [],
            checkpoint: "")
        let keys = DisclosureKeys(seed: Self.seed, digester: digester)
        for value: Any in [encoded, receipt, keys, openings] {
            dump(value, to: &dumped)
            dumped += "\(value) \(String(reflecting: value))"
        }
        #expect(!dumped.contains(openings[0].text) && !dumped.contains("\(encoded.bodyKey ?? [])"))
        for text in ["\(draft)", String(reflecting: draft), dumped, "\(openings)"] {
            #expect(!text.contains("Hopper") && !text.contains("[5, 5"))
        }
    }
}

extension LeafDraft {
    /// Reads a draft of the vectors.
    init(vector: JSONValue) throws {
        try self.init(
            type: try #require(LeafType(rawValue: try vector.text("type"))),
            caller: LeafCaller(
                tenant: "default",
                organisation: try vector.member("org").string.map { try OrganisationID($0) },
                subject: "unused", client: "unused",
                role: try vector.member("role").string.map { try RoleID($0) }),
            purpose: try vector.member("purpose").string.map { try PurposeID($0) },
            policy: try vector.member("policy").string,
            rulesDigest: try vector.member("rules").string.map { try Vectors.unhex($0) },
            body: try vector.member("body").string.map { Array($0.utf8) },
            publicMembers: try #require(try vector.member("public").object).compactMapValues(\.string),
            committed: try #require(try vector.member("committed").object), seed: try vector.bytes("seed"))
    }
}

extension LeafStamp {
    /// Reads a stamp of the vectors.
    init(vector: JSONValue) throws {
        self.init(
            id: try #require(ULID(try vector.text("id"))),
            caller: try #require(ULID(try vector.text("caller"))),
            actor: try vector.member("actor").string.flatMap { ULID($0) }, number: try vector.number("n"),
            first: try vector["first"].map {
                FirstLeaf(
                    verifierKey: try $0.text("vkey"), previousCheckpoint: try $0.member("previous").string)
            })
    }
}
