import Conversations
import Detection
import GatewayTestSupport
import Testing

/// Words longer than any bound of a detector, beside everything that detectors look at.
@Suite struct OverlongTests {
    private static let detector = Result { Detector(rules: try DetectorRules(folder: try shippedRules())) }

    @Test(
        "an address longer than any bound is hidden whole, its person too",
        arguments: ["", "Ana Diaz, ", "Ana Diaz <", "+1 202 555 0137, Ana Diaz\n"])
    func address(_ lead: String) throws {
        let address = String(repeating: "ab1", count: 90) + "@example.com"
        let text = lead + address + " is mine"
        let found = try Self.detector.get().findings(in: [text])[0]
            .first { $0.detector == "email-address" }
        let start = lead.utf8.count
        #expect(found?.range == start..<start + address.utf8.count)
    }

    @Test("thousands of texts of cues, signs and overlong words are searched, and findings lie on characters")
    func crowds() throws {
        let detector = try Self.detector.get()
        var generator = SeededGenerator(seed: 20)
        let known = [
            KnownValue(fieldClass: "person.name", value: "Tamsin Okonjo"),
            KnownValue(fieldClass: "contact.email", value: "tamsin.okonjo@example.com"),
            KnownValue(fieldClass: "contact.phone", value: "+1 202 555 0137"),
        ]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 2...9, using: &generator))
                .map { _ in Self.piece(&generator) }.joined()
            let bytes = Array(text.utf8)
            let found = try detector.findings(in: [text], known: known)[0]
            #expect(
                found.allSatisfy {
                    !$0.range.isEmpty && $0.range.upperBound <= bytes.count
                        && String(validating: bytes[$0.range], as: UTF8.self) != nil
                }, "\(text)")
        }
    }

    private static func piece(_ generator: inout SeededGenerator) -> String {
        let pieces = [
            "@", "@h.ex", "://", "http://u:p", ", ", " ", "\n", ". ", "-", "/", "(", "<", "|", "Ana Diaz",
            "Ana", "born 1 May 1980", "4111 1111 1111 1111", "cvv ", "12/27", "my password is ", "+44 ",
            "07700 900142", "x12", "ext. ", "12 Main Street", "10115 Berlin", "ab:12:", "eyJ.",
            "DE89 3704 0044", "-----BEGIN A KEY-----", "Tamsin", "okonjo", "t4m$in", "at example dot com",
            "\u{E9}", "\u{6F22}",
            "\\", "\\u0040", "\\ud83d", "\\x4", "\\n", "\\\"", "born in January ", "03/", "2022",
            "\u{200B}", "%40", "&amp;", "\u{FF14}", "\u{FFFD}", "1984", "My name is ", "here",
        ]
        let long = [
            "a", "Z", "4", "a1", "\u{FFFD}", "\u{E9}", "4 ", "a.", "@", "1-", "\\", "\\u00", "%25", "Ana ",
            "12/",
        ]
        guard Int.random(in: 0..<4, using: &generator) == 0, let word = long.randomElement(using: &generator)
        else { return pieces.randomElement(using: &generator) ?? "" }
        return String(repeating: word, count: Int.random(in: 20...400, using: &generator))
    }
}
