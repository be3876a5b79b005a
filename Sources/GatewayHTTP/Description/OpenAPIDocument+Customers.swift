import Conversations

/// The paths of ``CustomersRoutes``.
extension OpenAPIDocument {
    static var customerPaths: [String: JSONValue] {
        [
            DoorRoute.customerErasure.rawValue: [
                "post": posting(
                    "eraseCustomer",
                    "Destroys every key of a customer (role compliance); nothing about them can be opened again.",
                    "ErasureRequest", answer: "ErasureAnswer", refused: refusals),
                "parameters": [identifier],
            ],
            DoorRoute.legalHold.rawValue: [
                "put": hold("setLegalHold", "Forbids the erasure of a customer."),
                "delete": hold("releaseLegalHold", "Ends a legal hold."), "parameters": [identifier],
            ],
            DoorRoute.customerReport.rawValue: [
                "get": reading(
                    "reportCustomer",
                    "Who saw which classes of a customer's fields, when, for what (role compliance).",
                    answer: "SubjectReportAnswer",
                    [
                        query("limit", Schema.number(1...1000)),
                        query("cursor", Schema.pattern("^[0-9]{4}[.][0-9]+$")),
                    ], refused: [400, 401, 403, 404, 429, 503]), "parameters": [identifier],
            ],
        ]
    }

    private static func hold(_ id: String, _ summary: String) -> JSONValue {
        posting(
            id, summary + " Role compliance.", "LegalHoldRequest", answer: "LegalHoldAnswer",
            refused: refusals)
    }

    private static let refusals = [400, 401, 403, 404, 409, 413, 415, 429, 503]
}
