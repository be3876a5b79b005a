import Sodium
import AuditTrail
import FieldPolicy
import Briefing
import Conversations
import Foundation
import Testing

@testable import Gateway

@Suite("Nothing leaks")
struct LeakTests {
    private static let customers = [
        "daniel.okafor@example.net", "priya.raman@example.com", "t.zielinski@example.org",
        "eleanor.whitcombe@example.com", "margaret.doyle@example.com", "sean.doyle@example.org",
        "amelia.hart@example.net", "jonas.lindqvist@example.org", "ruth.abara@example.com",
        "v.marsh@example.com", "nadia.haddad@example.org",
    ]

    /// Letters and digits alone, lower case, so that spacing and punctuation hide nothing.
    private static func squeezed(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    @Test(
        "no vendor and no machine reads a value that its policy withholds, typed in any of the demo's messages"
    )
    func everyCustomer() async throws {
        let bench = try DemoBench()
        var viewCount = 0
        for email in Self.customers {
            for (role, subject, organisation) in [
                ("vendor_agent", "vendor-1", "brightline"), ("automation", "assistant-1", "larkfield"),
            ] {
                let policy = bench.root.rulebooks.current.policy
                for purpose in policy.role(try RoleID(role))?.purposes ?? [] {
                    let answer = try await bench.ask(
                        email, role: try RoleID(role), subject: try PrincipalID(subject),
                        organisation: try OrganisationID(organisation), purpose: purpose)
                    try await bench.forgetAnswers()
                    guard answer.status == 200 else { continue }
                    viewCount += 1
                    let text = (answer.document["body"] ?? .null).text()
                    let body = Self.squeezed(text)
                    let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
                    let hidden = try await bench.hiddenValues(
                        email: email, role: try RoleID(role), purpose: purpose)
                    #expect(!hidden.isEmpty)
                    for value in hidden where Self.squeezed(value).count >= 5 {
                        // WHY: squeezed together, "still in danger" spells a name; a lone word is looked for among words.
                        #expect(
                            value.allSatisfy(\.isLetter)
                                ? !words.contains(value.lowercased())
                                : !body.contains(Self.squeezed(value)),
                            "\(role) for \(purpose) of \(email) reads a hidden value")
                    }
                }
            }
        }
        #expect(viewCount >= 8)
    }

    @Test(
        "a canary runs through a whole request and is found in no log line, leaf, problem or answer of an outsider"
    )
    func canary() async throws {
        let canary = "4929000000006"
        let bench = try DemoBench(prepare: { folder in
            try folder.edit(
                "tickets",
                "UPDATE post SET html = html || '<p>my other card is \(canary)</p>' WHERE ticket_no = 5030")
            try folder.type("my other card is \(canary)")
        })
        let vendor = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
        #expect(vendor.status == 200 && !vendor.text.contains(canary))
        let refusal = try await bench.asAgent("daniel.okafor@example.net", purpose: "resolve_billing")
        #expect(refusal.status == 403 && !refusal.text.contains(canary))
        #expect(!bench.journal.text.contains(canary))
        #expect(!bench.journal.text.contains("daniel.okafor"))
        let report = try await bench.verifyLog()
        #expect(report.isSound)
        for path in bench.files() where !path.contains("stores/") {
            let bytes = FileManager.default.contents(atPath: bench.folder.path + "/" + path) ?? Data()
            #expect(bytes.range(of: Data(canary.utf8)) == nil, "\(path) holds the canary")
            #expect(bytes.range(of: Data("daniel.okafor".utf8)) == nil, "\(path) holds an address")
        }
    }

    @Test(
        "replacing a withheld value in a store leaves the vendor's body as it was, but for commitments and as_of"
    )
    func replaced() async throws {
        let seed: @Sendable (Int) -> [UInt8] = { [UInt8](repeating: 9, count: $0) }
        var bodies: [JSONValue] = []
        for card in ["4111 1111 1111 1111", "5555 5555 5555 4444"] {
            let bench = try DemoBench(prepare: { folder in
                try folder.type("card \(card) thanks")
            })
            let request = DemoBench.request("daniel.okafor@example.net", purpose: "arrange_delivery")
            let gateway = SummaryGateway(
                tenants: ["default"], rulebooks: bench.root.rulebooks, sources: bench.root.summaries.sources,
                ledger: bench.root.ledger,
                sealing: bench.root.summaries.sealing, digester: bench.root.summaries.digester,
                pseudonymiser: try SodiumPseudonymiser.withPublicTestKey(),
                clock: FixedClock(), entropy: seed, logger: bench.root.logger)
            let answer = await gateway.summary(
                request,
                caller: Caller(
                    tenant: "default", subject: "vendor-1", client: "tests", organisation: "brightline",
                    role: "vendor_agent"), trace: String(repeating: "c", count: 32))
            #expect(answer.status == 200)
            bodies.append(Self.comparable(try JSONValue(json: answer.bytes)["body"] ?? .null))
        }
        #expect(bodies[0] == bodies[1])
    }

    private static func comparable(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): .array(items.map(comparable))
        case .object(let members):
            .object(members.filter { $0.key != "commitment" && $0.key != "as_of" }.mapValues(comparable))
        default: value
        }
    }
}

private struct FixedClock: WallClock {
    func now() -> Timestamp { Timestamp(milliseconds: 1_773_100_000_000) }
}
