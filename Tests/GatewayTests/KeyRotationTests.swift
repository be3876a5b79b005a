import AuditTrail
import Conversations
import Foundation
import Ledger
import Logging
import Sodium
import Testing

@testable import Gateway

@Suite("Keys through the gateway", .serialized)
struct KeyRotationTests {
    private static let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
    private static let request = KeyRotation.Request(by: "ada", approvedBy: "grace", reason: "it is time")

    /// Starts a gateway without a socket, lets it say what it has to say, and stops it.
    private static func start(_ folder: DemoFolder, leaves: Int = 1) async throws -> [LoggedKeys] {
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let root = try GatewayRoot(configuration, logger: logger, load: ShippedRules.load)
        defer { root.ledger.close() }
        for _ in 0..<leaves { try await root.recordStart() }
        try await root.recordKeys()
        return try SQLiteLedger.keyHistories(in: configuration.ledger)
    }

    private static func actions(_ logged: LoggedKeys) -> String {
        logged.history.keys.map { key in
            key.endedAt == nil ? "in force" : key.isRevoked ? "revoked" : "retired"
        }.joined(separator: ", ")
    }

    @Test(
        "a rotation is said in every tenant's log: added while both sign, then retired or revoked",
        arguments: [KeyAction.retire, .revoke])
    func rotation(ending: KeyAction) async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let rotation = try KeyRotation(try GatewayConfiguration(path: folder.configurationPath))
        #expect(try await Self.start(folder).map(Self.actions) == ["in force", "in force"])
        #expect(throws: KeyRotationProblem.notBegun) { try rotation.end(.retire, Self.request) }
        _ = try rotation.begin(Self.request)
        #expect(throws: KeyRotationProblem.underWay) { try rotation.begin(Self.request) }
        #expect(throws: KeyRotationProblem.self, "the log does not name the new key yet") {
            try rotation.end(.retire, Self.request)
        }
        #expect(
            try await Self.start(folder).map(Self.actions) == ["in force, in force", "in force, in force"])
        try rotation.end(ending, Self.request)
        let word = ending == .revoke ? "revoked" : "retired"
        let ended = try await Self.start(folder)
        #expect(ended.map(Self.actions) == ["\(word), in force", "\(word), in force"])
        #expect(try await Self.start(folder).map(\.history) == ended.map(\.history), "said once")
        for logged in ended {
            #expect(logged.history.firstBrokenHandover(with: SodiumVerifier()) == nil)
            let signers = try logged.history.believed(
                Array(logged.checkpoint.utf8), with: SodiumVerifier()
            ).signers
            #expect(signers.count == 1 && signers[0] == logged.history.keys[1].key)
        }
    }

    @Test("the leaf about a key commits to who asked, who approved and why")
    func people() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        _ = try await Self.start(folder)
        _ = try KeyRotation(configuration).begin(Self.request)
        _ = try await Self.start(folder)
        let ledger = try GatewayRoot.openLedger(
            configuration, keys: try GatewayKeys(directory: configuration.keys))
        defer { ledger.close() }
        let page = try await ledger.leaves(of: "default", isOpened: true)
        let leaf = try #require(page.leaves.first { (try? Leaf(bytes: $0.bytes))?.type == .key })
        guard case .opened(let openings, _) = leaf.openings else {
            Issue.record("the openings are not readable")
            return
        }
        let said = Dictionary(uniqueKeysWithValues: openings.map { ($0.name, $0.value) })
        #expect(said["caller_identity"] == "ada" && said["approved_by"] == "grace")
        #expect(said["reason"] == "it is time")
    }

    @Test("in production two different people change a key")
    func twoPeople() throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
            .replacing("mode: demo", with: "mode: production\nsigners: {author: a, compliance: b}")
        try text.write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
        let rotation = try KeyRotation(try GatewayConfiguration(path: folder.configurationPath))
        for approver in [nil, "", "ada"] {
            #expect(throws: KeyRotationProblem.approval) {
                try rotation.begin(KeyRotation.Request(by: "ada", approvedBy: approver, reason: nil))
            }
        }
        #expect(try !LogKeys.hasNext(in: folder.path + "/keys"))
    }

    @Test("a crash between any two steps of a rotation leaves a gateway that starts and says the rest")
    func crashes() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        let rotation = try KeyRotation(configuration)
        _ = try await Self.start(folder)
        // Begun: the note is written, the key is not.
        let stray = KeyNote(
            action: .add, publicKey: [UInt8](repeating: 1, count: 32), by: "ada", approvedBy: nil, reason: nil
        )
        try stray.write(in: configuration.keys)
        #expect(try await Self.start(folder).map(Self.actions) == ["in force", "in force"])
        // The key is made, one tenant's log says so and the other's does not.
        _ = try rotation.begin(Self.request)
        do {
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let root = try GatewayRoot(configuration, logger: logger, load: ShippedRules.load)
            let one = try #require(try await root.ledger.keyState(of: "default"))
            let change = try #require(
                try one.history.changes(toward: root.ledger.signingKeys, digester: SodiumDigester()).first)
            let draft = try LeafDraft(
                type: .key,
                caller: LeafCaller(tenant: "default", subject: "throughline", client: "throughline"),
                publicMembers: [
                    "action": "add", "checkpoint": one.checkpoint, "vkey": change.key.description,
                ], seed: try SodiumRandom().bytes(32))
            _ = try await root.ledger.commit(draft, [], sealed: nil)
            root.ledger.close()
        }
        #expect(throws: KeyRotationProblem.self) { try rotation.end(.retire, Self.request) }
        #expect(
            try await Self.start(folder).map(Self.actions) == ["in force, in force", "in force, in force"])
        // Ending: the note is written, the rename did not come.
        let old = try SigningKey(seed: try GatewayKeys.File.log.file(in: configuration.keys).read()).publicKey
        try KeyNote(action: .retire, publicKey: old, by: "ada", approvedBy: nil, reason: nil)
            .write(in: configuration.keys)
        #expect(
            try await Self.start(folder).map(Self.actions) == ["in force, in force", "in force, in force"])
        try rotation.end(.retire, Self.request)
        #expect(try await Self.start(folder).map(Self.actions) == ["retired, in force", "retired, in force"])
    }

    @Test("a key that the log never named keeps the gateway from starting, and doctor says the same")
    func strangeKey() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        _ = try await Self.start(folder)
        #expect(LogKeys.examine(configuration).allSatisfy { !$0.isFault })
        let file = GatewayKeys.File.log.file(in: configuration.keys)
        try FileManager.default.removeItem(atPath: file.path)
        try file.write(try SecretBytes(randomCount: 32))
        await #expect(throws: LedgerRefusal.self) { try await Self.start(folder) }
        let faults = LogKeys.examine(configuration).filter(\.isFault)
        #expect(faults.count == 2 && faults.allSatisfy { $0.message.contains("which the log never named") })
        #expect(faults.allSatisfy { $0.message.contains("keys rotate") })
    }
}

@Suite("Keys through the command line", .serialized)
struct KeyCommandTests {
    private static let year = String(SystemClock().now().description.prefix(4))

    @Test(
        "rotate, hang up, retire, hang up: each checkpoint verifies with the key that `keys show` prints then"
    )
    func rotation() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let configuration = ["--configuration", folder.configurationPath]
        func shown() throws -> [String] {
            try CommandLineTool.run(["keys", "show", "--year", Self.year] + configuration).output
                .split(separator: "\n").map(String.init)
        }
        func wait(forKeys count: Int, _ differing: String? = nil) async throws {
            for _ in 0..<200 {
                let keys = try shown()
                if keys.count == count, keys.first != differing { return }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        let gateway = try GatewayProcess(configuration: folder.configurationPath)
        let first = try shown()
        #expect(first.count == 1)
        let early = try CommandLineTool.run(["keys", "retire"] + configuration)
        #expect(early.code == 1 && early.errors.contains("no rotation is under way"))
        #expect(try CommandLineTool.run(["keys", "rotate"] + configuration).code == 0)
        let unnamed = try CommandLineTool.run(["keys", "retire"] + configuration)
        #expect(unnamed.code == 1 && unnamed.errors.contains("SIGHUP"))
        gateway.hangUp()
        try await wait(forKeys: 2)
        let both = try shown()
        #expect(both.count == 2 && both.first == first.first)
        #expect(try CommandLineTool.run(["keys", "retire"] + configuration).code == 0)
        gateway.hangUp()
        try await wait(forKeys: 1, first.first)
        #expect(try shown() == [both[1]])
        #expect(gateway.stop() == 0)
        let log = folder.path + "/log"
        #expect(
            try CommandLineTool.run(["audit", "export", "--year", Self.year, "--to", log] + configuration)
                .code
                == 0)
        let verified = try CommandLineTool.run(["audit", "verify", log, "--vkey", both[1]])
        #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
        #expect(try CommandLineTool.run(["audit", "verify", log, "--vkey", first[0]]).code == 1)
        let doctor = try CommandLineTool.run(["doctor"] + configuration)
        #expect(doctor.code == 0 && doctor.output.contains("names every key held (current)"))
        let reasonless = try CommandLineTool.run(["keys", "revoke"] + configuration)
        #expect(reasonless.code == 64 && reasonless.errors.contains("--reason"))
    }

    @Test(
        "a gateway whose key is held by a signer process serves, stops answering when it is gone, and recovers"
    )
    func signer() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let short = NSTemporaryDirectory() + "g-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: short, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: short) }
        try FileManager.default.removeItem(atPath: folder.path + "/keys/log-signing.key")
        var text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
        text += "log_signer: {socket: \(short)/socket, timeout_ms: 2000}\n"
        try text.write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
        #expect(throws: GatewayProcess.Failure.self) {
            _ = try GatewayProcess(configuration: folder.configurationPath)
        }
        var signer = try SignerProcess(folder: short)
        let gateway = try GatewayProcess(configuration: folder.configurationPath)
        let caller = Caller(
            tenant: "default", subject: "agent-1", client: "tests", organisation: "larkfield", role: "agent")
        let token = try await DemoTokens(
            GatewayConfiguration(path: folder.configurationPath), load: ShippedRules.load
        ).mint(caller)
        #expect(try await gateway.ask(token: token).status == 200)
        signer.kill()
        #expect(try await gateway.ask(token: token).status == 503)
        signer = try SignerProcess(folder: short)
        var status = 0
        for _ in 0..<50 where status != 200 {
            status = try await gateway.ask(token: token).status
            if status != 200 { try await Task.sleep(for: .milliseconds(200)) }
        }
        #expect(status == 200)
        let doctor = try CommandLineTool.run(["doctor", "--configuration", folder.configurationPath])
        #expect(doctor.output.contains("held by the signer at"))
        #expect(gateway.stop() == 0)
        #expect(signer.stop() == 0)
    }

    @Test("the log's key comes from a descriptor, and no file of it is needed")
    func descriptor() throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let script = """
            exec 3<"$1/keys/log-signing.key"; rm "$1/keys/log-signing.key"
            "$0" serve --configuration "$1/throughline.yaml" --log-key-fd 3 & gateway=$!
            for _ in $(seq 300); do sleep 0.1; [ -e "$1/ledger/checkpoints/outlet-$2" ] && break; done
            sleep 0.5; grep -q '^Max core file size *0 *0' /proc/$gateway/limits || exit 9
            [ "$(stat -c %U /proc/$gateway/mem)" = root ] || exit 8
            kill -TERM $gateway; wait $gateway
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", script, CommandLineTool.path, folder.path, Self.year]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let missing = try CommandLineTool.run([
            "serve", "--configuration", folder.configurationPath, "--log-key-fd", "9",
        ])
        #expect(missing.code == 78 && missing.errors.contains("descriptor 9"))
        let low = try CommandLineTool.run(["serve", "--log-key-fd", "1"])
        #expect(low.code == 64)
    }
}

/// `throughline signer` as a process.
struct SignerProcess: Sendable {
    private let tool: StartedTool

    init(folder: String) throws {
        tool = try StartedTool([
            "signer", "--state", folder + "/state", "--key", folder + "/signer.key", "--make-key",
            "--socket", folder + "/socket", "--log", "gateway.example/audit/default",
            "--log", "gateway.example/audit/outlet",
        ]) { $0.contains("signs for") }
    }

    func kill() { tool.kill() }
    func stop() -> Int32 { tool.stop() }
}
