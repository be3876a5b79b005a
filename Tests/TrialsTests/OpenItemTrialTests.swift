import Conversations
import Extracts
import Foundation
import RuleFiles
import Testing
import Trials

/// The labelled timelines of `redaction-rules/extracts/cases/open-items.jsonl`.
@Suite struct OpenItemTrialTests {
    @Test func `nineteen of twenty open items stand under their heading`() throws {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let folder = try RuleFolder(directory: root + "/redaction-rules")
        let path = root + "/redaction-rules/extracts/cases/open-items.jsonl"
        let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(rows.count >= 120)
        var run = TrialRun(try ExtractTrial(folder: folder, budget: .words(120)), isScored: true)
        for row in rows { #expect(run.answer(to: Array(row.utf8)) != nil) }
        let report = try #require(run.report())
        let line = try #require(report.first { $0.hasPrefix("open-item recall, all: ") })
        let counts = line.split(separator: " ").compactMap { Int($0.filter(\.isNumber)) }
        print(report.filter { $0.hasPrefix("open-item") }.joined(separator: "\n"))
        #expect(counts[0] * 100 >= counts[1] * 95)
    }
}
