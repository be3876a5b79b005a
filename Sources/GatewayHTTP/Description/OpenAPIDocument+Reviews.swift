import Conversations

/// The paths of ``ReviewRoutes``.
extension OpenAPIDocument {
    static var reviewPaths: [String: JSONValue] {
        [
            DoorRoute.reviews.rawValue: [
                "get": reading(
                    "listReviews", "The review cases of the queue, in the order in which it gives them out.",
                    [
                        query("state", ["type": "string"]), query("category", ["type": "string"]),
                        query("severity_min", ["type": "integer", "minimum": 1, "maximum": 4]),
                        query("breached", ["type": "boolean"]), query("mine", ["type": "boolean"]),
                        query("limit", ["type": "integer", "minimum": 1, "maximum": 500]),
                    ])
            ],
            DoorRoute.reviewReport.rawValue: [
                "get": reading(
                    "reportReviews", "How the queue works: load, clocks, outcomes, people, rules.",
                    [query("from", ["type": "string", "format": "date-time"])])
            ],
            DoorRoute.reviewClaim.rawValue: [
                "post": stepping("claimReview", "Gives the caller the next case; nobody picks.", [:], [])
            ],
            DoorRoute.reviewStop.rawValue: [
                "post": stepping(
                    "stopReviews", "Stops the queue, so that everything is held, or lets it go on.",
                    ["stopped": ["type": "boolean"], "words": words], ["stopped", "words"])
            ],
            DoorRoute.missedFlags.rawValue: [
                "post": stepping(
                    "reportMissedFlag", "Opens a case for what somebody saw and no rule flagged.",
                    [
                        "customer": ["type": "object"], "purpose": name, "conversation": name,
                        "category": name, "severity": ["type": "integer", "minimum": 1, "maximum": 4],
                        "words": words,
                    ], ["customer", "purpose", "conversation", "category", "severity", "words"])
            ],
            DoorRoute.reviewStep.rawValue: [
                "post": stepping(
                    "stepReview", "A step on one case; docs/API.md lists the members of each.",
                    [
                        "lease": name, "request": ["type": "integer", "minimum": 0, "maximum": 31],
                        "record": name, "view": name, "reason": name, "words": words,
                        "verdict": [
                            "enum": ["release", "release_edited", "release_crisis", "withhold", "dismiss"]
                        ],
                        "lines": ["type": "array", "maxItems": 200, "items": ["type": "string"]],
                        "rules": ["type": "object", "additionalProperties": ["type": "boolean"]],
                        "agrees": ["type": "boolean"],
                    ], []),
                "parameters": [
                    parameter("id", name),
                    parameter("step", ["enum": .array(ReviewStep.names.map(JSONValue.string))]),
                ],
            ],
        ]
    }

    private static let name: JSONValue = ["type": "string", "minLength": 1, "maxLength": 256]
    private static let words: JSONValue = ["type": "string", "minLength": 15, "maxLength": 2000]

    private static var done: JSONValue {
        content(
            "Recorded, and what became of it.", "application/json",
            [
                "type": "object", "required": ["outcome", "body", "receipt"],
                "properties": [
                    "outcome": ["type": "string"], "body": ["type": "object"],
                    "receipt": ["$ref": "#/components/schemas/Receipt"],
                ],
            ])
    }

    private static func query(_ name: String, _ schema: JSONValue) -> JSONValue {
        ["name": .string(name), "in": "query", "required": false, "schema": schema]
    }

    private static func reading(_ id: String, _ summary: String, _ parameters: [JSONValue]) -> JSONValue {
        var responses = ["200": done]
        for status in [400, 401, 403, 429, 503] { responses[String(status)] = problem(status) }
        var members = operation(id, summary, responses).object ?? [:]
        members["security"] = [["token": []]]
        members["parameters"] = .array(parameters)
        return .object(members)
    }

    private static func stepping(
        _ id: String, _ summary: String, _ properties: [String: JSONValue], _ required: [String]
    ) -> JSONValue {
        var responses = ["200": done]
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
}
