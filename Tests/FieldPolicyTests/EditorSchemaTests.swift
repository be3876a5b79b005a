import Conversations
import FieldPolicy
import Foundation
import Testing

@Suite struct EditorSchemaTests {
    private func schema() throws -> JSONValue {
        let path = Shipped.directory() + "/schema/policy.schema.json"
        let data = try #require(FileManager.default.contents(atPath: path))
        return try JSONValue(json: Array(data))
    }

    @Test("editors know the sections that the loader knows") func sections() throws {
        let members = try #require(try schema()["properties"]?.object)
        #expect(members.keys.sorted() == PolicyKeys.file.sorted())
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
