import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import GatewayTestSupport
import Ledger
import RuleFiles
import Sodium
import Testing

@testable import Gateway

@Suite("A gateway and its witnesses")
struct WitnessingTests {
    private let bench: WitnessedBench

    init() throws { bench = try WitnessedBench() }

    private func witness(_ number: UInt8, port: Int = 0) async throws -> RunningWitness {
        try await RunningWitness(
            number, logs: try bench.logKeys(), state: bench.folder.path, clock: bench.clock, port: port)
    }

    @Test(
        "every answer is soon under a public checkpoint with the quorum's cosignatures, and exports carry them"
    )
    func loop() async throws {
        let witnesses = [try await witness(1), try await witness(2)]
        try bench.configure(witnesses.map { (key: $0.key, url: $0.url) }, quorum: "all")
        let policy = try bench.policy()
        try await bench.withGateway { root in
            for isVendor in [true, false, true] {
                #expect(try await bench.ask(root, isVendor: isVendor).status == 200)
            }
            #expect(try await bench.waitUntilWitnessed(root))
            let note = try #require(try await bench.publicCheckpoint(root))
            let finding = try policy.finding(in: note, with: SodiumVerifier())
            #expect(finding.isQuorumMet && finding.witnessed.count == 2)
            _ = try Checkpoint.verified(note.bytes, by: try bench.logKey(), with: SodiumVerifier())
            #expect(root.witnessing?.readiness == .ready)
            for isCosigned in [false, true] {
                let directory = bench.folder.path + "/log-\(isCosigned)"
                let count = try await GatewayRoot.export(
                    root.ledger, tenant: "default", year: bench.year, to: directory,
                    witnessed: root.configuration.ledger, isCosigned: isCosigned)
                let report = await LogVerifier(
                    key: try bench.logKey(), digester: SodiumDigester(), signatures: SodiumVerifier()
                ).verify(DirectoryLogReader(directory: directory))
                #expect(report.isSound && report.leavesRead == count, "\(report.problems)")
                let exported = FileManager.default.contents(atPath: directory + "/checkpoint") ?? Data()
                let lines = try policy.finding(
                    in: try SignedNote(parsing: Array(exported)), with: SodiumVerifier())
                #expect(lines.isQuorumMet)
            }
        }
        for witness in witnesses { await witness.stop() }
    }

    @Test(
        "an absent witness stops nobody at first, then outside callers alone, with one alarm; back, all is answered"
    )
    func absence() async throws {
        let first = try await witness(1)
        try bench.configure([(first.key, first.url)], quorum: "all")
        try await bench.withGateway { root in
            #expect(try await bench.waitUntilWitnessed(root))
            await first.stop()
            #expect(try await bench.ask(root, isVendor: true).status == 200)
            bench.clock.advance(milliseconds: Int64(WitnessedBench.lagSeconds + 5) * 1000)
            await root.witnessing?.refresh()
            let vendor = try await bench.ask(root, isVendor: true)
            #expect(vendor.status == 202 && vendor.document["outcome"] == "hold")
            #expect(vendor.document["body"]?["case"] == .null)
            #expect(!vendor.document.text().contains("witness"))
            #expect(try await bench.ask(root, isVendor: false).status == 200)
            await root.witnessing?.refresh()
            #expect(root.witnessing?.readiness == .behind)
            let lines = root.witnessing?.lines() ?? []
            let line = try #require(
                lines.first { $0.hasPrefix("throughline_witness_lag_seconds{tenant=\"default\"}") })
            #expect(Int(line.split(separator: " ").last ?? "") ?? 0 >= WitnessedBench.lagSeconds)
            let alarms = bench.journal.text.split(separator: "\n").filter {
                $0.contains("outside callers are held") && $0.contains("default")
            }
            #expect(alarms.count == 1)

            let again = try await witness(1, port: first.port)
            #expect(try await bench.waitUntilWitnessed(root))
            let isBack = try await bench.wait { root.witnessing?.isWitnessed("default") ?? false }
            #expect(isBack)
            #expect(try await bench.ask(root, isVendor: true).status == 200)
            #expect(bench.journal.text.contains("outside callers are answered"))
            await again.stop()
        }
    }

    @Test(
        "one witness that refuses everything and one that is not there do not keep the third's quorum waiting"
    )
    func anyOfThree() async throws {
        let good = try await witness(1)
        let strange = try await RunningWitness(
            2,
            logs: [
                try #require(
                    VerifierKey(name: "x/y", publicKey: good.key.publicKey, digester: SodiumDigester()))
            ],
            state: bench.folder.path, clock: bench.clock)
        let absent = try await witness(3)
        await absent.stop()
        try bench.configure(
            [(strange.key, strange.url), (absent.key, absent.url), (good.key, good.url)], quorum: "any")
        try await bench.withGateway { root in
            for _ in 0..<3 {
                let vendor = try await bench.ask(root, isVendor: true)
                let isWitnessed = try await bench.waitUntilWitnessed(root)
                #expect(vendor.status == 200 && isWitnessed)
            }
        }
        #expect(bench.journal.text.contains("404: it was not told of this log"))
        for witness in [good, strange] { await witness.stop() }
    }

    @Test(
        "a ledger folder restored as a whole from a backup is noticed by its witness, at once and after it outgrew it"
    )
    func restored() async throws {
        let witness = try await witness(1)
        try bench.configure([(witness.key, witness.url)], quorum: "all")
        let (ledger, backup) = (bench.folder.path + "/ledger", bench.folder.path + "/backup")
        try await bench.withGateway { root in
            let isWitnessed = try await bench.waitUntilWitnessed(root)
            #expect(isWitnessed)
        }
        try FileManager.default.copyItem(atPath: ledger, toPath: backup)
        try await bench.withGateway { root in
            for _ in 0..<6 { _ = try await bench.ask(root, isVendor: false) }
            #expect(try await bench.waitUntilWitnessed(root))
        }
        try FileManager.default.removeItem(atPath: ledger)
        try FileManager.default.copyItem(atPath: backup, toPath: ledger)
        try await bench.withGateway { root in
            let isNoticed = try await bench.wait {
                bench.journal.text.contains("an older database was restored")
            }
            #expect(isNoticed)
            #expect(bench.journal.text.contains("critical a witness contradicts this log"))
            #expect(root.witnessing?.readiness == .behind)
            let isCounted = try await bench.wait {
                root.witnessing?.lines().last == "throughline_witness_contradictions 2"
            }
            #expect(isCounted)
            #expect(try await bench.ask(root, isVendor: false).status == 200)
            bench.clock.advance(milliseconds: Int64(WitnessedBench.lagSeconds + 5) * 1000)
            await root.witnessing?.refresh()
            #expect(try await bench.ask(root, isVendor: true).status == 202)
        }
        try await bench.withGateway { root in
            for _ in 0..<12 { _ = try await bench.ask(root, isVendor: false) }
            await root.witnessing?.refresh()
            let isProved = try await bench.wait {
                bench.journal.text.split(separator: "\n").contains {
                    $0.contains("shows two histories") && $0.contains("default/")
                }
            }
            #expect(isProved)
        }
        await witness.stop()
    }

    @Test("a restart goes on from the cosigned checkpoint that was kept")
    func restart() async throws {
        let witness = try await witness(1)
        try bench.configure([(witness.key, witness.url)], quorum: "all")
        try await bench.withGateway(isStopping: true) { root in
            let isWitnessed = try await bench.waitUntilWitnessed(root)
            #expect(isWitnessed)
        }
        bench.clock.advance(milliseconds: 3_600_000)
        try await bench.withGateway { root in
            // The start leaf is new and everything older is cosigned, so nobody is held after a quiet hour.
            #expect(root.witnessing?.isWitnessed("default") == true)
            let shown = try await bench.publicCheckpoint(root)
            let isWitnessed = try await bench.waitUntilWitnessed(root)
            #expect(shown != nil && isWitnessed)
        }
        await witness.stop()
    }

    @Test("a policy that cannot be used stops the start, with file and line")
    func policies() async throws {
        let key = try #require(
            WitnessKey(
                name: "w", publicKey: try bench.logKey().publicKey, digester: SodiumDigester()))
        let other = try #require(
            WitnessKey(name: "w", publicKey: [UInt8](repeating: 4, count: 32), digester: SodiumDigester()))
        try bench.configure([(other, "http://127.0.0.1:1")], quorum: "all")
        let rows: [(text: String, part: String)] = [
            ("quorum nobody\n", "witnesses.policy:1: "),
            ("witness a \(other)\nquorum a\n", "URL to submit to"),
            ("witness a \(key) http://127.0.0.1:1\nquorum a\n", "key of its own"),
        ]
        for row in rows {
            try row.text.write(toFile: bench.policyPath, atomically: true, encoding: .utf8)
            await #expect(throws: RuleFileProblem.self) { try await bench.withGateway { _ in } }
            let finding = GatewayRoot.lookAtWitnesses(
                try GatewayConfiguration(path: bench.folder.configurationPath))
            #expect(finding.isFault && finding.message.contains(row.part), "\(finding.message)")
        }
    }
}
