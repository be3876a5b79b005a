import Conversations
import FieldPolicy
import Testing

@Suite struct ReplayTests {
    private func row(_ role: String, _ purpose: String, members: JSONValue?) -> JSONValue {
        var row: [String: JSONValue] = [
            "type": "disclosure", "index": 7, "id": "01JZ", "time": "2026-03-10T09:30:00.000Z",
            "caller": "c-1",
            "role": .string(role), "purpose": .string(purpose),
        ]
        if let members { row["members"] = members }
        return .object(row)
    }

    private let members: JSONValue = [
        "caller_identity": ["role": "courier", "actor_role": .null, "region": "GB"],
        "consent": [["id": "calls", "given": true], ["id": "post", "given": false]],
        "shown": [["class": "contact.phone", "rule": "COURIER", "treatment": "show"]],
        "withheld": [
            ["class": "person.name", "rule": "default", "count": "one"],
            ["class": "payment.card", "rule": "default", "count": "none"],
        ],
    ]

    @Test("a leaf tells who asked, under which conditions, and what became of each class") func reading()
        throws
    {
        let past = try #require(PastDisclosure(row: row("courier", "ship", members: members)))
        #expect(
            past.question
                == PolicyQuestion(role: "courier", purpose: "ship", region: "GB", consents: ["calls"]))
        #expect(
            past.treated?.map { "\($0.fieldClass) \($0.treatment.text)" } == [
                "contact.phone show", "person.name withhold",
            ])
        #expect(past.index == 7)
        #expect(PastDisclosure(row: ["type": "hold", "role": "courier", "purpose": "ship"]) == nil)
    }

    @Test("under the same policy nothing would have been otherwise") func same() throws {
        var replay = DisclosureReplay(under: try SmallPolicy().compiled())
        replay.replay(try #require(PastDisclosure(row: row("courier", "ship", members: members))))
        #expect(replay.replayedCount == 1)
        #expect(replay.findings == [])
    }

    @Test("a proposed policy shows who would have seen more and who less") func other() throws {
        let proposed = try SmallPolicy().replacing(
            "treat: {contact.phone: show}\n    because: a courier",
            by: "treat: {contact.phone: {mask: last_four}, person.name: hash}\n    because: a courier",
            in: "policy/rules.yaml"
        ).replacing(
            "contact.phone: show}}]", by: "contact.phone: {mask: last_four}}}]",
            in: "policy/cases/covering.yaml"
        )
        .compiled()
        var replay = DisclosureReplay(under: proposed)
        replay.replay(try #require(PastDisclosure(row: row("courier", "ship", members: members))))
        let finding = try #require(replay.findings.first)
        #expect(finding.changes.map(\.direction) == [.narrowed, .widened])
        #expect(finding.showsMore && finding.showsLess)
        #expect(finding.changes.last?.after.rule == "COURIER")
    }

    @Test("a disclosure that would have been refused shows less of everything") func refused() throws {
        let proposed = try SmallPolicy().replacing(
            "flagged: hold, purposes: [ship]", by: "flagged: hold, purposes: [serve]", in: "policy/axes.yaml"
        )
        .replacing(
            "roles: [courier]\n    purposes: [ship]", by: "roles: [courier]\n    purposes: [serve]",
            in: "policy/rules.yaml"
        )
        .replacing(
            "{role: courier, purpose: ship,", by: "{role: courier, purpose: serve,",
            in: "policy/cases/covering.yaml"
        )
        .compiled()
        var replay = DisclosureReplay(under: proposed)
        replay.replay(try #require(PastDisclosure(row: row("courier", "ship", members: members))))
        #expect(replay.findings.first?.changes.map(\.direction) == [.narrowed])
        #expect(replay.findings.first?.changes.first?.after.rule == "role:courier")
    }

    @Test("a value that its treatment did not fit would have been withheld again, not shown") func unfit()
        throws
    {
        let withheld: JSONValue = [
            "withheld": [["class": "contact.phone", "rule": "CLERK", "count": "one"]], "shown": .array([]),
        ]
        let past = try #require(PastDisclosure(row: row("clerk", "serve", members: withheld)))
        let policy = try SmallPolicy().compiled()
        var knowing = DisclosureReplay(under: policy, inForce: policy)
        knowing.replay(past)
        #expect(knowing.findings.isEmpty)
        let proposed = try SmallPolicy().replacing(
            "contact.*: {mask: last_four}", by: "contact.*: show", in: "policy/rules.yaml"
        ).compiled()
        var wider = DisclosureReplay(under: proposed, inForce: policy)
        wider.replay(past)
        #expect(wider.findings.first?.changes.map(\.direction) == [.widened])
    }

    @Test("a leaf that was not opened is counted, not guessed") func closed() throws {
        var replay = DisclosureReplay(under: try SmallPolicy().compiled())
        replay.replay(try #require(PastDisclosure(row: row("courier", "ship", members: nil))))
        #expect(replay.replayedCount == 0 && replay.closedCount == 1)
    }

    @Test("every treatment is read back from its text") func texts() {
        let all: [Treatment] =
            [.show, .hash, .withhold] + Treatment.Mask.allCases.map(Treatment.mask)
            + Treatment.Generalisation.allCases.map(Treatment.generalise)
            + Treatment.PseudonymScope.allCases.map(Treatment.pseudonymise)
        for one in all { #expect(Treatment(text: one.text) == one) }
        #expect(Treatment(text: "mask") == nil)
    }
}
