import Conversations
import Extracts
import RuleFiles
import Testing

/// The conversations of `redaction-rules/extracts/cases/`, which any implementation could run.
@Suite struct ExtractCaseTests {
    private let extractor: Extractor

    init() throws { extractor = Extractor(rules: try ExtractFixture.rules()) }

    @Test func `every case shows what it must under the headings it must`() throws {
        let cases = try ExtractCases(folder: try ExtractFixture.folder())
        #expect(cases.count >= 30)
        #expect(cases.failures(under: extractor).isEmpty)
    }

    @Test func `a sign of a unit that is set off by a blank stays with its sum`() {
        let messages = [
            ExtractFixture.customer("Wann bekomme ich die 389 €?"),
            ExtractFixture.customer("Ich warte auf eine Gutschrift von 20\u{00A0}%."),
        ]
        let lines = extractor.extract(messages, budget: .words(40)).readingOrder.map {
            ExtractFixture.text($0, of: messages)
        }
        #expect(lines.contains { $0.hasSuffix("389 €?") || $0.hasSuffix("389 €") }, "\(lines)")
        #expect(lines.contains { $0.contains("20\u{00A0}%") }, "\(lines)")
    }

    @Test func `what is missing, hidden and under a wrong heading is named with file and line`() throws {
        let text = """
            schema: throughline/extract-cases/v1
            cases:
              - title: a promise
                words: 30
                messages:
                  - customer: "Where is my order QX-20931?"
                  - agent: "We'll send a new kettle by 4 May."
                shows:
                  - promised: "5 May"
                hides: ["kettle"]
                never: [open_questions]
            """
        let file = try RuleFile(path: "extracts/cases/own.yaml", bytes: Array(text.utf8))
        let failures = try ExtractCases(folder: RuleFolder(files: [file])).failures(under: extractor)
        #expect(failures.first?.line == 9 && failures.first?.message.contains("5 May") == true)
        #expect(failures.dropFirst().contains { $0.line == 3 && $0.message.contains("kettle") })
    }
}
