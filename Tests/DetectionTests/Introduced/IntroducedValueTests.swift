import Conversations
import Detection
import Testing

@Suite struct IntroducedValueTests {
    @Test("what a text introduces is found whole and as what it is, and its benign twin is left alone")
    func rows() throws {
        let detector = Detector(rules: try DetectorRules(folder: try shippedRules()))
        for row in IntroducedRows.all {
            let parts = row.split(separator: "|", maxSplits: 1)
            let kind = parts[0].filter { $0 != " " }
            let marked = String(parts[1].dropFirst())
            let text = String(marked.filter { $0 != "«" && $0 != "»" })
            let found = try detector.findings(in: [text])[0].map {
                "\($0.fieldClass.path) \(String(decoding: Array(text.utf8)[$0.range], as: UTF8.self))"
            }
            if kind == "keep" {
                #expect(found.isEmpty, "nothing personal in: \(text), found \(found)")
            } else {
                let value = try #require(marked.split(separator: "«", omittingEmptySubsequences: false).last)
                let whole = "\(kind) \(value.prefix { $0 != "»" })"
                #expect(found.contains(whole), "expected \(whole) in: \(text), found \(found)")
            }
        }
    }
}
