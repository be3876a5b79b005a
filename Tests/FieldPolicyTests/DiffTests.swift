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
        ).compiled()
        let diff = PolicyDiff(from: before, to: more)
        #expect(diff.changes.map(\.direction) == [.widened])
        #expect(diff.changes.first?.example.role == "boss")
    }
}
