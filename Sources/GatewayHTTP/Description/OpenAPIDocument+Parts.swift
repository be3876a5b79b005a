import Briefing
import Conversations

/// What descriptions of paths are made of.
extension OpenAPIDocument {
    static func parameter(_ name: String, _ schema: JSONValue) -> JSONValue {
        ["name": .string(name), "in": "path", "required": true, "schema": schema]
    }

    /// An id in the path, as answers show it.
    static var identifier: JSONValue {
        parameter("id", Schema.id)
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

    static func reference(_ schema: String) -> JSONValue { Schema.named(schema) }

    static func query(
        _ name: String, _ schema: JSONValue, _ text: String? = nil, isRequired: Bool = false
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name), "in": "query", "required": .bool(isRequired), "schema": schema,
        ]
        members["description"] = text.map(JSONValue.string)
        return .object(members)
    }

    /// A recorded answer to a question without a body; `held` where a person may have to look first.
    static func reading(
        _ id: String, _ summary: String, answer: String, _ parameters: [JSONValue] = [], held: Bool = false,
        refused statuses: [Int] = [400, 401, 403, 429, 503]
    ) -> JSONValue {
        .object(
            secured(id, summary, answer, held: held, statuses).merging([
                "parameters": .array(parameters)
            ]) { $1 })
    }

    /// A recorded answer to a document; `held` where a person may have to look first.
    static func posting(
        _ id: String, _ summary: String, _ request: String, answer: String, held: Bool = false,
        refused statuses: [Int] = [400, 401, 403, 404, 409, 413, 415, 422, 429, 503]
    ) -> JSONValue {
        .object(
            secured(id, summary, answer, held: held, statuses).merging([
                "requestBody": [
                    "required": true, "content": ["application/json": ["schema": reference(request)]],
                ]
            ]) { $1 })
    }

    private static func secured(
        _ id: String, _ summary: String, _ good: String, held: Bool, _ statuses: [Int]
    ) -> [String: JSONValue] {
        var responses = ["200": answer("Recorded, and what became of it.", good)]
        if held { responses["202"] = answer("A hold: a person decides first.", "HoldAnswer") }
        for status in statuses { responses[String(status)] = problem(status) }
        return [
            "operationId": .string(id), "summary": .string(summary), "responses": .object(responses),
            "security": [["token": []]],
        ]
    }
}
