import Briefing
import Conversations

extension OpenAPIDocument {
    /// The path of a summary's grounds.
    static var explanationPaths: [String: JSONValue] {
        var operation =
            reading(
                "explainSummary",
                "Why each line of a summary of yours was chosen, and what was left out; a conflict when other lines "
                    + "would be chosen now.",
                [query("acknowledge", text(256))], refused: [400, 401, 403, 404, 409, 422, 429, 503]
            ).object ?? [:]
        var responses = operation["responses"]?.object ?? [:]
        responses["202"] = answer("A hold: a person decides first.", "Hold")
        operation["responses"] = .object(responses)
        return [
            DoorRoute.explanation.rawValue: [
                "get": .object(operation), "parameters": [identifier],
            ]
        ]
    }
}
