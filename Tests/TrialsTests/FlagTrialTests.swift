import Conversations
import Foundation
import RuleFiles
import Sodium
import Testing
import Trials

@Suite("throughline try flag")
struct FlagTrialTests {
    // WHY: compiling the shipped rules takes seconds without optimisation; once for all tests, immutable.
    private static let compiled = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let all = try RuleFolder(directory: root.appending(path: "redaction-rules").path())
        return try FlagTrial(
            folder: RuleFolder(files: all.files.filter { $0.path.hasPrefix("review/") }),
            digester: SodiumDigester())
    }

    private func trial() throws -> FlagTrial { try Self.compiled.get() }

    @Test("a row gives flags with evidence in bytes of the raw message")
    func answer() throws {
        var run = TrialRun(try trial(), isScored: false)
        let row =
            #"{"id":7,"messages":[{"author":"agent","text":"Hello"},{"author":"customer","text":"¡Ojo! My lawyer will write."}]}"#
        let answer = run.answer(to: Array(row.utf8))
        #expect(
            answer
                == #"{"assessed":true,"flags":[{"category":"legal","confidence":90,"evidence":[{"end":21,"message":1,"start":7}],"rule":"legal.en.lawyer","severity":3}],"id":7}"#
        )
    }

    @Test("a row in a language without rules is not assessed")
    func unassessed() throws {
        var run = TrialRun(try trial(), isScored: false)
        let answer = run.answer(
            to: Array(#"{"id":"x","text":"Мой телефон загорелся ночью и мы вызвали пожарных"}"#.utf8))
        #expect(answer == #"{"assessed":false,"flags":[],"id":"x"}"#)
    }

    @Test("labels give recall, precision and intervals")
    func report() throws {
        var run = TrialRun(try trial(), isScored: true)
        for line in [
            #"{"id":1,"text":"I am going to sue you","labels":["legal"]}"#,
            #"{"id":2,"text":"Where is the nearest shop?","labels":["none"]}"#,
            #"{"id":3,"text":"hello there","labels":["billing"]}"#,
        ] { _ = run.answer(to: Array(line.utf8)) }
        let report = try #require(run.report())
        #expect(report.contains("billing: recall 0.000 [0.000, 0.793] (0 of 1), precision no rows"))
        #expect(
            report.contains(
                "legal: recall 1.000 [0.207, 1.000] (1 of 1), precision 1.000 [0.207, 1.000] (1 of 1)"))
        #expect(report.contains("rows labelled none that are flagged: 0.000 [0.000, 0.793] (0 of 1)"))
    }

    @Test(
        "many harmless rows are also read as timelines: an open conversation of ten that holds a flag holds")
    func timelines() throws {
        func held(_ texts: [String]) throws -> String? {
            var run = TrialRun(try trial(), isScored: true)
            for text in texts { _ = run.answer(to: Array(#"{"text":"\#(text)","labels":["none"]}"#.utf8)) }
            return run.report()?.first { $0.contains("timelines") }
        }
        #expect(try held(Array(repeating: "where is the shop", count: 199)) == nil)
        let calm = try held(Array(repeating: "where is the shop", count: 200))
        #expect(calm?.hasSuffix("0.000 [0.000, 0.010] (0 of 400)") == true, "\(calm ?? "")")
        // One row in five: an open conversation of ten without any is rare.
        let grave = try held((0..<200).map { $0 % 5 == 0 ? "I am going to sue you" : "where is the shop" })
        let share = grave?.split(separator: " ").first { $0.hasPrefix("0.") }.flatMap { Double($0) } ?? 0
        #expect(share > 0.8 && share < 0.97, "\(grave ?? "")")
    }
}
