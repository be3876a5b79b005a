import Conversations

/// The paths of ``CustomersRoutes``.
extension OpenAPIDocument {
    static var customerPaths: [String: JSONValue] {
        [
            DoorRoute.customerErasure.rawValue: ["post": erasure, "parameters": [identifier]],
            DoorRoute.legalHold.rawValue: [
                "put": hold("setLegalHold", "Forbids the erasure of a customer."),
                "delete": hold("releaseLegalHold", "Ends a legal hold."), "parameters": [identifier],
            ],
            DoorRoute.customerReport.rawValue: ["get": report, "parameters": [identifier]],
        ]
    }

    private static var erasure: JSONValue {
        posting(
            "eraseCustomer",
            "Destroys every key of a customer (role compliance); nothing about them can be opened again.",
            ["reason": text(1_000), "legal_basis": text(1_000)], required: ["reason", "legal_basis"],
            refused: refusals)
    }

    private static func hold(_ id: String, _ summary: String) -> JSONValue {
        posting(
            id, summary + " Role compliance.", ["reason": text(1_000)], required: ["reason"],
            refused: refusals)
    }

    private static let refusals = [400, 401, 403, 404, 409, 413, 415, 429, 503]

    private static var report: JSONValue {
        reading(
            "reportCustomer",
            "Who saw which classes of a customer's fields, when, for what, under which policy (role compliance).",
            [
                query("limit", ["type": "integer", "minimum": 1, "maximum": 1000]),
                query("cursor", ["type": "string", "pattern": "^[0-9]{4}[.][0-9]+$"]),
            ], refused: [400, 401, 403, 404, 429, 503])
    }
}
