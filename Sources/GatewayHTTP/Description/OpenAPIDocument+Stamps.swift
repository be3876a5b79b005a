import Conversations

extension OpenAPIDocument {
    static var stamps: JSONValue {
        operation(
            "listStamps", "The sizes whose checkpoints an authority outside has stamped, rising, one a line.",
            [
                "200": content("Sizes in decimal.", "text/plain", ["type": "string"]), "404": problem(404),
                "429": problem(429), "503": problem(503),
            ])
    }

    static var stamp: JSONValue {
        operation(
            "readStamp",
            "One file of a stamp: the signed checkpoint as it was stamped, or the authority's response (RFC 3161, DER).",
            [
                "200": [
                    "description": "The file.",
                    "content": [
                        "text/plain": ["schema": ["type": "string"]],
                        "application/timestamp-reply": ["schema": [:]],
                    ],
                ],
                "404": problem(404), "429": problem(429), "503": problem(503),
            ])
    }

    static var stampParameter: JSONValue {
        parameter("stamp", ["type": "string", "pattern": "^(0|[1-9][0-9]*)[.](checkpoint|tsr)$"])
    }
}
