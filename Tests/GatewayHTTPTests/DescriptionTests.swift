import Briefing
import Conversations
import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import enum GatewayHTTP.DoorRoute
@testable import enum GatewayHTTP.ReviewStep

@Suite struct DescriptionTests {
    static let documents = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs")

    @Test("the list of problem codes is this one, and docs/API.md explains each with its status")
    func problemCodes() throws {
        let pinned = [
            "malformed_request 400", "unauthenticated 401", "purpose_not_allowed 403", "role_unknown 403",
            "customer_not_found 404", "leaf_not_found 404", "access_case_not_found 404",
            "review_case_not_found 404", "body_not_kept 404",
            "second_person_required 403", "not_found 404", "method_not_allowed 405", "conflict 409",
            "legal_hold 409", "body_too_large 413", "unsupported_media_type 415", "purpose_unknown 422",
            "too_many_requests 429", "unavailable 503", "audit_unavailable 503", "treatment_unsound 503",
        ]
        #expect(ProblemCode.allCases.map { "\($0.rawValue) \($0.status)" } == pinned)
        let text = try String(contentsOf: Self.documents.appending(path: "API.md"), encoding: .utf8)
        for code in ProblemCode.allCases {
            #expect(text.contains("| `\(code.rawValue)` | \(code.status) |"), "\(code.rawValue)")
        }
    }

    @Test("docs/API.md names every route, and its JSON examples are JSON")
    func routes() throws {
        let text = try String(contentsOf: Self.documents.appending(path: "API.md"), encoding: .utf8)
        for route in DoorRoute.allCases {
            #expect(text.contains(route.rawValue.replacing("**", with: "…")), "\(route.rawValue)")
        }
        let blocks = text.components(separatedBy: "```json\n").dropFirst()
        #expect(blocks.count >= 4)
        for block in blocks {
            let json = block.components(separatedBy: "\n```")[0]
            #expect((try? JSONValue(json: Array(json.utf8))) != nil, "\(json.prefix(60))")
        }
        for heading in ["### View", "### Hold", "### Refusal"] { #expect(text.contains(heading)) }
    }

    @Test("the OpenAPI document describes every route and every problem code")
    func openAPI() async throws {
        let door = try await TestDoor()
        let document = try await door.application().test(.router) { client in
            try await client.execute(uri: "/openapi.json", method: .get)
        }.json
        let paths = try #require(document?["paths"]?.object)
        #expect(document?["openapi"] == "3.1.0")
        // Each step on a review case is a path of its own.
        let steps = ReviewStep.names.map { DoorRoute.reviewStep.rawValue.replacing("{step}", with: $0) }
        #expect(paths.count == DoorRoute.allCases.count - 1 + steps.count)
        for step in steps { #expect(paths[step]?["post"] != nil, "\(step)") }
        for route in DoorRoute.allCases where route != .reviewStep {
            let path = route.rawValue.replacing("**", with: "{tile}")
            #expect(paths[path]?[route.method.rawValue.lowercased()] != nil, "\(path)")
        }
        let codes = document?["components"]?["schemas"]?["Problem"]?["properties"]?["code"]?["enum"]?.array
        #expect(codes == ProblemCode.allCases.map { .string($0.rawValue) })
        let responses = paths["/v1/summaries"]?["post"]?["responses"]?.object
        for code in ProblemCode.allCases where ![.methodNotAllowed, .legalHold].contains(code) {
            #expect(responses?[String(code.status)] != nil, "\(code.rawValue)")
        }
    }
}

/// Whatever a component refers to is there, and what is there is referred to.
@Suite struct ComponentTests {
    @Test("every component is referred to, and every reference leads to one")
    func references() async throws {
        let door = try await TestDoor()
        let document = try #require(
            try await door.application().test(.router) { client in
                try await client.execute(uri: "/openapi.json", method: .get)
            }.json)
        var named: Set<String> = []
        func collect(_ value: JSONValue) {
            if let name = value["$ref"]?.string { named.insert(name) }
            (value.array ?? []).forEach(collect)
            (value.object ?? [:]).values.forEach(collect)
        }
        collect(document)
        let names = document["components"]?["schemas"]?.object?.keys.map { "#/components/schemas/" + $0 }
        #expect(named == Set(names ?? []))
    }
}
