import Conversations
import Detection
import RuleFiles
import Testing

/// The shipped rules, found from this file.
func shippedRules() throws -> RuleFolder {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try RuleFolder(directory: "/\(root)/redaction-rules")
}

@Suite struct DetectorCasesTests {
    @Test("every shipped case holds, and every detector has one to find and one to keep")
    func shippedCases() throws {
        let folder = try shippedRules()
        let rules = try DetectorRules(folder: folder)
        let detector = Detector(rules: rules)
        var covered: Set<String> = []
        for file in folder.cases(in: "detectors") {
            try file.expect(schema: "throughline/detector-cases/v1")
            for node in try file.root.member("cases").items() {
                try node.allowOnly(["detector", "find", "keep"])
                let id = try node.member("detector").text()
                let find = try node.member("find").texts()
                let keep = try node.member("keep").texts()
                #expect(!find.isEmpty && !keep.isEmpty, "\(id) needs both kinds of case")
                covered.insert(id)
                for text in find { try expect(text, isFoundBy: id, detector) }
                for text in keep {
                    let found = try detector.findings(in: [text])[0].filter { $0.detector.text == id }
                    #expect(found.isEmpty, "\(id) must keep: \(text)")
                }
            }
        }
        #expect(covered.sorted() == rules.detectorIDs)
    }

    /// A text with one stretch between « and ».
    private func expect(_ marked: String, isFoundBy id: String, _ detector: Detector) throws {
        let parts = marked.split(separator: "«", maxSplits: 1).map(String.init)
        let tail = parts.last?.split(separator: "»", maxSplits: 1).map(String.init) ?? []
        let value = try #require(tail.first)
        let head = marked.hasPrefix("«") ? "" : parts[0]
        let text = head + value + (tail.count > 1 ? tail[1] : "")
        let found = try detector.findings(in: [text])[0]
        let values = found.map {
            ($0.detector.text, String(decoding: Array(text.utf8)[$0.range], as: UTF8.self))
        }
        #expect(values.contains { $0 == (id, value) }, "\(id) in: \(text), found \(values)")
    }
}
