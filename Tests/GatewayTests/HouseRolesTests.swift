import Briefing
import Conversations
import Testing

@testable import Gateway

@Suite("Roles of the house")
struct HouseRolesTests {
    private func caller(_ role: RoleID, of organisation: OrganisationID) -> Caller {
        Caller(tenant: "default", subject: "rosa", client: "tests", organisation: organisation, role: role)
    }

    @Test(
        "roles of the house are for the house; partners and machines come from anywhere",
        arguments: [
            ("reviewer", "brightline", false), ("senior_agent", "brightline", false),
            ("compliance", "brightline", false), ("operator", "brightline", false),
            ("agent", "larkfield", true), ("vendor_agent", "brightline", true),
            ("automation", "brightline", true), ("unheard_of", "brightline", true),
        ])
    func house(_ role: String, _ organisation: String, _ isAdmitted: Bool) throws {
        let policy = try ShippedRules.rulebook().policy
        let caller = caller(try RoleID(role), of: try OrganisationID(organisation))
        #expect(GatewayRoot.mayHaveRole(caller, house: ["larkfield"], policy: policy) == isAdmitted)
        #expect(GatewayRoot.mayHaveRole(caller, house: nil, policy: policy))
    }
}
