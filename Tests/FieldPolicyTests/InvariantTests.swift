import Conversations
import FieldPolicy
import Testing

@Suite struct InvariantTests {
    private func faults(_ invariant: String) throws -> [String] {
        try SmallPolicy().adding("policy/invariants.yaml", "invariants:\n  - \(invariant)\n").faults()
    }

    @Test("a broken invariant names the cell, the rule and both places") func never() throws {
        let faults = try faults(
            "{id: NO-NUMBERS, never: {roles: [courier], classes: [contact.*], more_than: hash}, because: no}")
        #expect(
            faults == [
                "policy/invariants.yaml:3: invariant NO-NUMBERS is broken: for courier, ship, region GB, "
                    + "consent calls, contact.phone is show by COURIER (policy/rules.yaml:8), more than hash"
            ])
    }

    @Test("an invariant that holds is silent") func holds() throws {
        #expect(
            try faults(
                "{id: TOKENS, never: {roles: [robot], classes: [person.*], "
                    + "more_than: {pseudonymise: conversation}}, because: no}") == [])
        #expect(
            try faults(
                "{id: SHIP, never: {roles: \"*\", purposes: [ship], classes: [payment.*]}, because: no}")
                == [])
    }

    @Test("a treatment that cannot be ordered with the bound breaks it") func unordered() throws {
        let faults = try faults(
            "{id: HASHED, never: {roles: [robot], classes: [person.name], more_than: hash}, because: no}")
        #expect(faults.count == 1)
    }

    @Test("elevated cells count as well") func elevated() throws {
        let faults = try faults(
            "{id: NO-CARDS, never: {roles: [clerk], classes: [payment.card]}, because: no}")
        #expect(faults.count == 1)
        #expect(
            faults.first?.contains(
                "elevation CARD-UP, payment.card is mask(last_four) by CARD-UP (policy/rules.yaml:20)")
                == true)
    }

    @Test("two classes that may not be seen together, in one view or over all purposes") func together()
        throws
    {
        let inView =
            "{id: APART, never_together: {roles: [clerk], classes: [person.name, payment.card], "
            + "across: view}, because: no}"
        #expect(try faults(inView).count == 1)
        let split = SmallPolicy().replacing(
            "purposes: \"*\"", by: "purposes: [ship]", in: "policy/rules.yaml"
        ).replacing(
            "role: clerk, purpose: serve}", by: "role: clerk, purpose: ship}",
            in: "policy/cases/covering.yaml")
        let apart = split.adding("policy/invariants.yaml", "invariants:\n  - \(inView)\n")
        #expect(try apart.faults() == [])
        let overall = split.adding(
            "policy/invariants.yaml",
            "invariants:\n  - \(inView.split(separator: "view").joined(separator: "role"))\n")
        #expect(try overall.faults().count == 1)
    }

    @Test("the union of a role shows what asking for every purpose would win") func union() throws {
        let unions = PolicyCheck(folder: try SmallPolicy().folder()).unions
        let courier = try #require(unions.first { $0.role == "courier" })
        #expect(courier.lines.map(\.fieldClass) == ["contact.phone"])
        #expect(courier.lines.first?.treatments.first?.purposes == ["ship"])
        #expect(unions.first { $0.role == "operator" }?.lines == [])
    }
}
