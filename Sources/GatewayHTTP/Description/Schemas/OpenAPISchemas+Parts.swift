import Conversations

/// The parts that views are put together from.
extension OpenAPISchemas {
    static var parts: [String: JSONValue] {
        [
            "Field": Schema.object([
                "name": Schema.text, "class": Schema.fieldClass, "treatment": Schema.treatment,
                "value": Schema.text,
            ]),
            "ConversationRow": conversationRow, "Coverage": coverage, "SourceCoverage": sourceCoverage,
            "Withheld": Schema.object(
                [
                    "class": Schema.fieldClass, "count": Schema.roughly, "rule": Schema.name,
                    "because": Schema.text, "elevation": Schema.nullable(Schema.name),
                    "request_access": Schema.text,
                ], "A class of which something is not shown, why, and what can be done about it."),
            "Purpose": Schema.object([
                "id": Schema.name, "decision": optionalText, "approval": optionalText,
            ]),
            "Flag": Schema.object([
                "conversation": Schema.conversation, "category": Schema.name, "severity": Schema.severity,
                "confidence": Schema.number(0...100), "rule": Schema.name,
            ]),
            "Evidence": Schema.object(
                [
                    "rule": Schema.name, "verdict": Schema.word(["join", "suggest", "never", "veto"]),
                    "key": Schema.nullable(Schema.word(["email", "phone", "external", "fields"])),
                    "sources": Schema.list(of: Schema.text),
                ], "Why rows of several stores are taken for one person."),
            "Event": Schema.object([
                "kind": Schema.word(of: InteractionKind.self), "at": Schema.time,
                "conversation": Schema.conversation, "record": Schema.named("Record"),
                "by": Schema.word(of: AuthorRole.self),
            ]),
            "Release": Schema.object(
                [
                    "newer_not_reviewed": Schema.roughly, "edited": Schema.truth, "crisis": Schema.truth,
                    "until": Schema.nullable(Schema.time),
                ], "How far a reviewer let the view go."),
        ]
    }

    static let optionalText = Schema.nullable(Schema.text)

    private static var conversationRow: JSONValue {
        Schema.object([
            "id": Schema.conversation, "open": Schema.truth, "contact_type": Schema.text,
            "channel": Schema.text, "opened_at": Schema.time, "subject": optionalText,
            "status": optionalText, "known_issue": optionalText, "owner": optionalText,
            "accountable_person": optionalText, "fields": Schema.list(of: Schema.named("Field")),
        ])
    }

    private static var coverage: JSONValue {
        Schema.object(
            [
                "complete": Schema.truth, "sources": Schema.list(of: Schema.named("SourceCoverage")),
                "attachments_not_read": Schema.list(of: Schema.text),
            ],
            optional: [
                "language": Schema.object([
                    "lexicons": Schema.list(of: Schema.text), "messages_without_lexicon": Schema.count,
                    "judged_by": Schema.list(of: Schema.word(["position", "length", "values"])),
                    "records": Schema.list(of: Schema.named("Record")),
                ]), "budget_too_small": Schema.always(true),
                "no_room": Schema.list(of: Schema.word(sections)),
            ], "What was read of each source, and what was not.")
    }

    private static var sourceCoverage: JSONValue {
        func source(_ state: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
            let members: [String: JSONValue] = [
                "source": Schema.text, "as_of": Schema.time, "persons_complete": Schema.truth,
                "state": Schema.always(.string(state)),
            ]
            return Schema.object(members.merging(more) { $1 })
        }
        return Schema.oneOf(
            source("complete"), source("stale"),
            source("partial", ["read": Schema.count, "available": Schema.nullable(Schema.count)]),
            source("unavailable", ["reason": Schema.word(of: Unavailability.self)]))
    }
}
