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
                "get": listing,
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
                    ], required: ["decision", "reason"], held: false),
                "parameters": [
                    parameter("id", ["type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"])
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
                    ["handle": text(256)], required: ["handle"], held: false)
            ],
        ]
    }

    private static let fieldClass: JSONValue = ["type": "string", "pattern": "^[a-z0-9_.]{1,64}$"]

    private static func text(_ most: Int64) -> JSONValue {
        ["type": "string", "minLength": 1, "maxLength": .int(most)]
    }

    private static let about: [String: JSONValue] = [
        "customer": ["type": "object"], "conversation": text(256), "purpose": text(256),
    ]

    private static var answer: JSONValue {
        [
            "type": "object", "required": ["outcome", "body", "receipt"],
            "properties": [
                "outcome": ["type": "string"], "body": ["type": "object"],
                "receipt": ["$ref": "#/components/schemas/Receipt"],
            ],
        ]
    }

    private static func posting(
        _ id: String, _ summary: String, _ properties: [String: JSONValue], required: [String], held: Bool
    ) -> JSONValue {
        var responses = ["200": content("Recorded, and what became of it.", "application/json", answer)]
        if held { responses["202"] = content("A person looks first.", "application/json", answer) }
        for status in [400, 401, 403, 404, 409, 413, 415, 422, 429, 503] {
            responses[String(status)] = problem(status)
        }
        var members = operation(id, summary, responses).object ?? [:]
        members["security"] = [["token": []]]
        let schema: JSONValue = [
            "type": "object", "additionalProperties": false,
            "required": .array(required.map(JSONValue.string)), "properties": .object(properties),
        ]
        members["requestBody"] = ["required": true, "content": ["application/json": ["schema": schema]]]
        return .object(members)
    }

    private static var listing: JSONValue {
        var responses = [
            "200": content("The caller's own cases, and those to decide.", "application/json", answer)
        ]
        for status in [400, 401, 429, 503] { responses[String(status)] = problem(status) }
        var members =
            operation(
                "listAccess", "The caller's own access cases, and those that wait for a decision.", responses
            )
            .object ?? [:]
        members["security"] = [["token": []]]
        members["parameters"] = [
            ["name": "open", "in": "query", "required": false, "schema": ["type": "boolean"]]
        ]
        return .object(members)
    }
}
