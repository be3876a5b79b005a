import Briefing
import Conversations

/// What descriptions of paths are made of.
extension OpenAPIDocument {
    static func parameter(_ name: String, _ schema: JSONValue) -> JSONValue {
        ["name": .string(name), "in": "path", "required": true, "schema": schema]
    }

    /// An id in the path, as answers show it.
    static var identifier: JSONValue {
        parameter("id", ["type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"])
    }

    static func operation(
        _ id: String, _ summary: String, _ responses: [String: JSONValue]
    ) -> JSONValue {
        ["operationId": .string(id), "summary": .string(summary), "responses": .object(responses)]
    }

    static func content(_ text: String, _ type: String, _ schema: JSONValue) -> JSONValue {
        ["description": .string(text), "content": .object([type: ["schema": schema]])]
    }

    static func answer(_ text: String, _ schema: String) -> JSONValue {
        content(text, "application/json", reference(schema))
    }

    static func problem(_ status: Int) -> JSONValue {
        let codes = ProblemCode.allCases.filter { $0.status == status }.map(\.rawValue)
        return content(codes.joined(separator: ", "), "application/problem+json", reference("Problem"))
    }

    static func reference(_ schema: String) -> JSONValue {
        ["$ref": .string("#/components/schemas/" + schema)]
    }

    static func query(_ name: String, _ schema: JSONValue) -> JSONValue {
        ["name": .string(name), "in": "query", "required": false, "schema": schema]
    }

    static func text(_ most: Int64, least: Int64 = 1) -> JSONValue {
        ["type": "string", "minLength": .int(least), "maxLength": .int(most)]
    }

    /// An answer that is recorded: what became of it, its body, its receipt.
    static func recorded(_ text: String = "Recorded, and what became of it.") -> JSONValue {
        content(
            text, "application/json",
            [
                "type": "object", "required": ["outcome", "body", "receipt"],
                "properties": [
                    "outcome": ["type": "string"], "body": ["type": "object"], "proof": ["type": "string"],
                    "receipt": ["$ref": "#/components/schemas/Receipt"],
                ],
            ])
    }

    /// A recorded answer to a question without a body.
    static func reading(
        _ id: String, _ summary: String, _ parameters: [JSONValue],
        refused statuses: [Int] = [400, 401, 403, 429, 503]
    ) -> JSONValue {
        var members = secured(id, summary, ["200": recorded()], statuses)
        members["parameters"] = .array(parameters)
        return .object(members)
    }

    /// A recorded answer to a document of exactly these members; `held` where a person may have to look first.
    static func posting(
        _ id: String, _ summary: String, _ properties: [String: JSONValue], required: [String],
        held: Bool = false, refused statuses: [Int] = [400, 401, 403, 404, 409, 413, 415, 422, 429, 503]
    ) -> JSONValue {
        var responses = ["200": recorded()]
        if held { responses["202"] = recorded("A person looks first.") }
        var members = secured(id, summary, responses, statuses)
        let schema: JSONValue = [
            "type": "object", "additionalProperties": false,
            "required": .array(required.map(JSONValue.string)), "properties": .object(properties),
        ]
        members["requestBody"] = ["required": true, "content": ["application/json": ["schema": schema]]]
        return .object(members)
    }

    private static func secured(
        _ id: String, _ summary: String, _ responses: [String: JSONValue], _ statuses: [Int]
    ) -> [String: JSONValue] {
        let problems = statuses.map { (String($0), problem($0)) }
        let all = responses.merging(problems) { own, _ in own }
        return [
            "operationId": .string(id), "summary": .string(summary), "responses": .object(all),
            "security": [["token": []]],
        ]
    }
}
