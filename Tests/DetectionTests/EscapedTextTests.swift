import Conversations
import Detection
import Testing

/// Text that was pasted out of JSON, program text or Markdown.
@Suite struct EscapedTextTests {
    private static let detector = Result { Detector(rules: try DetectorRules(folder: try shippedRules())) }
    private static let known = [
        KnownValue(fieldClass: "person.name", value: "Zoë Okonjo"),
        KnownValue(fieldClass: "contact.email", value: "tamsin@example.com"),
    ]

    @Test(
        "a value that JSON writes with escapes is found from its first byte to its last",
        arguments: [
            #"{"m":"«tamsin\u0040example.com»"}"#, #"{"m":"«tamsin\u0040example\u002ecom»"}"#,
            #"{\"m\":\"«tamsin\\u0040example.com»\"}"#, #"m='«tamsin\x40example.com»'"#,
            #"{"n":"«Zo\u00eb Okonjo»"}"#, #"b'«Zo\xc3\xab Okonjo»'"#, #"mail «tamsin\@example\.com» now"#,
            #"{"t":"Hello,\n«Zoe Okonjo»\nsaid"}"#,
        ])
    func known(_ marked: String) throws {
        let parts = marked.split(separator: "«")
        let tail = parts[1].split(separator: "»")
        let start = parts[0].utf8.count
        let found = try Self.detector.get().findings(
            in: ["\(parts[0])\(tail[0])\(tail[1])"], known: Self.known)[0]
        let wanted = start..<start + tail[0].utf8.count
        #expect(found.contains { $0.isLinked && $0.range == wanted }, "found \(found.map(\.range))")
    }

    @Test(
        "detectors read escaped text as they read plain text",
        arguments: [
            (#"{"m":"ana.diaz\u0040example.org"}"#, "email-address"),
            (#"{\"password\": \"Tr0ub4dor&3\"}"#, "password"),
            (#"{"u":"https:\/\/ana:s3cret@host.example\/x"}"#, "credentials-in-url"),
            (#"{"card":"4111\u00201111\u00201111\u00201111"}"#, "card-number"),
            (#"{"dob":"born 12\/03\/1984"}"#, "birth-date"),
        ])
    func byForm(_ text: String, _ id: String) throws {
        let found = try Self.detector.get().findings(in: [text])[0].map(\.detector.text)
        #expect(found.contains(id), "found \(found)")
    }

    @Test("the year of a month of birth can be told")
    func year() throws {
        let detector = try Self.detector.get()
        #expect(detector.year(of: "January 2022") == 2022)
        #expect(detector.year(of: "03/1984") == 1984)
        #expect(detector.year(of: "March") == nil)
    }
}
