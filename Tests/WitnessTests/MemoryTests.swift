import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Sodium
import Synchronization
import Testing

@testable import Witness

@Suite("What a witness remembers")
struct MemoryTests {
    private let bench: WitnessBench

    init() throws { bench = try WitnessBench() }

    private struct Stop: Error {}

    /// True once.
    private final class Once: Sendable {
        // Guarded by the mutex.
        private let isDone = Mutex(false)

        func take() -> Bool {
            isDone.withLock { isDone in
                defer { isDone = true }
                return !isDone
            }
        }
    }

    /// Fails the first time that a step is reached, as a crash or a broken disk would.
    private static func failing(at step: WitnessStep) -> WitnessFaults {
        let once = Once()
        return WitnessFaults { reached in
            if reached == step, once.take() { throw Stop() }
        }
    }

    @Test("a restarted witness goes on from what it cosigned", arguments: [0, 3])
    func restart(extra: Int) async throws {
        do {
            let first = try bench.witness()
            #expect(try await first.answer(bench.body(0, 8)).status == 200)
        }
        let second = try bench.witness()
        #expect(try await second.answer(bench.body(0, 9)) == .refused(.conflict(lastSize: 8)))
        #expect(try await second.answer(bench.body(8, 8 + extra)).status == 200)
        #expect(try await second.answer(bench.body(8, 20, fork: 2)).status != 200)
    }

    @Test(
        "stopped at any step of keeping, it answers nothing then, and after a restart never cosigns another history",
        arguments: WitnessStep.allCases)
    func crash(step: WitnessStep) async throws {
        #expect(try await bench.witness().answer(bench.body(0, 8)).status == 200)
        do {
            let dying = try bench.witness(faults: Self.failing(at: step))
            let answer = try await dying.answer(bench.body(8, 12))
            #expect(answer == .unavailable)
        }
        let revived = try bench.witness()
        // Whatever is on disk, the cosigned 8 binds: another history from before it is refused.
        #expect(try await revived.answer(bench.body(8, 14, fork: 5)).status != 200)
        #expect(try await revived.answer(bench.body(12, 14, fork: 5)).status != 200)
        // The honest log is taken up again from the size that the witness names.
        var answer = try await revived.answer(bench.body(8, 14))
        if case .refused(.conflict(let size)) = answer {
            #expect(size == 12)
            answer = try await revived.answer(bench.body(size, 14))
        }
        #expect(answer.status == 200)
    }

    @Test(
        "a disk that fails is no reason to forget: the same process goes on correctly",
        arguments: WitnessStep.allCases)
    func brokenDisk(step: WitnessStep) async throws {
        let witness = try bench.witness(faults: Self.failing(at: step))
        #expect(try await witness.answer(bench.body(0, 8)) == .unavailable)
        var answer = try await witness.answer(bench.body(0, 9))
        if case .refused(.conflict(let size)) = answer {
            answer = try await witness.answer(bench.body(size, 9))
        }
        #expect(answer.status == 200)
        #expect(try await witness.answer(bench.body(9, 9, fork: 0)).status == 422)
    }

    @Test("in a storm of failures, restarts and two histories, what left the witness is one history")
    func storm() async throws {
        var generator = SeededGenerator(seed: 4)
        let isLong = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] != nil
        for _ in 0..<(isLong ? 200 : 12) {
            let bench = try WitnessBench()
            var cosigned: [(size: Int, isForked: Bool)] = []
            var last = 0
            for _ in 0..<12 {
                let step = WitnessStep.allCases.randomElement(using: &generator) ?? .beforeOpen
                let hasFault = Int.random(in: 0..<3, using: &generator) == 0
                let witness = try bench.witness(faults: hasFault ? Self.failing(at: step) : .none)
                for _ in 0..<3 {
                    let isForked = Bool.random(using: &generator)
                    let size = Int.random(in: 1...24, using: &generator)
                    let fork = isForked ? 0 : Int.max
                    let answer = try await witness.answer(bench.body(last, size, fork: fork))
                    switch answer {
                    case .cosigned:
                        cosigned.append((size, isForked))
                        last = size
                    case .refused(.conflict(let size)): last = size
                    default: break
                    }
                }
            }
            #expect(Set(cosigned.map(\.isForked)).count <= 1)
            #expect(cosigned.map(\.size) == cosigned.map(\.size).sorted())
        }
    }

    @Test("of many submissions at once for one step, all that are cosigned fit one history")
    func race() async throws {
        let witness = try bench.witness()
        let bodies = try (1...24).map { try bench.body(0, $0, fork: $0.isMultiple(of: 2) ? 0 : .max) }
        let answers = await withTaskGroup(of: WitnessAnswer.self) { group in
            for body in bodies { group.addTask { await witness.answer(body) } }
            var answers: [WitnessAnswer] = []
            for await answer in group { answers.append(answer) }
            return answers
        }
        #expect(answers.count { $0.status == 200 } == 1)
        #expect(answers.allSatisfy { [200, 409].contains($0.status) })
    }

    @Test("two witnesses on one folder: the second is refused and says who holds it")
    func lock() throws {
        let first = try bench.witness()
        #expect(throws: WitnessProblem.inUse(lock: bench.directory + "/lock")) { try bench.witness() }
        withExtendedLifetime(first) {}
    }

    @Test("a state that it did not cosign is refused: cut off, of another witness, of another log")
    func foreignState() async throws {
        let name = hex(WitnessBench.digester.sha256(Array(WitnessBench.origin.utf8)))
        let path = bench.directory + "/" + name
        #expect(try await bench.witness().answer(bench.body(0, 8)).status == 200)
        let whole = try #require(FileManager.default.contents(atPath: path))
        let broken: [Data] = [
            Data(), whole.dropLast(), Data(try bench.note(9).bytes),
            Data(
                String(decoding: whole, as: UTF8.self).replacingOccurrences(of: "\n8\n", with: "\n7\n").utf8),
        ]
        for content in broken {
            try content.write(to: URL(fileURLWithPath: path))
            #expect(throws: WitnessProblem.self) { try bench.witness() }
        }
        try whole.write(to: URL(fileURLWithPath: path))
        let other = try WitnessBench.signer(7)
        let otherKey = try #require(
            WitnessKey(
                name: "witness.example/w1", publicKey: other.publicKey, digester: WitnessBench.digester))
        #expect(throws: WitnessProblem.self) { try bench.witness(key: (otherKey, other)) }
        _ = try bench.witness()
    }

    @Test("a view that stands there and cannot be read is refused at the start, and never taken for none")
    func unreadableView() async throws {
        let name = hex(WitnessBench.digester.sha256(Array(WitnessBench.origin.utf8)))
        let path = bench.directory + "/" + name
        #expect(try await bench.witness().answer(bench.body(0, 8)).status == 200)
        for obstacle in Obstacle.allCases {
            try obstacle.replace(path)
            #expect("\(obstacle)") { try bench.witness() } throws: {
                guard case WitnessProblem.unusable(path, _) = $0 else { return false }
                return true
            }
            try obstacle.restore(path)
        }
        #expect(try await bench.witness().answer(bench.body(0, 9)) == .refused(.conflict(lastSize: 8)))
    }

    @Test(
        "when its disk fails and the view cannot be read any more, no other history is cosigned until it can",
        arguments: [.folder, .linkToNowhere, .loop, nil] as [Obstacle?])
    func lostDisk(obstacle: Obstacle?) async throws {
        let name = hex(WitnessBench.digester.sha256(Array(WitnessBench.origin.utf8)))
        let path = bench.directory + "/" + name
        #expect(try await bench.witness().answer(bench.body(0, 8)).status == 200)
        let once = Once()
        let witness = try bench.witness(
            faults: WitnessFaults { reached in
                guard reached == .beforeOpen, once.take() else { return }
                if let obstacle { try obstacle.replace(path) } else { try Obstacle.moveAway(path) }
                throw Stop()
            })
        #expect(try await witness.answer(bench.body(8, 9)) == .unavailable)
        #expect(try await witness.answer(bench.body(0, 9, fork: 2)) == .unavailable)
        #expect(try await witness.answer(bench.body(0, 9)) == .unavailable)
        #expect(witness.lastView(name) == nil)
        if let obstacle { try obstacle.restore(path) } else { try Obstacle.moveBack(path) }
        #expect(try await witness.answer(bench.body(0, 9, fork: 2)) == .refused(.conflict(lastSize: 8)))
        #expect(try await witness.answer(bench.body(8, 9)).status == 200)
    }

    @Test("a witness whose key signs the log, or that holds another key than its name, does not start")
    func keys() throws {
        let own = try #require(
            WitnessKey(name: "w", publicKey: bench.logSigner.publicKey, digester: WitnessBench.digester))
        #expect(throws: WitnessProblem.ownLog(name: WitnessBench.origin)) {
            try bench.witness(key: (own, bench.logSigner))
        }
        #expect(throws: WitnessProblem.otherKey(name: bench.key.name)) {
            try bench.witness(key: (bench.key, bench.logSigner))
        }
    }

    @Test("a second root for a size is kept as evidence; times never go back, whatever the clock does")
    func evidenceAndTime() async throws {
        let witness = try bench.witness()
        _ = try await witness.answer(bench.body(0, 8))
        #expect(try await witness.answer(bench.body(8, 8, fork: 1)).status == 422)
        let files = try FileManager.default.contentsOfDirectory(atPath: bench.directory)
        let other = try #require(files.first { $0.hasSuffix(".other") })
        let kept = try #require(FileManager.default.contents(atPath: bench.directory + "/" + other))
        #expect(try SignedNote(parsing: Array(kept)) == bench.note(8, fork: 1))
        bench.clock.advance(milliseconds: -86_400_000)
        guard case .cosigned(_, let line) = try await witness.answer(bench.body(8, 9)) else {
            Issue.record("not cosigned")
            return
        }
        #expect(Cosignature(line)?.seconds == 1_700_000_000)
    }
}
