import Conversations
import Foundation
import GatewayHTTP
import Testing

@testable import Gateway

@Suite("The commands of policy and access as processes")
struct GovernCommandTests {
    /// A served gateway and a way to run commands as somebody.
    private struct Visit: Sendable {
        let url: String
        let folder: DemoFolder
        let tokens: DemoTokens

        func run(
            _ arguments: [String], as role: RoleID, _ subject: PrincipalID,
            organisation: OrganisationID = "larkfield", input: String = ""
        ) async throws -> (code: Int32, output: String, errors: String) {
            let token = try await tokens.mint(
                Caller(
                    tenant: "default", subject: subject, client: "tests", organisation: organisation,
                    role: role))
            return try CommandLineTool.run(
                arguments, input: input, environment: ["THROUGHLINE_URL": url, "THROUGHLINE_TOKEN": token])
        }
    }

    private func visit(_ body: @escaping @Sendable (Visit, GatewayProcess) async throws -> Void) async throws
    {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let tokens = try DemoTokens(
            try GatewayConfiguration(path: folder.configurationPath), load: ShippedRules.load)
        let gateway = try GatewayProcess(configuration: folder.configurationPath)
        defer { gateway.kill() }
        try await body(Visit(url: gateway.url, folder: folder, tokens: tokens), gateway)
    }

    private static let since = ["--since", "2026-01-01T00:00:00Z"]
    private static let daniel = ["--email", "daniel.okafor@example.net", "--purpose", "arrange_delivery"]

    /// A copy of the shipped rules with one line of the policy otherwise.
    private static func proposed(_ folder: DemoFolder, _ file: String, _ old: String, _ new: String) throws
        -> String
    {
        let path = folder.path + "/proposed-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: DemoBench.checkout + "/redaction-rules", toPath: path)
        let text = try String(contentsOfFile: path + file, encoding: .utf8)
        try #require(text.contains(old))
        try text.replacingOccurrences(of: old, with: new).write(
            toFile: path + file, atomically: true, encoding: .utf8)
        return path
    }

    @Test(
        "an elevated disclosure replays as it was, and a proposal shows who would have seen more or less, by URL and folder"
    )
    func replay() async throws {
        try await visit { visit, gateway in
            let about = ["--customer", "daniel.okafor@example.net", "--conversation", "tickets:5030"]
            let summary = [
                "summary", "--email", "daniel.okafor@example.net", "--conversation", "tickets:5030",
            ]
            #expect(try await visit.run(["summary"] + Self.daniel, as: "agent", "agent-1").code == 0)
            let asked = try await visit.run(
                ["access", "request"] + about + [
                    "--purpose", "handle_complaint", "--class", "contact.phone", "--reason", "call back",
                    "--json",
                ], as: "agent", "agent-1")
            #expect(asked.code == 0, "\(asked.errors)")
            let id = try #require(
                try JSONValue(json: Array(asked.output.utf8.dropLast()))["body"]?["id"]?.string)
            let own = try await visit.run(
                ["access", "decide", id, "approve", "--reason", "mine"], as: "senior_agent", "agent-1")
            #expect(
                own.code == 1 && own.errors.contains("somebody other than whoever asked"), "\(own.errors)")
            let granted = try await visit.run(
                ["access", "decide", id, "approve", "--reason", "call back is due"], as: "senior_agent",
                "senior-1")
            #expect(granted.code == 0 && granted.output.contains("until 20"), "\(granted.errors)")
            let seen = try await visit.run(
                summary + ["--purpose", "handle_complaint"], as: "agent", "agent-1")
            #expect(seen.code == 0, "\(seen.output)\(seen.errors)")

            let shipped = DemoBench.checkout + "/redaction-rules"
            let same = try await visit.run(
                ["rules", "replay", shipped] + Self.since, as: "compliance", "compliance-1")
            #expect(
                same.code == 0 && same.output.hasSuffix("2 disclosures: 0 would have shown more, 0 less\n"),
                "\(same)")
            let narrower = try Self.proposed(
                visit.folder, "/policy/elevations.yaml", "      contact.phone: show\n    minutes_max: 30",
                "    minutes_max: 30")
            let less = try await visit.run(
                ["rules", "replay", narrower] + Self.since, as: "compliance", "compliance-1")
            #expect(less.code == 2 && less.output.contains("narrowed: contact.phone: show ->"), "\(less)")
            let wider = try Self.proposed(
                visit.folder, "/policy/rules/agents.yaml",
                "      contact.address: show\n      contact.phone: show\n",
                "      contact.address: show\n      contact.phone: show\n      contact.email: show\n")
            let more = try await visit.run(
                ["rules", "replay", wider] + Self.since, as: "compliance", "compliance-1")
            #expect(
                more.code == 1 && more.output.contains("widened: contact.email: withhold -> show"), "\(more)")

            let report = try await visit.run(["access", "report"], as: "compliance", "compliance-1")
            #expect(report.code == 0, "\(report.errors)")
            #expect(report.output.contains("larkfield, agent, arrange_delivery"))
            #expect(
                report.output.contains("requests: asked 1, decided 1, unanswered 0 (0.0 % [0.0, "),
                "\(report.output)")

            gateway.kill()
            let out = visit.folder.path + "/exported"
            let exported = try CommandLineTool.run([
                "audit", "export", "--configuration", visit.folder.configurationPath, "--year",
                String(SystemClock().now().description.prefix(4)), "--to", out,
            ])
            #expect(exported.code == 0, "\(exported.errors)")
            let closed = try CommandLineTool.run(["rules", "replay", wider, "--log", out] + Self.since)
            #expect(closed.code == 1 && closed.output.contains("may be widened contact.email"), "\(closed)")
            #expect(
                try CommandLineTool.run(["rules", "replay", shipped, "--log", out] + Self.since).code == 0)
        }
    }

    @Test(
        "a vendor, who is shown no customer id, asks for the timeline by its own receipt and searches it by token"
    )
    func timeline() async throws {
        try await visit { visit, _ in
            let vendor = { (arguments: [String]) async throws in
                try await visit.run(arguments, as: "vendor_agent", "vendor-1", organisation: "brightline")
            }
            let summary = try await vendor(["summary", "--json"] + Self.daniel)
            let document = try JSONValue(json: Array(summary.output.utf8.dropLast()))
            let leaf = try #require(document["receipt"]?["leaf"]?.string.flatMap { Base64URL.decode($0) })
            let id = try #require(try JSONValue(json: leaf)["id"]?.string)
            let fields = document["body"]?["customer"]?["fields"]?.array ?? []
            let token = try #require(fields.first { $0["class"] == "person.name" }?["value"]?.string)
            let whole = try await vendor([
                "timeline", id, "--purpose", "arrange_delivery", "--all", "--limit", "2",
            ])
            #expect(whole.code == 0 && whole.output.contains("interactions:"), "\(whole)")
            let found = try await vendor([
                "timeline", id, "--purpose", "arrange_delivery", "--showing", token,
            ])
            #expect(
                found.code == 0 && found.output.contains(token) && !found.output.contains("Okafor"),
                "\(found)")
            let other = try await visit.run(
                ["timeline", id, "--purpose", "arrange_delivery"], as: "agent", "agent-1")
            #expect(
                other.code == 1 && other.output.contains("404"), "somebody else's leaf is nobody's: \(other)")
            #expect(try await vendor(["timeline", "me", "--purpose", "arrange_delivery"]).code == 64)
        }
    }

    @Test(
        "explain finds a customer's values in a text by their record, says why and what to ask for, and never the value"
    )
    func explain() throws {
        let question = [
            "rules", "explain", "--role", "agent", "--purpose", "handle_complaint", "--text", "-",
        ]
        let text = "ring d a n i e l okafor on 07700 nine hundred 141, card 4111 1111 1111 1111, cvv 123"
        let known = ["--known", "demo/records/daniel-okafor.json"]
        let told = try CommandLineTool.run(question + known, input: text)
        #expect(told.code == 0, "\(told.errors)")
        #expect(told.output.contains("person.name: show by AGENT-CONVERSATION"), "\(told.output)")
        #expect(told.output.contains("(the customer's record)"), "\(told.output)")
        #expect(told.output.contains("contact.phone: mask(last_four) by AGENT-REPLY-TO"), "\(told.output)")
        #expect(told.output.contains("to see more: ask for ELEVATE-COMPLAINT-CONTACT"))
        #expect(
            told.output.contains("throughline access request") && told.output.contains("check digits agree"))
        for value in ["4111", "123", "okafor", "07700"] { #expect(!told.output.lowercased().contains(value)) }
        let json = try CommandLineTool.run(question + known + ["--json"], input: text)
        let rows = try json.output.split(separator: "\n").map { try JSONValue(json: Array($0.utf8)) }
        let phone = try #require(rows.first { $0["class"] == "contact.phone" })
        #expect(phone["ask_for"]?.array?.first?["request"]?["path"] == "/v1/access-requests")
        #expect(phone["found_by"]?.array?.contains { $0["validation"] == "record" } == true)
        #expect(try CommandLineTool.run(question + ["--known", "README.md"], input: text).code == 64)
    }

    @Test("what cannot be reached is told in plain words, and a token is a file or the token itself")
    func plainWords() throws {
        let token = "e30.e30.e30"
        let nobody = try CommandLineTool.run([
            "access", "list", "--url", "http://127.0.0.1:1", "--token", token,
        ])
        #expect(nobody.code == 69 && nobody.errors.contains("nothing listens there"), "\(nobody.errors)")
        #expect(!nobody.errors.contains("errno"))
        for command in [["access", "list"], ["summary", "--purpose", "p"], ["audit", "show"]] {
            let nonsense = try CommandLineTool.run(command + ["--url", "nonsense", "--token", token])
            #expect(nonsense.code == 64 && nonsense.errors.contains("expected http://"), "\(nonsense.errors)")
            let untold = try CommandLineTool.run(
                command + ["--url", "http://127.0.0.1:1", "--token", "/no/such/file"])
            #expect(untold.code == 64 && untold.errors.contains("found neither"), "\(untold.errors)")
        }
    }
}
