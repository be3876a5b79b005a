import Conversations

/// One of the demo's callers, what it asks, and what it should get.
struct DemoCaller: Sendable {
    let title: String
    let caller: Caller
    let purpose: String
    let status: Int

    init(
        _ title: String, subject: PrincipalID, organisation: OrganisationID, role: RoleID, purpose: String,
        status: Int
    ) {
        self.title = title
        self.purpose = purpose
        self.status = status
        caller = Caller(
            tenant: "default", subject: subject, client: "throughline-demo", organisation: organisation,
            role: role)
    }
}

/// One of the demo's customers as four callers ask for them.
struct DemoScene: Sendable {
    let title: String
    let email: String
    let callers: [DemoCaller]

    /// A plain question about a delivery.
    static let calm = DemoScene(
        title: "Daniel Okafor asks when his desk comes", email: "daniel.okafor@example.net",
        callers: [
            DemoCaller(
                "agent", subject: "agent-1", organisation: "larkfield", role: "agent",
                purpose: "arrange_delivery",
                status: 200),
            DemoCaller(
                "vendor_agent", subject: "vendor-1", organisation: "brightline", role: "vendor_agent",
                purpose: "arrange_delivery", status: 200),
            DemoCaller(
                "automation", subject: "assistant-1", organisation: "larkfield", role: "automation",
                purpose: "brief_automation", status: 200),
            DemoCaller(
                "compliance", subject: "compliance-1", organisation: "larkfield", role: "compliance",
                purpose: "audit_disclosure", status: 200),
        ])

    /// A heater that hurt a child: a person has to look first.
    static let flagged = DemoScene(
        title: "Tomasz Zielinski's heater burned his daughter", email: "t.zielinski@example.org",
        callers: [
            DemoCaller(
                "agent", subject: "agent-1", organisation: "larkfield", role: "agent",
                purpose: "follow_up_safety", status: 202),
            DemoCaller(
                "vendor_agent", subject: "vendor-1", organisation: "brightline", role: "vendor_agent",
                purpose: "arrange_delivery", status: 202),
            DemoCaller(
                "automation", subject: "assistant-1", organisation: "larkfield", role: "automation",
                purpose: "brief_automation", status: 202),
            DemoCaller(
                "compliance", subject: "compliance-1", organisation: "larkfield", role: "compliance",
                purpose: "audit_disclosure", status: 200),
        ])
}
