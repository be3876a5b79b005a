import Conversations

/// The body of a 202: what to do until a person has decided, and nothing of the history.
extension OpenAPISchemas {
    static var holds: [String: JSONValue] {
        ["Hold": hold, "HoldAnswer": answer("hold", Schema.named("Hold"))]
    }

    private static var hold: JSONValue {
        Schema.object(
            [
                "v": Schema.always(1), "gate": Schema.always("hold"),
                "next": Schema.always("hand_to_human"), "queue": Schema.text,
                "case": Schema.nullable(Schema.name),
                "due": Schema.object(["class": Schema.text, "minutes": Schema.count]), "say": Schema.text,
                "say_in": Schema.described(
                    Schema.map(of: Schema.text), "What may be said to the customer, by language."),
                "do_not_say": Schema.list(of: Schema.text), "ask_again_after_minutes": Schema.count,
                "release": Schema.object([
                    "available": Schema.always(false), "because": Schema.text,
                    "state": Schema.word(["waiting", "withheld", "stopped"]),
                ]), "acknowledge": optionalText,
                "crisis": Schema.nullable(
                    Schema.object(["title": Schema.text, "steps": Schema.list(of: Schema.text)])),
                "policy": Schema.named("Policy"), "not_a_decision": Schema.notADecision,
            ],
            optional: [
                "reasons": Schema.list(
                    of: Schema.oneOf(
                        Schema.always("not_assessed"),
                        Schema.object(["category": Schema.name, "severity": Schema.severity]))),
                "coverage": Schema.named("Coverage"),
            ], "reasons and coverage are for people of the house.")
    }
}
