import Conversations
import Extracts
import Foundation
import RuleFiles
import Testing

@testable import Trials

@Suite struct ExtractTrialTests {
    let folder: RuleFolder

    init() throws {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        folder = try RuleFolder(directory: "/" + root + "/redaction-rules")
    }

    private func row(_ json: String) throws -> TrialRow { TrialRow(try JSONValue(json: Array(json.utf8))) }

    @Test func `a line's text is the bytes at its span and placeholders count as one word`() throws {
        let trial = try ExtractTrial(folder: folder, budget: .words(4))
        let text = "Señor [person.name K7Q2] waits for order 5512087 near [contact.address]."
        let row = try row(#"{"id":1,"messages":[{"author":"customer","text":"\#(text)"}]}"#)
        let lines = try #require(try trial.answer(to: row)["lines"]?.array)
        #expect(!lines.isEmpty)
        var words = 0
        for line in lines {
            let start = try #require(line["start"]?.int), end = try #require(line["end"]?.int)
            let shown = String(decoding: Array(text.utf8)[Int(start)..<Int(end)], as: UTF8.self)
            #expect(line["text"]?.string == shown)
            let treated = BracketedText.read(shown)
            words += WordReader.count(Array(shown.utf8), placeholders: treated.placeholders.map(\.range))
        }
        #expect(words <= 4)
    }

    @Test func `brackets are placeholders only when they name a class and no backslash stands before them`() {
        #expect(BracketedText.read("[person.name] [order.id A-1]").placeholders.count == 2)
        #expect(BracketedText.read(#"\[person.name] [Note] [a b c] [] [x"#).placeholders.isEmpty)
        #expect(BracketedText.read("[[order.id]]").placeholders.map(\.range) == [1..<11])
    }

    @Test func `rows with labels are scored beside baselines and rows without give no report`() throws {
        let trial = try ExtractTrial(folder: folder, budget: .share(millionths: 400_000))
        let labelled = try row(
            #"""
            {"id":"a","messages":[{"author":"customer","text":"My order 5512087 never came."},
            {"author":"agent","text":"I have refunded it."}],"refs":["Order never came and was refunded."],
            "facts":[{"kind":"order","value":"5512087","message":0},
            {"kind":"done","value":"refunded","message":1,"outcome":true}]}
            """#)
        let report = try #require(trial.report(on: [(labelled, try trial.answer(to: labelled))]))
        #expect(report.contains { $0.hasPrefix("live-fact recall, ours: 100.0") })
        #expect(report.contains { $0.hasPrefix("rouge-1, lsa: ") })
        let plain = try row(#"{"id":"b","text":"Hello there."}"#)
        #expect(trial.report(on: [(plain, try trial.answer(to: plain))]) == nil)
    }

    @Test(arguments: [
        ("caresses", "caress"), ("ponies", "poni"), ("feed", "feed"), ("plastered", "plaster"),
        ("motoring", "motor"),
        ("hopping", "hop"), ("filing", "file"), ("happy", "happi"), ("relational", "relat"),
        ("conditional", "condit"),
        ("triplicate", "triplic"), ("hopeful", "hope"), ("adjustment", "adjust"), ("adoption", "adopt"),
        ("probate", "probat"), ("controll", "control"), ("sky", "sky"),
    ])
    func `words are stemmed as Porter's paper says`(word: String, stem: String) {
        #expect(PorterStemmer.stem(word) == stem)
    }

    @Test func `equal texts score one and texts without a common word score nothing`() {
        let left = Rouge.stems("the kettle was refunded"), right = Rouge.stems("quite another thing")
        #expect(Rouge.overlap(left, left, size: 2) == 1)
        #expect(Rouge.sequence(left, left) == 1)
        #expect(Rouge.overlap(left, right, size: 1) == 0)
        #expect(Rouge.sequence(left, right) == 0)
    }
}
