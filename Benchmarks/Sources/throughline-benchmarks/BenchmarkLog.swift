import AuditTrail
import Conversations
import Foundation
import Sodium

/// A log of disclosures by 200 callers, ten a second: every leaf is one of some encoded ones with another place in the log.
struct BenchmarkLog {
    /// What was written.
    struct Size {
        var leafBytes = 0
        var fileBytes = 0
        var fileCount = 0
    }

    /// An encoded leaf cut where id, number and time stand.
    private struct Pattern {
        let parts: [[UInt8]]
    }

    let key: VerifierKey
    let root: TreeHash
    private let leafCount: Int
    private let signer: SigningKey
    private let patterns: [Pattern]
    private let first: [UInt8]

    private static let callerCount = 200
    private static let start: Int64 = 1_772_355_900_000

    init(leafCount: Int) throws {
        self.leafCount = leafCount
        signer = try SigningKey(seed: try SecretBytes(randomCount: 32))
        let digester = SodiumDigester()
        guard let origin = LogOrigin(host: "gateway.example", tenant: "default", year: 2026),
            let key = VerifierKey(name: origin.text, publicKey: signer.publicKey, digester: digester)
        else { throw LogNotSound() }
        self.key = key
        let patterns = try (0..<Self.callerCount).map { try Self.pattern(caller: $0) }
        let first = try Self.encoded(
            caller: 0, id: Self.id(0), number: 1,
            first: FirstLeaf(verifierKey: key.description, previousCheckpoint: nil))
        (self.patterns, self.first) = (patterns, first)
        let tree = MerkleTree(digester: digester)
        var frontier = MerkleFrontier(digester: digester)
        for index in 0..<leafCount {
            frontier.append(tree.leafHash(Self.leaf(index, first: first, patterns)))
        }
        root = frontier.root
    }

    /// The stored bytes of one leaf.
    func leaf(_ index: Int) -> [UInt8] { Self.leaf(index, first: first, patterns) }

    /// Writes the files of an export.
    func write(to directory: String) throws -> Size {
        var size = Size()
        func write(_ path: String, _ bytes: [UInt8]) throws {
            let place = URL(filePath: directory).appending(path: path)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: place)
            size.fileBytes += bytes.count
            size.fileCount += 1
        }
        let digester = SodiumDigester()
        let tree = MerkleTree(digester: digester)
        var frontier = MerkleFrontier(digester: digester)
        var rows = [[UInt8]](repeating: [], count: Tile.levelMax + 1)
        var counts = rows.map { _ in 0 }
        func flush(_ level: Int) throws {
            let tile = Tile(.hashes(level: level), index: counts[level], width: rows[level].count / 32)
            try write(tile.path, rows[level])
            counts[level] += 1
            rows[level] = []
        }
        for start in stride(from: 0, to: leafCount, by: Tile.widthMax) {
            let leaves = (start..<min(start + Tile.widthMax, leafCount)).map { leaf($0) }
            for leaf in leaves {
                size.leafBytes += leaf.count
                for subtree in frontier.append(tree.leafHash(leaf)) {
                    guard let level = subtree.tileLevel else { continue }
                    rows[level] += subtree.hash.bytes
                    if rows[level].count == Tile.widthMax * 32 { try flush(level) }
                }
            }
            let bundle = Tile(.entries, index: start / Tile.widthMax, width: leaves.count)
            try write(bundle.path, EntryBundle.encode(leaves))
        }
        for level in rows.indices where !rows[level].isEmpty { try flush(level) }
        guard let origin = LogOrigin(key.name) else { throw LogNotSound() }
        let checkpoint = Checkpoint(origin: origin, size: leafCount, root: frontier.root)
        try write("checkpoint", try checkpoint.signed(by: signer, digester: digester).bytes)
        try write("vkey", Array((key.description + "\n").utf8))
        return size
    }

    // MARK: - Leaves

    private static func leaf(_ index: Int, first: [UInt8], _ patterns: [Pattern]) -> [UInt8] {
        guard index > 0 else { return first }
        let parts = patterns[index % callerCount].parts
        let id = id(index)
        return parts[0] + Array(id.description.utf8) + parts[1]
            + Array(String(index / callerCount + 1).utf8) + parts[2] + Array(id.at.description.utf8)
            + parts[3]
    }

    /// Ten leaves a second; the number of the leaf in place of random bits, so that ids rise.
    private static func id(_ index: Int) -> ULID {
        let low = (0..<8).map { UInt8(truncatingIfNeeded: index >> (56 - 8 * $0)) }
        return ULID(
            at: Timestamp(milliseconds: start + Int64(index) * 100), entropy: [0, 0] + low)
    }

    /// Cuts an encoded leaf at `"id":"…"`, `"n":…` and `"time":"…"`.
    private static func pattern(caller: Int) throws -> Pattern {
        let mark = ULID(at: Timestamp(milliseconds: 1_000_000_000_123), entropy: Array(1...10))
        let number: Int64 = 987_654_321
        let text = String(decoding: try encoded(caller: caller, id: mark, number: number), as: UTF8.self)
        var rest = text[...]
        var parts: [[UInt8]] = []
        for value in [mark.description, String(number), mark.at.description] {
            guard let place = rest.range(of: value) else { throw LogNotSound() }
            parts.append(Array(rest[..<place.lowerBound].utf8))
            rest = rest[place.upperBound...]
        }
        return Pattern(parts: parts + [Array(rest.utf8)])
    }

    private static func encoded(
        caller: Int, id: ULID, number: Int64, first: FirstLeaf? = nil
    ) throws -> [UInt8] {
        let opaque = ULID(
            at: Timestamp(milliseconds: 1_700_000_000_000 + Int64(caller)),
            entropy: [UInt8](repeating: UInt8(caller), count: 10))
        let stamp = LeafStamp(id: id, caller: opaque, number: number, first: first)
        let draft = try LeafDraft(
            type: .disclosure,
            caller: LeafCaller(
                tenant: "default", organisation: "northwind", subject: try PrincipalID("agent-\(caller)"),
                client: "benchmarks", role: "vendor_agent"),
            purpose: "arrange_delivery", policy: "benchmark@1",
            rulesDigest: [UInt8](repeating: 1, count: 32), body: [UInt8](repeating: 0x20, count: 2048),
            committed: ["trace": .string(String(repeating: "a", count: 32))],
            seed: try SodiumRandom().bytes(32))
        return try draft.encoded(with: stamp, digester: SodiumDigester()).bytes
    }
}
