import Conversations
import Extracts
import RuleFiles
import Testing

@Suite struct ExtractRulesTests {
    @Test func `an unknown key is refused with its file and line`() throws {
        let folder = try ExtractFixture.folder()
        let text = "schema: throughline/extract-lexicon/v1\nlanguage: xx\ncolour: red\n"
        let file = try RuleFile(path: "extracts/lexicon-xx.yaml", bytes: Array(text.utf8))
        let problems = #expect(throws: RuleFileProblems.self) {
            try ExtractRules(folder: RuleFolder(files: folder.files + [file]))
        }
        #expect(problems?.problems.first?.line == 3)
    }

    @Test func `rules without weights are refused`() throws {
        let folder = try ExtractFixture.folder()
        let others = folder.files.filter { !$0.path.hasSuffix("weights.yaml") }
        #expect(throws: RuleFileProblems.self) { try ExtractRules(folder: RuleFolder(files: others)) }
    }

    @Test func `a language without a lexicon is counted and still read by its values`() throws {
        let extractor = Extractor(rules: try ExtractFixture.rules())
        let message = ExtractFixture.customer(
            "Zamówienie numer PL-88120 nigdy nie dotarło pod wskazany adres domowy.")
        let extract = extractor.extract([message], budget: .words(4))
        #expect(extract.withoutLexicon.count == 1)
        #expect(extract.readingOrder.contains { ExtractFixture.text($0, of: [message]).contains("PL-88120") })
    }
}
