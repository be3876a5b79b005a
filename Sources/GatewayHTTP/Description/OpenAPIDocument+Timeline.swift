import Briefing
import Conversations

extension OpenAPIDocument {
    /// The path of ``TimelineRoute``.
    static var timelinePaths: [String: JSONValue] {
        [
            DoorRoute.timeline.rawValue: [
                "get": reading(
                    "readTimeline",
                    "Everything that this caller may read of a customer for one decision, page by page.",
                    answer: "TimelineAnswer", parameters, held: true,
                    refused: [400, 401, 403, 404, 409, 422, 429, 503]),
                "parameters": [identifier],
            ]
        ]
    }

    private static var parameters: [JSONValue] {
        let limit: JSONValue = [
            "type": "integer", "minimum": 1, "maximum": JSONValue(TimelinePage.limitMax),
            "default": JSONValue(TimelinePage.limitDefault),
        ]
        return [
            query("purpose", Schema.name, "A decision from the catalogue.", isRequired: true),
            query(
                "conversation", reference("Conversation"),
                "Without it the strictest gate over the open ones applies."),
            query("limit", limit, "The most interactions."),
            query(
                "cursor", Schema.written(1...4096),
                "The next of the page before; opaque, for this caller and request only."),
            query("token", Schema.name, "Only interactions that show this token, as an answer shows it."),
            query("acknowledge", Schema.name, "The case token of a prior 202 that the caller acknowledges."),
        ]
    }
}
