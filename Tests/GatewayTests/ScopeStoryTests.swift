import AuditTrail
import Briefing
import Conversations
import Foundation
import Ledger
import Testing

@testable import Gateway

@Suite("What a caller may draw on")
struct ScopeStoryTests {
    /// A body without what differs with every disclosure or moment.
    private static func comparable(_ value: JSONValue) -> JSONValue {
        let passing = ["commitment", "as_of", "record", "conversation", "source", "handle", "id"]
        return switch value {
        case .array(let items): .array(items.map(comparable))
        case .object(let members):
            .object(members.filter { !passing.contains($0.key) }.mapValues(comparable))
        default: value
        }
    }

    /// Two gateways have keys of their own, so tokens are numbered in the order in which they come: equal ones stay equal.
    private static func renamed(_ text: String) -> String {
        var names: [String: String] = [:]
        return text.replacing(/\b[0-9A-Z]{8}\b/) { match in
            let token = String(match.output)
            let name = names[token] ?? "token\(names.count)"
            names[token] = name
            return name
        }
    }

    @Test("a vendor's answer is the same with and without what is not the vendor's")
    func vendorScope() async throws {
        let alone = try DemoBench { folder in
            try folder.edit("tickets", "DELETE FROM post; DELETE FROM ticket_log; DELETE FROM ticket")
            try folder.edit("crm", "DELETE FROM activity; DELETE FROM crm_case")
        }
        let beside = try DemoBench()
        let bodies = try await [alone, beside].asyncMap {
            try await $0.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        }
        #expect(bodies.allSatisfy { $0.status == 200 })
        let texts = bodies.map { Self.renamed(Self.comparable($0.document["body"] ?? .null).text()) }
        #expect(texts[0] == texts[1])
        #expect(!bodies[1].text.contains("goods entrance is round the back"))
    }

    @Test("the subject of one organisation's person is nobody in another organisation")
    func anotherEmployer() async throws {
        let bench = try DemoBench()
        for organisation: OrganisationID in ["otherco", "larkfield"] {
            let answer = try await bench.ask(
                "daniel.okafor@example.net", role: "vendor_agent", subject: "vendor-1",
                organisation: organisation, purpose: "arrange_delivery")
            #expect(answer.status == 404, "\(organisation)")
        }
    }

    @Test("a customer without any conversation of the vendor's team is nobody, in the words for nobody")
    func notYours() async throws {
        let bench = try DemoBench()
        let theirs = try await bench.asVendor("eleanor.whitcombe@example.com", purpose: "resolve_issue")
        let nobody = try await bench.asVendor("nobody@example.org", purpose: "resolve_issue")
        #expect(theirs.status == 404)
        func plain(_ document: JSONValue) -> [String: JSONValue]? {
            document.object?.filter { $0.key != "receipt" }
        }
        #expect(plain(theirs.document) == plain(nobody.document))
        let openings = [theirs, nobody].map { $0.document["receipt"]?["openings"]?.array?.count }
        #expect(openings[0] == openings[1])
    }

    @Test(
        "nobody, somebody behind a fence and somebody out of scope are answered alike, and not before a slot is over"
    )
    func alike() async throws {
        let bench = try DemoBench()
        let clock = ContinuousClock()
        var bodies: Set<JSONValue> = []
        for email in ["nobody@example.org", "josie.farrow@example.com", "eleanor.whitcombe@example.com"] {
            let start = clock.now
            let answer = try await bench.asVendor(email, purpose: "resolve_issue")
            #expect(answer.status == 404)
            #expect(clock.now - start >= .milliseconds(SummaryGateway.absenceSlotMilliseconds))
            bodies.insert(.object((answer.document.object ?? [:]).filter { $0.key != "receipt" }))
        }
        #expect(bodies.count == 1)
    }

    @Test("staff and people whom the public knows are nobody without the pass, and the log tells who asked")
    func fences() async throws {
        let bench = try DemoBench()
        for email in ["josie.farrow@example.com", "isolde.vane@example.net"] {
            let agent = try await bench.asAgent(email, purpose: "arrange_delivery")
            #expect(agent.status == 404 && agent.document["code"] == "customer_not_found", "\(email)")
            let machine = try await bench.ask(
                email, role: "automation", subject: "assistant-1", purpose: "brief_automation")
            #expect(machine.status == 404)
            let senior = try await bench.ask(
                email, role: "senior_agent", subject: "senior-1", purpose: "arrange_delivery")
            #expect(senior.status == 200, "\(senior.text.prefix(300))")
        }
        let refusals = try await bench.root.ledger.leaves(of: "default", limit: 100, isOpened: true).leaves
            .filter { (try? Leaf(bytes: $0.bytes).type) == .refusal }
        #expect(refusals.count == 4 && refusals.allSatisfy { $0.customer != nil })
    }

    @Test(
        "an agent gets one purpose about a customer at a time, whatever program asks, and a colleague another"
    )
    func onePurpose() async throws {
        let bench = try DemoBench()
        let email = "daniel.okafor@example.net"
        #expect(try await bench.asAgent(email, purpose: "arrange_delivery").status == 200)
        let second = try await bench.asAgent(email, purpose: "handle_complaint")
        #expect(second.status == 403 && second.document["rule_id"] == "scope:one_purpose")
        #expect(second.document["request_access"]?.string?.isEmpty == false)
        #expect(second.document["receipt"]?["index"]?.int != nil)
        let colleague = try await bench.ask(
            email, role: "senior_agent", subject: "senior-1", purpose: "handle_complaint")
        #expect(colleague.status == 200)
        #expect(try await bench.asAgent(email, purpose: "arrange_delivery").status == 200)
    }

    @Test("of two purposes at the same moment one gets the view and the other the refusal")
    func atOnce() async throws {
        let bench = try DemoBench()
        let purposes: [PurposeID] = ["arrange_delivery", "handle_complaint"]
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for purpose in purposes + purposes + purposes {
                group.addTask {
                    try await bench.asAgent("daniel.okafor@example.net", purpose: purpose).status
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.allSatisfy { [200, 403, 409].contains($0) } && statuses.count { $0 == 200 } == 3)
    }

    @Test("a person who works with customers needs an open conversation of theirs; a token cannot assert one")
    func assigned() async throws {
        let bench = try DemoBench()
        for (subject, email) in [
            (PrincipalID("stranger"), "daniel.okafor@example.net"), ("agent-2", "daniel.okafor@example.net"),
            ("agent-1", "sean.doyle@example.org"),
        ] {
            let answer = try await bench.ask(
                email, role: "agent", subject: subject, purpose: "handle_complaint")
            #expect(
                answer.status == 403 && answer.document["rule_id"] == "scope:assigned", "\(subject) \(email)")
        }
        let closed = try await bench.asAgent(
            "daniel.okafor@example.net", purpose: "handle_complaint", conversation: "crm:K-304")
        #expect(closed.status == 403 && closed.document["rule_id"] == "scope:assigned")
    }

    @Test("at the bound every further customer is refused alike, known or not")
    func customersPerDay() async throws {
        let bench = try DemoBench(rules: try Self.rules(customersPerDay: 1))
        #expect(
            try await bench.asAgent("daniel.okafor@example.net", purpose: "arrange_delivery").status == 200)
        for email in ["victor@example.org", "v.marsh@example.com", "nobody@example.org"] {
            let answer = try await bench.asAgent(email, purpose: "handle_complaint")
            #expect(
                answer.status == 403 && answer.document["rule_id"] == "scope:customers_per_day", "\(email)")
        }
        #expect(
            try await bench.asAgent("daniel.okafor@example.net", purpose: "arrange_delivery").status == 200)
        #expect(try await bench.verifyLog().isSound)
    }

    /// The shipped rules with another bound for agents.
    private static func rules(customersPerDay: Int) throws -> String {
        let folder = FileManager.default.temporaryDirectory.path + "/throughline-rules-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: DemoBench.checkout + "/redaction-rules", toPath: folder)
        let path = folder + "/policy/roles.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let start = try #require(text.range(of: "  agent:\n"))
        let line = try #require(
            text.range(
                of: #"customers_per_day: [0-9]+"#, options: .regularExpression,
                range: start.upperBound..<text.endIndex))
        try text.replacingCharacters(in: line, with: "customers_per_day: \(customersPerDay)")
            .write(toFile: path, atomically: true, encoding: .utf8)
        return folder
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
