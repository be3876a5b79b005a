import Conversations
import FieldPolicy
import RuleFiles
import Testing

@Suite struct AdaptedPolicyTests {
    private func folder(_ name: String) throws -> RuleFolder {
        try Shipped.folder().overlaid(
            by: try RuleFolder(directory: Shipped.directory() + "/../docs/policies/\(name)"))
    }

    @Test(
        "an adapted policy has no fault and no remark, and its cases notice every slip",
        arguments: ["bank", "health"])
    func sound(name: String) throws {
        let folder = try folder(name)
        let check = PolicyCheck(folder: folder)
        #expect(check.faults.map(\.description) == [])
        #expect(check.remarks.map(\.description) == [])
        let policy = try #require(check.policy)
        #expect(policy.id == "support-\(name)")
        let score = try PolicyCases(folder: folder).mutationScore(of: policy)
        #expect(score.survivors.map(\.description) == [])
    }

    @Test(
        "an adapted policy shows the roles of the retailer nothing that the retailer does not",
        arguments: ["bank", "health"])
    func noWider(name: String) throws {
        let shipped = try CompiledPolicy.load(folder: try Shipped.folder())
        let adapted = try CompiledPolicy.load(folder: try folder(name))
        let old = Set(shipped.classes.map(\.fieldClass))
        let diff = PolicyDiff(from: shipped, to: adapted)
        let widened = diff.changes.filter { change in
            shipped.role(change.example.role) != nil && old.contains(change.fieldClass)
                && change.direction != .narrowed
        }
        #expect(widened == [])
        #expect(diff.widens)
    }

    @Test("the bank's payments team sees the end of an IBAN, and the whole of it only when somebody agrees")
    func payments() throws {
        let policy = try CompiledPolicy.load(folder: try folder("bank"))
        let question = PolicyQuestion(role: "payments_agent", purpose: "resolve_payment")
        #expect(try policy.view(question).decision(for: "payment.iban").treatment == .mask(.lastFour))
        #expect(try policy.elevations(for: question, "payment.iban").map(\.id) == ["ELEVATE-PAYMENT-IBAN"])
    }

    @Test("a health detail is for clinicians, whatever is elevated or broken") func detail() throws {
        let policy = try CompiledPolicy.load(folder: try folder("health"))
        for role in policy.roles where role.id != "clinician" {
            for purpose in role.purposes {
                for elevation in [nil] + (policy.elevations + policy.breakGlass).map({ Optional($0.id) }) {
                    let view = try policy.view(role: role.id, purpose: purpose, elevation: elevation)
                    #expect(view.decision(for: "health.detail").treatment == .withhold)
                }
            }
        }
    }
}
