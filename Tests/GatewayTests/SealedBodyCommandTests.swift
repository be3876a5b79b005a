import AuditTrail
import Conversations
import Foundation
import Testing

@testable import Gateway

@Suite("What exactly did vendor X see on day D?")
struct SealedBodyCommandTests {
    @Test("compliance finds the vendor's leaf and, with key, case and second person, prints the very body")
    func whole() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let tokens = try DemoTokens(
            try GatewayConfiguration(path: folder.configurationPath), load: ShippedRules.load)
        let vendor = try await tokens.mint(
            AuditBench.caller("vendor_agent", "vendor-1", organisation: "brightline"))
        let officer = try await tokens.mint(AuditBench.officer)
        let reviewer = try await tokens.mint(AuditBench.caller("reviewer", "reviewer-1"))
        let gateway = try GatewayProcess(configuration: folder.configurationPath)
        defer { gateway.kill() }
        let answer = try await gateway.ask(token: vendor)
        let sent = try #require(try JSONValue(json: answer.bytes)["body"]).canonicalBytes()
        func show(_ arguments: [String]) throws -> (code: Int32, output: String, errors: String) {
            try CommandLineTool.run(
                ["audit", "show"] + arguments,
                environment: ["THROUGHLINE_URL": gateway.url, "THROUGHLINE_TOKEN": officer])
        }
        let day = String(SystemClock().now().description.prefix(10))
        let found = try show([
            "--organisation", "brightline", "--outcome", "view", "--from", "\(day)T00:00:00Z", "--json",
        ])
        let leaf = try #require(try JSONValue(json: Array(found.output.utf8.dropLast()))["id"]?.string)
        let opened = [leaf, "--opened", "--compliance-key", folder.path + "/compliance/compliance.key"]
        let body = try show(opened + ["--case", "CASE-17", "--second-token", reviewer])
        #expect(body.code == 0, "\(body.errors)")
        #expect(Array(body.output.utf8.dropLast()) == sent)
        let alone = try show(opened + ["--case", "CASE-17", "--second-token", officer])
        #expect(alone.code == 1 && alone.errors.contains("second person"))
        #expect(try show(opened + ["--second-token", reviewer]).code == 64)
    }
}
