import AuditTrail
@testable import Briefing
import Conversations
import Sodium

/// A summary with its receipt, as a log that holds this leaf alone would give it.
struct SentSummary {
    var answer: JSONValue
    let openings: [Opening]

    init(_ outcome: BriefingOutcome, at now: Timestamp = Bench.now) throws {
        let digester = SodiumDigester()
        let seed = try SecretBytes(copying: [UInt8](repeating: 5, count: 32))
        let key = try SigningKey(seed: seed)
        let origin = "gateway.example/audit/default/2026"
        let stamp = LeafStamp(
            id: ULID(at: now, entropy: [UInt8](repeating: 1, count: 10)),
            caller: ULID(at: now, entropy: [UInt8](repeating: 2, count: 10)), number: 1,
            first: FirstLeaf(
                verifierKey: VerifierKey(name: origin, publicKey: key.publicKey, digester: digester)?
                    .description
                    ?? "", previousCheckpoint: nil))
        let leaf = try outcome.draft.encoded(with: stamp, digester: digester)
        guard let name = LogOrigin(origin) else { throw Unnamed() }
        let checkpoint = Checkpoint(
            origin: name, size: 1, root: MerkleTree(digester: digester).leafHash(leaf.bytes))
        let note = try checkpoint.signed(by: key, digester: digester)
        let receipt = Receipt(
            index: 0, leaf: leaf.bytes,
            openings: leaf.openings.filter { outcome.draft.receiptMembers.contains($0.name) },
            bodyKey: leaf.bodyKey, path: [], checkpoint: String(decoding: note.bytes, as: UTF8.self))
        openings = leaf.openings
        answer = ["outcome": "view", "body": outcome.body, "receipt": receipt.json]
    }

    private struct Unnamed: Error {}

    /// The same answer with one member of its body put in another's place; the path holds names and indices.
    func altered(_ path: [String], _ change: (JSONValue) -> JSONValue) -> JSONValue {
        Self.altered(answer, ["body"] + path[...], change)
    }

    private static func altered(
        _ value: JSONValue, _ path: ArraySlice<String>, _ change: (JSONValue) -> JSONValue
    ) -> JSONValue {
        guard let name = path.first else { return change(value) }
        if var items = value.array, let index = Int(name) {
            items[index] = altered(items[index], path.dropFirst(), change)
            return .array(items)
        }
        var members = value.object ?? [:]
        members[name] = altered(members[name] ?? .null, path.dropFirst(), change)
        return .object(members)
    }
}

extension Bench {
    /// What the sources of a sample hold, as a file says it.
    func export(_ history: SampleHistory) throws -> SourceExport {
        let written = SourceExport(at: Bench.now, timeline: history.timeline, staff: SampleHistory.staff)
        return try SourceExport(json: JSONValue(json: written.json.canonicalBytes()))
    }

    /// The file with some rows of interactions changed.
    func export(
        _ history: SampleHistory, _ change: ([JSONValue]) -> [JSONValue]
    ) throws -> SourceExport {
        var members =
            SourceExport(at: Bench.now, timeline: history.timeline, staff: SampleHistory.staff).json.object
            ?? [:]
        members["interactions"] = .array(change(members["interactions"]?.array ?? []))
        return try SourceExport(json: .object(members))
    }
}
