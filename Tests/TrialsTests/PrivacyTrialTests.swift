import Conversations
import FieldPolicy
import RuleFiles
import Testing
import Trials

private struct FixedTokens: Pseudonymiser {
    func token(for value: String, fieldClass: FieldClass, scope: [String]) -> String { "0123ABCD" }
}

@Suite struct PrivacyTrialTests {
    private func rules() throws -> RuleFolder {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return try RuleFolder(directory: "/\(root)/redaction-rules")
    }

    @Test("try detect gives spans in UTF-8 bytes and a score for labels")
    func detect() throws {
        var run = TrialRun(try DetectTrial(folder: try rules()), isScored: true)
        let row =
            #"{"id":1,"text":"é ana@example.org","labels":[{"start":3,"end":18,"class":"contact.email","type":"x"}]}"#
        let answer = run.answer(to: Array(row.utf8))
        #expect(
            answer
                == #"{"id":1,"spans":[{"class":"contact.email","detector":"email-address","end":18,"start":3}]}"#
        )
        #expect(run.report()?.last?.contains("1.000") == true)
    }

    @Test("try redact answers in the form of its input with exact counts")
    func redact() throws {
        let trial = try RedactTrial(
            folder: try rules(), view: PolicyView(decisions: [:]), pseudonymiser: FixedTokens())
        var run = TrialRun(trial, isScored: false)
        let row =
            #"{"id":"a","messages":[{"author":"customer","text":"I am Tamsin"}],"known":[{"class":"person.name","value":"Tamsin"}]}"#
        #expect(
            run.answer(to: Array(row.utf8))
                == #"{"id":"a","messages":[{"author":"customer","text":"I am [person.name]"}],"withheld":[{"class":"person.name","count":1,"rule":"default"}]}"#
        )
        let bad = run.answer(to: Array(#"{"id":"b","text":"x","known":[{"class":"Person"}]}"#.utf8))
        #expect(bad == #"{"error":{"code":"invalid_member","line":2},"id":"b"}"#)
    }
}
