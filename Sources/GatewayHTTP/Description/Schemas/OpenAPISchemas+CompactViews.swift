import Conversations

/// A view in few words, for the result of an AI agent's tool call.
extension OpenAPISchemas {
    static var compactViews: [String: JSONValue] {
        ["CompactView": compactView, "CompactLine": compactLine, "CompactRecord": compactRecord]
    }

    private static var compactView: JSONValue {
        let rows = Schema.list(of: Schema.named("CompactLine"))
        let withheld = Schema.object(["class": Schema.fieldClass, "count": Schema.roughly])
        return Schema.object(
            [
                "v": Schema.always(1), "form": Schema.always("compact"), "gate": gates,
                "purpose": Schema.name, "budget": Schema.named("Budget"), "policy": Schema.text,
                "customer": Schema.object([
                    "id": Schema.nullable(Schema.customer),
                    "fields": Schema.map(of: Schema.list(of: Schema.text)),
                ]), "conversations": Schema.list(of: conversation),
                "known_issues": Schema.list(of: Schema.text),
                "flags": Schema.list(
                    of: Schema.object(["category": Schema.name, "severity": Schema.severity])),
                "facts": rows,
                "sections": Schema.object(
                    [:], optional: Dictionary(uniqueKeysWithValues: sections.map { ($0, rows) })),
                "none_found": Schema.list(of: Schema.word(sections)),
                "records": Schema.list(of: Schema.named("CompactRecord")),
                "events": Schema.list(of: Schema.named("Event")), "not_read": notRead,
                "withheld": Schema.list(of: withheld), "not_a_decision": Schema.notADecision,
            ],
            optional: [
                "contact_type": Schema.text, "owner": Schema.text, "accountable_person": Schema.text,
                "tier": Schema.text, "explanation": Schema.named("Explanation"),
                "release": Schema.named("Release"),
            ])
    }

    private static var conversation: JSONValue {
        Schema.object(
            ["id": Schema.conversation, "open": Schema.truth, "channel": Schema.text],
            optional: ["status": Schema.text, "subject": Schema.text, "known_issue": Schema.text])
    }

    /// `record` and `related` are places in `records`.
    private static var compactLine: JSONValue {
        Schema.object(
            [
                "text": Schema.text, "by": Schema.word(of: AuthorRole.self), "known_by": provenance,
                "at": Schema.time, "record": Schema.count,
                "span": Schema.list(of: Schema.count, atLeast: 2, atMost: 2),
            ],
            optional: [
                "marks": marks, "related": Schema.list(of: Schema.count), "times_given": Schema.count,
            ])
    }

    private static var compactRecord: JSONValue {
        Schema.object(
            ["record": Schema.named("Record")],
            optional: [
                "conversation": Schema.conversation, "channel": Schema.text, "commitment": Schema.key,
            ], "Only its name where no line shows it, and a line is related to it.")
    }

    private static var notRead: JSONValue {
        let source = Schema.object(
            ["source": Schema.text, "state": Schema.word(["complete", "partial", "stale", "unavailable"])],
            optional: [
                "reason": Schema.word(of: Unavailability.self), "read": Schema.count,
                "available": Schema.count,
            ])
        return Schema.object(
            [
                "sources": Schema.list(of: source), "attachments": Schema.count,
                "messages_without_lexicon": Schema.count,
            ],
            optional: [
                "budget_too_small": Schema.always(true), "no_room": Schema.list(of: Schema.word(sections)),
            ])
    }
}
