import Conversations
import FieldPolicy
import GatewayTestSupport
import RuleFiles
import Testing

@Suite struct ShippedPolicyTests {
    @Test("the shipped policy has no fault and no remark") func sound() throws {
        let check = PolicyCheck(folder: try Shipped.folder())
        #expect(check.faults.map(\.description) == [])
        #expect(check.remarks.map(\.description) == [])
    }

    @Test("every rule and elevation is named by a case") func coverage() throws {
        let folder = try Shipped.folder()
        let policy = try CompiledPolicy.load(folder: folder)
        let cases = try PolicyCases(folder: folder)
        #expect(cases.uncoveredRules(in: policy) == [])
        #expect(cases.failures(under: policy) == [])
        #expect(cases.count >= 60)
    }

    @Test("flipping any treatment and dropping any condition fails a case") func mutation() throws {
        let folder = try Shipped.folder()
        let score = try PolicyCases(folder: folder).mutationScore(of: try CompiledPolicy.load(folder: folder))
        #expect(score.tried > 100)
        #expect(score.survivors.map(\.description) == [])
    }

    @Test("every role and purpose that the gateway promises is there") func catalogue() throws {
        let policy = try CompiledPolicy.load(folder: try Shipped.folder())
        let roles: [RoleID] = [
            "agent", "automation", "compliance", "operator", "reviewer", "senior_agent", "vendor_agent",
        ]
        #expect(policy.roles.map(\.id) == roles)
        #expect(policy.purposes.count >= 10)
        #expect(policy.role("reviewer")?.purposes == ["review_case"])
        #expect(policy.role("compliance")?.purposes == ["audit_disclosure"])
        #expect(policy.role("operator")?.flagged == .refuse)
        #expect(policy.role("vendor_agent")?.flagged == .hold)
        #expect(policy.role("automation")?.flagged == .hold)
        #expect(policy.role("agent")?.flagged == .warn)
    }

    @Test("the table says in every cell what the rules say when they are read one by one") func reference()
        throws
    {
        let policy = try CompiledPolicy.load(folder: try Shipped.folder())
        let reference = PolicyReference(policy.source)
        var generator = SeededGenerator(seed: 41)
        let regions: [RegionID?] = [nil, "EU", "UK", "BR"]
        let consents: [[ConsentID]] = [[], ["marketing"], ["share_with_carrier"], ["cookies", "marketing"]]
        let elevations = [nil] + policy.elevations.map(\.id)
        for role in policy.roles {
            for purpose in role.purposes {
                let question = PolicyQuestion(
                    role: role.id, purpose: purpose, region: regions.randomElement(using: &generator) ?? nil,
                    consents: consents.randomElement(using: &generator) ?? [],
                    elevation: elevations.randomElement(using: &generator) ?? nil)
                let view = try policy.view(question)
                for fieldClass in view.fieldClasses {
                    #expect(view.decision(for: fieldClass) == reference.decision(question, fieldClass))
                }
            }
        }
    }
}
