import Conversations
import Detection
import RuleFiles
import Testing

@Suite struct LinearLinkingTests {
    private static let detector = Result { Detector(rules: try DetectorRules(folder: try shippedRules())) }

    private static let known: [KnownValue] =
        ["Tamsin Okonjo", "Maria del Mar Ortega", "Mark Sellers", "Jo Li"].map {
            KnownValue(fieldClass: "person.name", value: $0)
        }
        + ["+44 7700 900146", "+1 415 555 0137"].map { KnownValue(fieldClass: "contact.phone", value: $0) }
        + ["19 Cooper Street, Sheffield S3 7TR", "Calle de la Higuera 33, 29004 Málaga"].map {
            KnownValue(fieldClass: "contact.address", value: $0)
        }
        + ["1984-03-07", "1972-11-17"].map { KnownValue(fieldClass: "birth.date", value: $0) }
        + [
            KnownValue(fieldClass: "contact.email", value: "tamsin.okonjo@example.com"),
            KnownValue(fieldClass: "order.id", value: "A-40213-77"),
            KnownValue(fieldClass: "birth.date", value: "1984-12-25"),
            KnownValue(fieldClass: "payment.card", value: "4111111111111111"),
        ]

    @Test(
        "twice the text is at most twice the search for known values, whatever it is made of",
        arguments: [
            // Numbers in words, and words that multiply them.
            "seven ", "twenty ", "double ", "nineteen hundred and ", "hundred ", "thousand and ",
            "siebenhundert ", "quatre-vingt-dix-", "oh seven seven double oh nine ", "the seventh of the ",
            // Months and days, whole, misspelt and Roman.
            "march ", "7 march ", "marhc 7 ", "7 iii ", "7/3/", "1984 ", "seven march 1984 ", "07.03.84 ",
            "born 7 march ", "the seventeenth of the eleventh, seventy-two ",
            // Initials and single letters.
            "T. ", "T.O.", "t o ", "J-", "o ", "T as in Tango ", "M dash ",
            // Names, nearly names, and what stands for letters.
            "Tamsin ", "Tamsin Okonjo, ", "okonjo_", "Tamsni ", "T4ms1n ", "$ellers!", "T?msin ", "??", "a*b",
            "mark sellers ", "tamsinokonjo", "nisMat ",
            // Streets, towns and houses.
            "Cooper Street ", "Cooper, Street, ", "Cooper Street, Sheffield, ", "19 Cooper ",
            "Higuera 33 number eight ", "Calle Higuera, Freo, ", "Cooper Street, Aa, ", "Sheffield S3 7TR ",
            // Numbers piece by piece, and their ends.
            // What is read letter by letter, with look-alikes, signs left out, feasts, tags and addresses cut off.
            "erre ", "griega ", "a, ge, erre, ", "A-4O213-77 ", "A-40?13-77 ", "A-40...77 ", "A-xx-4x",
            "christmas day ", "christmas day 1984 ",
            "Tam<b>sin</b> ", "tamsin.okonjox@", "o@", "Tammsiinn ", "tmsn ", "48Cooper ", "T. O. M. ",
            "five55 ", "S3 then 7TR ",
            "07700 900 ", "9 ", "4111 ", "146 ", "ends in 146 ", "card 1111 ", "A-40213-", "0", "dGFtc2lu",
        ])
    func doubling(_ piece: String) throws {
        let detector = try Self.detector.get()
        let text = String(repeating: piece, count: 6000 / piece.utf8.count)
        let single = detector.work(in: text, known: Self.known)
        #expect(detector.work(in: text + text, known: Self.known) <= 2 * single + 512)
        #expect(single <= 256 * text.utf8.count, "\(single) for \(text.utf8.count) bytes")
    }
}
