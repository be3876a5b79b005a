import Briefing
import Conversations

/// The description of this door in OpenAPI 3.1; tests hold it against the routes and the list of problem codes.
enum OpenAPIDocument {
    /// The whole document; it depends on nothing but this build.
    static var json: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Throughline",
                "summary":
                    "What a person needs to know of a customer's history for one decision, and no more.",
                "version": "1",
            ],
            "servers": [["url": "/"]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": [
                    "token": [
                        "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                        "description": "A JWT signed with Ed25519 (alg EdDSA); docs/API.md lists its claims.",
                    ]
                ],
                "schemas": .object(OpenAPISchemas.all),
            ],
        ]
    }

    private static var paths: [String: JSONValue] {
        customerPaths.merging(timelinePaths) { first, _ in first }.merging([
            DoorRoute.summaries.rawValue: ["post": summaries],
            DoorRoute.live.rawValue: ["get": live],
            DoorRoute.ready.rawValue: ["get": ready],
            DoorRoute.metrics.rawValue: ["get": metrics],
            DoorRoute.openAPI.rawValue: ["get": description],
            DoorRoute.checkpoint.rawValue: ["get": checkpoint, "parameters": .array(logParameters)],
            // WHY: OpenAPI has no template for several segments; a client escapes the slashes of its own accord.
            "/audit/log/{tenant}/{year}/tile/{tile}": [
                "get": tile, "parameters": .array(logParameters + [tileParameter]),
            ],
            DoorRoute.stamps.rawValue: ["get": stamps, "parameters": .array(logParameters)],
            DoorRoute.stamp.rawValue: [
                "get": stamp, "parameters": .array(logParameters + [stampParameter]),
            ],
        ]) { first, _ in first }.merging(auditPaths) { first, _ in first }
            .merging(accessPaths) { first, _ in first }
            .merging(explanationPaths) { first, _ in first }
            .merging(reviewPaths) { first, _ in first }
    }

    private static var summaries: JSONValue {
        let traced: JSONValue = [
            "name": "traceparent", "in": "header", "required": false,
            "description": "W3C Trace Context; an invalid one is ignored.", "schema": Schema.text,
        ]
        let asking = posting(
            "createSummary", "Asks what this caller needs to know of a customer for one decision.",
            "SummaryRequest", answer: "ViewAnswer", held: true)
        return .object((asking.object ?? [:]).merging(["parameters": [traced]]) { $1 })
    }

    private static var live: JSONValue {
        operation("isLive", "Whether the process runs.", ["200": answer("It runs.", "Liveness")])
    }

    private static var ready: JSONValue {
        operation(
            "isReady", "Whether rules, keys, ledger and log are usable.",
            [
                "200": answer("All of them are.", "Readiness"),
                "503": answer("One is not, or the gateway is about to stop.", "Readiness"),
            ])
    }

    private static var metrics: JSONValue {
        operation(
            "readMetrics", "Counters and durations for Prometheus.",
            ["200": content("The page.", "text/plain", ["type": "string"])])
    }

    private static var description: JSONValue {
        operation(
            "readDescription", "This document.",
            ["200": content("It.", "application/json", ["type": "object"])])
    }

    private static var checkpoint: JSONValue {
        operation(
            "readCheckpoint", "The newest signed checkpoint of a tenant's year (C2SP tlog-checkpoint).",
            [
                "200": content("A signed note.", "text/plain", ["type": "string"]), "404": problem(404),
                "429": problem(429), "503": problem(503),
            ])
    }

    private static var tile: JSONValue {
        operation(
            "readTile", "A tile of the tree (C2SP tlog-tiles): 1 to 256 hashes of 32 bytes. No entries.",
            [
                "200": content("The hashes.", "application/octet-stream", [:]), "404": problem(404),
                "429": problem(429), "503": problem(503),
            ])
    }

    static var logParameters: [JSONValue] {
        [
            parameter("tenant", ["type": "string", "pattern": "^[A-Za-z0-9_-]{1,256}$"]),
            parameter("year", ["type": "string", "pattern": "^[0-9]{4}$"]),
        ]
    }

    static var tileParameter: JSONValue {
        parameter(
            "tile", ["type": "string", "pattern": "^[0-9]+(/x[0-9]{3})*/[0-9]{3}([.]p/[0-9]+)?$"])
    }
}
