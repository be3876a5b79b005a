import Conversations
import Detection
import RuleFiles
import Testing

/// The shipped rules, found from this file.
func shippedRules() throws -> RuleFolder { try rules(in: "redaction-rules") }

/// The rules of a folder of the project.
func rules(in folder: String) throws -> RuleFolder {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try RuleFolder(directory: "/\(root)/\(folder)")
}

@Suite struct DetectorCasesTests {
    @Test("every shipped case holds, and every detector has one to find and one to keep")
    func shippedCases() throws {
        let folder = try shippedRules()
        let rules = try DetectorRules(folder: folder)
        let cases = try DetectorCases(folder: folder)
        #expect(cases.failures(under: Detector(rules: rules)).isEmpty)
        #expect(cases.uncoveredDetectors(in: rules).isEmpty)
    }

    @Test("a case that does not hold is named with file, line, and what was expected and found")
    func failing() throws {
        let rules = try DetectorRules(folder: try shippedRules())
        let text = """
            schema: throughline/detector-cases/v1
            cases:
              - detector: phone-local
                find: ["call «555-01»37"]
                keep: ["call 555-0137"]
            """
        let cases = try DetectorCases(folder: RuleFolder(files: [try file(text)]))
        let failures = cases.failures(under: Detector(rules: rules))
        #expect(failures.map(\.line) == [4, 5])
        #expect(failures.first?.message == #"phone-local: expected "555-01", found "555-0137""#)
        #expect(cases.uncoveredDetectors(in: rules).count == rules.detectorIDs.count - 1)
    }

    @Test(
        "a case without a stretch, or without one of both kinds, does not load",
        arguments: [
            #"{detector: phone-local, find: ["call 555-0137"], keep: ["x"]}"#,
            #"{detector: phone-local, find: ["call »555«"], keep: ["x"]}"#,
            #"{detector: phone-local, find: [], keep: ["x"]}"#,
            #"{detector: phone-local, find: ["«1»"], keep: []}"#,
        ])
    func malformed(line: String) throws {
        let text = "schema: throughline/detector-cases/v1\ncases:\n  - \(line)"
        let folder = RuleFolder(files: [try file(text)])
        let problems = #expect(throws: RuleFileProblems.self) { try DetectorCases(folder: folder) }
        #expect(problems?.problems.first?.line == 3)
    }

    private func file(_ text: String) throws -> RuleFile {
        try RuleFile(path: "detectors/cases/own.yaml", bytes: Array(text.utf8))
    }
}
