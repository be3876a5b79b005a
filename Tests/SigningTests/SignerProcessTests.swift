import AuditTrail
import Conversations
import Foundation
import GatewayTestSupport
import Sodium
import Synchronization
import Testing

@testable import Signing

/// A signer on a thread of its own, stopped and started at will.
final class SignerBench: Sendable {
    let folder: String
    let key: SigningKey
    let lines = Mutex<[String]>([])
    private let isStopped = Mutex(false)
    private let isDone = DispatchSemaphore(value: 0)

    init() throws {
        folder = NSTemporaryDirectory() + "s-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        key = try SigningKey(seed: SecretBytes(copying: [UInt8](repeating: 7, count: 32)))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var socket: String { folder + "/socket" }
    var state: String { folder + "/state" }

    func desk(scope: SignerScope = Trees.scope, faults: SignerFaults = .none, key: SigningKey? = nil) throws
        -> SignerDesk
    {
        try SignerDesk(
            directory: state, key: key ?? self.key, scope: scope,
            report: { line in self.lines.withLock { $0.append(line) } }, faults: faults)
    }

    func start(scope: SignerScope = Trees.scope, faults: SignerFaults = .none) throws {
        isStopped.withLock { $0 = false }
        let started = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [self] in
            do {
                var desk = try desk(scope: scope, faults: faults)
                var server = try SignerServer(path: socket) { line in self.lines.withLock { $0.append(line) }
                }
                started.signal()
                server.run(&desk) { self.isStopped.withLock { $0 } }
            } catch {
                lines.withLock { $0.append("did not start: \(error)") }
                started.signal()
            }
            isDone.signal()
        }
        started.wait()
    }

    func stop() {
        isStopped.withLock { $0 = true }
        isDone.wait()
    }

    func client(timeoutMilliseconds: Int = 10_000) throws -> RemoteSigner {
        try RemoteSigner(path: socket, timeoutMilliseconds: timeoutMilliseconds) { line in
            self.lines.withLock { $0.append(line) }
        }
    }
}

@Suite("A signer in a process of its own", .serialized)
struct SignerProcessTests {
    @Test("signs what extends the log, refuses what does not, and says who has the seat")
    func roundTrip() throws {
        let bench = try SignerBench()
        try bench.start()
        let client = try bench.client()
        #expect(client.publicKey == bench.key.publicKey)
        let first = try Trees.request(from: [], to: ["a", "b"])
        let signatures = try client.sign([first])
        #expect(
            SodiumVerifier().isValid(
                signature: signatures[0], of: Array(first.checkpoint.text.utf8),
                publicKey: bench.key.publicKey))
        #expect(throws: SigningFailure.self) {
            try client.sign([Trees.request(from: ["x"], to: ["x", "y"])])
        }
        _ = try client.sign([Trees.request(from: ["a", "b"], to: ["a", "b", "c"])])
        try client.check()
        #expect(throws: SigningFailure.self) { try bench.client() }
        #expect(try RemoteSigner.publicKey(at: bench.socket) == bench.key.publicKey)
        let mode = try FileManager.default.attributesOfItem(atPath: bench.socket)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        bench.stop()
        #expect(throws: SigningFailure.unavailable) { try client.check() }
    }

    @Test("a signer that was started again goes on where it stopped, without a failed request between")
    func restarted() throws {
        let bench = try SignerBench()
        try bench.start()
        let client = try bench.client()
        let first = try Trees.request(from: [], to: ["a", "b"])
        let before = try client.sign([first])
        client.confirm([first.checkpoint])
        bench.stop()
        try bench.start()
        #expect(throws: SigningFailure.self) { try client.sign([Trees.request(from: [], to: ["z"])]) }
        _ = try client.sign([Trees.request(from: ["a", "b"], to: ["a", "b", "c"])])
        bench.stop()
        #expect(before.count == 1)
        let text = bench.lines.withLock { $0.joined(separator: "\n") }
        #expect(text.contains("expected 2 committed leaves as signed, found 0"))
    }

    @Test("a signer that hangs is given up at the deadline, and found again when it answers")
    func hung() throws {
        let bench = try SignerBench()
        let isHung = Mutex(true)
        try bench.start(
            faults: SignerFaults { step in
                guard step == .beforeSigning else { return }
                while isHung.withLock({ $0 }) { usleep(20_000) }
            })
        let client = try bench.client(timeoutMilliseconds: 200)
        let request = try Trees.request(from: [], to: ["a"])
        let begin = ContinuousClock.now
        #expect(throws: SigningFailure.unavailable) { try client.sign([request]) }
        #expect(ContinuousClock.now - begin < .seconds(5))
        isHung.withLock { $0 = false }
        var isBack = false
        for _ in 0..<50 where !isBack { isBack = (try? client.sign([request])) != nil }
        #expect(isBack)
        bench.stop()
    }

    @Test("a state that cannot be made durable signs nothing")
    func fullDisk() throws {
        struct Full: Error {}
        let bench = try SignerBench()
        for step in [SignerStep.beforeFile, .beforeRename, .afterRename] {
            let isBroken = Mutex(true)
            var desk = try bench.desk(
                faults: SignerFaults { if $0 == step, isBroken.withLock({ $0 }) { throw Full() } })
            let request = try Trees.request(from: [], to: ["a"])
            guard case .refused = desk.answer(.sign([request])) else {
                Issue.record("signed without a durable state")
                return
            }
            isBroken.withLock { $0 = false }
            let other = try Trees.request(from: [], to: ["b", "c"])
            guard case .signatures = desk.answer(.sign([other])) else {
                Issue.record("a disk that was healed is not used")
                return
            }
            try FileManager.default.removeItem(atPath: bench.state + "/state")
        }
    }

    @Test("a second signer on one folder, another key's state and a damaged one are refused by name")
    func folders() throws {
        let bench = try SignerBench()
        do {
            var desk = try bench.desk()
            _ = desk.answer(.sign([try Trees.request(from: [], to: ["a"])]))
            #expect(throws: SignerStoreProblem.inUse(path: bench.state)) { _ = try bench.desk() }
        }
        let path = bench.state + "/state"
        let other = try SigningKey(seed: SecretBytes(randomCount: 32))
        #expect(throws: SignerStoreProblem.otherKey(path: path)) { _ = try bench.desk(key: other) }
        let sound = try String(contentsOfFile: path, encoding: .utf8)
        for text in ["", "x", sound.replacing(" 1 ", with: " 2 "), String(sound.dropLast()), sound + "\n"] {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(throws: SignerStoreProblem.malformed(path: path), "\(text)") { _ = try bench.desk() }
        }
        // A state that cannot be read is not one that was never written.
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(throws: SignerStoreProblem.system(path: path, call: "read", code: EISDIR)) {
            _ = try bench.desk()
        }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
        #expect(throws: SignerStoreProblem.system(path: path, call: "open", code: ELOOP)) {
            _ = try bench.desk()
        }
        try FileManager.default.removeItem(atPath: path)
        try sound.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: bench.state)
        #expect(throws: SignerStoreProblem.self) { _ = try bench.desk() }
    }

    @Test("nonsense, half a question and too long a one lose the seat and nothing else")
    func nonsense() throws {
        let bench = try SignerBench()
        try bench.start()
        let frames: [[UInt8]] = [
            [0, 0, 0, 0], [255, 255, 255, 255], [0, 0, 0, 2, 0x7B, 0x7D], [0, 0, 0, 1, 0x7B],
            [0, 0, 0, 20] + Array(#"{"do": "check","v":1}"#.utf8),
            [0, 0, 0, 27] + Array(#"{"do":"check","more":1,"v":1}"#.utf8.prefix(27)), [0, 0],
        ]
        for bytes in frames {
            let socket = try LocalSocket.connect(to: bench.socket)
            _ = try Frame.receive(from: socket, by: .now + .seconds(10))
            _ = unsafe send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            if bytes.count > 2 {
                #expect(throws: FrameFailure.self) {
                    _ = try Frame.receive(from: socket, by: .now + .seconds(10))
                }
            }
            close(socket)
        }
        var isServed = false
        for _ in 0..<50 where !isServed {
            isServed = (try? bench.client().check()) != nil
            if !isServed { usleep(50_000) }
        }
        #expect(isServed)
        bench.stop()
    }

    @Test("a socket's path that is too long, or a file that stands there, is refused by name")
    func paths() throws {
        let bench = try SignerBench()
        let long = bench.folder + "/" + String(repeating: "x", count: 120)
        #expect(throws: SignerSocketProblem.self) { _ = try SignerServer(path: long) { _ in } }
        let file = bench.folder + "/file"
        try "x".write(toFile: file, atomically: true, encoding: .utf8)
        #expect(throws: SignerSocketProblem.notASocket(path: file)) {
            _ = try SignerServer(path: file) { _ in }
        }
        #expect(throws: SignerSocketProblem.group("no-such-group")) {
            _ = try SignerServer(path: bench.socket, group: "no-such-group") { _ in }
        }
    }
}
