import Conversations
import FieldPolicy
import Testing

@Suite struct BoundTests {
    private static let axes = "policy/axes.yaml"
    private static let rules = "policy/rules.yaml"

    private func scoped() -> SmallPolicy {
        SmallPolicy().replacing(
            "means: \"sells\", flagged: warn",
            by:
                "means: \"sells\", scope: {assigned: team, contact_types: [general, parcel], newest_days: 90}, "
                + "customers_per_day: 30, flagged: warn", in: Self.axes
        ).replacing(
            "external: true,", by: "external: true, scope: {queues: [north, south]}, customers_per_day: 20,",
            in: Self.axes
        ).replacing(
            "contact_types: [parcel]}", by: "contact_types: [parcel], newest_days: 30}", in: Self.axes
        )
        .adding(
            "policy/more.yaml",
            """
            queues: [north, south, west]
            organisations:
              quick: {scope: {queues: [south, west], regions: [GB]}, customers_per_day: 5}
            fences:
              staff: {means: "our own", pass: [clerk], because: "no looking up colleagues"}
            """)
    }

    @Test("a scope joins what role, acting machine, purpose and organisation allow") func scope() throws {
        let policy = try scoped().compiled()
        let clerk = policy.scope(role: "clerk", purpose: "ship")
        #expect(clerk == RecordScope(assigned: .team, contactTypes: ["general", "parcel"], newestDays: 30))
        let serving = policy.scope(role: "clerk", actorRole: "robot", purpose: "serve")
        #expect(serving.assigned == .team)
        #expect(serving.newestDays == 90)
        let courier = policy.scope(role: "courier", purpose: "ship", organisation: "quick")
        #expect(courier == RecordScope(queues: ["south"], regions: ["GB"], newestDays: 30))
        #expect(courier.covers(queue: "south", region: "GB", contactType: "parcel"))
        #expect(!courier.covers(queue: "north", region: "GB", contactType: "parcel"))
        #expect(!courier.covers(queue: nil, region: "GB", contactType: "parcel"))
    }

    @Test("an organisation that the policy does not name reaches nothing; people of the house are not asked")
    func organisations() throws {
        let policy = try scoped().compiled()
        let stranger = policy.scope(role: "courier", purpose: "ship", organisation: "slow")
        #expect(!stranger.covers(queue: "south", region: "GB", contactType: "parcel"))
        #expect(policy.scope(role: "clerk", purpose: "serve", organisation: "slow").queues == nil)
        #expect(policy.scope(role: "nobody", purpose: "serve") == .nothing)
        #expect(policy.scope(role: "clerk", actorRole: "nobody", purpose: "serve") == .nothing)
        let none = try SmallPolicy().compiled()
        #expect(none.scope(role: "courier", purpose: "ship", organisation: "slow") == .everything)
    }

    @Test("a bound on distinct customers is the least of all that apply, and every role has one")
    func customers()
        throws
    {
        let policy = try scoped().compiled()
        #expect(policy.customersPerDay(role: "clerk") == 30)
        #expect(policy.customersPerDay(role: "courier", organisation: "quick") == 5)
        #expect(policy.customersPerDay(role: "courier", organisation: "slow") == 20)
        #expect(policy.customersPerDay(role: "robot") == RoleRule.customersPerDayDefault)
        #expect(policy.customersPerDay(role: "robot", actorRole: "clerk") == 30)
        #expect(policy.customersPerDay(role: "nobody") == 0)
    }

    @Test("a fence lets pass only whom it names, with whoever acts for them") func fences() throws {
        let policy = try scoped().compiled()
        #expect(policy.passes(fence: "staff", role: "clerk"))
        #expect(!policy.passes(fence: "staff", role: "courier"))
        #expect(!policy.passes(fence: "staff", role: "clerk", actorRole: "robot"))
        #expect(!policy.passes(fence: "vip", role: "clerk"))
    }

    @Test("the longer window of two purposes keeps a caller from the second; one without a window does not")
    func windows() throws {
        let policy = try SmallPolicy().replacing(
            "contact_types: [parcel]}", by: "contact_types: [parcel], window_minutes: 240}", in: Self.axes
        ).compiled()
        #expect(policy.windowMinutes(from: "serve", to: "ship") == 240)
        #expect(policy.windowMinutes(from: "ship", to: "serve") == 240)
        #expect(policy.windowMinutes(from: "ship", to: "ship") == 0)
        let open = try SmallPolicy().replacing(
            "contact_types: [parcel]}", by: "contact_types: [parcel], window_minutes: 0}", in: Self.axes
        ).compiled()
        #expect(open.windowMinutes(from: "serve", to: "ship") == 0)
    }

    @Test(
        "a slip in a bound is named with its file and line",
        arguments: [
            ("scope: {assigned: team,", "scope: {assigned: tem,", "expected one of: any, team, own"),
            ("newest_days: 90}", "newest_days: 0}", "expected a number from 1 to 36500, found 0"),
            ("customers_per_day: 30", "customers_per_day: 0", "expected a number from 1 to 100000, found 0"),
            (
                "queues: [north, south]}", "queues: [nroth]}",
                "unknown queue \"nroth\" (did you mean \"north\"?)"
            ),
            ("newest_days: 30}", "needs: [contact.fone]}", "unknown field class \"contact.fone\""),
        ])
    func slip(text: String, other: String, fault: String) throws {
        let faults = try scoped().replacing(text, by: other, in: Self.axes).faults()
        #expect(faults.contains { $0.hasPrefix("policy/axes.yaml:") && $0.contains(fault) }, "\(faults)")
    }

    @Test("a class that is shown and not needed for the decision is told") func needs() throws {
        let small = SmallPolicy().replacing(
            "contact_types: [parcel]}", by: "contact_types: [parcel], needs: [contact.*, text.*]}",
            in: Self.axes)
        #expect(
            try small.remarks() == [
                "policy/rules.yaml:3: rule CLERK treats person.name with show for clerk, ship, whose needs do not "
                    + "name it"
            ])
        #expect(
            try small.compiled().purpose("ship")?.needs == ["contact.email", "contact.phone", "text.public"])
    }

    @Test("an elevation is approved beforehand only for classes of low risk and people of the house")
    func preapproved() throws {
        let before = SmallPolicy().replacing(
            "minutes_max: 10", by: "minutes_max: 10\n    preapproved: {sample_percent: 5}", in: Self.rules)
        #expect(
            try before.faults() == [
                "policy/rules.yaml:23: CARD-UP is approved beforehand: expected classes with low_risk: true, "
                    + "found \"payment.card\""
            ])
        let harmless = before.replacing(
            "means: \"a card\",", by: "means: \"a card\", low_risk: true,", in: Self.axes)
        #expect(try harmless.compiled().elevation("CARD-UP")?.preapproved?.samplePercent == 5)
        let outside = harmless.replacing(
            "id: CARD-UP\n    roles: [clerk]", by: "id: CARD-UP\n    roles: [clerk, robot]", in: Self.rules)
        #expect(try outside.faults().contains { $0.contains("people of the house, found \"robot\"") })
    }
}
