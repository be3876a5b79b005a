import Conversations

/// The paths of ``AccessRoutes``.
extension OpenAPIDocument {
    static var accessPaths: [String: JSONValue] {
        [
            DoorRoute.checks.rawValue: [
                "post": posting(
                    "checkValue",
                    "Whether a value that the customer gave is on file; three tries a conversation.",
                    about.merging(["class": fieldClass, "value": text(256)]) { $1 },
                    required: ["customer", "conversation", "purpose", "class", "value"], held: true)
            ],
            DoorRoute.accessRequests.rawValue: [
                "post": posting(
                    "requestAccess",
                    "Asks for more of some classes, for a second purpose, or to break the glass of a hold.",
                    about.merging([
                        "classes": ["type": "array", "minItems": 1, "maxItems": 16, "items": fieldClass],
                        "elevation": text(256), "break_glass": ["const": true], "reason": text(1_000),
                    ]) { $1 }, required: ["customer", "conversation", "purpose", "reason"], held: true),
                "get": reading(
                    "listAccess", "The caller's own access cases, and those that wait for a decision.",
                    [query("open", ["type": "boolean"])], refused: [400, 401, 429, 503]),
            ],
            DoorRoute.accessDecision.rawValue: [
                "post": posting(
                    "decideAccess",
                    "Decides on an access case, takes a grant back, or reviews a broken glass.",
                    [
                        "decision": [
                            "enum": .array(AccessDecision.Verdict.allCases.map { .string($0.rawValue) })
                        ],
                        "minutes": ["type": "integer", "minimum": 1, "maximum": 1440], "reason": text(1_000),
                    ], required: ["decision", "reason"]),
                "parameters": [
                    identifier
                ],
            ],
            DoorRoute.contactHandles.rawValue: [
                "post": posting(
                    "requestContactHandle",
                    "A handle to call or write to the value on file without seeing it.",
                    about.merging(["class": fieldClass, "reason": text(1_000)]) { $1 },
                    required: ["customer", "conversation", "purpose", "class", "reason"], held: true)
            ],
            DoorRoute.contactResolve.rawValue: [
                "post": posting(
                    "resolveContactHandle", "The value behind a handle, once, for configured programs only.",
                    ["handle": text(256)], required: ["handle"])
            ],
        ]
    }

    private static let fieldClass: JSONValue = ["type": "string", "pattern": "^[a-z0-9_.]{1,64}$"]

    private static let about: [String: JSONValue] = [
        "customer": ["type": "object"], "conversation": text(256), "purpose": text(256),
    ]
}
