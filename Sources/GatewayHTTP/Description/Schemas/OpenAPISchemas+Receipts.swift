import Briefing
import Conversations

/// What answers of all kinds have in common.
extension OpenAPISchemas {
    static var receipts: [String: JSONValue] {
        [
            "Receipt": receipt, "Problem": problem,
            "Policy": Schema.object(
                [
                    "id": Schema.text, "version": Schema.text, "digest": Schema.digest,
                    "rules": Schema.digest,
                ], "The rules in force: the policy's table, and all rule files together."),
        ]
    }

    private static var receipt: JSONValue {
        Schema.object(
            [
                "index": Schema.count, "leaf": Schema.bytes, "openings": Schema.list(of: Schema.bytes),
                "body_key": Schema.nullable(Schema.key), "path": Schema.list(of: Schema.key),
                "checkpoint": Schema.text,
            ],
            "The leaf that records this answer, with what proves it; body_key is null where no body is digested."
        )
    }

    private static var problem: JSONValue {
        Schema.object(
            [
                "type": Schema.pattern("^urn:throughline:problem:[a-z_]+$"), "title": Schema.text,
                "status": Schema.number(400...599), "code": Schema.word(of: ProblemCode.self),
                "outcome": Schema.always("refusal"),
            ],
            optional: [
                "detail": Schema.text, "rule_id": Schema.name, "request_access": Schema.text,
                "receipt": Schema.named("Receipt"),
            ], "RFC 9457; a recorded refusal carries a receipt.")
    }
}
