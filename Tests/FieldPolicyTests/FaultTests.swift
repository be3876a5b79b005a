import Conversations
import FieldPolicy
import Testing

@Suite struct FaultTests {
    private static let rules = "policy/rules.yaml"
    private static let axes = "policy/axes.yaml"

    @Test("the small policy itself is sound") func small() throws {
        #expect(try SmallPolicy().faults() == [])
        #expect(try SmallPolicy().remarks() == [])
    }

    @Test(
        "a slip in a file is named with its file, line and remedy",
        arguments: [
            (
                "purposes: \"*\"", "purpose: \"*\"", rules,
                "policy/rules.yaml:5: unknown key \"purpose\" (did you mean \"purposes\"?)"
            ),
            (
                "person.name: show", "person.nmae: show", rules,
                "policy/rules.yaml:6: unknown field class \"person.nmae\" (did you mean \"person.name\"?)"
            ),
            (
                "roles: [courier]", "roles: [currier]", rules,
                "policy/rules.yaml:9: unknown role \"currier\" (did you mean \"courier\"?)"
            ),
            (
                "purposes: [ship]\n    when", "purposes: [shop]\n    when", rules,
                "policy/rules.yaml:10: unknown purpose \"shop\" (did you mean \"ship\"?)"
            ),
            ("regions: [GB]", "regions: []", rules, "policy/rules.yaml:11: expected at least one region"),
            ("regions: [GB]", "regions: [FR]", rules, "policy/rules.yaml:11: unknown region \"FR\""),
            (
                "consents: [calls]", "consents: [cals]", rules,
                "policy/rules.yaml:11: unknown consent \"cals\" (did you mean \"calls\"?)"
            ),
            (
                "contact.phone: show", "contact.phone: shown", rules,
                "policy/rules.yaml:12: expected a treatment (show, {mask: …}, {generalise: …}"
            ),
            (
                "mask: last_four", "mask: last_for", rules,
                "policy/rules.yaml:6: expected one of: last_four, local_part, keep_format, found"
            ),
            (
                "text.public: show}\n    because: a clerk", "text.public: hash}\n    because: a clerk", rules,
                "policy/rules.yaml:6: field class \"text.public\" takes only show or withhold, found hash"
            ),
            (
                "id: ROBOT", "id: CLERK", rules,
                "policy/rules.yaml:14: the id \"CLERK\" is given twice, first in policy/rules.yaml:3"
            ),
            ("id: ROBOT", "id: default", rules, "policy/rules.yaml:14: the id \"default\" is reserved"),
            (
                "minutes_max: 10", "minutes_max: 31", rules,
                "policy/rules.yaml:24: expected a number from 1 to 30, found 31"
            ),
            (
                "approvers: [clerk]", "approvers: [courier]", rules,
                "policy/rules.yaml:25: role \"courier\" cannot approve: expected"
            ),
            (
                "external: true, flagged: hold", "external: true, flagged: warn", axes,
                "policy/axes.yaml:11: role \"courier\" is external and must be flagged: hold"
            ),
            (
                "automated: true, flagged: hold", "automated: true, flagged: pass", axes,
                "policy/axes.yaml:12: role \"robot\" is automated and must be flagged: hold"
            ),
            (
                "flagged: refuse", "flagged: warn", axes,
                "policy/axes.yaml:13: role \"operator\" runs the gateway and must be flagged: refuse"
            ),
            (
                "flagged: refuse", "flagged: refuse, purposes: [serve]", axes,
                "policy/axes.yaml:13: role \"operator\" is refused and may have no purposes"
            ),
            (
                "contact_types: [parcel]", "contact_types: [parcels]", axes,
                "policy/axes.yaml:16: unknown contact type \"parcels\" (did you mean \"parcel\"?)"
            ),
            (
                "default: withhold", "default: show", "policy/policy.yaml",
                "policy/policy.yaml:4: expected withhold: what no rule names is never shown, found \"show\""
            ),
        ])
    func slip(text: String, other: String, file: String, fault: String) throws {
        let faults = try SmallPolicy().replacing(text, by: other, in: file).faults()
        #expect(faults.contains { $0.hasPrefix(fault) }, "found \(faults)")
        #expect(throws: (any Error).self) {
            try SmallPolicy().replacing(text, by: other, in: file).compiled()
        }
    }

    @Test("a rule that shows a security code is refused though the ceiling would hold") func cvv() throws {
        let faults = try SmallPolicy().adding(
            "policy/more.yaml",
            "rules:\n  - {id: CODE, roles: \"*\", purposes: \"*\", treat: {payment.cvv: show}, because: no}\n"
        ).faults()
        #expect(
            faults.contains(
                "policy/more.yaml:3: field class \"payment.cvv\" is withheld from everybody by law, "
                    + "found show"
            ))
    }

    @Test("a file may declare a milder ceiling for a security code; the law stands") func ceiling() throws {
        let policy = try SmallPolicy().replacing(
            "payment.cvv: {means: \"a code\"}",
            by: "payment.cvv: {means: \"a code\", ceiling: show, because: no}",
            in: Self.axes
        ).compiled()
        #expect(policy.fieldClass("payment.cvv")?.ceiling == .withhold)
    }

    @Test("a rule without effect is a fault at its line") func unreached() throws {
        let faults = try SmallPolicy().adding(
            "policy/more.yaml",
            "rules:\n  - {id: ZERO, roles: [courier], purposes: [serve], treat: {person.name: show}, "
                + "because: no}\n"
        ).faults().filter { !$0.contains("no case names") }
        #expect(faults.count == 1)
        #expect(
            faults.first?.hasPrefix("policy/more.yaml:3: person.name: show of rule ZERO decides no cell")
                == true)
    }

    @Test("a class that no rule names is told, and loads") func unused() throws {
        let small = SmallPolicy().adding("policy/more.yaml", "classes:\n  shoe.size: {means: \"a size\"}\n")
        #expect(
            try small.remarks() == [
                "policy/more.yaml:3: no rule names field class \"shoe.size\": nobody ever sees it"
            ])
        _ = try small.compiled()
    }

    @Test("a purpose that no role may ask for is told, and loads") func unusedPurpose() throws {
        let small = SmallPolicy().adding(
            "policy/more.yaml", "purposes:\n  muse: {decision: \"Why?\", contact_types: \"*\"}\n")
        #expect(try small.remarks() == ["policy/more.yaml:3: no role may ask for purpose \"muse\""])
        _ = try small.compiled()
    }

    @Test("all faults of all files are told at once") func together() throws {
        let faults = try SmallPolicy().replacing("person.name: show", by: "person.nmae: show", in: Self.rules)
            .replacing("flagged: refuse", by: "flagged: refused", in: Self.axes).faults()
        #expect(faults.count == 2)
    }

    @Test("too many consents and too large a table are refused") func tooLarge() throws {
        let file = "policy/policy.yaml"
        let six = (1...6).map { "c\($0)" }.joined(separator: ", ")
        let many = SmallPolicy().replacing("consents: [calls]", by: "consents: [calls, \(six)]", in: file)
        #expect(try many.faults() == ["policy/policy.yaml:6: expected at most 6 consents, found 7"])
        let regions = (1...700).map { "r\($0)" }.joined(separator: ", ")
        let large = SmallPolicy().replacing(
            "consents: [calls]", by: "consents: [calls, c1, c2, c3, c4, c5]", in: file
        )
        .replacing("regions: [GB, US]", by: "regions: [GB, US, \(regions)]", in: file)
        #expect(
            try large.faults() == [
                "policy/policy.yaml:2: expected a table of at most 4000000 cells, found 4319232"
            ])
    }
}
