import AuditTrail
import Conversations
import Foundation
import GatewayHTTP
import Ledger
import Sodium
import Testing

@testable import Gateway

@Suite("Erasing a customer")
struct ErasureTests {
    private let bench: DemoBench

    init() throws { bench = try DemoBench() }

    @Test("an erasure answers with what went, where else to erase, and a proof that verifies alone")
    func erased() async throws {
        let customer = try await bench.customerID()
        _ = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        let before = try await bench.root.ledger.leaves(of: "default").leaves
        let answer = try await bench.asCompliance(
            .erase(reason: "request of 3 March", legalBasis: "GDPR art. 17(1)(b)"), customer)
        #expect(answer.status == 200 && answer.document["outcome"] == "erased")
        let body = try #require(answer.document["body"])
        #expect(body["destroyed"]?["openings_of_leaves"]?.int == Int64(before.count))
        #expect(body["destroyed"]?["sealed_bodies"]?.int == 1)
        #expect((body["profiles"]?.array?.count ?? 0) >= 2, "merged profiles are listed")
        #expect((body["joint_disclosure_count"]?.int ?? 0) >= 1, "the household's rows were read with them")
        #expect(body["backups"]?["unrecoverable_from"]?.string != nil)

        let receipt = try #require(answer.document["receipt"].flatMap(Receipt.init(json:)))
        let year = Int(SystemClock().now().description.prefix(4)) ?? 1970
        let key = try GatewayRoot.verifierKey(bench.configuration, tenant: "default", year: year)
        let bundle = try #require(answer.document["proof"]?.string.flatMap(ProofBundle.init(text:)))
        _ = try bundle.verified(
            leaf: receipt.leaf, by: key, digester: SodiumDigester(), with: SodiumVerifier())
        _ = try receipt.verified(
            body: try body.canonicalBytes(), by: key, digester: SodiumDigester(), with: SodiumVerifier())
        #expect(try await bench.verifyLog().isSound)
        #expect(try await bench.openedBodies().isEmpty)
        for leaf in before {
            let proof = try await bench.root.ledger.proof(of: leaf.id, tenant: "default")
            #expect(proof?.leaf == leaf.bytes)
        }
    }

    @Test("asking again says when it was; the person who comes back gets another id, and that is told")
    func again() async throws {
        let customer = try await bench.customerID()
        let request = CustomersRequestOf.erasure
        #expect(try await bench.asCompliance(request, customer).status == 200)
        let fresh = try await bench.customerID()
        #expect(fresh != customer)
        let again = try await bench.asCompliance(request, customer)
        #expect(again.document["body"]?["already_erased"] == true)
        #expect(again.document["body"]?["seen_again_at"]?.array?.isEmpty == false)
    }

    @Test("a legal hold forbids it, both ends of the hold stand in the log, and refusals do too")
    func legalHold() async throws {
        let customer = try await bench.customerID()
        #expect(try await bench.asCompliance(.setLegalHold(reason: "court order"), customer).status == 200)
        let refused = try await bench.asCompliance(CustomersRequestOf.erasure, customer)
        #expect(refused.status == 409 && refused.document["code"] == "legal_hold")
        #expect(refused.document["receipt"]?["index"]?.int != nil)
        #expect(try await bench.asCompliance(.releaseLegalHold(reason: "settled"), customer).status == 200)
        let none = try await bench.asCompliance(.releaseLegalHold(reason: "settled"), customer)
        #expect(none.status == 409 && none.document["code"] == "conflict")
        #expect(try await bench.asCompliance(CustomersRequestOf.erasure, customer).status == 200)
        let report = try await bench.verifyLog()
        #expect(report.isSound && report.types.contains { $0.type == .erasure && $0.count == 3 })
        #expect(report.types.contains { $0.type == .refusal && $0.count == 2 })
    }

    @Test(
        "only compliance itself may ask; an unknown customer and another tenant's are one answer; all are recorded"
    )
    func admission() async throws {
        let customer = try await bench.customerID()
        let before = try await bench.root.ledger.leaves(of: "default", limit: 1_000).leaves.count
        let roles: [RoleID] = ["agent", "senior_agent", "vendor_agent", "automation", "reviewer", "operator"]
        for role in roles {
            let answer = try await bench.asCompliance(CustomersRequestOf.erasure, customer, role: role)
            #expect(answer.status == 403 && answer.document["receipt"] != nil, "\(role)")
        }
        let machine = try await bench.asCompliance(
            CustomersRequestOf.erasure, customer, actor: "assistant-1")
        #expect(machine.status == 403)
        let after = try await bench.root.ledger.leaves(of: "default", limit: 1_000).leaves.count
        #expect(after == before + roles.count + 1)
        let unknown = try await bench.asCompliance(
            CustomersRequestOf.erasure,
            CustomerID(ULID(at: SystemClock().now(), entropy: [UInt8](repeating: 3, count: 10))))
        let elsewhere = try await bench.asCompliance(CustomersRequestOf.erasure, customer, tenant: "outlet")
        #expect(unknown.status == 404 && elsewhere.status == 404)
        #expect(unknown.document["detail"] == elsewhere.document["detail"])
    }

    @Test("a reason that names somebody is refused, because it would outlive them")
    func personalReason() async throws {
        let customer = try await bench.customerID()
        let answer = try await bench.asCompliance(
            .erase(reason: "mail of daniel.okafor@example.net", legalBasis: "GDPR art. 17"), customer)
        #expect(answer.status == 400 && answer.document["code"] == "malformed_request")
        #expect(try await bench.asCompliance(.report(limit: 10, cursor: nil), customer).status == 200)
    }

    @Test("over HTTP and the command line: hold, refusal, release, erasure with its proof, report")
    func served() async throws {
        let folder = try DemoBench.makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let configuration = try GatewayConfiguration(path: folder.configurationPath)
        func token(_ role: RoleID, _ subject: PrincipalID) async throws -> String {
            try await DemoTokens(configuration, load: ShippedRules.load).mint(
                Caller(
                    tenant: "default", subject: subject, client: "tests", organisation: "larkfield",
                    role: role))
        }
        let tokenFile = folder.path + "/compliance.token"
        try await token("compliance", "compliance-1").write(
            toFile: tokenFile, atomically: true, encoding: .utf8)
        let gateway = try GatewayProcess(configuration: folder.configurationPath)
        let view = try await gateway.ask(token: try await token("agent", "agent-1"))
        let id = try #require(try JSONValue(json: view.bytes)["body"]?["customer"]?["id"]?.string)
        func customers(_ arguments: [String]) throws -> (code: Int32, output: String, errors: String) {
            try CommandLineTool.run(
                ["customers"] + arguments + ["--url", gateway.url, "--token", tokenFile])
        }
        #expect(try customers(["legal-hold", "set", id, "--reason", "court order"]).code == 0)
        let basis = ["--reason", "request of 3 March", "--legal-basis", "GDPR art. 17"]
        let held = try customers(["erase", id] + basis)
        #expect(held.code == 1 && held.errors.contains("legal hold"), "\(held.errors)")
        #expect(try customers(["legal-hold", "release", id, "--reason", "settled"]).code == 0)
        let report = try customers(["report", id, "--limit", "2"])
        #expect(report.code == 0 && report.output.contains("saw: "), "\(report)")
        let proof = folder.path + "/erasure.tlog-proof"
        let erased = try customers(["erase", id, "--proof", proof] + basis)
        #expect(erased.code == 0 && erased.output.contains("erase in the store too"), "\(erased)")
        #expect(try String(contentsOfFile: proof, encoding: .utf8).hasPrefix("c2sp.org/tlog-proof@v1\n"))
        let later = try customers(["report", id])
        #expect(later.output.contains("can no longer be told"), "\(later)")
        #expect(try customers(["report", "not-an-id"]).code == 64)
        #expect(gateway.stop() == 0)
    }
}

/// The request that most tests make.
enum CustomersRequestOf {
    static let erasure = CustomersRequest.erase(reason: "request of 3 March", legalBasis: "GDPR art. 17")
}
