import Conversations
import Detection
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

    @Test(
        "an explanation names place, class and what spoke for it, overlapping finds as one, and never the value"
    )
    func explanation() throws {
        let known = try #require(
            TextExplanation.known(in: ["known": [["class": "person.name", "value": "Tamsin Okoro"]]]))
        #expect(TextExplanation.known(in: [["class": "Person"]]) == nil)
        let shown = Decision(treatment: .show, rule: "A", because: "needed")
        for decisions in [[:], ["person.name": shown]] as [[FieldClass: Decision]] {
            let explanation = try TextExplanation(
                folder: try rules(), view: PolicyView(decisions: decisions), pseudonymiser: FixedTokens())
            let parts = try explanation.parts(of: "é Tamsin Okoro, card 4111 1111 1111 1111", known: known)
            #expect(parts.map(\.fieldClass) == ["person.name", "payment.card"])
            #expect(parts.map(\.range) == [3..<15, 22..<41])
            #expect(parts.map(\.isWithheld) == [decisions.isEmpty, true])
            #expect(parts[0].findings.contains { $0.validation == .record })
            #expect(parts[1].findings.contains { [.checked, .checkedInContext].contains($0.validation) })
        }
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
