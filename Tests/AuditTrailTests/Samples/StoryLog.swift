import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

/// An invented log that looks like a real one: a start, then leaves of every type by a few callers.
struct StoryLog {
    private(set) var log: SampleLog
    /// The receipt of the first disclosure, and the body it came with.
    private(set) var receipt: (receipt: Receipt, body: [UInt8])?
    private var generator: SeededGenerator
    private var counters: [ULID: Int64] = [:]
    private var callers: [ULID] = []
    private var drafts: [EncodedLeaf] = []

    init(leafCount: Int, seed: UInt64) throws {
        log = try SampleLog()
        generator = SeededGenerator(seed: seed)
        for offset in 0..<4 {
            let at = Timestamp(milliseconds: 1_772_355_000_000 + Int64(offset))
            callers.append(ULID(at: at, entropy: generator.bytes(10)))
        }
        for index in 0..<leafCount { try append(index) }
        try makeReceipt()
    }

    /// What a leaf of a place tells of; answers are few so that the sample stays small.
    private static func type(at index: Int) -> LeafType {
        let small: [LeafType] = [.policy, .grantExpiry, .source, .configuration, .stop]
        if index == 0 { return .start }
        if index <= 3 { return [.disclosure, .hold, .refusal][index - 1] }
        return index.isMultiple(of: 29) ? .disclosure : small[index % small.count]
    }

    private mutating func append(_ index: Int) throws {
        let type = Self.type(at: index)
        let caller = type == .start ? callers[0] : callers[index % callers.count]
        let number = (counters[caller] ?? 0) + 1
        counters[caller] = number
        let at = Timestamp(milliseconds: 1_772_355_900_000 + Int64(index / 2) * 61_001)
        let stamp = LeafStamp(
            id: ULID(at: at, entropy: SampleLog.entropy(&generator, rank: index % 2)), caller: caller,
            number: number,
            first: index == 0
                ? FirstLeaf(verifierKey: log.key.description, previousCheckpoint: nil) : nil)
        let isAnswer = LeafCatalogue.entry(of: type).body == .required
        let draft = try LeafDraft(
            type: type,
            caller: LeafCaller(
                tenant: "default", organisation: isAnswer ? "northwind" : nil, subject: "unused",
                client: "unused",
                role: isAnswer ? "vendor_agent" : nil),
            purpose: isAnswer ? "plan_delivery" : nil, policy: isAnswer ? "support@3" : nil,
            rulesDigest: SampleLog.digester.sha256(Array("rules".utf8)), body: isAnswer ? Self.body : nil,
            publicMembers: type == .start ? ["version": "0.1.0"] : [:], committed: Self.committed(type),
            seed: generator.bytes(32))
        let encoded = try draft.encoded(with: stamp, digester: SampleLog.digester)
        log.leaves.append(encoded.bytes)
        drafts.append(encoded)
    }

    private static let body = Array(#"{"gate":"pass","sections":{"state_now":[]}}"#.utf8)

    private static func committed(_ type: LeafType) -> [String: JSONValue] {
        guard type == .disclosure else { return ["trace": .string("invented")] }
        return [
            "shown": [["class": "person.name", "treatment": "show"]],
            "withheld": [["class": "payment.card", "rule": "cards"]],
        ]
    }

    private mutating func makeReceipt() throws {
        guard drafts.count > 1 else { return }
        let tree = MerkleTree(digester: SampleLog.digester)
        var frontier = MerkleFrontier(digester: SampleLog.digester)
        var hashes = MemoryHashes()
        for leaf in log.leaves { hashes.store(frontier.append(tree.leafHash(leaf))) }
        let note = try log.checkpoint(root: frontier.root)
        let encoded = drafts[1]
        receipt = (
            Receipt(
                index: 1, leaf: encoded.bytes,
                openings: encoded.openings.filter { ["shown", "withheld"].contains($0.name) },
                bodyKey: encoded.bodyKey,
                path: try tree.inclusionProof(of: 1, size: log.leaves.count, from: hashes),
                checkpoint: String(decoding: note.bytes, as: UTF8.self)), Self.body
        )
    }
}
