import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

/// What an auditor holds besides a log: kept checkpoints, the year before, witnesses.
@Suite("What an auditor brings to a verification")
struct AuditorTermsTests {
    private let digester = SodiumDigester()

    private func report(
        _ log: SampleLog, _ files: [String: [UInt8]]? = nil, _ terms: VerificationTerms
    ) async throws -> VerificationReport {
        await LogVerifier(key: log.key, digester: digester, signatures: SodiumVerifier(), terms: terms)
            .verify(MemoryLogReader(files: try files ?? log.files()))
    }

    private func checkpoint(of log: SampleLog, first count: Int? = nil) throws -> [UInt8] {
        var log = log
        if let count { log.leaves = Array(log.leaves.prefix(count)) }
        return try #require(try log.files()["checkpoint"])
    }

    @Test("a log extends every checkpoint that was kept of it, at sizes around tiles and halves")
    func heldCheckpoints() async throws {
        let log = try SampleLog.small(leafCount: 600)
        let held = try [0, 1, 2, 255, 256, 257, 511, 512, 599, 600].map { (size: Int) in
            HeldCheckpoint(name: "kept \(size)", note: try checkpoint(of: log, first: size))
        }
        let report = try await report(log, nil, VerificationTerms(held: held))
        #expect(report.isSound && report.problems == [])
    }

    @Test("a kept checkpoint of a longer log, of another history, or by another key is named")
    func brokenPromises() async throws {
        let log = try SampleLog.small(leafCount: 5)
        var longer = log
        longer.leaves.append([1])
        var other = log
        other.leaves[1].append(0x20)
        var stranger = try SampleLog(seed: 9)
        stranger.leaves = log.leaves
        let held = [
            HeldCheckpoint(name: "longer", note: try checkpoint(of: longer)),
            HeldCheckpoint(name: "other", note: try checkpoint(of: other, first: 3)),
            HeldCheckpoint(name: "stranger", note: try checkpoint(of: stranger)),
            HeldCheckpoint(name: "garbage", note: [0x41]),
        ]
        let problems = try await report(log, nil, VerificationTerms(held: held)).problems
        #expect(
            problems == [
                VerificationProblem(file: "longer", reason: .shorterThanHeld(held: 6, found: 5)),
                VerificationProblem(file: "other", reason: .forked(size: 3)),
                VerificationProblem(file: "stranger", reason: .checkpoint(.note(.unsigned))),
                VerificationProblem(file: "garbage", reason: .checkpoint(.note(.malformed))),
            ])
    }

    // MARK: - Years

    /// A log of one caller's leaves that starts where another year ended.
    private func year(
        _ year: Int, after previous: String?, from number: Int64, count: Int64, caller: String? = nil
    ) throws -> SampleLog {
        var log = try SampleLog(year: year)
        let caller = try #require(ULID(caller ?? "01J0000000000000000000000A"))
        let start = Int64(year - 1970) * 31_556_952_000
        for index in 0..<count {
            let at = Timestamp(milliseconds: start + index)
            let stamp = LeafStamp(
                id: ULID(at: at, entropy: [UInt8](repeating: 1, count: 10)), caller: caller,
                number: number + index,
                first: index == 0
                    ? FirstLeaf(verifierKey: log.key.description, previousCheckpoint: previous) : nil)
            let draft = try LeafDraft(
                type: .stop, caller: LeafCaller(tenant: "default", subject: "gateway", client: "throughline"),
                seed: [UInt8](repeating: UInt8(index), count: 32))
            log.leaves.append(try draft.encoded(with: stamp, digester: digester).bytes)
        }
        return log
    }

    @Test("years chain by the last checkpoint, counters go on across them, and an unknown caller starts at 1")
    func years() async throws {
        let first = try year(2025, after: nil, from: 1, count: 3)
        let end = try #require(try await report(first, nil, VerificationTerms()).yearEnd)
        #expect(end.isComplete && end.checkpoint.size == 3)
        let last = String(decoding: try checkpoint(of: first), as: UTF8.self)
        let terms = VerificationTerms(yearBefore: end)
        let next = try await report(year(2026, after: last, from: 4, count: 2), nil, terms)
        #expect(next.isSound && next.isChained)
        #expect(next.yearEnd?.counters.values.sorted() == [5])
        func reasons(_ log: SampleLog) async throws -> [VerificationProblem.Reason] {
            try await report(log, nil, terms).problems.map(\.reason)
        }
        let gap = try year(2026, after: last, from: 6, count: 1)
        #expect(try await reasons(gap) == [.counter(expected: 4, found: 6)])
        let unknown = try year(2026, after: last, from: 2, count: 1, caller: "01J0000000000000000000000C")
        #expect(try await reasons(unknown) == [.counter(expected: 1, found: 2)])
        let loose = try year(2026, after: nil, from: 4, count: 1)
        #expect(try await reasons(loose) == [.chain(.continuesNothing)])
        let early = String(decoding: try checkpoint(of: first, first: 2), as: UTF8.self)
        let short = try year(2026, after: early, from: 4, count: 1)
        #expect(try await reasons(short) == [.chain(.size(named: 2, found: 3))])
        var changed = first
        changed.leaves[2].append(0x20)
        let other = String(decoding: try checkpoint(of: changed), as: UTF8.self)
        let forked = try year(2026, after: other, from: 4, count: 1)
        #expect(try await reasons(forked) == [.chain(.root)])
        let back = try year(2024, after: last, from: 4, count: 1)
        #expect(
            try await reasons(back) == [
                .chain(.otherLog(expected: back.key.name, found: first.key.name)), .timeRunsBack,
            ])
    }

    // MARK: - Witnesses

    @Test("a policy's quorum is met by good cosignatures alone, and the report says who cosigned when")
    func witnesses() async throws {
        let log = try SampleLog.small(leafCount: 3)
        let signed = try SignedNote(parsing: try checkpoint(of: log))
        let claim = try #require(Checkpoint(text: signed.text))
        let signers = try (1...3).map {
            try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: UInt8($0), count: 32)))
        }
        let keys = try signers.enumerated().map {
            try #require(
                WitnessKey(name: "w\($0).example", publicKey: $1.publicKey, digester: digester))
        }
        let at = Timestamp(milliseconds: 1_772_355_999_000)
        let lines = try zip(keys, signers).map {
            try Cosignature(of: claim, at: at, key: $0, signer: $1).line
        }
        let text = """
            witness a \(keys[0])
            witness b \(keys[1])
            group both 2 a b
            quorum both

            """
        let policy = try WitnessPolicy(parsing: Array(text.utf8), digester: digester)
        func found(_ lines: [SignedNote.Signature]) async throws -> VerificationReport {
            let files = try log.files().merging(["checkpoint": signed.adding(lines).bytes]) { $1 }
            return try await report(log, files, VerificationTerms(witnesses: policy))
        }
        let met = try await found(lines)
        #expect(met.isSound && met.cosigning?.isQuorumMet == true && met.unknownSignatureCount == 1)
        #expect(met.cosigning?.rows.map(\.time) == [at, at])
        let unmet = try await found([lines[0]])
        #expect(unmet.problems.map(\.reason) == [.quorum(cosigned: ["a"])])
        var bent = lines[1].bytes
        bent[20] ^= 1
        let bad = SignedNote.Signature(name: lines[1].name, keyID: lines[1].keyID, bytes: bent)
        let reasons = try await found([lines[0], bad]).problems.map(\.reason)
        #expect(
            reasons == [
                .checkpoint(.note(.badSignature(name: "w1.example"))), .quorum(cosigned: ["a"]),
            ])
        let twice = try await found([lines[0], lines[1], lines[1]]).problems.map(\.reason)
        #expect(twice == [.checkpoint(.note(.repeatedSignature(name: "w1.example")))])
    }

    @Test("the log's own signature twice under a checkpoint is refused")
    func repeatedSignature() async throws {
        let log = try SampleLog.small(leafCount: 1)
        let signed = try SignedNote(parsing: try checkpoint(of: log))
        let files = try log.files().merging(["checkpoint": signed.adding(signed.signatures).bytes]) { $1 }
        let reasons = try await report(log, files, VerificationTerms()).problems.map(\.reason)
        #expect(reasons == [.checkpoint(.note(.repeatedSignature(name: log.key.name)))])
    }
}
