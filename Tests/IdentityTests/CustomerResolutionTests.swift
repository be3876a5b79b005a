import Conversations
import GatewayTestSupport
import Identity
import RuleFiles
import Testing

/// Rows that answer look-ups as a source does: by equality of the normalised key.
struct RowStore {
    let rules: IdentityRules
    let rows: [Person]

    /// Runs a resolution to its end, answers in the given order.
    func resolve(_ key: PersonKey, answers: ([Person]) -> [Person] = { $0 }) -> ResolutionOutcome {
        let sources = Set(rows.map(\.reference.source)).sorted()
        var resolution = CustomerResolution(rules: rules, key: key, sources: sources)
        while true {
            let lookups = resolution.nextLookups()
            guard !lookups.isEmpty else { return resolution.outcome }
            resolution.receive(answers(lookups.flatMap(rows(for:))))
        }
    }

    private func rows(for lookup: PersonLookup) -> [Person] {
        rows.filter { row in
            guard row.reference.source == lookup.source else { return false }
            if case .external(system: lookup.source, let id) = lookup.key { return row.reference.id == id }
            return row.identifiers.contains { rules.normalise($0.key) == rules.normalise(lookup.key) }
        }
    }
}

@Suite("From a key to a customer")
struct CustomerResolutionTests {
    let rules: IdentityRules

    init() throws {
        rules = try IdentityRules(folder: RuleFolder(directory: ruleDirectory))
    }

    private func members(_ outcome: ResolutionOutcome) -> [String]? {
        guard case .found(let customer) = outcome else { return nil }
        return customer.persons.map { "\($0.reference.source):\($0.reference.id)" }
    }

    @Test("one verified address leads over a declared id to the rows of three stores")
    func threeStores() {
        let store = RowStore(
            rules: rules,
            rows: [
                Person("crm:C-1", [(.email("ada@example.com"), .verified)]),
                Person("tickets:7", [(.external(system: "crm", id: "C-1"), .verified)]),
                Person("chat:u-1", [(.email("Ada@example.com"), .verified)]),
                Person("chat:u-2", [(.email("ada@example.com"), .observed)]),
            ])
        let expected = ["chat:u-1", "crm:C-1", "tickets:7"]
        #expect(members(store.resolve(.email("ADA@example.com"))) == expected)
        #expect(members(store.resolve(.external(system: "tickets", id: "7"))) == expected)
        #expect(members(store.resolve(.external(system: "crm", id: "C-1"))) == expected)
        guard case .found(let customer) = store.resolve(.email("ada@example.com")) else { return }
        #expect(customer.joins.map(\.rule) == ["join.external_id", "join.verified_email"])
        #expect(customer.possible.map(\.rule) == ["suggest.email"])
    }

    @Test("a household's number names two people and so nobody")
    func householdPhone() {
        let store = RowStore(
            rules: rules,
            rows: [
                Person(
                    "crm:C-5", [(.phone("0161 496 0155"), .asserted), (.email("m@example.com"), .verified)]),
                Person(
                    "crm:C-6", [(.phone("0161 496 0155"), .asserted), (.email("s@example.org"), .verified)]),
            ])
        #expect(store.resolve(.phone("+44 161 496 0155")) == .ambiguous)
        #expect(members(store.resolve(.email("m@example.com"))) == ["crm:C-5"])
    }

    @Test("an unverified sender gets only that row, and a verified one is not pulled into it")
    func unverifiedSender() {
        let store = RowStore(
            rules: rules,
            rows: [
                Person("chat:u-9", [(.email("victim@example.com"), .observed)]),
                Person("crm:C-1", [(.email("victim@example.com"), .verified)]),
            ])
        #expect(members(store.resolve(.external(system: "chat", id: "u-9"))) == ["chat:u-9"])
        #expect(members(store.resolve(.email("victim@example.com"))) == ["crm:C-1"])
    }

    @Test("a key that nobody carries, or that is none, names nobody")
    func nobody() {
        let store = RowStore(rules: rules, rows: [Person("crm:C-1", [(.email("a@example.com"), .verified)])])
        #expect(store.resolve(.email("b@example.com")) == .nobody)
        #expect(store.resolve(.email("a@example.com' OR 1=1 --")) == .nobody)
        #expect(store.resolve(.external(system: "crm", id: "C-2")) == .nobody)
    }

    @Test("over the cap of a cluster nothing is joined at all")
    func clusterCap() {
        let links = (1...9).map {
            Person("tickets:\($0)", [(.external(system: "crm", id: "C-1"), .verified)])
        }
        let store = RowStore(rules: rules, rows: links + [Person("crm:C-1")])
        #expect(members(store.resolve(.external(system: "crm", id: "C-1"))) == ["crm:C-1"])
    }

    @Test(
        "nobody is joined to anybody else over generated shared numbers, mailboxes, names and spoofed senders"
    )
    func zeroWrongJoins() {
        var generator = SeededGenerator(seed: 7)
        for round in 0..<8 {
            let store = RowStore(rules: rules, rows: rows(of: 5, round: round, &generator))
            for row in store.rows {
                let start = PersonKey.external(system: row.reference.source, id: row.reference.id)
                let plain = store.resolve(start)
                guard let found = members(plain) else { continue }
                let owners = Set(found.map { $0.split(separator: "-").last })
                #expect(owners.count == 1, "\(found)")
                #expect(members(store.resolve(start) { $0.reversed() }) == found)
            }
        }
    }

    /// Rows of some people; ids end in `-person`, so that a wrong join shows.
    private func rows(of people: Int, round: Int, _ generator: inout SeededGenerator) -> [Person] {
        (0..<people).flatMap { person -> [Person] in
            let own = PersonKey.email("p\(person)@example.com")
            let shared = PersonKey.phone("0161 496 01\(10 + Int.random(in: 0..<2, using: &generator))")
            let role = PersonKey.email("info@shop\(Int.random(in: 0..<2, using: &generator)).example")
            let victim = PersonKey.email("p\(Int.random(in: 0..<people, using: &generator))@example.com")
            let name = Field(name: "name", fieldClass: "person.name", value: "Sam Doyle")
            return [
                Person("crm:\(round)-\(person)", [(own, .verified), (shared, .asserted)], fields: [name]),
                Person(
                    "tickets:\(round)-\(person)",
                    [(.external(system: "crm", id: "\(round)-\(person)"), .verified), (role, .verified)],
                    fields: [name]),
                Person("chat:\(round)-\(person)", [(own, .verified), (shared, .verified)]),
                Person("chat:spoof\(round)-x\(person)", [(victim, .observed), (shared, .observed)]),
            ]
        }
    }
}
