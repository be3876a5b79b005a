import Conversations
import Detection
import GatewayTestSupport
import RuleFiles
import Testing

@Suite struct LinkedValueTests {
    static let detector = Result { Detector(rules: try DetectorRules(folder: try shippedRules())) }

    static let known = [
        KnownValue(fieldClass: "person.name", value: "Tamsin Okonjo"),
        KnownValue(fieldClass: "contact.email", value: "tamsin.okonjo@example.com"),
        KnownValue(fieldClass: "contact.phone", value: "+1 415 555 0137"),
        KnownValue(fieldClass: "payment.card", value: "4111111111111111"),
        KnownValue(fieldClass: "birth.date", value: "1984-03-07"),
        KnownValue(fieldClass: "contact.address", value: "742 Larkspur Avenue, Springfield, IL 62704"),
        KnownValue(fieldClass: "order.id", value: "A-40213-77"),
    ]

    private func covered(_ text: String, _ known: [KnownValue] = Self.known) throws -> [String] {
        let detector = try Self.detector.get()
        return try detector.findings(in: [text], known: known)[0].filter(\.isLinked)
            .map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) }
    }

    @Test(
        "a value of the record is found however it is disguised",
        arguments: [
            ("ask TAMSIN OKONJO", "TAMSIN OKONJO"), ("okonjo, tamsin", "okonjo, tamsin"),
            ("by t4ms1n today", "t4ms1n"),
            ("for T a m s i n", "T a m s i n"), ("as tamsin_okonjo", "tamsin_okonjo"),
            ("for Okonjp today", "Okonjp"),
            ("at \u{0422}\u{0430}msin", "\u{0422}\u{0430}msin"), ("@tokonjo wrote", "tokonjo"),
            (
                "dial four one five five five five zero one three seven",
                "four one five five five five zero one three seven"
            ),
            ("dial 555.0137", "555.0137"), ("it ends in 0137 ok", "0137"),
            ("on 4l5 555 O137", "4l5 555 O137"),
            ("tamsin dot okonjo at example dot com", "tamsin dot okonjo at example dot com"),
            ("card 4111-1111\n1111 1111", "4111-1111\n1111 1111"), ("born 7 Mar 84", "7 Mar 84"),
            ("on 03/07/1984", "03/07/1984"),
            ("742 larkspur ave please", "742 larkspur ave"), ("zip 62704-1234", "62704-1234"),
            ("alfa four zero two one three seven seven", "alfa four zero two one three seven seven"),
            ("id a4021377", "a4021377"),
            ("Tango Alfa Mike Sierra India November", "Tango Alfa Mike Sierra India November"),
            ("tamsin punkt okonjo arroba example punkt com", "tamsin punkt okonjo arroba example punkt com"),
            ("Ms T Okonjo", "Ms T Okonjo"),
            ("four zero two one three seven seven", "four zero two one three seven seven"),
            ("742 larkspr avenu it is", "742 larkspr avenu"),
            ("four one five triple five oh one tree seven", "four one five triple five oh one tree seven"),
            ("a two larkspur avenue", "two larkspur avenue"),
            ("ring after six, 415 555 0137", "415 555 0137"),
        ])
    func disguises(_ text: String, _ value: String) throws {
        let found = try covered(text)
        #expect(found.contains(value), "found \(found)")
    }

    @Test(
        "of an IBAN the national part and the account are found, of long numbers copies that lost a digit or their middle",
        arguments: [
            ("cuenta 2100 0418 45 0200051332", "2100 0418 45 0200051332"),
            ("cuenta: 21000418450200051332", "21000418450200051332"), ("cuenta 0200051332", "0200051332"),
            ("Konto 3704 0044 0532 0130 00", "3704 0044 0532 0130 00"), ("Konto 0532013000", "0532013000"),
            ("Konto 532013000", "532013000"), ("paid into 55779911 then", "55779911"),
            ("was 539 1488 0343 6467", "539 1488 0343 6467"), ("it is 4539 **** 0343 6467", "0343 6467"),
            ("card 4539 1488 0343 646", "4539 1488 0343 646"),
        ])
    func partsOfNumbers(_ text: String, _ value: String) throws {
        let known = [
            KnownValue(fieldClass: "payment.iban", value: "ES91 2100 0418 4502 0005 1332"),
            KnownValue(fieldClass: "payment.iban", value: "DE89 3704 0044 0532 0130 00"),
            KnownValue(fieldClass: "payment.account", value: "20-00-00 55779911"),
            KnownValue(fieldClass: "payment.card", value: "4539 1488 0343 6467"),
        ]
        let found = try covered(text, known)
        #expect(found.contains(value), "found \(found)")
    }

    @Test(
        "noughts that fill a number up may be left out, and a street's kind cut to a letter",
        arguments: [
            ("Bestellung KT 99213, bitte", "99213"), ("die Nummer ist 99213", "99213"),
            ("the one finishing …99213", "99213"),
            ("18 r. des glycines à Lyon", "18 r. des glycines"),
        ])
    func shortened(_ text: String, _ value: String) throws {
        let known = [
            KnownValue(fieldClass: "order.id", value: "KT-0099213"),
            KnownValue(fieldClass: "contact.address", value: "18 rue des Glycines, 69003 Lyon"),
        ]
        let found = try covered(text, known)
        #expect(found.contains { $0.hasPrefix(value) }, "found \(found)")
    }

    @Test(
        "a name that is a word stays unless it is meant",
        arguments: [
            ("May I ask?", false), ("Mark it as read", false), ("will you call", false),
            ("I gave it to Mark yesterday", true),
            ("my name is will", true), ("mark will", true), ("the invoice in May", false),
            ("Dear Mark,", true),
        ])
    func ordinaryWords(_ text: String, _ isFound: Bool) throws {
        let known = [
            KnownValue(fieldClass: "person.name", value: "Mark Will"),
            KnownValue(fieldClass: "person.name", value: "May Gantry"),
        ]
        #expect(try covered(text, known).isEmpty == !isFound)
    }

    @Test("a number split over two messages is found in both")
    func split() throws {
        let detector = try Self.detector.get()
        let found = try detector.findings(in: ["it is 415 555", "0137, thanks"], known: Self.known)
        #expect(found[0].contains { $0.isLinked } && found[1].contains { $0.isLinked })
    }

    @Test("findings of any bytes lie within the text and begin and end on characters")
    func anyBytes() throws {
        let detector = try Self.detector.get()
        var generator = SeededGenerator(seed: 9)
        let pieces = [
            "tamsin ", "Okonjo", "4111 ", "1111", "@", "example.com", "password is ", "-----BEGIN ", "é",
            "\u{200B}", "%40", "🙂", "\n",
            "0137", "born ", "7 March ", "1984", "[", "::", "12 Oak Street ", "double five ", "\u{FFFD}",
        ]
        for _ in 0..<150 {
            let text = (0..<24).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }
                .joined()
            for finding in try detector.findings(in: [text], known: Self.known)[0] {
                let bytes = Array(text.utf8)
                #expect(finding.range.upperBound <= bytes.count && !finding.range.isEmpty)
                #expect(String(validating: bytes[finding.range], as: UTF8.self) != nil)
            }
        }
    }

    @Test("a text beyond the bounds is refused, not searched in part")
    func bounds() throws {
        let detector = try Self.detector.get()
        let known = [KnownValue](repeating: Self.known[0], count: Detector.knownMax + 1)
        #expect(throws: DetectionFailure.tooManyKnownValues(Detector.knownMax + 1)) {
            try detector.findings(in: ["a"], known: known)
        }
    }

    @Test(
        "hostile text of 20 KB is searched to its end",
        arguments: [
            "a", "4111 ", "7", "a@", "a:", "1.2.", "password is ", "-----begin key", "%25", "&amp;",
            "12 Oak ", "sk_live_", "t a m ",
        ])
    func hostile(_ piece: String) throws {
        let detector = try Self.detector.get()
        let text = String(repeating: piece, count: 20_000 / piece.utf8.count) + " tamsin okonjo"
        #expect(
            try detector.findings(in: [text], known: Self.known)[0].contains { $0.isLinked }
                || piece == "-----begin key")
    }
}
