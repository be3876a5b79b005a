import AuditTrail
import Conversations
import Testing

@testable import Gateway

@Suite("The demo's stories")
struct StoryTests {
    private let bench: DemoBench

    init() throws { bench = try DemoBench() }

    @Test("a plain delivery question gives an agent, a vendor, a machine and compliance four different views")
    func calm() async throws {
        let email = "daniel.okafor@example.net"
        let agent = try await bench.asAgent(email, purpose: "arrange_delivery")
        let vendor = try await bench.asVendor(email, purpose: "arrange_delivery")
        let machine = try await bench.ask(
            email, role: "automation", subject: "assistant-1", purpose: "brief_automation")
        let compliance = try await bench.ask(
            email, role: "compliance", subject: "compliance-1", purpose: "audit_disclosure")
        for answer in [agent, vendor, machine, compliance] {
            #expect(answer.status == 200)
            #expect(answer.document["outcome"] == "view")
            #expect(answer.document["body"]?["coverage"]?["complete"] == true)
        }
        #expect(agent.text.contains("Daniel Okafor") && !vendor.text.contains("Daniel Okafor"))
        #expect(!vendor.text.contains("label reprinted"), "an internal note reached the vendor")
        #expect(Set([agent.text, vendor.text, machine.text, compliance.text]).count == 4)
    }

    @Test(
        "a legal threat, an injury and a bereavement are held for machines, and for a vendor whose customer it is",
        arguments: [
            ("priya.raman@example.com", "resolve_billing"), ("t.zielinski@example.org", "arrange_delivery"),
            ("eleanor.whitcombe@example.com", "resolve_issue"),
        ])
    func held(email: String, purpose: String) async throws {
        let vendor = try await bench.asVendor(email, purpose: try PurposeID(purpose))
        #expect(vendor.status == (email.hasPrefix("t.") ? 202 : 404), "\(vendor.text.prefix(300))")
        let machine = try await bench.ask(
            email, role: "automation", subject: "assistant-1", purpose: "brief_automation")
        #expect(machine.status == 202)
    }

    @Test("the agent in charge acknowledges a hold and sees the warning first; the log tells of both")
    func acknowledged() async throws {
        let hold = try await bench.asAgent(
            "priya.raman@example.com", purpose: "resolve_billing", conversation: "tickets:5001")
        #expect(hold.status == 202)
        let token = try #require(hold.document["body"]?["case"]?.string)
        let view = try await bench.asAgent(
            "priya.raman@example.com", purpose: "resolve_billing", conversation: "tickets:5001",
            acknowledge: token)
        #expect(view.status == 200 && view.document["body"]?["gate"] == "warn")
        let report = try await bench.verifyLog()
        #expect(report.isSound, "\(report.problems)")
        #expect(report.types.contains { $0.type == .hold && $0.count == 1 })
        #expect(report.types.contains { $0.type == .disclosure && $0.count == 1 })
    }

    @Test("asking for the calm conversation of a held customer shows nothing of the held one")
    func besideAHold() async throws {
        let vendor = try await bench.asVendor(
            "t.zielinski@example.org", purpose: "arrange_delivery", conversation: "tickets:5011")
        #expect(vendor.status == 200, "\(vendor.text.prefix(400))")
        for word in ["burn", "smoke", "Zofia", "hospital", "Ember"] {
            #expect(!vendor.text.contains(word), "the vendor reads \(word)")
        }
    }

    @Test("two people who share a surname and a phone are not one customer")
    func namesakes() async throws {
        let margaret = try await bench.ask(
            "margaret.doyle@example.com", role: "compliance", subject: "compliance-1",
            purpose: "audit_disclosure")
        #expect(margaret.status == 200 && margaret.text.contains("kettle"))
        #expect(!margaret.text.contains("Harbour") && !margaret.text.contains("sean.doyle"))
    }

    @Test("unknown customers and another tenant's are one answer")
    func notFound() async throws {
        let unknown = try await bench.asAgent("nobody@example.org", purpose: "handle_complaint")
        let elsewhere = try await bench.ask(
            "oskar.lund@example.org", role: "agent", subject: "agent-1", purpose: "handle_complaint")
        for answer in [unknown, elsewhere] {
            #expect(answer.status == 404 && answer.document["code"] == "customer_not_found")
        }
        func plain(_ document: JSONValue) -> [String: JSONValue]? {
            document.object?.filter { $0.key != "receipt" }
        }
        #expect(plain(unknown.document) == plain(elsewhere.document))
    }

    @Test(
        "an unknown purpose, an unknown role, a purpose of another role and the operator are refused and recorded"
    )
    func refused() async throws {
        let email = "daniel.okafor@example.net"
        let cases: [(RoleID, PurposeID, Int, String)] = [
            ("agent", "read_everything", 422, "purpose_unknown"),
            ("janitor", "arrange_delivery", 403, "role_unknown"),
            ("agent", "audit_disclosure", 403, "purpose_not_allowed"),
            ("agent", "resolve_billing", 403, "purpose_not_allowed"),
            ("operator", "audit_disclosure", 403, "role_unknown"),
        ]
        for (role, purpose, status, code) in cases {
            let answer = try await bench.ask(email, role: role, subject: "agent-1", purpose: purpose)
            #expect(answer.status == status && answer.document["code"] == .string(code), "\(role) \(purpose)")
            #expect(answer.document["receipt"]?["index"]?.int != nil)
        }
        let report = try await bench.verifyLog()
        #expect(report.isSound && report.types.contains { $0.type == .refusal && $0.count == cases.count })
    }

    @Test("the same person keeps one id, and asking by that id gives the same customer")
    func stableID() async throws {
        let first = try await bench.asAgent("daniel.okafor@example.net", purpose: "arrange_delivery")
        let second = try await bench.asAgent("daniel.okafor@example.net", purpose: "arrange_delivery")
        let id = try #require(first.document["body"]?["customer"]?["id"]?.string)
        #expect(second.document["body"]?["customer"]?["id"]?.string == id)
    }

    @Test("many first requests for one customer at once all get a view, and one id")
    func race() async throws {
        let bench = bench
        let ids = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await bench.asAgent("daniel.okafor@example.net", purpose: "arrange_delivery")
                        .document["body"]?["customer"]?["id"]?.string
                }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(ids.count == 1 && !ids.contains(nil))
    }

    @Test("a token of a tenant that is not served is refused like any token that is not for this gateway")
    func foreignTenant() async throws {
        let answer = try await bench.ask(
            "daniel.okafor@example.net", role: "agent", subject: "agent-1", purpose: "arrange_delivery",
            tenant: "elsewhere")
        #expect(answer.status == 401 && answer.document["receipt"] == nil)
    }
}
