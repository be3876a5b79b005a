import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

@testable import Signing

/// Trees of made-up leaves with their proofs.
struct Trees {
    static let digester = SodiumDigester()
    static let tree = MerkleTree(digester: digester)
    static let log = "gateway.example/audit/default/2026"
    static let scope = SignerScope(names: ["gateway.example/audit/default"])

    static func hashes(_ leaves: [String]) -> [TreeHash] { leaves.map { tree.leafHash(Array($0.utf8)) } }

    static func head(_ leaves: [String]) -> TreeHead {
        TreeHead(size: leaves.count, root: tree.root(of: hashes(leaves)[...]))
    }

    static func request(
        from base: [String], to leaves: [String], log: String = Trees.log, proofOf proved: [String]? = nil
    ) throws -> CheckpointRequest {
        let origin = try #require(LogOrigin(log))
        let (base, wanted) = (head(base), head(leaves))
        let proof = tree.consistencyProof(
            from: min(base.size, leaves.count), to: leaves.count, from: Subtrees(hashes(proved ?? leaves)))
        return CheckpointRequest(
            base: base, checkpoint: Checkpoint(origin: origin, size: wanted.size, root: wanted.root),
            proof: proof)
    }

    /// Complete subtrees straight from the leaves.
    struct Subtrees: TreeHashes {
        let leaves: [TreeHash]

        init(_ leaves: [TreeHash]) { self.leaves = leaves }

        func subtree(height: Int, index: Int) throws(Never) -> TreeHash {
            Trees.tree.root(of: leaves[(index << height)..<((index + 1) << height)])
        }
    }
}

@Suite("What a signer signs")
struct SignerStateTests {
    private typealias Outcome = Result<[SignerAlarm], SignerRefusal>

    private static func admit(_ request: CheckpointRequest, to state: inout SignerState) -> Outcome {
        do {
            return .success(try state.admit([request], in: Trees.scope, tree: Trees.tree))
        } catch {
            return .failure(error)
        }
    }

    /// Confirmed: `a b`; pending: `a b c`.
    private static func pendingState() throws -> SignerState {
        var state = SignerState()
        _ = try state.admit(
            [Trees.request(from: [], to: ["a", "b"])], in: Trees.scope, tree: Trees.tree)
        _ = try state.admit(
            [Trees.request(from: ["a", "b"], to: ["a", "b", "c"])], in: Trees.scope, tree: Trees.tree)
        return state
    }

    @Test("each request about a log with a confirmed and a pending tree is signed, alarmed or refused")
    func table() throws {
        let log = Trees.log
        let table: [(base: String, to: String, expected: Outcome)] = [
            ("abc", "abcd", .success([])), ("abc", "abc", .success([])), ("ab", "abc", .success([])),
            ("ab", "ab", .success([])),
            ("ab", "abx", .success([.replaced(log, signed: 3, by: 3)])),
            ("ab", "abcd", .success([.replaced(log, signed: 3, by: 4)])),
            ("ab", "axc", .failure(.notAnExtension(log, base: 2, size: 3))),
            ("ab", "a", .failure(.notAnExtension(log, base: 2, size: 1))),
            ("abc", "ab", .failure(.notAnExtension(log, base: 3, size: 2))),
            ("a", "ab", .failure(.otherBase(log, confirmed: 2, pending: 3, found: 1))),
            ("a", "ax", .failure(.otherBase(log, confirmed: 2, pending: 3, found: 1))),
            ("", "z", .failure(.otherBase(log, confirmed: 2, pending: 3, found: 0))),
            ("abcd", "abcde", .failure(.otherBase(log, confirmed: 2, pending: 3, found: 4))),
            ("xy", "xyz", .failure(.otherBase(log, confirmed: 2, pending: 3, found: 2))),
        ]
        for row in table {
            let before = try Self.pendingState()
            var state = before
            let request = try Trees.request(from: row.base.map(String.init), to: row.to.map(String.init))
            #expect(Self.admit(request, to: &state) == row.expected, "\(row.base) → \(row.to)")
            if case .failure = row.expected { #expect(state == before) }
        }
    }

    @Test(
        "a proof of another tree, a log that is none of its own, and an unknown log with leaves are refused")
    func refusals() throws {
        var state = try Self.pendingState()
        let forged = try Trees.request(
            from: ["a", "b"], to: ["a", "b", "c", "d"], proofOf: ["a", "b", "x", "d"])
        #expect(Self.admit(forged, to: &state) == .failure(.notAnExtension(Trees.log, base: 2, size: 4)))
        for name in [
            "gateway.example/audit/other/2026", "gateway.example/audit/default/x026",
            "gateway.example/audit/default/20266", "gateway.example/audit/default2/2026",
        ] {
            let foreign = try Trees.request(from: [], to: ["a"], log: name)
            #expect(Self.admit(foreign, to: &state) == .failure(.foreignLog(name)))
        }
        let next = "gateway.example/audit/default/2027"
        let unknown = try Trees.request(from: ["a"], to: ["a", "b"], log: next)
        #expect(Self.admit(unknown, to: &state) == .failure(.unknownLog(next, size: 1)))
        let adopting = SignerScope(names: Trees.scope.names, adopts: true)
        #expect(
            try state.admit([unknown], in: adopting, tree: Trees.tree) == [.adopted(next, size: 1)])
    }

    @Test("of several checkpoints all are signed or none")
    func allOrNone() throws {
        var state = try Self.pendingState()
        let before = state
        let good = try Trees.request(from: [], to: ["a"], log: "gateway.example/audit/default/2027")
        let bad = try Trees.request(from: ["a"], to: ["a", "b"])
        #expect(throws: SignerRefusal.self) {
            try state.admit([good, bad], in: Trees.scope, tree: Trees.tree)
        }
        #expect(state == before)
    }

    @Test("a confirmation counts for the pending tree alone")
    func confirmation() throws {
        var state = try Self.pendingState()
        let origin = try #require(LogOrigin(Trees.log))
        let other = Trees.head(["a", "b", "x"])
        state.confirm([Checkpoint(origin: origin, size: other.size, root: other.root)])
        #expect(try state == Self.pendingState())
        let right = Trees.head(["a", "b", "c"])
        state.confirm([Checkpoint(origin: origin, size: right.size, root: right.root)])
        #expect(state.logs[Trees.log]?.confirmed == right && state.logs[Trees.log]?.pending == nil)
    }

    @Test(
        "whatever a ledger, a crash or an intruder asks, confirmed trees extend each other and the ledger goes on"
    )
    func property() throws {
        for seed in UInt64(1)...60 {
            var random = SeededGenerator(seed: seed)
            var state = SignerState()
            var committed: [String] = []
            var confirmed: [[String]] = [[]]
            var known: [TreeHead: [String]] = [Trees.head([]): []]
            for step in 0..<40 {
                let longer = committed + (0..<Int.random(in: 1...3, using: &random)).map { "\(step).\($0)" }
                var (base, wanted) = (committed, longer)
                let isIntruder = Int.random(in: 0..<3, using: &random) == 0
                if isIntruder {
                    base = Array(committed.prefix(Int.random(in: 0...committed.count, using: &random)))
                    wanted = base + ["forged \(step)"]
                }
                known[Trees.head(wanted)] = wanted
                let outcome = Self.admit(try Trees.request(from: base, to: wanted), to: &state)
                if isIntruder {
                    // What was committed and not confirmed yet can be crowded out; that never goes unnoticed.
                    if case .success(let alarms) = outcome, alarms != [] { break }
                } else {
                    guard case .success = outcome else {
                        Issue.record("an honest ledger was refused: \(outcome)")
                        return
                    }
                    if Bool.random(using: &random) { committed = longer }
                    let origin = try #require(LogOrigin(Trees.log))
                    let head = Trees.head(committed)
                    if Bool.random(using: &random) {
                        state.confirm([Checkpoint(origin: origin, size: head.size, root: head.root)])
                    }
                }
                let log = try #require(state.logs[Trees.log])
                let now = try #require(known[log.confirmed])
                #expect(now.starts(with: confirmed.last ?? []), "confirmed trees only grow")
                #expect(committed.starts(with: now), "nothing is confirmed that was not committed")
                if let pending = log.pending, let leaves = known[pending] {
                    #expect(leaves.starts(with: now), "what is signed extends what is confirmed")
                }
                confirmed.append(now)
            }
        }
    }
}
