import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

@Suite("Bounds of leaf times by stamps")
struct TimeBoundsTests {
    private func stamp(size: Int, at milliseconds: Int64, digest: String) throws -> VerifiedStamp {
        let origin = try #require(LogOrigin("gateway.example/audit/default/2026"))
        let root = try #require(TreeHash([UInt8](repeating: 1, count: 32)))
        return VerifiedStamp(
            checkpoint: Checkpoint(origin: origin, size: size, root: root), digest: digest,
            stamp: TimeStamp(
                time: Timestamp(milliseconds: milliseconds), resolutionMilliseconds: 1,
                accuracyMilliseconds: nil, serial: "01", authority: "CN=clock", hashAlgorithm: "SHA-256"))
    }

    @Test("a leaf lies after the stamps that are named before it and before the stamps that cover it")
    func bounds() throws {
        let bounds = TimeBounds(
            stamps: [
                try stamp(size: 20, at: 2_000, digest: "b"), try stamp(size: 10, at: 1_000, digest: "a"),
            ],
            mentions: [.init(index: 20, digest: "b"), .init(index: 11, digest: "a")])
        #expect(bounds.bounds(ofLeaf: 9) == LeafTimeBounds(earliest: nil, latest: .init(milliseconds: 1_000)))
        #expect(
            bounds.bounds(ofLeaf: 10) == LeafTimeBounds(earliest: nil, latest: .init(milliseconds: 2_000)))
        #expect(
            bounds.bounds(ofLeaf: 11)
                == LeafTimeBounds(
                    earliest: .init(milliseconds: 1_000), latest: .init(milliseconds: 2_000)))
        #expect(
            bounds.bounds(ofLeaf: 20) == LeafTimeBounds(earliest: .init(milliseconds: 2_000), latest: nil))
        #expect(bounds.stampedSize == 20)
    }

    @Test("a leaf that names a stamp which nobody has bounds nothing, and no stamps bound nothing")
    func unknownStamps() throws {
        let none = LeafTimeBounds(earliest: nil, latest: nil)
        #expect(TimeBounds(stamps: [], mentions: []).bounds(ofLeaf: 0) == none)
        let named = TimeBounds(stamps: [], mentions: [.init(index: 0, digest: "lost")])
        #expect(named.bounds(ofLeaf: 5) == none && named.stampedSize == 0)
    }

    @Test("for any stamps and any leaf the bounds are those of looking at every stamp in turn")
    func reference() throws {
        var generator = SeededGenerator(seed: 3161)
        for _ in 0..<300 {
            var stamps: [VerifiedStamp] = []
            var mentions: [TimeBounds.Mention] = []
            for number in 0..<Int.random(in: 0...6, using: &generator) {
                let size = Int.random(in: 0...12, using: &generator)
                let time = Int64.random(in: 0...40, using: &generator)
                stamps.append(try stamp(size: size, at: time, digest: "\(number)"))
                if Bool.random(using: &generator) {
                    let index = Int.random(in: 0...12, using: &generator)
                    mentions.append(.init(index: index, digest: "\(number)"))
                }
            }
            let bounds = TimeBounds(stamps: stamps, mentions: mentions)
            for index in 0...13 {
                let named = mentions.filter { $0.index <= index }.map(\.digest)
                let earliest = stamps.filter { named.contains($0.digest) }.map(\.stamp.earliest).max()
                let latest = stamps.filter { $0.checkpoint.size > index }.map(\.stamp.latest).min()
                #expect(
                    bounds.bounds(ofLeaf: index) == LeafTimeBounds(earliest: earliest, latest: latest))
            }
        }
    }

    @Test("a stamp of whole seconds means any part of its second, widened by the authority's accuracy")
    func span() {
        let stamp = TimeStamp(
            time: Timestamp(milliseconds: 10_000), resolutionMilliseconds: 1_000, accuracyMilliseconds: 500,
            serial: "1", authority: "CN=clock", hashAlgorithm: "SHA-256")
        #expect(stamp.earliest.milliseconds == 9_500 && stamp.latest.milliseconds == 11_499)
        let bounds = LeafTimeBounds(earliest: stamp.earliest, latest: stamp.latest)
        #expect(bounds.allow(Timestamp(milliseconds: 9_500), toleranceMilliseconds: 0))
        #expect(!bounds.allow(Timestamp(milliseconds: 9_499), toleranceMilliseconds: 0))
        #expect(bounds.allow(Timestamp(milliseconds: 11_999), toleranceMilliseconds: 500))
        #expect(!bounds.allow(Timestamp(milliseconds: 12_000), toleranceMilliseconds: 500))
    }

    @Test("a time_stamp leaf names its stamp in public, and no other leaf does")
    func mention() throws {
        let draft = try LeafDraft(
            type: .timeStamp, caller: LeafCaller(tenant: "default", subject: "gateway", client: "gateway"),
            publicMembers: ["stamp": "ab"], committed: ["size": 3], seed: [UInt8](repeating: 7, count: 32))
        let id = ULID(at: Timestamp(milliseconds: 1_000), entropy: [UInt8](repeating: 0, count: 10))
        let encoded = try draft.encoded(
            with: LeafStamp(id: id, caller: id, number: 1), digester: SodiumDigester())
        let leaf = try Leaf(bytes: encoded.bytes)
        #expect(TimeBounds.Mention(leaf, at: 4) == TimeBounds.Mention(index: 4, digest: "ab"))
        #expect(throws: LeafDraftProblem.publicMemberMissing("stamp")) {
            try LeafDraft(
                type: .timeStamp, caller: LeafCaller(tenant: "default", subject: "g", client: "g"),
                seed: [UInt8](repeating: 7, count: 32))
        }
    }

    @Test("names of stamp files are read strictly")
    func fileNames() {
        #expect(StampFile(path: "stamps/1000.tsr") == StampFile(size: 1_000, .token))
        #expect(StampFile(path: "stamps/0.checkpoint")?.path == "stamps/0.checkpoint")
        for path in [
            "stamps/01.tsr", "stamps/-1.tsr", "stamps/+1.tsr", "stamps/1.tsr.x", "stamps/1.TSR", "1.tsr",
            "stamps/.tsr", "stamps//1.tsr", "stamps/1", "stamps/../1.tsr", "stamps/١.tsr",
        ] {
            #expect(StampFile(path: path) == nil, "\(path)")
        }
    }
}
