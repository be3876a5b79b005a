import Conversations
import FieldPolicy
import Testing

@Suite struct AccessTests {
    private func code(
        _ role: RoleID, _ purpose: PurposeID, _ type: ContactType = "general", actor: RoleID? = nil
    ) throws -> PolicyRefusal.Code? {
        let policy = try SmallPolicy().compiled()
        switch policy.access(role: role, actorRole: actor, purpose: purpose, contactType: type) {
        case .allowed: return nil
        case .refused(let refusal): return refusal.code
        }
    }

    @Test("a role may ask for its purposes where the contact type allows them") func allowed() throws {
        #expect(try code("clerk", "serve") == nil)
        #expect(try code("clerk", "serve", "unheard_of") == nil)
        #expect(try code("clerk", "ship", "parcel") == nil)
        #expect(try code("clerk", "ship", "general") == .purposeNotAllowed)
    }

    @Test("what the policy does not know is refused with a code of its own") func unknown() throws {
        #expect(try code("Clerk", "serve") == .roleUnknown)
        #expect(try code("clerk", "gossip") == .purposeUnknown)
        #expect(try code("robot", "ship", "parcel") == .purposeNotAllowed)
        #expect(try code("operator", "serve") == .roleRefused)
        #expect(try code("operator", "gossip") == .roleRefused)
    }

    @Test("an acting machine must be allowed the purpose itself") func actor() throws {
        #expect(try code("clerk", "serve", actor: "robot") == nil)
        #expect(try code("clerk", "ship", "parcel", actor: "robot") == .purposeNotAllowed)
        #expect(try code("clerk", "serve", actor: "toaster") == .roleUnknown)
        #expect(try code("clerk", "serve", actor: "operator") == .roleRefused)
    }

    @Test("a flag means the stricter of both roles' gates, and an unknown role is refused") func gates()
        throws
    {
        let policy = try SmallPolicy().compiled()
        #expect(policy.flagged(role: "clerk") == .warn)
        #expect(policy.flagged(role: "clerk", actorRole: "robot") == .hold)
        #expect(policy.flagged(role: "robot", actorRole: "clerk") == .hold)
        #expect(policy.flagged(role: "nobody") == .refuse)
        #expect(policy.flagged(role: "clerk", actorRole: "nobody") == .refuse)
    }

    @Test("a refused question has no view") func noView() throws {
        let policy = try SmallPolicy().compiled()
        #expect(throws: PolicyRefusal.self) { try policy.view(role: "operator", purpose: "serve") }
        #expect(throws: PolicyRefusal.self) { try policy.view(role: "robot", purpose: "ship") }
    }

    @Test("a refusal names what says so") func names() throws {
        let policy = try SmallPolicy().compiled()
        let ruling = policy.access(role: "clerk", purpose: "ship", contactType: "general")
        guard case .refused(let refusal) = ruling else {
            Issue.record("expected a refusal")
            return
        }
        #expect(refusal.rule == "purpose:ship")
        #expect(refusal.because == "what the conversation is about does not allow ship")
    }

    @Test("an explanation names every rule, its line and the ceiling") func explain() throws {
        let policy = try SmallPolicy().compiled()
        let question = PolicyQuestion(role: "clerk", actorRole: "robot", purpose: "serve")
        let explanation = try policy.explain(question, "person.name")
        #expect(explanation.contributions.map(\.rule) == ["CLERK", "ROBOT"])
        #expect(
            explanation.contributions.map(\.place.description) == [
                "policy/rules.yaml:6", "policy/rules.yaml:17",
            ])
        #expect(explanation.decision.rule == "ROBOT")
        let card = try policy.explain(PolicyQuestion(role: "clerk", purpose: "serve"), "payment.card")
        #expect(card.ceiling == .mask(.lastFour))
        #expect(card.contributions == [])
    }

    @Test("a caller who meets a withheld value learns which elevation to ask for") func ask() throws {
        let policy = try SmallPolicy().compiled()
        let clerk = PolicyQuestion(role: "clerk", purpose: "serve")
        #expect(try policy.elevations(for: clerk, "payment.card").map(\.id) == ["CARD-UP"])
        #expect(try policy.elevations(for: clerk, "payment.cvv") == [])
        let courier = PolicyQuestion(role: "courier", purpose: "ship")
        #expect(try policy.elevations(for: courier, "payment.card") == [])
    }
}
