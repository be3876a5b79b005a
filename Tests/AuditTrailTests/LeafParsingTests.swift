import AuditTrail
import Conversations
import Sodium
import Testing

@Suite("Reading leaves and openings strictly")
struct LeafParsingTests {
    /// A sound leaf's text, changed.
    private func fault(_ from: String, _ to: String) throws -> LeafFault? {
        let row = try Vectors.read("leaves").list("leaves")[1]
        let text = try row.text("leaf")
        try #require(text.contains(from), "\(from)")
        do {
            _ = try Leaf(bytes: Array(text.replacing(from, with: to, maxReplacements: 1).utf8))
            return nil
        } catch { return error }
    }

    @Test("a leaf that is not in its one canonical form is refused")
    func canonicalForm() throws {
        #expect(try fault("{\"actor\"", "{ \"actor\"") == .notCanonical)
        #expect(try fault("\"v\":1}", "\"v\":1}\n") == .notCanonical)
        #expect(try fault("\"v\":1}", "\"v\":1.0}") == .notCanonical)
        #expect(try fault("\"v\":1}", "\"v\":1,\"v\":1}") == .notCanonical)
        #expect(try fault("northwind", "north\\u0077ind") == .notCanonical)
        #expect(try fault("{\"actor\"", "[{\"actor\"") == .notCanonical)
    }

    @Test("every member must be there, none more, each in its form; the fault names it")
    func members() throws {
        #expect(try fault("\"org\":\"northwind\",", "") == .missing("org"))
        #expect(try fault("\"v\":1}", "\"v\":1,\"w\":1}") == .unknown("w"))
        #expect(try fault("\"v\":1}", "\"v\":2}") == .malformed("v"))
        #expect(try fault("\"v\":1}", "\"v\":true}") == .malformed("v"))
        #expect(try fault("\"n\":1,", "\"n\":0,") == .malformed("n"))
        #expect(try fault("\"org\":\"northwind\"", "\"org\":7") == .malformed("org"))
        #expect(try fault("\"type\":\"disclosure\"", "\"type\":\"Disclosure\"") == .malformed("type"))
        #expect(try fault("01.001Z", "01.002Z") == .malformed("time"))
        #expect(try fault("01.001Z", "01.001+00:00") == .malformed("time"))
        #expect(try fault("\"caller\":\"01", "\"caller\":\"81") == .malformed("caller"))
        #expect(try fault("northwind", String(repeating: "n", count: 257)) == .malformed("org"))
        #expect(try fault("\"rules\":\"", "\"rules\":\"AAAA") == .malformed("rules"))
        #expect(try fault("\"public\":{}", "\"public\":[]") == .malformed("public"))
        #expect(try fault("\"public\":{}", "\"public\":{\"note\":\"x\"}") == .publicMembers)
        #expect(
            try fault("\"public\":{}", "\"public\":{\"previous\":null,\"vkey\":null}") == .malformed("public")
        )
        #expect(try fault("\"type\":\"disclosure\"", "\"type\":\"start\"") == .publicMembers)
        #expect(try fault("\"type\":\"disclosure\"", "\"type\":\"erasure\"") == .commitments)
    }

    @Test("commitments are sorted, none twice, as many as the catalogue says")
    func commitments() throws {
        let text = try Vectors.read("leaves").list("leaves")[1].text("leaf")
        let document = try JSONValue(json: Array(text.utf8))
        let sd = try document.list("sd")
        func fault(_ changed: [JSONValue]) throws -> LeafFault? {
            var members = try #require(document.object)
            members["sd"] = .array(changed)
            do {
                _ = try Leaf(bytes: try JSONValue.object(members).canonicalBytes())
                return nil
            } catch let fault as LeafFault { return fault }
        }
        #expect(try fault(sd) == nil)
        #expect(try fault(sd.dropLast()) == .commitments)
        #expect(try fault(sd.reversed()) == .commitments)
        #expect(try fault([sd[0]] + sd.dropLast()) == .commitments)
        #expect(try fault(sd.dropLast() + [7]) == .malformed("sd"))
        #expect(try fault(sd.dropLast() + ["AAAA"]) == .malformed("sd"))
    }

    @Test("an opening of another member, salt, value or spelling is not the leaf's")
    func openings() throws {
        let row = try Vectors.read("leaves").list("leaves")[1]
        let leaf = try Leaf(bytes: Array(try row.text("leaf").utf8))
        let text = try row.member("openings").text("shown")
        let opening = try #require(Opening(text: text))
        #expect(opening.name == "shown" && leaf.commits(to: opening, digester: SodiumDigester()))
        let changed = try Opening(name: "shown", value: [], salt: [UInt8](repeating: 0, count: 16))
        #expect(!leaf.commits(to: changed, digester: SodiumDigester()))
        let spellings = [
            text + "=", text + "A", String(text.dropLast()), "", "AAAA",
            Base64URL.encode(Array(#"["AAAAAAAAAAAAAAAAAAAAAA","shown"]"#.utf8)),
            Base64URL.encode(Array(#"["AAAAAAAAAAAAAAAAAAAAAA", "shown",1]"#.utf8)),
            Base64URL.encode(Array(#"["AAAA","shown",1]"#.utf8)),
            Base64URL.encode(Array(#"["AAAAAAAAAAAAAAAAAAAAAA",1,1]"#.utf8)),
            Base64URL.encode(Array(#"["AAAAAAAAAAAAAAAAAAAAAA","shown",0.5]"#.utf8)),
        ]
        for spelling in spellings { #expect(Opening(text: spelling) == nil, "\(spelling)") }
    }

    @Test("the catalogue in Swift is the one in the file")
    func catalogue() throws {
        let file = try Vectors.document("catalogue.json")
        let types = LeafType.allCases.map { type -> (String, JSONValue) in
            let entry = LeafCatalogue.entry(of: type)
            let members: JSONValue = [
                "body": .string(entry.body.rawValue),
                "committed": .array(entry.committed.map(JSONValue.string)),
                "public": .array(entry.publicMembers.map(JSONValue.string)),
            ]
            return (type.rawValue, members)
        }
        #expect(try file.member("types") == .object(Dictionary(uniqueKeysWithValues: types)))
        #expect(try file.member("first_leaf") == .array(LeafCatalogue.firstLeafMembers.map(JSONValue.string)))
        #expect(
            try file.member("limits") == [
                "leaf_bytes": JSONValue(LeafLimits.leafBytesMax),
                "stored_leaf_bytes": JSONValue(LeafLimits.storedLeafBytesMax),
                "string_bytes": JSONValue(LeafLimits.stringBytesMax),
                "opening_bytes": JSONValue(LeafLimits.openingBytesMax),
                "openings_bytes": JSONValue(LeafLimits.openingsBytesMax),
            ])
    }
}
