import Conversations

/// The paths of ``CustomersRoutes``.
extension OpenAPIDocument {
    static var customerPaths: [String: JSONValue] {
        [
            DoorRoute.customerErasure.rawValue: ["post": erasure, "parameters": [customerID]],
            DoorRoute.legalHold.rawValue: [
                "put": hold("setLegalHold", "Forbids the erasure of a customer."),
                "delete": hold("releaseLegalHold", "Ends a legal hold."), "parameters": [customerID],
            ],
            DoorRoute.customerReport.rawValue: ["get": report, "parameters": [customerID]],
        ]
    }

    private static var customerID: JSONValue {
        parameter("id", ["type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"])
    }

    private static var erasure: JSONValue {
        secured(
            operation(
                "eraseCustomer",
                "Destroys every key of a customer (role compliance); nothing about them can be opened again.",
                responses("What was destroyed, and the proof of the leaf that says so.", conflict: true)),
            body: ["reason", "legal_basis"])
    }

    private static func hold(_ id: String, _ summary: String) -> JSONValue {
        secured(
            operation(id, summary + " Role compliance.", responses("It stands in the log.", conflict: true)),
            body: ["reason"])
    }

    private static var report: JSONValue {
        var document = secured(
            operation(
                "reportCustomer",
                "Who saw which classes of a customer's fields, when, for what, under which policy (role compliance).",
                responses("One page, the oldest first.", conflict: false)))
        guard var members = document.object else { return document }
        members["parameters"] = [
            query("limit", ["type": "integer", "minimum": 1, "maximum": 1000]),
            query("cursor", ["type": "string", "pattern": "^[0-9]{4}[.][0-9]+$"]),
        ]
        document = .object(members)
        return document
    }

    private static func query(_ name: String, _ schema: JSONValue) -> JSONValue {
        ["name": .string(name), "in": "query", "required": false, "schema": schema]
    }

    private static func responses(_ ok: String, conflict: Bool) -> [String: JSONValue] {
        let answer: JSONValue = [
            "type": "object", "required": ["outcome", "body", "receipt"],
            "properties": [
                "outcome": ["type": "string"], "body": ["type": "object"], "proof": ["type": "string"],
                "receipt": ["$ref": "#/components/schemas/Receipt"],
            ],
        ]
        var responses = ["200": content(ok, "application/json", answer)]
        for status in [400, 401, 403, 404, 429, 503] + (conflict ? [409, 413, 415] : []) {
            responses[String(status)] = problem(status)
        }
        return responses
    }

    private static func secured(_ operation: JSONValue, body names: [String] = []) -> JSONValue {
        guard var members = operation.object else { return operation }
        members["security"] = [["token": []]]
        guard !names.isEmpty else { return .object(members) }
        let text: JSONValue = ["type": "string", "minLength": 1, "maxLength": 1000]
        let schema: JSONValue = [
            "type": "object", "additionalProperties": false,
            "required": .array(names.map(JSONValue.string)),
            "properties": .object(Dictionary(uniqueKeysWithValues: names.map { ($0, text) })),
        ]
        members["requestBody"] = [
            "required": true, "content": ["application/json": ["schema": schema]],
        ]
        return .object(members)
    }
}
