import Conversations
import ReviewFlags
import RuleFiles
import Sodium
import Testing

@Suite("Questions of staff and bots, and the answers to them")
struct AskedQuestionTests {
    private static let question = FlagMessage(
        author: .bot, text: "Are you experiencing an emergency such as fire, smoke or a gas leak?")

    private func flags(_ messages: FlagMessage...) throws -> [Flag] {
        try ShippedRules.detector().assess(messages).flags
    }

    private func answer(_ text: String, by author: AuthorRole = .customer) -> FlagMessage {
        FlagMessage(author: author, text: text)
    }

    @Test("a yes to a question about danger is a flag with both messages as evidence")
    func affirmed() throws {
        let found = try flags(Self.question, answer("Yes"))
        #expect(found.map(\.rule.text) == ["safety.en.asked_danger"])
        #expect(found.map(\.severity) == [4])
        #expect(found.first?.evidence.map(\.message) == [0, 1])
        #expect(found.first?.evidence.last?.range == 0..<3)
    }

    @Test("a no is none, but what is told with it stays")
    func denied() throws {
        #expect(try flags(Self.question, answer("No")).isEmpty)
        let told = try flags(Self.question, answer("No. But the charger exploded this morning."))
        #expect(told.map(\.category) == ["safety"])
    }

    @Test("a question alone is none, and only who is asked can answer it")
    func unanswered() throws {
        #expect(try flags(Self.question).isEmpty)
        #expect(try flags(Self.question, answer("Yes", by: .agent)).isEmpty)
        #expect(try flags(answer("Yes"), Self.question).isEmpty)
    }

    @Test("a question in two messages is answered after the second, and the first answer counts")
    func order() throws {
        let prompt = FlagMessage(author: .bot, text: "Please reply YES or NO.")
        #expect(try flags(Self.question, prompt, answer("yes")).map(\.category) == ["safety"])
        #expect(try flags(Self.question, prompt, answer("No"), answer("yes")).isEmpty)
        #expect(try flags(Self.question, prompt, prompt, prompt, answer("yes")).isEmpty)
    }

    @Test("where a no is the alarm, a yes is none")
    func alarmingNo() throws {
        let question = FlagMessage(author: .agent, text: "Are you safe right now?")
        #expect(try flags(question, answer("Not really")).map(\.category) == ["safety"])
        #expect(try flags(question, answer("Yes, thanks")).isEmpty)
    }

    @Test("a rule that waits for an answer must be sure of it: a guess is refused with file and line")
    func strength() throws {
        let files = try ShippedRules.folder().files.filter { $0.path != "review/legal.en.yaml" }
        let text = """
            schema: throughline/review-rules/v1
            category: legal
            language: en
            rules:
              - {id: one, topic: test, severity: 1, strength: tentative, answer: affirmed, because: only for this test, any: [apple]}
            """
        let own = try RuleFile(path: "review/legal.en.yaml", bytes: Array(text.utf8))
        let problem = #expect(throws: RuleFileProblems.self) {
            _ = try FlagRules(folder: RuleFolder(files: files + [own]), digester: SodiumDigester())
        }
        #expect(problem?.description.contains("legal.en.yaml:5") == true)
        #expect(problem?.description.contains("expected decisive or strong") == true)
    }
}
