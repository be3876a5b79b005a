import Conversations
import FieldPolicy
import Testing

@Suite struct DiffTests {
    private static let rules = "policy/rules.yaml"

    @Test("a policy does not differ from itself") func same() throws {
        let policy = try SmallPolicy().compiled()
        #expect(PolicyDiff(from: policy, to: policy).changes == [])
    }

    @Test("dropping a condition widens the cells that it kept closed, with an example") func widened() throws
    {
        let before = try SmallPolicy().compiled()
        let after = try SmallPolicy().replacing(
            "regions: [GB], consents: [calls]", by: "consents: [calls]", in: Self.rules
        ).compiled()
        let diff = PolicyDiff(from: before, to: after)
        let change = try #require(diff.changes.first)
        #expect(diff.changes.count == 1)
        #expect(change.direction == .widened)
        #expect(change.isExternal)
        #expect(change.fieldClass == "contact.phone")
        #expect(change.example.region == nil)
        #expect(change.example.consents == ["calls"])
        #expect(change.cellCount == 4)
        #expect(diff.widens)
        let back = PolicyDiff(from: after, to: before)
        #expect(back.changes.map(\.direction) == [.narrowed])
        #expect(!back.widens)
    }

    @Test("treatments that cannot be ordered count as changed, a new role as widened") func changed() throws {
        let before = try SmallPolicy().compiled()
        let hashed = try SmallPolicy().replacing(
            "pseudonymise: conversation", by: "mask: last_four", in: Self.rules
        )
        .compiled()
        #expect(PolicyDiff(from: before, to: hashed).changes.map(\.direction) == [.changed])
        let more = try SmallPolicy().adding(
            "policy/more.yaml",
            "roles:\n  boss: {means: b, flagged: pass, purposes: [serve]}\n"
                + "rules:\n  - {id: BOSS, roles: [boss], purposes: [serve], treat: {person.name: show}, "
                + "because: b}\n"
        ).covering(
            "{name: b, given: {role: boss, purpose: serve}, expect: [{rule: BOSS, treat: {person.name: show}}]}"
        ).compiled()
        let diff = PolicyDiff(from: before, to: more)
        #expect(diff.changes.map(\.direction) == [.widened])
        #expect(diff.changes.first?.example.role == "boss")
    }

    @Test(
        "a bound that allows more widens, one that allows less narrows",
        arguments: [
            ("flagged: warn,", "flagged: pass,", "role clerk: flagged", PolicyDiff.Direction.widened),
            ("flagged: warn,", "flagged: hold,", "role clerk: flagged", .narrowed),
            (
                "flagged: warn,", "flagged: warn, customers_per_day: 300,", "role clerk: customers_per_day",
                .widened
            ),
            ("flagged: warn,", "flagged: warn, scope: {assigned: own},", "role clerk: assigned", .narrowed),
            ("flagged: warn,", "flagged: warn, scope: {regions: [GB]},", "role clerk: regions", .narrowed),
            ("contact_types: [parcel]", "contact_types: \"*\"", "purpose ship: contact_types", .widened),
            (
                "contact_types: [parcel]", "contact_types: [parcel], window_minutes: 5",
                "purpose ship: window_minutes", .widened
            ),
            (
                "contact_types: [parcel]", "contact_types: [parcel], approval: \"a boss signs\"",
                "purpose ship: approval", .changed
            ),
        ])
    func bounds(text: String, other: String, name: String, direction: PolicyDiff.Direction) throws {
        let before = try SmallPolicy().compiled()
        let after = try SmallPolicy().replacing(text, by: other, in: "policy/axes.yaml").compiled()
        let diff = PolicyDiff(from: before, to: after)
        #expect(diff.changes == [])
        #expect(diff.bounds.map(\.name) == [name])
        #expect(diff.bounds.first?.direction == direction)
        #expect(diff.widens == (direction != .narrowed))
        #expect(!diff.isEmpty)
    }
}
