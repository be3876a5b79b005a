import Conversations

/// What machines that watch are told.
extension OpenAPISchemas {
    static var health: [String: JSONValue] {
        [
            "Liveness": Schema.object(["live": Schema.always(true)]),
            "Readiness": Schema.object([
                "ready": Schema.truth, "draining": Schema.truth,
                "parts": Schema.list(
                    of: Schema.object([
                        "part": Schema.word(of: ReadinessPart.self),
                        "state": Schema.word(["ready", "starting", "behind", "failed"]),
                    ])),
            ]),
        ]
    }
}
