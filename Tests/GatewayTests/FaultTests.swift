import GatewayHTTP
import Ledger
import AuditTrail
import Briefing
import Conversations
import Foundation
import GRDB
import RuleFiles
import Testing

@testable import Gateway

@Suite("Faults of stores, rules and ledger")
struct FaultTests {
    private func coverage(_ document: JSONValue, _ source: String) -> JSONValue? {
        document["body"]?["coverage"]?["sources"]?.array?.first { $0["source"]?.string == source }
    }

    @Test(
        "a store that is missing, truncated or no database gives no view to whoever its values are withheld from"
    )
    func brokenStore() async throws {
        let breakages: [(DemoFolder) throws -> Void] = [
            { try FileManager.default.removeItem(atPath: $0.storePath("chat")) },
            { folder in
                let bytes = FileManager.default.contents(atPath: folder.storePath("chat")) ?? Data()
                try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: folder.storePath("chat")))
            },
            { try Data("not a database".utf8).write(to: URL(fileURLWithPath: $0.storePath("chat"))) },
        ]
        for breakage in breakages {
            let bench = try DemoBench(prepare: breakage)
            let vendor = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
            #expect(vendor.status == 503 && vendor.document["code"] == "unavailable")
            #expect(!vendor.text.contains("Okafor"))
        }
    }

    @Test("a store that another process holds exclusively is a gap and no wait beyond the deadline")
    func lockedStore() async throws {
        let bench = try DemoBench()
        var held = Configuration()
        held.allowsUnsafeTransactions = true
        let holder = try DatabaseQueue(path: bench.folder.storePath("chat"), configuration: held)
        try await holder.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        let start = ContinuousClock.now
        let vendor = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        #expect(vendor.status == 503)
        #expect(ContinuousClock.now - start < .seconds(120))
        try await holder.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    }

    @Test(
        "more interactions than the bound are a partial read that the coverage tells and that holds outside callers"
    )
    func tooMany() async throws {
        let bench = try DemoBench(prepare: { folder in
            let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
            try text.replacingOccurrences(of: "interactions_max: 2000", with: "interactions_max: 3")
                .write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
        })
        let agent = try await bench.asAgent("daniel.okafor@example.net", purpose: "arrange_delivery")
        #expect(agent.status == 200)
        let tickets = coverage(agent.document, "tickets")
        #expect(tickets?["state"] == "partial" && tickets?["read"] == 3)
        let vendor = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        #expect(vendor.status == 202)
    }

    @Test("a ledger that fails gives 503, turns readiness red and discloses nothing")
    func brokenLedger() async throws {
        let bench = try DemoBench()
        #expect(await bench.root.ledger.isUsable() == .usable)
        try FileManager.default.removeItem(atPath: bench.configuration.ledger + "/ledger.sqlite")
        let agent = try await bench.asAgent("daniel.okafor@example.net", purpose: "arrange_delivery")
        #expect(agent.status == 503 && agent.document["code"] == "audit_unavailable")
        #expect(!agent.text.contains("Okafor") && agent.document["body"] == nil)
        let parts = await GatewayReadiness(ledger: bench.root.ledger, witnessing: nil).readiness()
        #expect(parts[.ledger] == .failed && parts[.log] == .failed)
    }

    @Test(
        "a rule file with a typo, a rule for an unknown class and a broken invariant each refuse to start, by file and line",
        arguments: [
            ("policy/zz-typo.yaml", "schema: throughline/policy/v1\nrulez: []\n", "did you mean \"rules\""),
            (
                "policy/zz-class.yaml",
                """
                schema: throughline/policy/v1
                rules:
                  - id: ZZ-1
                    roles: [agent]
                    purposes: [arrange_delivery]
                    treat: {shoe.size: show}
                    because: it does not exist

                """, "shoe.size"
            ),
            (
                "policy/zz-invariant.yaml",
                """
                schema: throughline/policy/v1
                rules:
                  - id: ZZ-2
                    roles: [vendor_agent]
                    purposes: [arrange_delivery]
                    treat: {gov.id: show}
                    because: it contradicts an invariant

                """, "gov.id"
            ),
        ])
    func badRules(path: String, text: String, named: String) throws {
        let rules = try Self.copyOfRules(adding: [path: text])
        defer { try? FileManager.default.removeItem(atPath: rules) }
        do {
            _ = try DemoBench(rules: rules)
            Issue.record("a broken rule folder loaded")
        } catch let problems as RuleFileProblems {
            #expect(problems.description.contains(named), "\(problems)")
            #expect(problems.problems.contains { $0.line > 0 && $0.file.hasPrefix("policy/") })
        }
    }

    @Test(
        "a running gateway keeps the old rules when the new ones do not load, and records a change that does")
    func reload() async throws {
        let rules = try Self.copyOfRules(adding: [:])
        defer { try? FileManager.default.removeItem(atPath: rules) }
        let bench = try DemoBench(rules: rules)
        let before = bench.root.rulebooks.current.digest
        let broken = rules + "/policy/zz.yaml"
        try "schema: throughline/policy/v1\nrulez: []\n".write(
            toFile: broken, atomically: true, encoding: .utf8)
        await bench.root.reloading.reload()
        #expect(bench.root.rulebooks.current.digest == before)
        try "schema: throughline/policy/v1\n".write(toFile: broken, atomically: true, encoding: .utf8)
        await bench.root.reloading.reload()
        #expect(bench.root.rulebooks.current.digest != before)
        let report = try await bench.verifyLog()
        #expect(report.isSound && report.types.contains { $0.type == .policy && $0.count == 1 })
    }

    @Test("production refuses rules without two signatures")
    func unsigned() throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
        try
            (text.replacingOccurrences(of: "mode: demo", with: "mode: production")
            + "signers: {author: a.example+00000000+AQ==, compliance: b.example+00000000+AQI=}\n")
            .write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        #expect(throws: RuleFileProblems.self) { try GatewayRoot.rulebook(configuration) }
    }

    @Test("production believes the identity provider's keys alone, and does not start without any")
    func tokenKeys() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
        let demo = try GatewayConfiguration(path: folder.configurationPath)
        let own = try await GatewayRoot.tokenKeys(demo)
        #expect(own.count == 1)
        func production(_ change: (String) -> String) throws -> GatewayConfiguration {
            let produced = change(text.replacingOccurrences(of: "mode: demo", with: "mode: production"))
            try
                (produced
                + "signers: {author: a.example+00000000+AQ==, compliance: b.example+00000000+AQI=}\n")
                .write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
            return try GatewayConfiguration(path: folder.configurationPath)
        }
        let none = try production { $0 }
        await #expect {
            _ = try await GatewayRoot.tokenKeys(none)
        } throws: {
            ($0 as? RuleFileProblem)?.message.contains("tokens.keys") == true
        }
        let set =
            #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"idp","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#
        try set.write(toFile: folder.path + "/idp.json", atomically: true, encoding: .utf8)
        let named = try production {
            $0.replacingOccurrences(
                of: "audience: throughline", with: "audience: throughline, keys: idp.json")
        }
        #expect(try await GatewayRoot.tokenKeys(named).map(\.id) == ["idp"])
        #expect(throws: DemoTokens.Refusal.production) { try DemoTokens(named) }
    }

    @Test("production loads rules that both signed, and refuses them again after any change")
    func signed() throws {
        let rules = try Self.copyOfRules(adding: [:])
        let folder = try DemoBench.makeFolder(rules: rules)
        defer {
            for path in [rules, folder.path] { try? FileManager.default.removeItem(atPath: path) }
        }
        let demo = try GatewayConfiguration(path: folder.configurationPath)
        let keys = try ["author", "compliance"].map {
            try GatewayRoot.signRules(demo, keyPath: folder.path + "/\($0).key", name: "\($0).example")
        }
        let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
        try
            (text.replacingOccurrences(of: "mode: demo", with: "mode: production")
            + "signers: {author: \"\(keys[0])\", compliance: \"\(keys[1])\"}\n")
            .write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
        let production = try GatewayConfiguration(path: folder.configurationPath)
        _ = try GatewayRoot.rulebook(production)
        try "schema: throughline/policy/v1\n".write(
            toFile: rules + "/policy/added.yaml", atomically: true, encoding: .utf8)
        #expect(throws: RuleFileProblems.self) { try GatewayRoot.rulebook(production) }
    }

    static func copyOfRules(adding files: [String: String]) throws -> String {
        let copy = FileManager.default.temporaryDirectory.path + "/throughline-rules-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: DemoBench.checkout + "/redaction-rules", toPath: copy)
        for (path, text) in files {
            try text.write(toFile: copy + "/" + path, atomically: true, encoding: .utf8)
        }
        return copy
    }
}
