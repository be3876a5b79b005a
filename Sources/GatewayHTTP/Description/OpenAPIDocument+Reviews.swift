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
                "post": posting(
                    "claimReview", "Gives the caller the next case; nobody picks.", [:], required: [])
            ],
            DoorRoute.reviewStop.rawValue: [
                "post": posting(
                    "stopReviews", "Stops the queue, so that everything is held, or lets it go on.",
                    ["stopped": ["type": "boolean"], "words": words], required: ["stopped", "words"])
            ],
            DoorRoute.missedFlags.rawValue: [
                "post": posting(
                    "reportMissedFlag", "Opens a case for what somebody saw and no rule flagged.",
                    [
                        "customer": ["type": "object"], "purpose": name, "conversation": name,
                        "category": name, "severity": ["type": "integer", "minimum": 1, "maximum": 4],
                        "words": words,
                    ], required: ["customer", "purpose", "conversation", "category", "severity", "words"])
            ],
            DoorRoute.reviewStep.rawValue: [
                "post": posting(
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
                    ], required: []),
                "parameters": [
                    parameter("id", name),
                    parameter("step", ["enum": .array(ReviewStep.names.map(JSONValue.string))]),
                ],
            ],
        ]
    }

    private static let name = text(256)
    private static let words = text(2_000, least: 15)
}
