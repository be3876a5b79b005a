import Conversations
import Extracts
import RuleFiles
import Testing

/// The conversations of `redaction-rules/extracts/cases/`, which any implementation could run.
@Suite struct ExtractCaseTests {
    @Test func `every case shows what it must under the headings it must`() throws {
        let folder = try ExtractFixture.folder()
        let extractor = Extractor(rules: try ExtractRules(folder: folder))
        var count = 0
        for file in folder.cases(in: "extracts") {
            try file.expect(schema: "throughline/extract-cases/v1")
            try file.root.allowOnly(["schema", "cases"])
            for node in try file.root.member("cases").items() {
                try check(node, extractor)
                count += 1
            }
        }
        #expect(count >= 30)
    }

    private func check(_ node: RuleNode, _ extractor: Extractor) throws {
        try node.allowOnly(["title", "words", "messages", "shows", "hides", "never"])
        let title = try node.member("title").text()
        var messages: [ExtractMessage] = []
        for item in try node.member("messages").items() {
            try item.allowOnly([
                "customer", "agent", "bot", "other", "unproven_agent", "colleague", "agent_elsewhere",
                "status",
                "assignment",
            ])
            let member = try #require(try item.members().first)
            let kinds: [String: InteractionKind] = ["status": .statusChange, "assignment": .assignment]
            let author = kinds[member.key] == nil ? AuthorRole(rawValue: member.key) ?? .agent : .other
            messages.append(
                ExtractMessage(
                    author: author,
                    isStaffByID: ["agent", "colleague", "agent_elsewhere"].contains(member.key),
                    text: TreatedText(text: try member.value.text(), placeholders: []),
                    conversation: member.key == "agent_elsewhere" ? 1 : 0,
                    authorNumber: ["agent": 0, "colleague": 1][member.key],
                    kind: kinds[member.key] ?? .message))
        }
        let budget = Budget.words(try node.member("words").int(in: 1...1000))
        let lines = extractor.extract(messages, budget: budget).readingOrder
        let shown =
            lines.map { ($0.section.rawValue, ExtractFixture.text($0, of: messages)) }
            + lines.flatMap { $0.marks.map { ("marked", $0.rawValue) } }
        for member in try node.optional("shows")?.items() ?? [] {
            try expect(member, title, shown)
        }
        for text in try node.optional("hides")?.texts() ?? [] {
            #expect(!shown.contains { $0.1.contains(text) }, "\(title): \(shown)")
        }
        for section in try node.optional("never")?.texts() ?? [] {
            #expect(!shown.contains { $0.0 == section }, "\(title): \(shown)")
        }
    }

    private func expect(_ member: RuleNode, _ title: String, _ shown: [(String, String)]) throws {
        try member.allowOnly(["any", "marked"] + Section.allCases.map(\.rawValue))
        for wanted in try member.members() {
            let text = try wanted.value.text()
            #expect(
                shown.contains { (wanted.key == "any" || $0.0 == wanted.key) && $0.1.contains(text) },
                "\(title): \(wanted.key) \(text) in \(shown)")
        }
    }
}
