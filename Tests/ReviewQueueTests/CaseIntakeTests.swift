import Conversations
import ReviewQueue
import Testing

@Suite("Case intake")
struct CaseIntakeTests {
    private let conversation = ConversationID(source: "tickets", id: "1")

    private func makeCase(_ token: ReviewCaseToken, _ concerns: [CaseConcern]) -> ReviewCase {
        ReviewCase(
            token: token, tenant: "default",
            customer: CustomerID(
                ULID(at: Timestamp(milliseconds: 0), entropy: [UInt8](repeating: 1, count: 10))),
            conversation: conversation, concerns: concerns, openedAt: Timestamp(milliseconds: 0))
    }

    @Test("a first concern opens a case with one line a category")
    func opens() {
        let found = [
            CaseConcern(category: "legal", severity: 2), CaseConcern(category: "legal", severity: 3),
            CaseConcern(category: nil, severity: 1),
        ]
        let intake = CaseIntake.decide(found: found, pending: nil) { makeCase("new", $0) }
        #expect(
            intake
                == .open(
                    makeCase(
                        "new",
                        [
                            CaseConcern(category: nil, severity: 1),
                            CaseConcern(category: "legal", severity: 3),
                        ])))
    }

    @Test("a pending case stays while it covers every concern as gravely")
    func keeps() {
        let pending = makeCase("old", [CaseConcern(category: "legal", severity: 3)])
        let found = [CaseConcern(category: "legal", severity: 2)]
        #expect(CaseIntake.decide(found: found, pending: pending) { makeCase("new", $0) } == .keep(pending))
    }

    @Test(
        "a new category or a higher severity opens a new case that keeps the old concerns",
        arguments: [
            CaseConcern(category: "safety", severity: 1), CaseConcern(category: "legal", severity: 4),
        ])
    func grows(concern: CaseConcern) {
        let pending = makeCase("old", [CaseConcern(category: "legal", severity: 3)])
        let intake = CaseIntake.decide(found: [concern], pending: pending) { makeCase("new", $0) }
        guard case .open(let opened) = intake else {
            Issue.record("expected a new case")
            return
        }
        #expect(opened.token == "new")
        for old in pending.concerns {
            #expect(opened.concerns.contains { $0.category == old.category && $0.severity >= old.severity })
        }
        #expect(opened.concerns.contains(concern))
    }
}
