import AuditTrail
import Conversations

/// Leaves as compliance reads them.
extension OpenAPISchemas {
    static var audit: [String: JSONValue] {
        [
            "Leaf": leaf, "LeafAnswer": answer("view", Schema.named("Leaf")),
            "LeafPage": Schema.object(
                ["leaves": Schema.list(of: Schema.named("Leaf"), atMost: 1_000), "next": optionalText],
                "A page may be short, or empty, and still have a next."),
            "LeavesAnswer": answer("view", Schema.named("LeafPage")),
            "SealedBodyAnswer": answer(
                "view",
                Schema.object([
                    "leaf": Schema.bytes, "index": Schema.count, "log": Schema.text, "body_key": Schema.key,
                    "data_key_box": Schema.bytes, "ciphertext": Schema.bytes,
                ])),
        ]
    }

    private static var leaf: JSONValue {
        Schema.object(
            [
                "log": Schema.text, "index": Schema.count, "id": Schema.id, "time": Schema.time,
                "type": Schema.word(of: LeafType.self), "caller": Schema.id,
                "actor": Schema.nullable(Schema.id), "n": Schema.count, "org": optionalText,
                "role": optionalText, "purpose": optionalText, "policy": optionalText,
                "customer": Schema.nullable(Schema.id), "leaf": Schema.bytes, "leaf_hash": Schema.digest,
                "openings_state": Schema.word(["closed", "opened", "destroyed", "damaged"]),
            ],
            optional: [
                "members": ["type": "object"], "openings": Schema.list(of: Schema.bytes),
                "body_key": Schema.nullable(Schema.key),
            ], "leaf holds the stored bytes; members, openings and body_key come with opened=true.")
    }
}
