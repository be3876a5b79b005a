import Briefing
import Conversations

extension OpenAPIDocument {
    /// The path of ``TimelineRoute``.
    static var timelinePaths: [String: JSONValue] {
        [
            DoorRoute.timeline.rawValue: [
                "get": timeline,
                "parameters": [
                    identifier
                ],
            ]
        ]
    }

    private static var timeline: JSONValue {
        var responses: [String: JSONValue] = [
            "200": answer(
                "A view with the interactions of one page in place of sections, in order of time.", "View"),
            "202": answer("A hold: a person decides first; nothing of the history is shown.", "Hold"),
        ]
        for status in [400, 401, 403, 404, 409, 422, 429, 503] { responses[String(status)] = problem(status) }
        return [
            "operationId": "readTimeline",
            "summary": "Everything that this caller may read of a customer for one decision, page by page.",
            "security": [["token": []]], "parameters": .array(parameters), "responses": .object(responses),
        ]
    }

    private static var parameters: [JSONValue] {
        let limit: JSONValue = [
            "type": "integer", "minimum": 1, "maximum": JSONValue(TimelinePage.limitMax),
            "default": JSONValue(TimelinePage.limitDefault),
        ]
        return [
            query("purpose", "A decision from the catalogue.", isRequired: true),
            query(
                "conversation",
                "source:id, or the handle by which an answer named it; without it the strictest gate over the open ones applies."
            ),
            query("limit", "The most interactions.", limit),
            query("cursor", "The next of the page before; opaque, for this caller and request only."),
            query("token", "Only interactions that show this token, as an answer shows it."),
            query("acknowledge", "The case token of a prior 202 that the caller acknowledges."),
        ]
    }

    private static func query(
        _ name: String, _ text: String, _ schema: JSONValue = ["type": "string", "minLength": 1],
        isRequired: Bool = false
    ) -> JSONValue {
        [
            "name": .string(name), "in": "query", "required": .bool(isRequired),
            "description": .string(text), "schema": schema,
        ]
    }
}
