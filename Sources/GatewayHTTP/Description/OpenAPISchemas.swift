import Briefing
import Conversations

/// What bodies look like, for `OpenAPIDocument`.
enum OpenAPISchemas {
    static var all: [String: JSONValue] {
        [
            "SummaryRequest": summaryRequest, "Customer": customer, "Budget": budget,
            "View": answer("view"), "Hold": answer("hold"), "Problem": problem, "Receipt": receipt,
            "Readiness": readiness,
        ]
    }

    private static var summaryRequest: JSONValue {
        object(
            required: ["customer", "purpose"],
            [
                "customer": ["$ref": "#/components/schemas/Customer"],
                "purpose": text("A decision from the catalogue."),
                "conversation": text(
                    "source:id, or the handle by which an answer named it; without it the strictest gate over the open ones applies."
                ),
                "budget": ["$ref": "#/components/schemas/Budget"],
                "acknowledge": text("The case token of a prior 202 that the caller acknowledges."),
                "explain": [
                    "type": "boolean",
                    "description": "Whether the answer says why each line was chosen and what was left out.",
                ],
                "form": [
                    "type": "string", "enum": .array(SummaryForm.allCases.map { .string($0.rawValue) }),
                    "default": "full", "description": "How a view is written; docs/API.md has both forms.",
                ],
            ])
    }

    private static var customer: JSONValue {
        [
            "description": "Exactly one way to name a customer.",
            "oneOf": [
                object(required: ["email"], ["email": text("An e-mail address.")]),
                object(required: ["phone"], ["phone": text("A phone number.")]),
                object(
                    required: ["source", "id"],
                    ["source": text("A store."), "id": text("The store's own id of the person.")]),
                object(
                    required: ["id"],
                    ["id": ["type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"]]),
            ],
        ]
    }

    private static var budget: JSONValue {
        [
            "description": "How long the summary may be.",
            "oneOf": [
                object(required: ["words"], ["words": integer(30, 2000)]),
                object(required: ["lines"], ["lines": integer(1, 200)]),
                object(required: ["tokens"], ["tokens": integer(40, 4000)]),
            ],
        ]
    }

    private static func answer(_ outcome: String) -> JSONValue {
        [
            "type": "object", "required": ["outcome", "body", "receipt"],
            "properties": [
                "outcome": ["const": .string(outcome)], "body": ["type": "object"],
                "receipt": ["$ref": "#/components/schemas/Receipt"],
            ],
        ]
    }

    private static var problem: JSONValue {
        let codes = ProblemCode.allCases.map { JSONValue.string($0.rawValue) }
        return [
            "description": "RFC 9457.", "type": "object",
            "required": ["type", "title", "status", "code", "outcome"],
            "properties": [
                "type": ["type": "string"], "title": ["type": "string"], "status": integer(400, 599),
                "code": ["type": "string", "enum": .array(codes)], "outcome": ["const": "refusal"],
                "detail": ["type": "string"], "rule_id": ["type": "string"],
                "request_access": ["type": "string"],
                "receipt": ["$ref": "#/components/schemas/Receipt"],
            ],
        ]
    }

    private static var receipt: JSONValue {
        [
            "description": "The leaf that records this answer, with what proves it.", "type": "object",
            "required": ["index", "leaf", "checkpoint"],
            "properties": [
                "index": ["type": "integer", "minimum": 0], "leaf": ["type": "string"],
                "openings": ["type": "array", "items": ["type": "string"]], "body_key": ["type": "string"],
                "path": ["type": "array", "items": ["type": "string"]], "checkpoint": ["type": "string"],
            ],
        ]
    }

    private static var readiness: JSONValue {
        let part = object(
            required: ["part", "state"],
            [
                "part": words(ReadinessPart.allCases.map(\.rawValue)),
                "state": words(["ready", "starting", "behind", "failed"]),
            ])
        return object(
            required: ["ready", "draining", "parts"],
            [
                "ready": ["type": "boolean"], "draining": ["type": "boolean"],
                "parts": ["type": "array", "items": part],
            ])
    }
}

extension OpenAPISchemas {
    private static func object(
        required: [JSONValue], _ properties: [String: JSONValue]
    ) -> JSONValue {
        [
            "type": "object", "additionalProperties": false, "required": .array(required),
            "properties": .object(properties),
        ]
    }

    private static func text(_ description: String) -> JSONValue {
        [
            "type": "string", "minLength": 1, "maxLength": 256, "description": .string(description),
        ]
    }

    private static func integer(_ minimum: Int, _ maximum: Int) -> JSONValue {
        ["type": "integer", "minimum": JSONValue(minimum), "maximum": JSONValue(maximum)]
    }

    private static func words(_ list: [String]) -> JSONValue {
        ["type": "string", "enum": .array(list.map(JSONValue.string))]
    }
}
