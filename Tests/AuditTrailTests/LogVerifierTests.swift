import AuditTrail
import Conversations
import GatewayTestSupport
import Sodium
import Testing

@Suite("Verifying a whole log")
struct LogVerifierTests {
    private let digester = SodiumDigester()

    private func report(_ log: SampleLog, _ files: [String: [UInt8]]) async -> VerificationReport {
        await LogVerifier(key: log.key, digester: digester, signatures: SodiumVerifier())
            .verify(MemoryLogReader(files: files))
    }

    @Test("a sound log is sound at sizes around the edges of tiles, and the report counts it")
    func soundLogs() async throws {
        for size in [0, 1, 2, 255, 256, 257, 600] {
            let log = try SampleLog.small(leafCount: size)
            let files = try log.files()
            #expect(files.count == Tile.fileCount(size: size) + 2)
            let report = await report(log, files)
            #expect(report.problems.isEmpty && report.isSound && report.areFilesListed)
            #expect(report.leavesRead == size && report.checkpoint?.size == size)
            #expect(report.callers.reduce(0) { $0 + $1.last } == Int64(size))
            #expect(report.types.reduce(0) { $0 + $1.count } == size)
        }
    }

    @Test("after any one byte of any file is changed, verification fails and names a file")
    func byteFlips() async throws {
        let log = try SampleLog.small(leafCount: 3)
        let files = try log.files()
        var generator = SeededGenerator(seed: 4)
        for path in files.keys.sorted() {
            for offset in (files[path] ?? []).indices {
                var changed = files
                changed[path]?[offset] ^= 1 << UInt8.random(in: 0...7, using: &generator)
                let report = await report(log, changed)
                #expect(!report.isSound && !report.problems.isEmpty, "\(path), byte \(offset)")
            }
        }
    }

    @Test("every bit of the checkpoint, the key and the tiles counts")
    func everyBit() async throws {
        let log = try SampleLog.small(leafCount: 3)
        let files = try log.files()
        for path in ["checkpoint", "vkey", "tile/0/000.p/3"] {
            for offset in try #require(files[path]).indices {
                for bit in 0..<8 {
                    var changed = files
                    changed[path]?[offset] ^= 1 << UInt8(bit)
                    #expect(await !report(log, changed).isSound, "\(path), byte \(offset), bit \(bit)")
                }
            }
        }
    }

    @Test("a byte changed anywhere in a log of several tiles is found")
    func byteFlipsInLargerLog() async throws {
        let log = try SampleLog.small(leafCount: 520)
        let files = try log.files()
        var generator = SeededGenerator(seed: 5)
        for path in files.keys.sorted() {
            let offset = Int.random(in: 0..<(files[path]?.count ?? 1), using: &generator)
            var changed = files
            changed[path]?[offset] ^= 0x20
            #expect(await !report(log, changed).isSound, "\(path), byte \(offset)")
        }
    }

    @Test("a file that is missing, cut short, longer or not the log's is named")
    func files() async throws {
        let log = try SampleLog.small(leafCount: 300)
        let files = try log.files()
        for path in files.keys.sorted() {
            let without = await report(log, files.filter { $0.key != path })
            #expect(
                without.problems.contains { $0.file == path && $0.reason == .unreadable(.missing) }, "\(path)"
            )
            for bytes in [Array((files[path] ?? []).dropLast()), (files[path] ?? []) + [0x0A], []] {
                let changed = await report(log, files.merging([path: bytes]) { $1 })
                #expect(changed.problems.contains { $0.file == path }, "\(path)")
            }
        }
        let strangers = [
            "tile/0/002", "tile/0/001.p/45", "tile/0/000.p/3", "tile/2/000.p/1", "notes.txt",
            "tile/entries/000.p/9",
            ".hidden", "tile/8/0/000",
        ]
        for stranger in strangers {
            let report = await report(log, files.merging([stranger: [1]]) { $1 })
            #expect(report.problems == [VerificationProblem(file: stranger, reason: .unknownFile)])
        }
    }

    @Test("a forger who hashes bundle and tiles again is stopped by the signature")
    func rehashed() async throws {
        let log = try SampleLog.small(leafCount: 5)
        let files = try log.files()
        var forged = log
        forged.leaves[4] = Array(
            String(decoding: log.leaves[4], as: UTF8.self).replacing("\"n\":3", with: "\"n\":4").utf8)
        var changed = try forged.files()
        changed["checkpoint"] = files["checkpoint"]
        #expect(await log.problems(of: changed).contains { $0.file == "checkpoint" && $0.reason == .root })
    }

    @Test("another log's checkpoint or key, and an older checkpoint of the same log, are refused")
    func foreignCheckpoints() async throws {
        let log = try SampleLog.small(leafCount: 5)
        let files = try log.files()
        let stranger = try SampleLog(seed: 8)
        let sibling = try SampleLog(year: 2027)
        var siblingFull = sibling
        siblingFull.leaves = log.leaves
        var changed = files
        changed["checkpoint"] = try siblingFull.files()["checkpoint"]
        #expect(
            await log.problems(of: changed)
                == [VerificationProblem(file: "checkpoint", reason: .checkpoint(.note(.unsigned)))])
        let wrongKey = await stranger.problems(of: files).map(\.reason)
        #expect(wrongKey == [.otherKey, .checkpoint(.note(.unsigned))])
        var shorter = log
        shorter.leaves.removeLast()
        changed["checkpoint"] = try shorter.files()["checkpoint"]
        #expect(await !log.problems(of: changed).isEmpty)
        let renamed = Checkpoint(
            origin: try #require(LogOrigin("elsewhere.example")), size: 5,
            root: MerkleTree(digester: digester).emptyRoot)
        let note = try SignedNote(
            text: renamed.text, signedBy: log.signer, name: log.key.name, digester: digester)
        changed["checkpoint"] = note.bytes
        #expect(
            await log.problems(of: changed).map(\.reason)
                == [.checkpoint(.foreign(origin: "elsewhere.example"))])
    }

    @Test("a key holder who leaves out, swaps or repeats leaves, or turns time back, is found out")
    func dishonestWriter() async throws {
        let log = try SampleLog.small(leafCount: 6)
        func reasons(_ leaves: [[UInt8]]) async throws -> [VerificationProblem.Reason] {
            var dishonest = log
            dishonest.leaves = leaves
            return await log.problems(of: try dishonest.files()).map(\.reason)
        }
        let leaves = log.leaves
        #expect(try await reasons([0, 1, 3, 4, 5].map { leaves[$0] }) == [.counter(expected: 2, found: 3)])
        #expect(try await reasons([0, 1, 4, 5, 2, 3].map { leaves[$0] }).contains(.timeRunsBack))
        #expect(try await reasons([0, 1, 2, 3, 3].map { leaves[$0] }).contains(.repeatedID))
        #expect(try await reasons([1, 0].map { leaves[$0] }).contains(.firstLeaf))
        #expect(try await reasons([0, 0].map { leaves[$0] }).contains(.firstLeaf))
        #expect(try await reasons([1, 2, 3].map { leaves[$0] }).contains(.keyNotInForce))
        #expect(try await reasons([0, 1].map { leaves[$0] } + [[1, 2, 3]]) == [.leaf(.notCanonical)])
        #expect(try await reasons([0, 3].map { leaves[$0] }) == [.counter(expected: 1, found: 2)])
    }

    /// A log of one start leaf that continues another, and of leaves that follow it.
    private func continued(
        _ log: SampleLog, after previous: String?, number: Int64 = 1,
        then: [(LeafType, [String: String])] = []
    ) throws -> SampleLog {
        var log = log
        let caller = try #require(ULID("01J0000000000000000000000A"))
        let rows = [(LeafType.start, ["version": "0.1.0"])] + then
        for (index, (type, members)) in rows.enumerated() {
            let at = Timestamp(milliseconds: 1_772_355_900_000 + Int64(index))
            let stamp = LeafStamp(
                id: ULID(at: at, entropy: [UInt8](repeating: 1, count: 10)), caller: caller,
                number: number + Int64(index),
                first: index == 0
                    ? FirstLeaf(verifierKey: log.key.description, previousCheckpoint: previous) : nil)
            let draft = try LeafDraft(
                type: type, caller: LeafCaller(tenant: "default", subject: "gateway", client: "throughline"),
                publicMembers: members, seed: [UInt8](repeating: UInt8(index), count: 32))
            log.leaves.append(try draft.encoded(with: stamp, digester: digester).bytes)
        }
        return log
    }

    @Test(
        "a later year goes on counting and says which checkpoint it continues; another text there is refused")
    func years() async throws {
        let before = try SampleLog.small(leafCount: 4)
        let last = String(decoding: try #require(try before.files()["checkpoint"]), as: UTF8.self)
        let year = try SampleLog(year: 2027)
        let sound = try continued(year, after: last, number: 7)
        let report = await report(sound, try sound.files())
        #expect(report.isSound && report.previous?.size == 4)
        #expect(report.previous?.origin.text == before.key.name)
        let broken = try continued(year, after: "none")
        #expect(await broken.problems(of: try broken.files()).map(\.reason) == [.previous])
        let late = try continued(year, after: nil, number: 7)
        #expect(await late.problems(of: try late.files()).map(\.reason) == [.counter(expected: 1, found: 7)])
    }

    @Test("after a rotation the new key verifies when a key leaf announced it, and not otherwise")
    func rotation() async throws {
        let old = try SampleLog()
        let new = try SampleLog(seed: 9)
        let first = try continued(old, after: nil)
        let handover = String(decoding: try #require(try first.files()["checkpoint"]), as: UTF8.self)
        func rotated(_ checkpoint: String) throws -> SampleLog {
            let members = ["action": "add", "checkpoint": checkpoint, "vkey": new.key.description]
            var rotated = new
            rotated.leaves = try continued(old, after: nil, then: [(.key, members)]).leaves
            return rotated
        }
        var sound = try rotated(handover)
        let report = await report(sound, try sound.files())
        #expect(report.isSound && report.namedKeys.map(\.key) == [old.key, new.key])
        sound.leaves.removeLast()
        #expect(await sound.problems(of: try sound.files()).map(\.reason) == [.keyNotInForce])
        // A tree that is not this one, signed by the old key; this one, signed by the new key only.
        var elsewhere = try continued(old, after: nil)
        elsewhere.leaves[0].append(0x20)
        let foreign = String(decoding: try #require(try elsewhere.files()["checkpoint"]), as: UTF8.self)
        let crooked = try rotated(foreign)
        #expect(await crooked.problems(of: try crooked.files()).map(\.reason) == [.handover(nil)])
        var own = new
        own.leaves = first.leaves
        let alone = try rotated(String(decoding: try #require(try own.files()["checkpoint"]), as: UTF8.self))
        #expect(
            await alone.problems(of: try alone.files()).map(\.reason) == [.handover(.note(.unsigned))])
    }

    @Test("the report for programs says what was read and what broke")
    func reportForPrograms() async throws {
        let log = try SampleLog.small(leafCount: 3)
        let files = try log.files()
        let sound = await report(log, files).document
        #expect(sound["sound"] == true && sound["size"] == 3 && sound["problems"] == [])
        #expect(sound["last_time"] == "2026-03-01T09:05:01.000Z" && sound["origin"]?.string == log.key.name)
        let broken = await report(log, files.filter { $0.key != "tile/0/000.p/3" }).document
        #expect(broken["sound"] == false)
        #expect(
            broken["problems"]
                == [["file": "tile/0/000.p/3", "leaf": .null, "what": "the file is missing"]])
        #expect(try !broken.canonicalBytes().isEmpty)
    }

    @Test("a verification stops after a hundred problems, each with a line that names its file")
    func manyProblems() async throws {
        var log = try SampleLog.small(leafCount: 1)
        log.leaves += Array(repeating: [0x7B], count: 300)
        let problems = await log.problems(of: try log.files())
        #expect(problems.count == LogVerifier.problemsMax)
        #expect(problems.allSatisfy { $0.description.hasPrefix($0.file) && $0.description.contains("leaf") })
    }
}
