import Conversations

/// The bodies of a 200: a view, a page of a timeline, and what is left of either under a broken glass.
extension OpenAPISchemas {
    static var views: [String: JSONValue] {
        [
            "View": Schema.object(
                whole.merging(selected) { $1 },
                optional: [
                    "release": Schema.named("Release"), "explanation": Schema.named("Explanation"),
                ], "What this caller needs to know for one decision."),
            "TimelinePage": Schema.object(
                whole.merging([
                    "interactions": Schema.list(of: Schema.named("Interaction"), atMost: 200),
                    "page": Schema.object(["limit": Schema.number(1...200), "next": optionalText]),
                ]) { $1 }, optional: ["release": Schema.named("Release")],
                "A view with the interactions of one page in place of a selection."),
            "BrokenGlassView": brokenGlass,
            "ViewAnswer": answer(
                "view",
                Schema.oneOf(
                    Schema.named("View"), Schema.named("CompactView"), Schema.named("BrokenGlassView"))),
            "TimelineAnswer": answer(
                "view", Schema.oneOf(Schema.named("TimelinePage"), Schema.named("BrokenGlassView"))),
        ]
    }

    static let gates = Schema.word(["pass", "warn", "released"])

    static let customerOfView = Schema.object([
        "id": Schema.nullable(Schema.customer), "fields": Schema.list(of: Schema.named("Field")),
    ])

    /// What summaries and timelines have in common.
    private static var whole: [String: JSONValue] {
        [
            "v": Schema.always(1), "gate": gates, "purpose": Schema.named("Purpose"),
            "customer": customerOfView, "policy": Schema.named("Policy"),
            "conversations": Schema.list(of: Schema.named("ConversationRow")),
            "known_issues": Schema.list(of: Schema.text), "owner": optionalText,
            "contact_type": optionalText, "accountable_person": optionalText, "tier": optionalText,
            "flags": Schema.list(of: Schema.named("Flag")), "coverage": Schema.named("Coverage"),
            "identity": Schema.list(of: Schema.named("Evidence")),
            "events": Schema.list(of: Schema.named("Event")),
            "consent": Schema.list(of: Schema.object(["id": Schema.name, "given": Schema.truth])),
            "withheld": Schema.list(of: Schema.named("Withheld")), "not_a_decision": Schema.notADecision,
        ]
    }

    /// What a summary chose.
    private static var selected: [String: JSONValue] {
        let rows = Schema.list(of: Schema.named("Line"))
        return [
            "budget": Schema.named("Budget"), "facts": rows,
            "sections": Schema.object(Dictionary(uniqueKeysWithValues: sections.map { ($0, rows) })),
            "none_found": Schema.list(of: Schema.word(sections)),
        ]
    }

    private static var brokenGlass: JSONValue {
        Schema.object(
            [
                "v": Schema.always(1), "gate": Schema.always("break_glass"),
                "purpose": Schema.named("Purpose"), "customer": customerOfView,
                "coverage": Schema.named("Coverage"), "policy": Schema.named("Policy"),
                "withheld": Schema.list(of: Schema.named("Withheld")),
                "newest_lines": Schema.list(of: Schema.named("Line")),
                "break_glass": Schema.object([
                    "case": Schema.id, "until": Schema.nullable(Schema.time), "review_due": Schema.time,
                ]), "not_a_decision": Schema.notADecision,
            ], "Who it is, how to reach them, and the newest lines of a held conversation.")
    }
}
