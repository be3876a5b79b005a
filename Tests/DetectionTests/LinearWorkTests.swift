import Detection
import Testing

@Suite struct LinearWorkTests {
    private static let detector = Result { Detector(rules: try DetectorRules(folder: try shippedRules())) }

    @Test(
        "twice the text is at most twice the work, whatever it is made of",
        arguments: [
            "4", "4 ", "4111 ", "1.", "555-", "a@", "@", "eyJ.", "card pin ", "my name is ",
            "12 Main Street ",
            "a://b:c@", "-----BEGIN A KEY-----", "+44 ", "born 1 2 ", "AB12 ", "password is x1 ", "DE89 ",
            "\u{E9}", "4 1 ", "Ana ", "Ana, a@b.co ", "a://", "1, 10115 B ", "\u{6F22}",
        ])
    func doubling(_ piece: String) throws {
        let detector = try Self.detector.get()
        let text = String(repeating: piece, count: 4000 / piece.utf8.count)
        let single = detector.work(in: text)
        #expect(detector.work(in: text + text) <= 2 * single + 128)
        #expect(single <= 48 * text.utf8.count)
    }
}
