import Conversations
import Detection
import RuleFiles
import Testing

@Suite struct AddedDetectorTests {
    /// What a library would add: its card number with a check digit of its own, near words of its own.
    private static let words = """
        schema: throughline/detector-words/v1
        lists:
          library: [library card, reader number]
        """
    private static let detectors = """
        schema: throughline/detectors/v1
        detectors:
          - id: library-card
            class: account.id
            find: shape
            shapes: ["999~9999~9"]
            validate: [{weights: [8, 7, 6, 5, 4, 3, 2, 1], modulus: 11}]
            near: {lists: [library], before: 24}
            rank: 8
            why: "eight digits, weighted modulus 11, behind a word for the card"
        """

    private func detector(_ detectors: String = Self.detectors) throws -> Detector {
        let added = RuleFolder(files: [
            try RuleFile(path: "detectors/library.yaml", bytes: Array(detectors.utf8)),
            try RuleFile(path: "detectors/words/library.yaml", bytes: Array(Self.words.utf8)),
        ])
        return Detector(rules: try DetectorRules(folder: try shippedRules().overlaid(by: added)))
    }

    @Test(
        "a detector with its own words and its own check digit is added by rule files alone",
        arguments: [
            ("my library card is 123-4567-9, thanks", true), ("my library card is 123-4567-8, thanks", false),
            ("shelf 123-4567-9, thanks", false), ("reader number 000-0000-0", false),
        ])
    func added(_ text: String, _ isFound: Bool) throws {
        let found = try detector().findings(in: [text])[0].filter { $0.detector == "library-card" }
        #expect(found.isEmpty != isFound)
        #expect(found.allSatisfy { $0.fieldClass == "account.id" && $0.validation == .checkedInContext })
    }

    @Test(
        "a sum that cannot be one is refused with its line",
        arguments: [
            "{weights: [8], modulus: 11}", "{weights: [8, 7], modulus: 1}", "{weights: [8, 7]}",
            "{weights: [8, 7], modulus: 11, remains: 1}", "no_such_check",
        ])
    func refused(_ sum: String) throws {
        let text = Self.detectors.replacing("{weights: [8, 7, 6, 5, 4, 3, 2, 1], modulus: 11}", with: sum)
        #expect(throws: RuleFileProblems.self) { try detector(text) }
    }

    @Test("a word list that has another's name is refused with its file, line and name")
    func namedTwice() throws {
        let again = "schema: throughline/detector-words/v1\nlists:\n  own: [mine]\n  phone: [rings]\n"
        let added = RuleFolder(files: [
            try RuleFile(path: "detectors/words/own.yaml", bytes: Array(again.utf8))
        ])
        #expect {
            try DetectorRules(folder: try shippedRules().overlaid(by: added))
        } throws: {
            guard let problem = ($0 as? RuleFileProblems)?.problems.first else { return false }
            return problem.file.hasPrefix("detectors/words/") && problem.line > 0
                && problem.message == "a word list named twice: \"phone\""
        }
    }
}
