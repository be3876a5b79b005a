import Conversations

/// Cases that wait for a person, as people of the house see them; no text of anybody.
extension OpenAPISchemas {
    static var reviews: [String: JSONValue] {
        [
            "ReviewCase": Schema.object(caseMembers, optional: sometimes),
            "ReviewList": answer(
                "view",
                Schema.object([
                    "cases": Schema.list(of: Schema.named("ReviewCase"), atMost: 500), "open": Schema.count,
                    "stopped": Schema.truth,
                ])),
            "ReviewAnswer": answer(
                Schema.word(of: CaseWord.self), Schema.named("ReviewCase"), "The case as it stands now."),
            "ReviewClaim": Schema.oneOf(
                answer("claimed", claimed),
                answer("nothing", Schema.object(["case": ["type": "null"]]), "No case is next.")),
            "ReviewClaimed": answer("claimed", claimed),
            "ReviewStop": answer(
                Schema.word(["stopped", "resumed"]), Schema.object(["stopped": Schema.truth])),
            "MissedFlag": Schema.object(
                about.merging([
                    "category": Schema.name, "severity": Schema.severity, "words": words,
                ]) { $1 }),
            "StopRequest": Schema.object(["stopped": Schema.truth, "words": words]),
        ]
    }

    static let words = Schema.written(15...2_000, "The writer's own words; no personal data.")

    static let verdicts = ["release", "release_edited", "release_crisis", "withhold", "dismiss"]

    private static let caseMembers: [String: JSONValue] = [
        "case": Schema.name, "state": Schema.word(of: CaseWord.self), "escalated": Schema.truth,
        "contested": Schema.truth, "origin": Schema.word(of: CaseOrigin.self),
        "follows": Schema.nullable(Schema.name), "severity": Schema.severity,
        "categories": Schema.list(of: Schema.name), "customer": Schema.id,
        "conversation": Schema.conversation, "channel": Schema.text, "opened_at": Schema.time,
        "age_minutes": Schema.count, "acknowledge_by": Schema.time, "decide_by": Schema.time,
        "breached": Schema.truth, "accepted": Schema.truth, "yours": Schema.truth,
        "regulatory": Schema.list(of: Schema.object(["rule": Schema.name, "due": Schema.time])),
        "requests": Schema.list(
            of: Schema.object([
                "role": Schema.name, "organisation": Schema.name, "purpose": Schema.name,
                "external": Schema.truth,
            ]), atMost: 32),
    ]

    private static let sometimes: [String: JSONValue] = [
        "lease_until": Schema.time, "decided_at": Schema.time, "verdict": Schema.word(verdicts),
        "known_answer": Schema.object(
            [
                "expected": Schema.list(of: Schema.word(verdicts)), "because": Schema.text,
                "right": Schema.nullable(Schema.truth),
            ], optional: ["name": Schema.name]),
    ]

    private static var claimed: JSONValue {
        Schema.object(caseMembers.merging(["lease": Schema.name]) { $1 }, optional: sometimes)
    }
}
