import AuditTrail
import Briefing
import Conversations

/// The paths of the audit log itself: for role compliance; every read is recorded.
extension OpenAPIDocument {
    static var auditPaths: [String: JSONValue] {
        let leaf: JSONValue = [identifier]
        return [
            DoorRoute.auditLeaves.rawValue: ["get": leaves], DoorRoute.auditExport.rawValue: ["get": export],
            DoorRoute.auditLeaf.rawValue: ["get": oneLeaf, "parameters": leaf],
            DoorRoute.auditProof.rawValue: ["get": proof, "parameters": leaf],
            DoorRoute.auditBody.rawValue: ["get": body, "parameters": leaf],
            "/audit/log/{tenant}/{year}/tile/entries/{tile}": [
                "get": entries, "parameters": .array(logParameters + [tileParameter]),
            ],
        ]
    }

    private static var leaves: JSONValue {
        reading(
            "listLeaves", "Leaves that meet every filter, the oldest first.",
            answer("A page of leaves, with a receipt of this read.", "LeavesAnswer"),
            parameters: filters + page(limitMax: 1_000))
    }

    private static var export: JSONValue {
        let formats = ExportFormat.allCases.map { JSONValue.string($0.rawValue) }
        let media = Dictionary(
            ExportFormat.allCases.map {
                ($0.contentType.split(separator: ";").first.map(String.init) ?? "", JSONValue.object([:]))
            }, uniquingKeysWith: { first, _ in first })
        return reading(
            "exportLeaves",
            "The same leaves as JSON Lines, CSV (RFC 4180) or OCSF 1.9.0 API Activity with record_integrity.",
            [
                "description":
                    "Rows; Throughline-Leaf names the leaf of this read, Throughline-Next the next page.",
                "content": .object(media),
            ],
            parameters: filters + page(limitMax: 10_000) + [
                query("format", ["type": "string", "enum": .array(formats)], isRequired: true)
            ])
    }

    private static var oneLeaf: JSONValue {
        reading(
            "readLeaf", "One leaf.", answer("The leaf.", "LeafAnswer"),
            parameters: [query("opened", ["type": "boolean"])])
    }

    private static var proof: JSONValue {
        reading(
            "proveLeaf",
            "What proves that a leaf is in the log (C2SP tlog-proof); for its own caller too.",
            content("A proof bundle.", "text/plain", ["type": "string"]), parameters: [])
    }

    private static var body: JSONValue {
        reading(
            "readSealedBody",
            "The delivered body of a leaf, sealed to the compliance key; for a case that a second person vouches for.",
            answer("Box, ciphertext and the key of the digest.", "SealedBodyAnswer"),
            parameters: [
                header("Case-Reference", "The case that the body is opened for, 1 to 256 bytes."),
                header("Second-Authorization", "Bearer and the token of a second person."),
            ])
    }

    private static var entries: JSONValue {
        reading(
            "readEntries", "An entry bundle of the caller's own log (C2SP tlog-tiles).",
            content("1 to 256 leaves, each after its length in two bytes.", "application/octet-stream", [:]),
            parameters: [])
    }

    private static func reading(
        _ id: String, _ summary: String, _ good: JSONValue, parameters: [JSONValue]
    ) -> JSONValue {
        var responses: [String: JSONValue] = ["200": good]
        for status in [400, 401, 403, 404, 429, 503] { responses[String(status)] = problem(status) }
        return [
            "operationId": .string(id), "summary": .string(summary), "security": [["token": []]],
            "parameters": .array(parameters), "responses": .object(responses),
        ]
    }

    private static var filters: [JSONValue] {
        LeafFilter.parameterNames.map { query($0, ["type": "string"]) }
    }

    private static func page(limitMax: Int) -> [JSONValue] {
        [
            query("limit", ["type": "integer", "minimum": 1, "maximum": JSONValue(limitMax)]),
            query("after", ["type": "string"]), query("opened", ["type": "boolean"]),
        ]
    }

    private static func header(_ name: String, _ text: String) -> JSONValue {
        [
            "name": .string(name), "in": "header", "required": true, "description": .string(text),
            "schema": ["type": "string"],
        ]
    }
}
