import AuditTrail
import Conversations
import Testing

@Suite("Asking for leaves")
struct LeafFilterTests {
    private func filter(_ parameters: [(String, String)]) throws -> LeafFilter {
        try LeafFilter(parameters: parameters.map { (name: $0.0, value: $0.1) })
    }

    private func openings(_ row: LeafRow) throws -> [Opening] {
        guard case .opened(let list, _) = row.openings else { return [] }
        return list
    }

    @Test("every parameter reads, and is written again as it was")
    func everyParameter() throws {
        let all: [(String, String)] = [
            ("caller", "01J0000000000000000000000A"), ("client", "desk"),
            ("customer", "01J0000000000000000000000B"), ("flag", "legal"),
            ("from", "2026-03-01T00:00:00.000Z"), ("organisation", "northwind"),
            ("purpose", "arrange_delivery"), ("role", "vendor_agent"), ("rule", "show-orders"),
            ("shown", "order.id"), ("subject", "vendor-1"), ("type", "disclosure"), ("type", "hold"),
            ("until", "2026-03-02T00:00:00.000Z"), ("withheld", "contact"),
        ]
        let written = try filter(all).parameters
        #expect(written.map { "\($0.name)=\($0.value)" } == all.map { "\($0.0)=\($0.1)" })
        #expect(try filter([("outcome", "view"), ("outcome", "refusal")]).types == [.disclosure, .refusal])
    }

    @Test("an unknown, repeated or malformed parameter is an error that names it and never its value")
    func problems() {
        let wrong: [(String, [(String, String)])] = [
            ("costumer", [("costumer", "x")]), ("role", [("role", "a"), ("role", "b")]),
            ("from", [("from", "yesterday")]), ("type", [("type", "gossip")]), ("caller", [("caller", "me")]),
            ("subject", [("subject", "ada@example.org")]), ("shown", [("shown", "Contact!")]),
            ("purpose", [("purpose", "")]), ("outcome", [("outcome", "maybe")]),
        ]
        for (name, parameters) in wrong {
            #expect("\(name)") { try filter(parameters) } throws: { error in
                let problem = error as? LeafFilterProblem
                return problem?.parameter == name && !(problem?.message.contains("ada@") ?? true)
            }
        }
    }

    @Test("plain conditions look at the leaf, and time is half open")
    func plain() throws {
        let leaf = try Rows.row(.disclosure).leaf
        for (name, value, isMet) in [
            ("role", "vendor_agent", true), ("role", "agent", false), ("organisation", "northwind", true),
            ("organisation", "other", false), ("purpose", "arrange_delivery", true), ("type", "hold", false),
            ("from", "2026-03-01T09:00:00Z", true), ("until", "2026-03-01T09:00:00Z", false),
            ("caller", "01J0000000000000000000000A", false), ("outcome", "view", true),
        ] {
            #expect(try filter([(name, value)]).isMetInPlain(by: leaf) == isMet, "\(name) \(value)")
        }
    }

    @Test("conditions on openings find classes below the asked one, rules of fields and of flags, and flags")
    func opened() throws {
        let openings = try openings(Rows.row(.disclosure, members: Rows.answer))
        for (name, value, isMet) in [
            ("shown", "order.id", true), ("shown", "order", true), ("shown", "contact", false),
            ("withheld", "contact", true), ("withheld", "contact.email", true), ("withheld", "order", false),
            ("rule", "show-orders", true), ("rule", "vendor-contacts", true), ("rule", "solicitor", true),
            ("rule", "nobody", false), ("flag", "legal", true), ("flag", "safety", false),
        ] {
            #expect(try filter([(name, value)]).opened.isMet(by: openings) == isMet, "\(name) \(value)")
        }
        #expect(try filter([("shown", "order"), ("flag", "safety")]).opened.isMet(by: openings) == false)
        #expect(OpenedCondition().isEmpty && OpenedCondition().isMet(by: []))
        #expect(try filter([("flag", "legal"), ("role", "agent")]).namesOutsideLeaves == ["flag"])
    }
}
