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

    @Test func `a file of additions extends the cues of its language, and of one that has a lexicon only`()
        throws
    {
        let folder = try ExtractFixture.folder()
        let question = ExtractFixture.customer("The kettle leaks. Blorp.")
        let answer = ExtractFixture.agent("We zorble the kettle on Monday.")
        func sections(_ text: String) throws -> [Section] {
            let file = try RuleFile(path: "extracts/lexicon-en-own.yaml", bytes: Array(text.utf8))
            let rules = try ExtractRules(folder: RuleFolder(files: folder.files + [file]))
            return Extractor(rules: rules).extract([question, answer], budget: .words(60)).readingOrder.map(
                \.section)
        }
        let head = "schema: throughline/extract-lexicon-additions/v1\n"
        let added = head + "language: en\ncues:\n  thanks: [blorp]\n  commitment: [we zorble]\n"
        #expect(try sections(added) == [.whyTheyCame, .promised])
        let months = #expect(throws: RuleFileProblems.self) {
            try sections(head + "language: en\ncues:\n  month: [smarch]\n")
        }
        #expect(months?.problems.first?.line == 4)
        let stranger = #expect(throws: RuleFileProblems.self) { try sections(head + "language: xx\ncues:\n") }
        #expect(stranger?.problems.first?.line == 2)
        #expect(throws: RuleFileProblems.self) {
            let second = try #require(folder.files.first { $0.path.hasSuffix("lexicon-en.yaml") })
            let text = "schema: throughline/extract-lexicon/v1\nlanguage: en\n"
            let file = try RuleFile(path: "extracts/lexicon-en2.yaml", bytes: Array(text.utf8))
            _ = try ExtractRules(folder: RuleFolder(files: [second, file]))
        }
    }
}
