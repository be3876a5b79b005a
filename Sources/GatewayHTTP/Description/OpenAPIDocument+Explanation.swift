import Conversations

extension OpenAPIDocument {
    /// The path of a summary's grounds.
    static var explanationPaths: [String: JSONValue] {
        [
            DoorRoute.explanation.rawValue: [
                "get": reading(
                    "explainSummary",
                    "Why each line of a summary of yours was chosen, and what was left out; a conflict when other lines "
                        + "would be chosen now.", answer: "ExplanationAnswer",
                    [query("acknowledge", Schema.name)], held: true,
                    refused: [400, 401, 403, 404, 409, 422, 429, 503]),
                "parameters": [identifier],
            ]
        ]
    }
}
