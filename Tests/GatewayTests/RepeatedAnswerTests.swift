import AuditTrail
import Conversations
import Foundation
import Testing

@testable import Gateway

@Suite("Asking again")
struct RepeatedAnswerTests {
    @Test(
        "the same question twice leaves two leaves, and rules reloaded in between decide over the second answer"
    )
    func reloaded() async throws {
        let rules = try FaultTests.copyOfRules(adding: [:])
        defer { try? FileManager.default.removeItem(atPath: rules) }
        let bench = try DemoBench(rules: rules)
        func ask() async throws -> (body: JSONValue, leaf: Leaf) {
            let answer = try await bench.asVendor("daniel.okafor@example.net", purpose: "arrange_delivery")
            #expect(answer.status == 200)
            let receipt = try #require(answer.document["receipt"].flatMap(Receipt.init(json:)))
            return (answer.document["body"] ?? .null, try Leaf(bytes: receipt.leaf))
        }
        func withholdsOrders(_ body: JSONValue) -> Bool {
            body["withheld"]?.array?.contains { $0["class"] == "order.id" } ?? false
        }
        let first = try await ask()
        let again = try await ask()
        #expect(first.leaf.id != again.leaf.id && again.leaf.number == first.leaf.number + 1)
        #expect(first.leaf.bodyDigest != again.leaf.bodyDigest, "each answer has keys of its own")
        #expect(!withholdsOrders(first.body) && !withholdsOrders(again.body))
        // The rules and the cases that tell of them are changed together, as somebody who edits a policy would.
        let shown = (old: "order.id: show\n", new: "order.id: withhold\n")
        let machine = "          order.id: {pseudonymise: conversation}\n          person.name:"
        let conditions = rules + "/policy/cases/conditions.yaml"
        for path in [
            rules + "/policy/rules/vendors.yaml", rules + "/policy/cases/vendor_agent.yaml", conditions,
        ] {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let cases = text.components(separatedBy: "\n  - name: ").map { part in
                guard path == conditions else { return part.replacing(shown.old, with: shown.new) }
                guard part.contains("role: vendor_agent") || part.contains("for a carrier") else {
                    return part
                }
                return part.replacing(shown.old, with: shown.new).replacing(
                    machine, with: "          person.name:"
                ).replacing(
                    "      - rule: VENDOR-OUR-VIEW\n",
                    with: part.contains(machine)
                        ? "      - rule: VENDOR-ORDER\n        treat:\n          order.id: withhold\n"
                            + "      - rule: VENDOR-OUR-VIEW\n" : "      - rule: VENDOR-OUR-VIEW\n")
            }
            let changed = cases.joined(separator: "\n  - name: ")
            #expect(changed != text)
            try changed.write(toFile: path, atomically: true, encoding: .utf8)
        }
        await bench.root.reloading.reload()
        let later = try await ask()
        #expect(withholdsOrders(later.body), "\(bench.journal.text)")
        #expect(
            later.leaf.rulesDigest != again.leaf.rulesDigest && later.leaf.number == again.leaf.number + 1)
        let report = try await bench.verifyLog()
        #expect(report.isSound && report.types.contains { $0.type == .disclosure && $0.count == 3 })
    }
}
