import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Ledger
import Testing

@testable import Gateway

@Suite("Summaries that are explained and verified later")
struct SummaryProofTests {
    private static let daniel = "daniel.okafor@example.net"

    private static func agent(_ subject: PrincipalID = "agent-1", role: RoleID = "agent") -> Caller {
        Caller(tenant: "default", subject: subject, client: "tests", organisation: "larkfield", role: role)
    }

    private static func explain(
        _ bench: DemoBench, _ leaf: ULID, as caller: Caller
    ) async throws -> (status: Int, document: JSONValue) {
        let answer = await bench.root.summaries.explanation(
            of: leaf, acknowledge: nil, caller: caller, trace: String(repeating: "c", count: 32))
        return (answer.status, try JSONValue(json: answer.bytes))
    }

    private static func leaf(_ document: JSONValue) throws -> Leaf {
        try Leaf(bytes: try #require(document["receipt"].flatMap(Receipt.init(json:))).leaf)
    }

    @Test("its own caller is told the grounds, with a leaf each time; nobody else learns that it exists")
    func explained() async throws {
        let bench = try DemoBench()
        let summary = try await bench.asAgent(Self.daniel, purpose: "arrange_delivery")
        let leaf = try Self.leaf(summary.document)
        let told = try await Self.explain(bench, leaf.id, as: Self.agent())
        #expect(told.status == 200 && told.document["body"]?["summary"] == .string(leaf.id.description))
        let chosen = told.document["body"]?["explanation"]?["chosen"]?.array
        #expect(chosen?.isEmpty == false)
        #expect(try Self.leaf(told.document).type == .disclosure)
        #expect(try Self.leaf(told.document).number == leaf.number + 1)
        for (caller, id) in [
            (Self.agent("agent-2"), leaf.id), (Self.agent(role: "senior_agent"), leaf.id),
            (Self.agent(), ULID(at: SystemClock().now(), entropy: [UInt8](repeating: 4, count: 10))),
            (Self.agent(), try Self.leaf(told.document).id),
        ] {
            let refused = try await Self.explain(bench, id, as: caller)
            #expect(refused.status == 404 && refused.document["code"] == "leaf_not_found")
            #expect(try Self.leaf(refused.document).type == .refusal)
        }
        #expect(try await bench.verifyLog().isSound)
    }

    @Test("after an erasure there is nothing to explain, and the kept choice is gone")
    func erased() async throws {
        let bench = try DemoBench()
        let summary = try await bench.asAgent(Self.daniel, purpose: "arrange_delivery")
        let leaf = try Self.leaf(summary.document)
        let customer = try #require(
            summary.document["body"]?["customer"]?["id"]?.string.flatMap { ULID($0) }.map(CustomerID.init))
        let caller = AnsweredCaller(Self.agent())
        let given = try await bench.root.ledger.givenSummary(ofLeaf: leaf.id, to: caller)
        #expect(given?.customer == customer && given?.choice.digest.count == 32)
        let erasure = CustomersRequest.erase(reason: "request of 3 March", legalBasis: "GDPR art. 17")
        #expect(try await bench.asCompliance(erasure, customer).status == 200)
        let gone = try await bench.root.ledger.givenSummary(ofLeaf: leaf.id, to: caller)
        #expect(gone == nil)
        #expect(try await Self.explain(bench, leaf.id, as: Self.agent()).status == 404)
    }

    @Test(
        "a summary derives anew from an export by commands alone; a changed byte leaves with 1 and its line")
    func commands() async throws {
        let bench = try DemoBench()
        let folder = bench.folder.path
        let summary = try await bench.asAgent(Self.daniel, purpose: "arrange_delivery")
        let answer = folder + "/answer.json"
        try summary.text.write(toFile: answer, atomically: true, encoding: .utf8)
        let exported = try CommandLineTool.run([
            "source", "export", "--configuration", bench.folder.configurationPath, "--email", Self.daniel,
            "--out", folder + "/export.json",
        ])
        #expect(exported.code == 0, "\(exported.errors)")
        let rules = ["--rules", DemoBench.checkout + "/redaction-rules"]
        let check = [
            "verify-summary", "--export", folder + "/export.json", "--key", folder + "/keys/pseudonym.key",
        ]
        let sound = try CommandLineTool.run(check + rules + [answer])
        #expect(sound.code == 0, "\(sound.output) \(sound.errors)")
        #expect(sound.output.contains("lines derived anew, byte for byte"))
        let text = try #require(
            summary.document["body"]?["sections"]?.object?.values.lazy.compactMap {
                $0.array?.first?["text"]?.string
            }.first)
        let altered = summary.text.replacing("\"text\":\"" + text.prefix(8), with: "\"text\":\"Xhanged ")
        try #require(altered != summary.text)
        try altered.write(toFile: answer, atomically: true, encoding: .utf8)
        let broken = try CommandLineTool.run(check + rules + ["--json", answer])
        #expect(broken.code == 1)
        #expect(broken.output.contains("\"place\":\"body\"") && broken.output.contains("sections."))
    }

    @Test("an export names nobody's records, and a file that is none is a usage error")
    func malformed() throws {
        let bench = try DemoBench()
        let nobody = try CommandLineTool.run([
            "source", "export", "--configuration", bench.folder.configurationPath, "--email",
            "nobody@example.net", "--out", bench.folder.path + "/none.json",
        ])
        #expect(nobody.code == 1 && !FileManager.default.fileExists(atPath: bench.folder.path + "/none.json"))
        let empty = bench.folder.path + "/empty.json"
        try "{}".write(toFile: empty, atomically: true, encoding: .utf8)
        let broken = try CommandLineTool.run(["verify-summary", "--export", empty, empty])
        #expect(broken.code == 64 && broken.errors.contains("schema: expected a string"))
    }
}
