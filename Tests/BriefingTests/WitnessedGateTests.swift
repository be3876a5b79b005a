import AuditTrail
import Conversations
import FieldPolicy
import Testing

@testable import Briefing

@Suite("The gate and a log that nobody witnesses")
struct WitnessedGateTests {
    private func input(
        isOutside: Bool, isWitnessed: Bool, isFlagged: Bool = false, handling: Bool = false
    ) -> GateInput {
        GateInput(
            handling: isOutside ? .hold : (handling ? .warn : .pass), isOutside: isOutside,
            standings: [isFlagged ? .flagged([CaseConcern(category: nil, severity: 2)]) : .clear],
            hasFlagGap: false, isWitnessed: isWitnessed, isAssigned: true, isAcknowledged: true)
    }

    @Test("a silent witness holds every outside caller and nobody in house")
    func table() {
        let rows: [(isOutside: Bool, isWitnessed: Bool, isFlagged: Bool, warns: Bool, ruling: GateRuling)] = [
            (true, true, false, false, .pass), (true, false, false, false, .hold),
            (true, true, true, false, .hold), (true, false, true, false, .hold),
            (false, true, false, false, .pass), (false, false, false, false, .pass),
            (false, false, true, false, .pass), (false, true, true, true, .warn),
            (false, false, true, true, .warn),
        ]
        for row in rows {
            let input = input(
                isOutside: row.isOutside, isWitnessed: row.isWitnessed, isFlagged: row.isFlagged,
                handling: row.warns)
            #expect(Gate.rule(input) == row.ruling, "\(row)")
        }
    }

    @Test("a witness holds nothing open: what is not assessed stays held for everybody")
    func notAssessed() {
        for isWitnessed in [true, false] {
            let input = GateInput(
                handling: .pass, isOutside: false, standings: [.notAssessed], hasFlagGap: false,
                isWitnessed: isWitnessed, isAssigned: true, isAcknowledged: true)
            #expect(Gate.rule(input) == .hold)
        }
    }

    @Test(
        "an outside hold for a silent witness opens no case, tells the caller nothing of why, and the leaf says it"
    )
    func hold() throws {
        let bench = try Bench()
        for (role, purpose, subject) in [
            ("vendor_agent", "arrange_delivery", "vendor-1"),
            ("automation", "brief_automation", "assistant-1"),
        ] {
            let outcome = try bench.decide(
                role: try RoleID(role), purpose: try PurposeID(purpose), subject: try PrincipalID(subject),
                organisation: "brightline", isWitnessed: false)
            #expect(outcome.status == 202 && outcome.outcome == .hold, "\(role)")
            #expect(outcome.draft.type == .hold)
            #expect(!outcome.changes.contains { if case .openCase = $0 { true } else { false } })
            #expect(outcome.body["case"] == .null)
            #expect(outcome.body["reasons"] == nil && !outcome.body.text().contains("witness"))
            #expect(outcome.body["crisis"] == .null)
            #expect(outcome.draft.committed["review"]?["because"] == "log_not_witnessed")
            #expect(!outcome.draft.receiptMembers.contains("review"))
        }
    }

    @Test("an in-house agent and compliance get the same bytes whether or not the log is witnessed")
    func inHouse() throws {
        let bench = try Bench()
        for (role, purpose) in [("agent", "arrange_delivery"), ("compliance", "audit_disclosure")] {
            let bodies = try [true, false].map {
                try bench.decide(
                    role: try RoleID(role), purpose: try PurposeID(purpose), isWitnessed: $0
                ).body.text()
            }
            #expect(bodies[0] == bodies[1], "\(role)")
        }
    }
}
