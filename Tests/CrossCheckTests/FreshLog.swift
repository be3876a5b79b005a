import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Ledger
import Sodium
import Testing

/// A log that the ledger has just written, exported to a folder, with proofs that our own code gave for it.
struct FreshLog {
    static let tenant: TenantID = "default"
    private static let digester = SodiumDigester()
    /// Where the exported files stand.
    let folder: URL
    let key: VerifierKey
    private let leaves: [[UInt8]]

    /// Commits leaves of two callers, some at once and some one after another, and exports the log.
    init(leafCount: Int, in place: URL) async throws {
        let start = try #require(Timestamp(rfc3339: "2026-03-01T09:00:00Z"))
        let signer = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        let configuration = try LedgerConfiguration(
            directory: place.appending(path: "ledger").plainPath, host: "gateway.example",
            tenants: [Self.tenant])
        let ledger = try SQLiteLedger(configuration, signer: signer, clock: ManualClock(start))
        try await Self.fill(ledger, leafCount)
        let exported = place.appending(path: "log")
        folder = exported
        let reader = try #require(try await ledger.logReader(of: Self.tenant, year: 2026))
        for path in try await reader.paths() ?? [] {
            let file = exported.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(try await reader.bytes(of: path, byteCountMax: .max)).write(to: file)
        }
        key = try #require(
            VerifierKey(
                name: "gateway.example/audit/default/2026", publicKey: signer.publicKey,
                digester: Self.digester))
        leaves = try stride(from: 0, to: leafCount, by: 256).flatMap { first in
            let tile = Tile(.entries, index: first / 256, width: min(256, leafCount - first))
            return try #require(
                EntryBundle.decode(Array(try Data(contentsOf: exported.appending(path: tile.path)))))
        }
        try #require(leaves.count == leafCount)
    }

    private static func fill(_ ledger: SQLiteLedger, _ leafCount: Int) async throws {
        func draft(_ index: Int) throws -> LeafDraft {
            let caller = LeafCaller(
                tenant: tenant, organisation: "northwind",
                subject: index.isMultiple(of: 3) ? "agent-7" : "agent-8",
                client: "desk", role: "vendor_agent")
            return try LeafDraft(
                type: .disclosure, caller: caller, purpose: "answer_question", policy: "support@1",
                rulesDigest: [UInt8](repeating: 1, count: 32), body: Array("{\"n\":\(index)}".utf8),
                committed: ["shown": ["person.name"]], seed: SodiumRandom().bytes(32))
        }
        for index in 0..<3 { _ = try await ledger.commit(try draft(index), [], sealed: nil) }
        let rest = try (3..<leafCount).map { try draft($0) }
        try await withThrowingTaskGroup { group in
            for draft in rest { group.addTask { _ = try await ledger.commit(draft, [], sealed: nil) } }
            try await group.waitForAll()
        }
    }

    /// Writes `log.proofs.json` beside the folder: inclusion of every leaf in the whole log and in smaller ones,
    /// consistency between sizes.
    func writeProofs() throws {
        let tree = MerkleTree(digester: Self.digester)
        var frontier = MerkleFrontier(digester: Self.digester)
        var stored = KeptHashes()
        var roots: [TreeHash] = [frontier.root]
        for leaf in leaves {
            stored.store(frontier.append(tree.leafHash(leaf)))
            roots.append(frontier.root)
        }
        var inclusion: [JSONValue] = []
        var consistency: [JSONValue] = []
        let sizes = [1, 2, 3, 7, 255, 256, 257, leaves.count].filter { $0 <= leaves.count }
        for size in sizes {
            for index in stride(from: 0, to: size, by: size == leaves.count ? 1 : 1 + size / 8) {
                let path = try tree.inclusionProof(of: index, size: size, from: stored)
                inclusion.append([
                    "index": JSONValue(index), "size": JSONValue(size), "root": .string(roots[size].base64),
                    "path": .array(path.map { .string($0.base64) }),
                ])
            }
            for old in stride(from: 1, through: size, by: 1 + size / 40) {
                let proof = try tree.consistencyProof(from: old, to: size, from: stored)
                consistency.append([
                    "old": JSONValue(old), "size": JSONValue(size), "oldRoot": .string(roots[old].base64),
                    "root": .string(roots[size].base64), "proof": .array(proof.map { .string($0.base64) }),
                ])
            }
        }
        let document: JSONValue = ["inclusion": .array(inclusion), "consistency": .array(consistency)]
        try Data(document.text().utf8).write(to: URL(filePath: folder.plainPath + ".proofs.json"))
    }
}

/// Complete subtrees in memory, as a frontier gave them out.
private struct KeptHashes: TreeHashes {
    private var stored: [[Int]: TreeHash] = [:]

    mutating func store(_ subtrees: [CompleteSubtree]) {
        for subtree in subtrees { stored[[subtree.height, subtree.index]] = subtree.hash }
    }

    func subtree(height: Int, index: Int) throws(TileFailure) -> TreeHash {
        guard let hash = stored[[height, index]] else { throw .missing(path: "\(height)/\(index)") }
        return hash
    }
}
