import Conversations

/// What the steps on a case take and give that is theirs alone.
extension OpenAPISchemas {
    static var reviewSteps: [String: JSONValue] {
        [
            "Nothing": Schema.object([:]), "Lease": Schema.object(["lease": Schema.name]),
            "ReviewLook": Schema.object(
                ["lease": Schema.name], optional: ["request": Schema.number(0...31)]),
            "ReviewSpan": Schema.object(["lease": Schema.name, "record": Schema.pattern("^[^:]+:.+$")]),
            "ReviewDecision": decision,
            "ReviewConfirmation": Schema.object([
                "lease": Schema.name, "agrees": Schema.truth, "words": words,
            ]), "ReviewContest": Schema.object(["words": words]),
            "ReviewLookAnswer": answer("view", look),
            "ReviewSpanAnswer": answer("view", Schema.named("Line")),
            "ReviewContestAnswer": answer(
                Schema.word(of: CaseWord.self),
                Schema.oneOf(
                    Schema.named("ReviewCase"),
                    Schema.object(
                        ["case": Schema.name, "contested": Schema.always(true)],
                        "For callers outside, who learn that it was taken."))),
        ]
    }

    private static var decision: JSONValue {
        Schema.object(
            [
                "lease": Schema.name, "view": Schema.name, "verdict": Schema.word(verdicts),
                "reason": Schema.written(1...256, "One of the reasons that the view offered."),
                "words": words,
            ],
            optional: [
                "lines": Schema.described(
                    Schema.list(of: Schema.text, atMost: 200), "With release_edited: the lines, by name."),
                "rules": Schema.described(
                    Schema.map(of: Schema.truth), "Of rules that hit, whether they were right."),
            ])
    }

    private static var look: JSONValue {
        let flag = Schema.object(
            [
                "category": Schema.name, "severity": Schema.severity, "rule": Schema.name,
                "because": optionalText, "records": Schema.list(of: Schema.text),
            ], optional: ["fields": Schema.list(of: Schema.text)])
        return Schema.object([
            "case": Schema.name, "request": Schema.number(0...31), "view": Schema.name,
            "watermark": Schema.nullable(Schema.time),
            "requester": Schema.object([
                "role": Schema.name, "purpose": Schema.name, "organisation": Schema.name,
                "external": Schema.truth,
            ]), "flags": Schema.list(of: flag),
            "lines": Schema.list(of: Schema.named("ReviewLine"), atMost: 200),
            "reasons": Schema.list(of: Schema.text),
        ])
    }
}
