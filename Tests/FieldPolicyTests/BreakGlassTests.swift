import Conversations
import FieldPolicy
import Testing

@Suite struct BreakGlassTests {
    private static let glass = """
        break_glass:
          - id: GLASS
            roles: [clerk]
            purposes: [serve]
            treat: {contact.*: show, payment.card: show}
            minutes_max: 15
            newest_lines: 3
            review_hours: 24
            because: somebody is in danger
        """

    private func broken(_ glass: String = glass) -> SmallPolicy {
        SmallPolicy().adding("policy/glass.yaml", glass).covering(
            "{name: g, given: {role: clerk, purpose: serve, elevation: GLASS}, "
                + "expect: [{rule: GLASS, treat: {contact.phone: show, contact.email: show}}]}")
    }

    @Test("broken glass shows what it names up to the ceiling, and nothing else") func cells() throws {
        let small = broken(
            Self.glass.split(separator: ", payment.card: show").joined())
        let policy = try small.compiled()
        let view = try policy.view(role: "clerk", purpose: "serve", elevation: "GLASS")
        #expect(view.decision(for: "contact.phone").treatment == .show)
        #expect(view.decision(for: "person.name").treatment == .withhold)
        #expect(view.decision(for: "text.public").rule == "GLASS")
        #expect(
            try policy.view(role: "clerk", purpose: "ship", elevation: "GLASS").decision(for: "person.name")
                .treatment == .show)
        #expect(policy.breakGlass.map(\.id) == ["GLASS"])
        #expect(policy.elevations.map(\.id) == ["CARD-UP"])
        #expect(policy.elevation("GLASS")?.breakGlass?.newestLines == 3)
        let reference = PolicyReference(policy.source)
        for one in view.fieldClasses {
            let question = PolicyQuestion(role: "clerk", purpose: "serve", elevation: "GLASS")
            #expect(reference.decision(question, one) == view.decision(for: one))
        }
    }

    @Test("an entry above a ceiling is told, because it decides nothing") func ceiling() throws {
        #expect(
            try broken().faults().contains { $0.contains("payment.card: show of rule GLASS decides no cell") }
        )
    }

    @Test("a caller who meets a withheld value is not told to break glass") func notOffered() throws {
        let policy = try broken(Self.glass.split(separator: ", payment.card: show").joined()).compiled()
        let asked = PolicyQuestion(role: "clerk", purpose: "serve")
        #expect(try policy.elevations(for: asked, "contact.phone") == [])
    }

    @Test(
        "only people of the house break glass, within bounds",
        arguments: [
            ("roles: [clerk]", "roles: [courier]", "people of the house, found \"courier\""),
            ("roles: [clerk]", "roles: [operator]", "people of the house, found \"operator\""),
            ("minutes_max: 15", "minutes_max: 16", "expected a number from 1 to 15, found 16"),
            ("newest_lines: 3", "newest_lines: 51", "expected a number from 1 to 50, found 51"),
            ("review_hours: 24", "review_hours: 73", "expected a number from 1 to 72, found 73"),
            (
                "newest_lines: 3", "newest_line: 3",
                "unknown key \"newest_line\" (did you mean \"newest_lines\"?)"
            ),
            ("minutes_max: 15", "minutes_max: 15\n    approvers: [clerk]", "unknown key \"approvers\""),
        ])
    func bounds(text: String, other: String, fault: String) throws {
        let faults = try broken(
            Self.glass.split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
        ).faults()
        #expect(faults.contains { $0.hasPrefix("policy/glass.yaml:") && $0.contains(fault) }, "\(faults)")
    }
}
