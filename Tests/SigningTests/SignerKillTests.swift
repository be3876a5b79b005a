import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Sodium
import Synchronization
import Testing

@testable import Signing

/// Kills a signer at every step of an answer; `THROUGHLINE_LONG=1` at two hundred places of each.
@Suite("A killed signer forgets nothing that it signed", .serialized)
struct SignerKillTests {
    private static let isLong = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] != nil

    @Test(
        "after a kill at a step, every signature that left is over the confirmed or the pending tree",
        arguments: SignerStep.allCases)
    func killed(step: SignerStep) async throws {
        for round in 0..<(Self.isLong ? 200 : 2) {
            let bench = try SignerBench()
            let (folder, name, countdown) = (bench.folder, step.rawValue, 1 + round * 5 % 17)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [folder = folder as String, name = name as String, countdown = countdown as Int] in
                let step = try #require(SignerStep(rawValue: name))
                try SignerChild(folder: folder).run(killedAt: step, countdown: countdown)
            }
            let answered = try SignerChild.answered(in: bench.folder)
            var desk = try bench.desk()
            let log = desk.state.logs[Trees.log]
            if let last = answered.last {
                let head = Trees.head(SignerChild.leaves(last))
                #expect(
                    log?.pending == head || log?.confirmed == head, "a signature left that is not remembered")
            }
            #expect(answered.count >= countdown - 1)
            // The ledger, which committed what it got, goes on.
            let committed = SignerChild.leaves(answered.last ?? 0)
            let next = try Trees.request(from: committed, to: committed + ["after the kill"])
            guard case .signatures = desk.answer(.sign([next])) else {
                Issue.record("a ledger cannot go on after the kill")
                return
            }
        }
    }
}

/// The process that is killed: a ledger that commits whatever it gets signed, and writes down that it did.
struct SignerChild: Sendable {
    let folder: String

    static func leaves(_ count: Int) -> [String] { (0..<count).map { "leaf \($0)" } }

    func run(killedAt step: SignerStep, countdown: Int) throws {
        let left = Mutex(countdown)
        let key = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
        var desk = try SignerDesk(
            directory: folder + "/state", key: key, scope: Trees.scope, report: { _ in },
            faults: SignerFaults { reached in
                guard reached == step else { return }
                let isOver = left.withLock { left in
                    left -= 1
                    return left == 0
                }
                if isOver { kill(getpid(), SIGKILL) }
            })
        let answers = unsafe open(folder + "/answers", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        for count in 0..<1_000 {
            let request = try Trees.request(from: Self.leaves(count), to: Self.leaves(count + 1))
            guard case .signatures = desk.answer(.sign([request])) else { return }
            let line = Array("\(count + 1)\n".utf8)
            _ = unsafe line.withUnsafeBytes { unsafe write(answers, $0.baseAddress, $0.count) }
            try desk.sent()
        }
    }

    /// The sizes of the trees whose signatures left.
    static func answered(in folder: String) throws -> [Int] {
        guard let text = try? String(contentsOfFile: folder + "/answers", encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { Int($0) }
    }
}
