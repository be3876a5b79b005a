import Conversations
import FieldPolicy
import Testing

@Suite struct SemanticsTests {
    private func rule(_ id: String, _ treat: String) -> String {
        "rules:\n  - {id: \(id), roles: [clerk], purposes: [serve], treat: \(treat), because: more}\n"
    }

    @Test("what no rule names is withheld and says so") func byDefault() throws {
        let view = try SmallPolicy().compiled().view(role: "robot", purpose: "serve")
        #expect(view.decision(for: "contact.phone") == .byDefault)
        #expect(view.decision(for: "shoe.size") == .byDefault)
    }

    @Test("within one rule the specific class beats the general") func specific() throws {
        let view = try SmallPolicy().compiled().view(role: "clerk", purpose: "serve")
        #expect(view.decision(for: "contact.email").treatment == .show)
        #expect(view.decision(for: "contact.phone").treatment == .mask(.lastFour))
    }

    @Test("between rules the more restrictive wins and gives its name") func restrictive() throws {
        let policy = try SmallPolicy().adding(
            "policy/more.yaml", rule("STRICT", "{person.name: withhold, contact.email: {mask: keep_format}}")
        ).unchecked()
        let view = try policy.view(role: "clerk", purpose: "serve")
        #expect(view.decision(for: "person.name").treatment == .withhold)
        #expect(view.decision(for: "person.name").rule == "STRICT")
        #expect(view.decision(for: "contact.email").treatment == .mask(.keepFormat))
        #expect(
            try policy.view(role: "clerk", purpose: "ship").decision(for: "person.name").treatment == .show)
    }

    @Test("treatments that cannot be ordered join to withhold, and the check tells where") func incomparable()
        throws
    {
        let small = SmallPolicy().adding("policy/more.yaml", rule("TOKEN", "{contact.phone: hash}"))
            .adding("policy/other.yaml", rule("SHOWN", "{payment.card: {mask: last_four}}"))
        let source = try PolicyReader.read(try small.folder())
        let decision = try CompiledPolicy(unchecked: source).view(role: "clerk", purpose: "serve")
            .decision(for: "contact.phone")
        #expect(decision.treatment == .withhold)
        #expect(decision.rule == "incomparable")
        #expect(
            try small.remarks() == [
                "policy/more.yaml:3: rules CLERK and TOKEN cannot be ordered on contact.phone for clerk, "
                    + "serve: the value is withheld"
            ])
    }

    @Test("a region and a consent must both be there; unknown ones count as none") func conditions() throws {
        let policy = try SmallPolicy().compiled()
        func phone(_ region: RegionID?, _ consents: [ConsentID]) throws -> Treatment {
            try policy.view(role: "courier", purpose: "ship", region: region, consents: consents)
                .decision(for: "contact.phone").treatment
        }
        #expect(try phone("GB", ["calls"]) == .show)
        #expect(try phone("GB", ["calls", "cookies"]) == .show)
        #expect(try phone("US", ["calls"]) == .withhold)
        #expect(try phone("XX", ["calls"]) == .withhold)
        #expect(try phone(nil, ["calls"]) == .withhold)
        #expect(try phone("GB", ["cookies"]) == .withhold)
        #expect(try phone("GB", []) == .withhold)
    }

    @Test("an elevation replaces the cell up to the ceiling, for its own role and purpose only")
    func elevation() throws {
        let policy = SmallPolicy().replacing(
            "payment.card: {mask: last_four}", by: "contact.phone: show, payment.card: show",
            in: "policy/rules.yaml")
        let source = try PolicyReader.read(try policy.folder())
        let compiled = CompiledPolicy(unchecked: source)
        let up = try compiled.view(role: "clerk", purpose: "serve", elevation: "CARD-UP")
        #expect(up.decision(for: "contact.phone").treatment == .show)
        #expect(up.decision(for: "contact.phone").rule == "CARD-UP")
        #expect(up.decision(for: "payment.card").treatment == .mask(.lastFour))
        #expect(up.decision(for: "payment.card").rule == "ceiling")
        #expect(up.decision(for: "contact.email").treatment == .show)
        let elsewhere = try compiled.view(role: "clerk", purpose: "ship", elevation: "CARD-UP")
        #expect(elsewhere.decision(for: "contact.phone").treatment == .mask(.lastFour))
        #expect(elsewhere.decision(for: "payment.card").treatment == .withhold)
    }

    @Test("a security code is withheld even from a rule for everything") func cvv() throws {
        let small = SmallPolicy().adding("policy/more.yaml", rule("ALL", "{payment: show}"))
        let source = try PolicyReader.read(try small.folder())
        let decision = try CompiledPolicy(unchecked: source).view(role: "clerk", purpose: "serve")
            .decision(for: "payment.cvv")
        #expect(decision.treatment == .withhold)
        #expect(decision.rule == "ceiling")
    }

    @Test("a machine that acts for a person sees the stricter of both") func actor() throws {
        let view = try SmallPolicy().compiled().view(role: "clerk", actorRole: "robot", purpose: "serve")
        #expect(view.decision(for: "person.name").treatment == .pseudonymise(.conversation))
        #expect(view.decision(for: "person.name").rule == "ROBOT")
        #expect(view.decision(for: "contact.phone").treatment == .withhold)
        #expect(view.decision(for: "text.public").treatment == .show)
    }
}
