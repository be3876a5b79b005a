import Conversations
import Detection
import RuleFiles
import Testing

@Suite struct LinearWorkTests {
    private static let detector = Result { Detector(rules: try DetectorRules(folder: try shippedRules())) }

    @Test(
        "twice the text is at most twice the work, whatever it is made of",
        arguments: [
            "4", "4 ", "4111 ", "1.", "555-", "a@", "@", "eyJ.", "card pin ", "my name is ",
            "12 Main Street ",
            "a://b:c@", "-----BEGIN A KEY-----", "+44 ", "born 1 2 ", "AB12 ", "password is x1 ", "DE89 ",
            "\u{E9}", "4 1 ", "Ana ", "Ana, a@b.co ", "a://", "1, 10115 B ", "\u{6F22}", "ab:12:", "-/. ,",
            "deadbeef", "Zm9v", "\u{200B}", "4\u{200B}", "%25", "&amp;", "ssn 123-45-6789 ",
            "card 4111 cvv 1 ", "\u{FF14}", "(4", ".", "\\", "\\u0041", "\\ud83d", "born 1/1990 ",
        ])
    func doubling(_ piece: String) throws {
        let detector = try Self.detector.get()
        let text = String(repeating: piece, count: 4000 / piece.utf8.count)
        let single = detector.work(in: text)
        #expect(detector.work(in: text + text) <= 2 * single + 128)
        #expect(single <= 48 * text.utf8.count)
    }

    @Test("three hundred detectors more cost nothing where their forms cannot stand or no cue is near")
    func manyDetectors() throws {
        var file = "schema: throughline/detectors/v1\ndetectors:\n"
        for number in 0..<150 {
            file += """
                - {id: form-\(number), class: gov.id, find: shape, shapes: ["9{5}~9{5}~\(100 + number)"], rank: 9, why: "test"}
                - {id: cue-\(number), class: gov.id, find: shape, shapes: ["A{2}9{4}\(100 + number)"], near: {lists: [card]}, why: "test"}

                """
        }
        let more = RuleFolder(files: [try RuleFile(path: "detectors/more.yaml", bytes: Array(file.utf8))])
        let wide = Detector(rules: try DetectorRules(folder: try shippedRules().overlaid(by: more)))
        let text = String(
            repeating: "The van with AB1234 left on 10 March 2026 at 13:00, 12345 67890 is on the box. ",
            count: 20)
        #expect(wide.work(in: text) == (try Self.detector.get().work(in: text)))
        let found = try wide.findings(in: ["it was so 12345 67890 104 and so on"])[0].map(\.detector.text)
        #expect(found.contains("form-4"), "found \(found)")
    }
}
