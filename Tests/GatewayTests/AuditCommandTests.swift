import AuditTrail
import Conversations
import Foundation
import GatewayHTTP
import Sodium
import Testing

@testable import Gateway

@Suite("The audit's commands as processes")
struct AuditCommandTests {
    /// A served gateway with one answer in its log, and tokens for it.
    private func visit(
        _ body:
            @escaping @Sendable (_ url: String, _ folder: DemoFolder, _ officer: String) async throws -> Void
    ) async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        let tokens = try DemoTokens(configuration, load: ShippedRules.load)
        let vendor = try await tokens.mint(
            AuditBench.caller("vendor_agent", "vendor-1", organisation: "brightline"))
        let officer = try await tokens.mint(AuditBench.officer)
        let gateway = try GatewayProcess(configuration: folder.configurationPath)
        defer { gateway.kill() }
        #expect(try await gateway.ask(token: vendor).status == 200)
        try await body(gateway.url, folder, officer)
    }

    private func run(_ arguments: [String], _ url: String, _ token: String) throws -> (
        code: Int32, output: String, errors: String
    ) {
        try CommandLineTool.run(
            ["audit"] + arguments, environment: ["THROUGHLINE_URL": url, "THROUGHLINE_TOKEN": token])
    }

    @Test("show, prove, export and reconcile ask a gateway; the proof file verifies alone with the key")
    func online() async throws {
        try await visit { url, folder, officer in
            let shown = try run(["show", "--type", "disclosure", "--opened", "--json"], url, officer)
            #expect(shown.code == 0, "\(shown.errors)")
            let row = try JSONValue(json: Array(shown.output.utf8.dropLast()))
            let leaf = try #require(row["id"]?.string)
            #expect(row["members"]?["shown"]?.array?.isEmpty == false)
            let text = try run(["show", leaf], url, officer)
            #expect(text.code == 0 && text.output.contains("vendor_agent · brightline · arrange_delivery"))

            let configuration = try GatewayConfiguration(path: folder.configurationPath)
            let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
            let key = try GatewayRoot.verifierKey(configuration, tenant: "default", year: year).description
            let file = folder.path + "/proof.json"
            let proved = try run(
                ["prove", leaf, "--vkey", key, "--out", file, "--open", "shown", "withheld"], url, officer)
            #expect(proved.code == 0, "\(proved.errors)")
            let verified = try CommandLineTool.run(["audit", "verify", file, "--receipt", "--vkey", key])
            #expect(
                verified.code == 0 && verified.output.contains("shown:")
                    && !verified.output.contains("subject:"))

            for format in ExportFormat.allCases {
                let out = folder.path + "/leaves.\(format.rawValue)"
                let exported = try run(["export", "--format", format.rawValue, "--out", out], url, officer)
                #expect(exported.code == 0, "\(exported.errors)")
                #expect(try String(contentsOfFile: out, encoding: .utf8).contains(leaf))
            }

            let at = try #require(row["time"]?.string)
            let log = folder.path + "/crm.csv"
            try "time,who\n\(at),throughline_ro\n2020-01-01T00:00:00Z,somebody\n".write(
                toFile: log, atomically: true, encoding: .utf8)
            let ours = ["--account-column", "who", "--account", "throughline_ro"]
            let fits = try run(["reconcile", "--access-log", log, "--source", "crm"] + ours, url, officer)
            #expect(
                fits.code == 0 && fits.output.contains("ok: 1 reads of crm have a leaf"), "\(fits.errors)")
            let stray = try run(["reconcile", "--access-log", log, "--source", "crm"], url, officer)
            #expect(stray.code == 1 && stray.output.contains("no leaf: line 3"))
        }
    }

    @Test("a token of another role leaves with 1, no gateway with 69, and what does not fit with 64")
    func exits() async throws {
        try await visit { url, folder, officer in
            let agent = try await DemoTokens(
                try GatewayConfiguration(path: folder.configurationPath), load: ShippedRules.load
            ).mint(
                AuditBench.caller("agent", "agent-1"))
            let refused = try run(["show"], url, agent)
            #expect(refused.code == 1 && refused.errors.contains("403"))
            #expect(try run(["show"], "http://127.0.0.1:1", officer).code == 69)
            for arguments in [
                ["show", "--from", "noon"], ["show", "--case", "CASE-1"], ["export", "--format", "xml"],
                ["export"], ["prove", "leaf", "--out", "x"],
                ["reconcile", "--access-log", "x", "--source", "crm", "--account", "a"],
            ] {
                #expect(try run(arguments, url, officer).code == 64, "\(arguments)")
            }
        }
    }

    @Test(
        "an exported folder is shown with plain filters, proved from its tiles and exported for other programs"
    )
    func offline() async throws {
        let bench = try DemoBench()
        _ = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        _ = try await bench.asAgent("daniel.okafor@example.net", purpose: "resolve_billing")
        let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
        let log = bench.folder.path + "/log"
        _ = try await GatewayRoot.export(bench.root.ledger, tenant: "default", year: year, to: log)
        let shown = try CommandLineTool.run([
            "audit", "show", log, "--outcome", "refusal", "--organisation", "larkfield",
        ])
        #expect(shown.code == 0 && shown.output.split(separator: "\n").count == 1)
        let opened = try CommandLineTool.run(["audit", "show", log, "--shown", "order.id"])
        #expect(opened.code == 64 && opened.errors.contains("shown"))
        let key = try GatewayRoot.verifierKey(bench.configuration, tenant: "default", year: year).description
        let file = bench.folder.path + "/proof.json"
        let proved = try CommandLineTool.run([
            "audit", "prove", "0", "--log", log, "--vkey", key, "--out", file,
        ])
        #expect(proved.code == 0, "\(proved.errors)")
        #expect(try CommandLineTool.run(["audit", "verify", file, "--receipt", "--vkey", key]).code == 0)
        let again = try CommandLineTool.run([
            "audit", "prove", "0", "--log", log, "--vkey", key, "--out", file,
        ])
        #expect(again.code == 64, "a file is never overwritten")
        let out = bench.folder.path + "/events"
        let events = try CommandLineTool.run([
            "audit", "export", "--format", "ocsf", "--log", log, "--out", out,
        ])
        #expect(events.code == 0)
        #expect(try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n").count == 2)
    }
}
