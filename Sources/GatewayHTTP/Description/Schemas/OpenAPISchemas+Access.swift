import Conversations

/// Checks, and access cases as whoever asked and whoever decides see them.
extension OpenAPISchemas {
    static var access: [String: JSONValue] {
        [
            "CheckAnswer": answer("check", check), "AccessCase": accessCase,
            "AccessAnswer": answer(Schema.word(accessStates), Schema.named("AccessCase")),
            "AccessList": answer(
                "view",
                Schema.object([
                    "own": Schema.list(of: Schema.named("AccessCase")),
                    "queue": Schema.list(of: Schema.named("AccessCase")),
                ])),
            "ContactAnswer": answer(
                "resolved",
                Schema.object([
                    "case": Schema.id, "fields": Schema.list(of: Schema.fieldClass),
                    "values": Schema.list(of: Schema.text),
                ]), "The values on file, for the program that calls or writes."),
        ]
    }

    private static let accessStates = ["pending", "refused", "unanswered", "granted", "ended"]

    private static var check: JSONValue {
        Schema.object([
            "v": Schema.always(1), "class": Schema.fieldClass,
            "result": Schema.word(["match", "no_match"]), "tries_left": Schema.number(0...2),
            "policy": Schema.named("Policy"), "not_a_decision": Schema.notADecision,
        ])
    }

    private static var accessCase: JSONValue {
        Schema.object(
            [
                "id": Schema.id, "kind": Schema.word(of: AccessKind.self), "rule": Schema.name,
                "state": Schema.word(accessStates), "purpose": Schema.name,
                "fields": Schema.list(of: Schema.fieldClass), "minutes_max": Schema.count,
                "asked_at": Schema.time, "answer_by": Schema.time,
                "approvers": Schema.list(of: Schema.name),
            ],
            optional: [
                "customer": Schema.id, "conversation": Schema.conversation, "until": Schema.time,
                "uses": Schema.count, "approved_by": Schema.word(["person", "rule"]),
                "ended": Schema.object(["how": Schema.word(of: AccessEnding.self), "at": Schema.time]),
                "review": Schema.oneOf(
                    Schema.object(["due": Schema.time]),
                    Schema.object(["at": Schema.time, "justified": Schema.truth])),
                "handle": Schema.pattern("^[0-7][0-9A-HJKMNP-TV-Z]{25}-[0-9A-Z]{16}$"),
                "requester": Schema.object([
                    "subject": Schema.name, "role": Schema.name, "organisation": Schema.name,
                ]), "reason": optionalText,
            ],
            "customer and conversation are left out for a requester who is shown no references; requester and "
                + "reason are for those who decide; handle is for whoever asked for one.")
    }
}
