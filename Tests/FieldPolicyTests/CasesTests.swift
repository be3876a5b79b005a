import FieldPolicy
import RuleFiles
import Testing

@Suite struct CasesTests {
    private static let sound = """
          - name: a clerk reads names
            given: {role: clerk, purpose: serve}
            expect:
              - {rule: CLERK, treat: {person.name: show, contact.phone: {mask: last_four}}}
        """

    @Test("a case that is met says nothing") func met() throws {
        #expect(try SmallPolicy().cases(Self.sound).faults() == [])
    }

    @Test("a rule that no case names keeps the policy from loading") func uncovered() throws {
        let small = SmallPolicy().uncovered().cases(Self.sound)
        #expect(throws: RuleFileProblems.self) { try small.compiled() }
        #expect(
            try small.faults() == [
                "policy/rules.yaml:8: no case names rule COURIER",
                "policy/rules.yaml:14: no case names rule ROBOT",
                "policy/rules.yaml:20: no case names rule CARD-UP",
            ])
    }

    @Test("a case that is not met keeps the policy from loading") func notMet() throws {
        let small = SmallPolicy().cases(Self.sound).replacing(
            "person.name: show", by: "person.name: hash", in: "policy/cases/small.yaml")
        #expect(
            try small.faults() == [
                "policy/cases/small.yaml:6: case \"a clerk reads names\": expected person.name hash "
                    + "by CLERK, found show by CLERK"
            ])
        #expect(throws: RuleFileProblems.self) { try small.compiled() }
    }

    @Test("others: withhold finds what was not expected") func others() throws {
        let faults = try SmallPolicy().cases(Self.sound + "\n    others: withhold\n").faults()
        #expect(faults.count == 2)
        #expect(
            faults.first
                == "policy/cases/small.yaml:3: case \"a clerk reads names\": expected contact.email to be "
                + "withheld like all others, found show by CLERK")
    }

    @Test("a refusal is expected by its code") func refusals() throws {
        let right = "  - {name: no, given: {role: operator, purpose: serve}, refused: role_refused}\n"
        #expect(try SmallPolicy().cases(right).faults() == [])
        let wrong = "  - {name: no, given: {role: clerk, purpose: serve}, refused: role_refused}\n"
        #expect(
            try SmallPolicy().cases(wrong).faults() == [
                "policy/cases/small.yaml:3: case \"no\": expected a refusal, found a view"
            ])
        let other = "  - {name: no, given: {role: nobody, purpose: serve}, refused: role_refused}\n"
        #expect(try SmallPolicy().cases(other).faults().count == 1)
    }

    @Test("a slip in a case file is named with its line") func slip() throws {
        let faults = try SmallPolicy().cases("  - {name: no, gven: {role: clerk, purpose: serve}}\n").faults()
        #expect(
            faults == [
                "policy/cases/small.yaml:3: unknown key \"gven\" (did you mean \"given\"?), expected one of: "
                    + "name, given, expect, others, refused"
            ])
    }

    @Test("a treatment that no case watches is found by flipping it") func mutation() throws {
        let small = SmallPolicy().uncovered().cases(Self.sound)
        let policy = try small.unchecked()
        let score = try PolicyCases(folder: try small.folder()).mutationScore(of: policy)
        #expect(score.tried == 13)
        #expect(score.survivors.count == 10)
        #expect(
            score.survivors.map(\.description).contains(
                "policy/rules.yaml:12: no case notices when contact.phone of rule COURIER turns from show "
                    + "to withhold"
            ))
    }
}
