import Conversations
import Extracts
import Foundation
import Identity
import Testing

@testable import enum GatewayHTTP.OpenAPIDocument

@Suite("The description of bodies")
struct DocumentedExampleTests {
    private let schemas = OpenAPIDocument.json["components"]?["schemas"] ?? .null

    @Test("every example of docs/API.md is a document that the description allows")
    func examples() throws {
        let text = try String(contentsOfFile: DemoBench.checkout + "/docs/API.md", encoding: .utf8)
        let blocks = text.components(separatedBy: "```json\n").dropFirst().map {
            $0.components(separatedBy: "\n```")[0]
        }
        let names = [
            "SummaryRequest", "ViewAnswer", "HoldAnswer", "Problem", "LeafPage", "Erasure", "Readiness",
        ]
        try #require(blocks.count == names.count)
        let check = SchemaCheck(description: OpenAPIDocument.json)
        for (block, name) in zip(blocks, names) {
            let schema = try #require(schemas[name], "\(name)")
            let faults = check.faults(of: try JSONValue(json: Array(block.utf8)), against: schema)
            #expect(faults.isEmpty, "\(name): \(faults.prefix(5))")
        }
    }

    @Test("every word of the extractor and of identity stands in the description")
    func words() {
        func words(_ path: String) -> [String]? { schemas.at(path)?.array?.compactMap(\.string) }
        #expect(words("Line.properties.section.enum") == Section.allCases.map(\.rawValue))
        #expect(words("Line.properties.marks.items.enum") == LineMark.allCases.map(\.rawValue))
        let leftOut = "Explanation.properties.left_out.items.properties.reason.enum"
        #expect(words(leftOut) == ExtractExplanation.Reason.allCases.map(\.rawValue))
        #expect(words("Evidence.properties.verdict.enum") == LinkVerdict.allCases.map(\.rawValue))
        #expect(words("Evidence.properties.key.oneOf.0.enum") == KeyKind.allCases.map(\.rawValue))
    }

    @Test("a keyword that nobody checks, a member that nobody described and a missing one are faults")
    func check() {
        let check = SchemaCheck(description: .null)
        let closed: JSONValue = [
            "type": "object", "required": ["a"], "properties": ["a": ["type": "string"]],
            "additionalProperties": false,
        ]
        #expect(check.faults(of: ["a": "b"], against: closed).isEmpty)
        for wrong in [[:], ["a": 1], ["a": "b", "c": 1]] as [JSONValue] {
            #expect(check.faults(of: wrong, against: closed).count == 1)
        }
        #expect(!check.faults(of: 1, against: ["multipleOf": 1]).isEmpty)
    }
}
