import Conversations

/// The paths of ``AccessRoutes``.
extension OpenAPIDocument {
    static var accessPaths: [String: JSONValue] {
        [
            DoorRoute.checks.rawValue: [
                "post": posting(
                    "checkValue",
                    "Whether a value that the customer gave is on file; three tries a conversation.",
                    "CheckRequest", answer: "CheckAnswer", held: true)
            ],
            DoorRoute.accessRequests.rawValue: [
                "post": posting(
                    "requestAccess",
                    "Asks for more of some classes, for a second purpose, or to break the glass of a hold.",
                    "AccessRequest", answer: "AccessAnswer", held: true),
                "get": reading(
                    "listAccess", "The caller's own access cases, and those that wait for a decision.",
                    answer: "AccessList", [query("open", Schema.truth)], refused: [400, 401, 429, 503]),
            ],
            DoorRoute.accessDecision.rawValue: [
                "post": posting(
                    "decideAccess",
                    "Decides on an access case, takes a grant back, or reviews a broken glass.",
                    "AccessDecision", answer: "AccessAnswer"), "parameters": [identifier],
            ],
            DoorRoute.contactHandles.rawValue: [
                "post": posting(
                    "requestContactHandle",
                    "A handle to call or write to the value on file without seeing it.", "ContactRequest",
                    answer: "AccessAnswer", held: true)
            ],
            DoorRoute.contactResolve.rawValue: [
                "post": posting(
                    "resolveContactHandle", "The value behind a handle, once, for configured programs only.",
                    "ContactResolution", answer: "ContactAnswer")
            ],
        ]
    }
}
