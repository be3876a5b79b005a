import Conversations
import RuleFiles
import Testing
import Trials

/// What a row that does not fit is told, and what is left out of a score.
@Suite("Rows that do not fit") struct TrialRunTests {
    private func run() throws -> TrialRun {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let folder = try RuleFolder(directory: root + "/redaction-rules")
        return TrialRun(try DetectTrial(folder: folder), isScored: true)
    }

    @Test(
        "the line, the member, what was expected and what kind of thing was found; never a value",
        arguments: [
            (#"{"id":1,"text":7}"#, "line 1: text: expected a text, or a list of messages, found a number"),
            (#"{"id":1}"#, "line 1: text: expected a text, or a list of messages, found none"),
            (#"{"text":"a","messages":[]}"#, "line 1: text: expected either text or messages, found both"),
            (#"{"messages":"ada"}"#, "line 1: messages: expected a list, found a string"),
            (
                #"{"messages":[{"text":"a"},{"author":"agent"}]}"#,
                "messages[1].text: expected a text, found none"
            ),
            (#"{"messages":[{"text":"a","author":"ada"}]}"#, "messages[0].author: expected one of: "),
            (#"{"messages":[{"text":"a","at":"noon"}]}"#, "messages[0].at: expected a time in RFC 3339"),
            (
                #"{"text":"a","known":[{"class":"person.name"}]}"#,
                "known[0].value: expected a text, found none"
            ),
            (#"{"text":"a","known":[{"class":7,"value":"ada"}]}"#, "known[0].class: expected a field class"),
            (#"{"text":"a","text":"b"}"#, "line 1: expected a JSON object: "),
            ("[]", "line 1: expected a JSON object, found an array"),
            ("ada", "line 1: expected a JSON object: "),
        ])
    func explained(line: String, message: String) throws {
        var run = try run()
        let given = run.answer(to: Array(line.utf8))
        let answer = try #require(given)
        #expect(answer.contains(#""error":{"code":"#) && run.problemCount == 1)
        let said = try #require(run.lastProblem)
        #expect(said.contains(message), "\(said)")
        #expect(!said.contains("ada") && !said.contains("noon"))
    }

    @Test("a mark of UTF-8 ahead of the first row is no part of it")
    func byteOrderMark() throws {
        var run = try run()
        let row = Array(#"{"id":"a","text":"call +44 20 7946 0018"}"#.utf8)
        let answers = [run.answer(to: [0xEF, 0xBB, 0xBF] + row), run.answer(to: [0xEF, 0xBB, 0xBF] + row)]
        let answer = try #require(answers[0])
        #expect(answer.contains("contact.phone") && run.problemCount == 1)
        #expect(answers[1]?.contains("malformed") == true)
    }

    @Test("labels of another form are counted apart")
    func labels() throws {
        var run = try run()
        for labels in [#"[{"start":0,"end":1,"class":"person.name"}]"#, #"["legal"]"#, #""x""#] {
            _ = run.answer(to: Array(#"{"text":"Ada","labels":\#(labels)}"#.utf8))
        }
        let report = try #require(run.report())
        #expect(report.last?.hasPrefix("labels of another form, not scored: 2") == true)
    }
}
