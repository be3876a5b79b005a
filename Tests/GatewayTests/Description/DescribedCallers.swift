import Conversations
import Foundation

@testable import Gateway

/// Who asks the demo's gateway.
enum DescribedCallers {
    static let agent = caller("agent-1", "agent")
    static let senior = caller("senior-9", "senior_agent")
    static let reviewer = caller("reviewer-1", "reviewer")
    static let second = caller("reviewer-2", "reviewer")
    static let officer = caller("compliance-1", "compliance")
    static let vendor = caller("vendor-1", "vendor_agent", of: "brightline")
    static let dialler = caller("dialler", "automation", client: "dialler")

    static let calm: JSONValue = ["email": "daniel.okafor@example.net"]
    static let grave: JSONValue = ["email": "priya.raman@example.com"]
    static let words: JSONValue = "looked at all of it, nothing that harms anybody"

    /// A person who decides, and whoever is on duty, as a configuration names them.
    private static let configuration = """
        reviews:
          reviewers: [reviewer-1, reviewer-2]
          seniors: [reviewer-2]
          events: {file: reports/review-events.jsonl}
        duty:
          rota: [kim.duty, ada.duty]
          turn_days: 7
          starts: 2026-01-05T09:00:00Z
          pages: {file: reports/access-pages.jsonl}
          contact_clients: [dialler]

        """

    /// Names them in a demo's configuration.
    static func name(in folder: DemoFolder) throws {
        let text = try String(contentsOfFile: folder.configurationPath, encoding: .utf8)
        try (text + configuration).write(toFile: folder.configurationPath, atomically: true, encoding: .utf8)
    }

    private static func caller(
        _ subject: PrincipalID, _ role: RoleID, of organisation: OrganisationID = "larkfield",
        client: PrincipalID = "tests"
    ) -> Caller {
        Caller(tenant: "default", subject: subject, client: client, organisation: organisation, role: role)
    }
}
