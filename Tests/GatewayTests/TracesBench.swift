import AuditTrail
import Briefing
import Conversations
import Foundation
import GatewayHTTP
import Ledger
import Sodium
import Testing

@testable import Gateway

extension DemoBench {
    /// What compliance asks about a customer's traces.
    func asCompliance(
        _ request: CustomersRequest, _ customer: CustomerID, role: RoleID = "compliance",
        subject: PrincipalID = "compliance-1", tenant: TenantID = "default", actor: PrincipalID? = nil
    ) async throws -> (status: Int, document: JSONValue) {
        let caller = Caller(
            tenant: tenant, subject: subject, actor: actor, client: "tests", organisation: "larkfield",
            role: role)
        let answer = await (try root.customersDesk()).answer(
            request, about: customer, caller: caller, trace: String(repeating: "d", count: 32))
        return (answer.status, try JSONValue(json: answer.bytes))
    }

    /// The id of a customer, resolved by an answer to the agent in charge.
    func customerID(_ email: String = "daniel.okafor@example.net") async throws -> CustomerID {
        let view = try await asAgent(email, purpose: "arrange_delivery")
        let text = try #require(view.document["body"]?["customer"]?["id"]?.string)
        return CustomerID(try #require(ULID(text)))
    }

    /// The bodies that are kept sealed, opened with the demo's compliance key.
    func openedBodies() async throws -> [(leaf: Leaf, body: [UInt8])] {
        let file = KeyFile(
            path: folder.path + "/compliance/compliance.key", label: ComplianceKeyText.label)
        let key = try ComplianceKey(seed: try file.read())
        var bodies: [(leaf: Leaf, body: [UInt8])] = []
        for stored in try await root.ledger.leaves(of: "default", limit: 1_000).leaves {
            guard let sealed = try await root.ledger.sealedBody(of: stored.id, tenant: "default") else {
                continue
            }
            let leaf = try Leaf(bytes: stored.bytes)
            bodies.append((leaf, try key.open(sealed, bodyDigest: try #require(leaf.bodyDigest))))
        }
        return bodies
    }

    /// Every byte below the ledger's folder.
    func ledgerFiles() throws -> [String: Data] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: configuration.ledger)
        return paths.reduce(into: [:]) { files, path in
            files[path] = FileManager.default.contents(atPath: configuration.ledger + "/" + path)
        }
    }
}
