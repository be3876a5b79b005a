import Conversations

/// Words of a history, and where they come from.
extension OpenAPISchemas {
    static var lines: [String: JSONValue] {
        [
            "Record": Schema.oneOf(
                Schema.object(["source": Schema.text, "id": Schema.text, "version": Schema.text]),
                Schema.object(["handle": Schema.handle]),
                described:
                    "A record as its store names it, or a handle for callers who are shown no references."),
            "Span": Schema.object(
                ["start": Schema.count, "end": Schema.count], "UTF-8 bytes of the treated message, half open."
            ),
            "Line": Schema.object(origin.merging(selection) { $1 }, "A verbatim line of a treated message."),
            "Interaction": Schema.object(
                origin.merging(["kind": Schema.word(of: InteractionKind.self)]) { $1 },
                "A whole treated message or event."),
            "ReviewLine": Schema.object(
                origin.merging(selection) { $1 }.merging(["line": Schema.text]) { $1 },
                "A line that a release may choose, with its name."),
        ]
    }

    /// The headings of a view.
    static let sections = [
        "why_they_came", "state_now", "done_so_far", "promised", "open_questions", "unresolved_escalations",
        "do_not_ask_again",
    ]
    static let marks = Schema.list(
        of: Schema.word([
            "was", "contradicts", "customer_says", "instruction_like", "quoted", "event", "unproven",
        ]))
    static let provenance = Schema.word(["claim", "source"])

    /// What every piece of text says of itself.
    private static let origin: [String: JSONValue] = [
        "text": Schema.text, "channel": Schema.text, "at": Schema.time, "time_uncertain": Schema.truth,
        "edited": Schema.truth, "source": Schema.text, "conversation": Schema.conversation,
        "author": Schema.object([
            "role": Schema.word(of: AuthorRole.self), "known_by": provenance,
        ]),
        "record": Schema.named("Record"), "span": Schema.named("Span"), "commitment": Schema.key,
    ]

    /// What a chosen line says besides.
    private static let selection: [String: JSONValue] = [
        "section": Schema.word(sections), "marks": marks, "times_given": Schema.count,
        "related": Schema.list(of: Schema.named("Record")),
    ]
}
