import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

/// Logs with time stamps beside them, by an authority whose tokens are a time and a digest in plain.
@Suite("Time stamps beside a log")
struct StampedLogTests {
    private struct PlainAuthority: TimeStamps {
        func token(_ bytes: [UInt8], at time: Int64) -> [UInt8] {
            Array("\(time) \(hex(SampleLog.digester.sha256(bytes)))".utf8)
        }

        func verify(token: [UInt8], of bytes: [UInt8]) throws(TimeStampFault) -> TimeStamp {
            let parts = String(decoding: token, as: UTF8.self).split(separator: " ")
            guard parts.count == 2, let time = Int64(parts[0]) else { throw .malformed }
            guard parts[1] == hex(SampleLog.digester.sha256(bytes)) else { throw .imprint }
            return TimeStamp(
                time: Timestamp(milliseconds: time), resolutionMilliseconds: 1, accuracyMilliseconds: nil,
                serial: "1", authority: "CN=plain", hashAlgorithm: "SHA-256")
        }
    }

    private static let start: Int64 = 1_772_355_900_000
    private let authority = PlainAuthority()

    /// Appends a leaf with a claimed time, in seconds from the start.
    private func append(_ seconds: Int64, naming token: [UInt8]? = nil, to log: inout SampleLog) throws {
        let index = log.leaves.count
        let stamp = LeafStamp(
            id: ULID(
                at: Timestamp(milliseconds: Self.start + seconds * 1000),
                entropy: [UInt8](repeating: UInt8(index), count: 10)),
            caller: try #require(ULID("01J0000000000000000000000A")), number: Int64(index + 1),
            first: index == 0
                ? FirstLeaf(verifierKey: log.key.description, previousCheckpoint: nil) : nil)
        let members = token.map { ["stamp": hex(SampleLog.digester.sha256($0))] }
        let draft = try LeafDraft(
            type: token == nil ? .stop : .timeStamp,
            caller: LeafCaller(tenant: "default", subject: "gateway", client: "throughline"),
            publicMembers: members ?? [:], seed: [UInt8](repeating: UInt8(index), count: 32))
        log.leaves.append(try draft.encoded(with: stamp, digester: SampleLog.digester).bytes)
    }

    private func stamp(_ log: SampleLog, at seconds: Int64) throws -> [String: [UInt8]] {
        let note = try #require(try log.files()["checkpoint"])
        return [
            StampFile(size: log.leaves.count, .checkpoint).path: note,
            StampFile(size: log.leaves.count, .token).path: authority.token(
                note, at: Self.start + seconds * 1000),
        ]
    }

    private func report(
        _ log: SampleLog, _ stamps: [String: [UInt8]], isTrusting: Bool = true
    ) async throws -> VerificationReport {
        let terms = VerificationTerms(timeStamps: isTrusting ? authority : nil)
        return await LogVerifier(
            key: log.key, digester: SampleLog.digester, signatures: SodiumVerifier(), terms: terms
        )
        .verify(MemoryLogReader(files: try log.files().merging(stamps) { $1 }))
    }

    /// Two leaves, a stamp at 15 s, a leaf that names it, two more leaves, a stamp at 45 s, one more leaf.
    private func stamped(fourth: Int64 = 30) throws -> (log: SampleLog, stamps: [String: [UInt8]]) {
        var log = try SampleLog()
        try append(0, to: &log)
        try append(10, to: &log)
        var stamps = try stamp(log, at: 15)
        try append(16, naming: stamps["stamps/2.tsr"], to: &log)
        try append(fourth, to: &log)
        try append(max(fourth, 40), to: &log)
        stamps.merge(try stamp(log, at: 45)) { $1 }
        try append(max(fourth, 50), to: &log)
        return (log, stamps)
    }

    @Test("good stamps bound the leaves before and behind them, and the report counts them")
    func sound() async throws {
        let (log, stamps) = try stamped()
        let report = try await report(log, stamps)
        #expect(report.isSound && report.problems == [])
        #expect(report.stamps.count == 2 && report.stamps.verifiedCount == 2)
        #expect(report.stamps.boundedSize == 5)
        #expect(report.stamps.lastTime == Timestamp(milliseconds: Self.start + 45_000))
        let unread = try await self.report(log, stamps, isTrusting: false)
        #expect(unread.isSound && unread.stamps.verifiedCount == 0 && unread.stamps.count == 2)
    }

    @Test(
        "a leaf that claims a time after a stamp over it is named, and so is one before a stamp that it follows"
    )
    func outsideBounds() async throws {
        let (late, lateStamps) = try stamped(fourth: 60)
        let leaves = try await report(late, lateStamps).problems.map(\.leaf)
        #expect(leaves == [3, 4])
        var early = try SampleLog()
        try append(0, to: &early)
        let stamps = try stamp(early, at: 100)
        try append(1, naming: stamps["stamps/1.tsr"], to: &early)
        try append(2, to: &early)
        let problems = try await report(early, stamps).problems
        #expect(problems.map(\.leaf) == [1, 2])
        #expect(problems.allSatisfy { $0.description.contains("not before") })
    }

    @Test(
        "a token of other bytes, a checkpoint of another tree or key, a lone half and a foreign size are named"
    )
    func broken() async throws {
        let (log, stamps) = try stamped()
        func problems(
            _ changes: [String: [UInt8]], without path: String = ""
        ) async throws -> [VerificationProblem] {
            let changed = stamps.merging(changes) { $1 }.filter { $0.key != path }
            return try await report(log, changed).problems
        }
        let later = try #require(stamps["stamps/5.tsr"])
        let stamped = try #require(stamps["stamps/2.checkpoint"])
        let swapped = try await problems(["stamps/2.tsr": later])
        #expect(
            swapped.first
                == VerificationProblem(file: "stamps/2.tsr", reason: .stamp(.fault(.stamp(.imprint)))))
        #expect(
            try await problems([:], without: "stamps/2.tsr")
                == [VerificationProblem(file: "stamps/2.checkpoint", reason: .stamp(.unpaired))])
        var other = try SampleLog()
        other.leaves = [[1], [2]]
        let foreignTree = try stamp(other, at: 15)
        #expect(try await problems(foreignTree).map(\.reason).contains(.stamp(.root)))
        var stranger = try SampleLog(seed: 9)
        stranger.leaves = Array(log.leaves.prefix(2))
        let foreignKey = try stamp(stranger, at: 15)
        #expect(
            try await problems(foreignKey).map(\.reason)
                .contains(.stamp(.fault(.checkpoint(.note(.unsigned))))))
        let beyond = try await problems(["stamps/7.tsr": [1], "stamps/x.tsr": [1]])
        #expect(beyond.map(\.reason) == [.unknownFile, .unknownFile])
        let token = try #require(stamps["stamps/2.tsr"])
        let moved = ["stamps/3.checkpoint": stamped, "stamps/3.tsr": token]
        #expect(
            try await problems(moved).map(\.reason)
                .contains(.stamp(.fault(.otherSize(expected: 3, found: 2)))))
    }
}
