import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

@Suite("Keys of a log")
struct KeyHistoryTests {
    private static let digester = SodiumDigester()
    private static let verifier = SodiumVerifier()
    private static let name = "gateway.example/audit/default/2026"

    private static func signer(_ seed: UInt8) throws -> SigningKey {
        try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: seed, count: 32)))
    }

    private static func key(_ seed: UInt8, name: String = KeyHistoryTests.name) throws -> VerifierKey {
        try #require(VerifierKey(name: name, publicKey: signer(seed).publicKey, digester: digester))
    }

    /// A checkpoint over some root, signed by some keys.
    private static func note(size: Int, by seeds: [UInt8], name: String = KeyHistoryTests.name) throws
        -> SignedNote
    {
        let checkpoint = Checkpoint(
            origin: try #require(LogOrigin(name)), size: size,
            root: try #require(TreeHash(digester.sha256([7]))))
        return SignedNote(
            checkpoint,
            signatures: try seeds.map {
                SignedNote.KeySignature(
                    key: try key($0, name: name), signature: try signer($0).sign(Array(checkpoint.text.utf8)))
            })
    }

    private static func text(size: Int, by seeds: [UInt8], name: String = KeyHistoryTests.name) throws
        -> String
    {
        String(decoding: try note(size: size, by: seeds, name: name).bytes, as: UTF8.self)
    }

    /// Key 1 from the start, 2 added at leaf 5, 1 retired at leaf 9.
    private static func rotated(_ ending: KeyAction = .retire) throws -> KeyHistory {
        var history = KeyHistory(startingWith: try key(1), digester: digester)
        try history.take(
            action: "add", key: key(2).description, checkpoint: text(size: 5, by: [1]), at: 5)
        try history.take(
            action: ending.rawValue, key: key(1).description, checkpoint: text(size: 9, by: [1, 2]), at: 9)
        return history
    }

    @Test(
        "the leaf that adds a key is the first it signs over, the leaf that retires one the first it does not"
    )
    func signers() throws {
        let history = try Self.rotated()
        let expected: [(Int, [UInt8])] = [
            (0, [1]), (1, [1]), (5, [1]), (6, [1, 2]), (9, [1, 2]), (10, [2]), (1_000, [2]),
        ]
        for (size, seeds) in expected {
            #expect(try history.keys(signing: size) == seeds.map { try Self.key($0) }, "size \(size)")
        }
        #expect(history.firstBrokenHandover(with: Self.verifier) == nil)
    }

    @Test("a key is current, overlapping, retired or revoked, and one that was never named is nothing")
    func standings() throws {
        var history = KeyHistory(startingWith: try Self.key(1), digester: Self.digester)
        #expect(history.standing(of: try Self.signer(1).publicKey) == .current)
        try history.take(
            action: "add", key: Self.key(2).description, checkpoint: Self.text(size: 1, by: [1]), at: 1)
        #expect(history.standing(of: try Self.signer(1).publicKey) == .overlapping)
        #expect(history.standing(of: try Self.signer(2).publicKey) == .current)
        #expect(try Self.rotated(.retire).standing(of: Self.signer(1).publicKey) == .retired)
        #expect(try Self.rotated(.revoke).standing(of: Self.signer(1).publicKey) == .revoked)
        #expect(history.standing(of: try Self.signer(3).publicKey) == nil)
    }

    @Test(
        "a checkpoint counts when a key in force at its size signed it and no key of the log signed it badly")
    func believed() throws {
        let history = try Self.rotated()
        let table: [(size: Int, by: [UInt8], signers: [UInt8]?)] = [
            (5, [1], [1]), (5, [2], nil), (6, [1], [1]), (6, [2], [2]), (6, [1, 2], [1, 2]),
            (9, [2, 1], [1, 2]),
            (10, [2], [2]), (10, [1], nil), (10, [1, 2], [2]), (10, [3], nil), (10, [3, 2], [2]),
        ]
        for row in table {
            let bytes = try Self.note(size: row.size, by: row.by).bytes
            let believed = try? history.believed(bytes, with: Self.verifier)
            #expect(try believed?.signers == row.signers?.map { try Self.key($0) }, "\(row)")
        }
        let forged = try Self.note(size: 10, by: [2]).adding([
            SignedNote.Signature(
                name: Self.name, keyID: try Self.key(1).id, bytes: [UInt8](repeating: 1, count: 64))
        ])
        #expect(throws: CheckpointFault.note(.badSignature(name: Self.name))) {
            try history.believed(forged.bytes, with: Self.verifier)
        }
        let foreign = try Self.note(size: 10, by: [2], name: "other.example/log")
        #expect(throws: CheckpointFault.foreign(origin: "other.example/log")) {
            try history.believed(foreign.bytes, with: Self.verifier)
        }
    }

    @Test("a key leaf that does not fit what the log said before is refused and changes nothing")
    func faults() throws {
        let before = try Self.text(size: 10, by: [2])
        let table: [(action: String, key: String, checkpoint: String, fault: KeyFault)] = [
            ("add", "nonsense", before, .notAKey),
            (
                "add", try Self.key(3, name: "gateway.example/audit/default/2027").description, before,
                .name(expected: Self.name, found: "gateway.example/audit/default/2027")
            ),
            ("swap", try Self.key(3).description, before, .action("swap")),
            ("add", try Self.key(2).description, before, .alreadyNamed),
            ("add", try Self.key(1).description, before, .alreadyNamed),
            ("retire", try Self.key(1).description, before, .notInForce),
            ("revoke", try Self.key(3).description, before, .notInForce),
            ("retire", try Self.key(2).description, before, .lastKey),
            ("add", try Self.key(3).description, "", .checkpoint),
            ("add", try Self.key(3).description, try Self.text(size: 13, by: [2]), .checkpoint),
            ("add", try Self.key(3).description, try Self.text(size: 0, by: [1]), .checkpoint),
            ("add", try Self.key(3).description, try Self.text(size: 9, by: [2], name: "a/b"), .checkpoint),
        ]
        for row in table {
            var history = try Self.rotated()
            #expect(throws: row.fault, "\(row.action)") {
                try history.take(action: row.action, key: row.key, checkpoint: row.checkpoint, at: 12)
            }
            #expect(try history == Self.rotated())
        }
        var full = try Self.rotated()
        for seed in UInt8(3)...5 {
            try full.take(action: "add", key: Self.key(seed).description, checkpoint: before, at: 12)
        }
        #expect(throws: KeyFault.tooMany(max: 4)) {
            try full.take(action: "add", key: Self.key(6).description, checkpoint: before, at: 13)
        }
    }

    @Test("a handover that no key of its time signed is found")
    func brokenHandover() throws {
        var history = KeyHistory(startingWith: try Self.key(1), digester: Self.digester)
        try history.take(
            action: "add", key: Self.key(2).description, checkpoint: Self.text(size: 3, by: [2]), at: 3)
        #expect(history.firstBrokenHandover(with: Self.verifier)?.leaf == 3)
    }

    @Test("whatever leaves come in whatever order, some key signs at every size and none twice")
    func property() throws {
        var random = SeededGenerator(seed: 41)
        for _ in 0..<40 {
            var history = KeyHistory(startingWith: try Self.key(1), digester: Self.digester)
            for index in 1...25 {
                let seed = UInt8.random(in: 1...7, using: &random)
                let action = KeyAction.allCases.randomElement(using: &random) ?? .add
                try? history.take(
                    action: action.rawValue, key: Self.key(seed).description,
                    checkpoint: Self.text(size: index, by: [1]), at: index)
                for size in 0...index + 1 {
                    let keys = history.keys(signing: size)
                    #expect((1...KeyHistory.keysInForceMax).contains(keys.count))
                    #expect(Set(keys).count == keys.count)
                }
            }
        }
    }
}
