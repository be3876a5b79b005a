import Conversations
import FieldPolicy
import Foundation
import RuleFiles
import Testing

@Suite struct EditorSchemaTests {
    private func schema() throws -> JSONValue {
        let path = Shipped.directory() + "/schema/policy.schema.json"
        let data = try #require(FileManager.default.contents(atPath: path))
        return try JSONValue(json: Array(data))
    }

    @Test("editors know every key that the loader knows, and no other", arguments: PolicyKeys.parts.indices)
    func keys(part: Int) throws {
        let (definition, keys) = PolicyKeys.parts[part]
        let schema = try schema()
        let place = try #require(definition.isEmpty ? schema : schema["$defs"]?[definition])
        #expect(try #require(place["properties"]?.object).keys.sorted() == keys.sorted(), "\(definition)")
        #expect(place["additionalProperties"] == .bool(false))
    }

    @Test(
        "every policy that is shipped fits the editors' schema",
        arguments: ["", "/../docs/policies/bank", "/../docs/policies/health"])
    func shipped(folder: String) throws {
        let reading = SchemaReading(root: try schema())
        let files = try RuleFolder(directory: Shipped.directory() + folder).files(in: "policy")
        #expect(files.count >= 3)
        for file in files { #expect(reading.faults(file.root.json) == [], "\(folder)/\(file.path)") }
    }

    @Test(
        "editors refuse what the loader refuses",
        arguments: [
            "rulez: []", "roles: {agent: {means: a, flagged: hld}}", "default: show",
            "purposes: {p: {decision: \"?\", contact_types: \"*\", newest_days: 0}}",
            "rules: [{id: R, roles: \"*\", purposes: \"*\", treat: {}, because: b}]",
            "classes: {x: {means: x, ceiling: hash}}",
            "elevations: [{id: E, roles: [a], purposes: [p], treat: {x: show}, minutes_max: 31, approvers: [b], because: c}]",
            "invariants: [{id: I, because: b}]",
        ])
    func refused(text: String) throws {
        let reading = SchemaReading(root: try schema())
        let file = try RuleFile(
            path: "policy/x.yaml", bytes: Array("schema: throughline/policy/v1\n\(text)\n".utf8))
        #expect(reading.faults(file.root.json) != [])
        #expect(!PolicyCheck(folder: RuleFolder(files: [file])).faults.isEmpty)
    }

    @Test("editors know the treatments and gates that the loader knows") func words() throws {
        let definitions = try #require(try schema()["$defs"])
        let kinds = try #require(definitions["treatment"]?["oneOf"]?.array)
        func details(_ kind: String) -> [String] {
            let member = kinds.compactMap { $0["properties"]?[kind]?["enum"]?.array }.first
            return member?.compactMap(\.string) ?? []
        }
        #expect(details("mask") == Treatment.Mask.allCases.map(\.rawValue))
        #expect(details("generalise") == Treatment.Generalisation.allCases.map(\.rawValue))
        #expect(details("pseudonymise") == Treatment.PseudonymScope.allCases.map(\.rawValue))
        let gates = definitions["role"]?["properties"]?["flagged"]?["enum"]?.array?.compactMap(\.string)
        #expect(gates == FlaggedGate.allCases.map(\.rawValue))
    }
}
