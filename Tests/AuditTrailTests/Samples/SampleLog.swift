import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

/// A log in memory as an exporter would lay it out, made of given leaves.
struct SampleLog {
    static let digester = SodiumDigester()
    let key: VerifierKey
    let signer: SigningKey
    var leaves: [[UInt8]] = []

    init(host: String = "gateway.example", tenant: TenantID = "default", year: Int = 2026, seed: UInt8 = 7)
        throws
    {
        signer = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: seed, count: 32)))
        let origin = try #require(LogOrigin(host: host, tenant: tenant, year: year))
        key = try #require(
            VerifierKey(name: origin.text, publicKey: signer.publicKey, digester: Self.digester))
    }

    /// A log whose first leaf is a start and whose others are stops of two callers in turn.
    static func small(leafCount: Int) throws -> SampleLog {
        var log = try SampleLog()
        var generator = SeededGenerator(seed: 11)
        let callers = ["01J0000000000000000000000A", "01J0000000000000000000000B"].compactMap { ULID($0) }
        for index in 0..<leafCount {
            let stamp = LeafStamp(
                id: ULID(
                    at: Timestamp(milliseconds: 1_772_355_900_000 + Int64(index / 2) * 1000),
                    entropy: entropy(&generator, rank: index % 2)),
                caller: callers[index % 2], number: Int64(index / 2 + 1),
                first: index == 0
                    ? FirstLeaf(verifierKey: log.key.description, previousCheckpoint: nil) : nil)
            let draft = try LeafDraft(
                type: index == 0 ? .start : .stop,
                caller: LeafCaller(tenant: "default", subject: "gateway", client: "throughline"),
                publicMembers: index == 0 ? ["version": "0.1.0"] : [:],
                committed: ["reason": .string("reason \(index)")], seed: generator.bytes(32))
            log.leaves.append(try draft.encoded(with: stamp, digester: digester).bytes)
        }
        return log
    }

    /// The random part of an id, of which the first of two in one millisecond is the lower: ids rise.
    static func entropy(_ generator: inout SeededGenerator, rank: Int) -> [UInt8] {
        let bytes = generator.bytes(10)
        return [bytes[0] & 0x7F | UInt8(rank) << 7] + bytes.dropFirst()
    }

    /// The files of an export.
    func files() throws -> [String: [UInt8]] {
        var files = ["vkey": Array((key.description + "\n").utf8)]
        var frontier = MerkleFrontier(digester: Self.digester)
        let tree = MerkleTree(digester: Self.digester)
        var rows: [Int: [UInt8]] = [:]
        for leaf in leaves {
            for subtree in frontier.append(tree.leafHash(leaf)) {
                if let level = subtree.tileLevel { rows[level, default: []] += subtree.hash.bytes }
            }
        }
        for (level, bytes) in rows {
            let count = bytes.count / 32
            for start in stride(from: 0, to: count, by: 256) {
                let end = min(start + 256, count)
                let tile = Tile(.hashes(level: level), index: start / 256, width: end - start)
                files[tile.path] = Array(bytes[(start * 32)..<(end * 32)])
            }
        }
        for start in stride(from: 0, to: leaves.count, by: 256) {
            let end = min(start + 256, leaves.count)
            let tile = Tile(.entries, index: start / 256, width: end - start)
            files[tile.path] = EntryBundle.encode(Array(leaves[start..<end]))
        }
        files["checkpoint"] = try checkpoint(root: frontier.root).bytes
        return files
    }

    /// The signed checkpoint over a root.
    func checkpoint(root: TreeHash) throws -> SignedNote {
        let origin = try #require(LogOrigin(key.name))
        return try Checkpoint(origin: origin, size: leaves.count, root: root)
            .signed(by: signer, digester: Self.digester)
    }

    /// What is wrong with some files, held against this log's key.
    func problems(of files: [String: [UInt8]]) async -> [VerificationProblem] {
        await LogVerifier(key: key, digester: Self.digester, signatures: SodiumVerifier())
            .verify(MemoryLogReader(files: files)).problems
    }
}

/// Files by path, in memory.
struct MemoryLogReader: LogReader {
    let files: [String: [UInt8]]

    func paths() async throws(LogReadFailure) -> [String]? { files.keys.sorted() }

    func bytes(of path: String, byteCountMax: Int) async throws(LogReadFailure) -> [UInt8] {
        guard let bytes = files[path] else { throw .missing }
        guard bytes.count <= byteCountMax else { throw .tooLong }
        return bytes
    }
}

/// Complete subtrees in memory, as a frontier gave them out.
struct MemoryHashes: TreeHashes {
    private var stored: [[Int]: TreeHash] = [:]

    mutating func store(_ subtrees: [CompleteSubtree]) {
        for subtree in subtrees { stored[[subtree.height, subtree.index]] = subtree.hash }
    }

    func subtree(height: Int, index: Int) throws(TileFailure) -> TreeHash {
        guard let hash = stored[[height, index]] else { throw .missing(path: "\(height)/\(index)") }
        return hash
    }
}
