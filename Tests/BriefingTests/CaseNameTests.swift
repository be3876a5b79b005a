import Briefing
import Conversations
import Sodium
import Testing

@Suite struct CaseNameTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    private var flagged: SampleHistory {
        var history = SampleHistory()
        history.chat = "I have written to my lawyer, and we are going to court about this."
        return history
    }

    private func shownCase(_ role: RoleID, _ organisation: OrganisationID) throws -> String? {
        let outcome = try bench.decide(
            flagged, role: role, purpose: "arrange_delivery", organisation: organisation)
        #expect(outcome.status == 202)
        return outcome.body["case"]?.string
    }

    @Test("two organisations outside are told two names of one case, and each the same name every time")
    func outside() throws {
        let one = try #require(try shownCase("vendor_agent", "brightline"))
        let two = try #require(try shownCase("vendor_agent", "northway"))
        #expect(one != two)
        #expect(try shownCase("vendor_agent", "brightline") == one)
        #expect(one.count == 24)
    }

    @Test("people in house are told the token that acknowledges")
    func inHouse() throws {
        let token = try #require(try shownCase("agent", "larkfield"))
        let other = try #require(try shownCase("vendor_agent", "brightline"))
        #expect(token != other)
        let names = CaseNames(pseudonymiser: try SodiumPseudonymiser.withPublicTestKey())
        #expect(
            try names.name(of: ReviewCaseToken(token), tenant: "default", outside: "brightline") == other)
    }
}
