import Conversations
import Detection
import FieldPolicy
import GatewayTestSupport
import Redaction
import RuleFiles
import Testing

/// Tokens from a small hash: equal for equal input, and nothing more is asked of them here.
struct FoldingPseudonymiser: Pseudonymiser {
    func token(for value: String, fieldClass: FieldClass, scope: [String]) -> String {
        let text = ([value, fieldClass.path] + scope).joined(separator: "|")
        let hash = text.utf8.reduce(UInt64(1_469_598_103_934_665_603)) {
            ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
        let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        return String((0..<8).map { letters[Int(truncatingIfNeeded: hash >> UInt64($0 * 5)) & 31] })
    }
}

@Suite struct RedactorTests {
    static let scope = PseudonymContext(tenant: "default", organisation: "north", conversation: nil)
    static let known = [
        KnownValue(fieldClass: "person.name", value: "Tamsin Okonjo"),
        KnownValue(fieldClass: "contact.phone", value: "+1 415 555 0137"),
    ]

    static let shipped = Result {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let rules = try DetectorRules(folder: try RuleFolder(directory: "/\(root)/redaction-rules"))
        return Redactor(detector: Detector(rules: rules), pseudonymiser: FoldingPseudonymiser())
    }

    private func redactor() throws -> Redactor { try Self.shipped.get() }

    private func view(_ treatments: [FieldClass: Treatment]) -> PolicyView {
        PolicyView(decisions: treatments.mapValues { Decision(treatment: $0, rule: "r-1", because: "test") })
    }

    private func text(
        _ text: String, _ treatments: [FieldClass: Treatment] = [:], known: [KnownValue] = Self.known,
        isOwn: Bool = false
    ) throws -> String {
        let message = RedactableMessage(text: text, byOwnOrganisation: isOwn)
        let result = try redactor().treat(
            messages: [message], view: view(treatments), scope: Self.scope, known: known)
        return result.messages[0].text.text
    }

    @Test("a name of the record and another one behind a comma or full stop are two people")
    func twoPeople() throws {
        let treatments: [FieldClass: Treatment] = ["person.name": .pseudonymise(.organisation)]
        let treated = try text("Hello Tamsin, Leo Marsh from the depot.", treatments)
        #expect(treated.split(separator: "[person.name ").count == 3)
        let alone = try text("Hello Tamsin, hello", treatments)
        #expect(alone.dropLast(7) == treated.prefix(alone.count - 7))
    }

    @Test(
        "each treatment leaves what it says and nothing more",
        arguments: [
            (
                "card 4111 1111 1111 1111 ok", "payment.card", Treatment.mask(.lastFour),
                "card [payment.card 1111] ok"
            ),
            (
                "to ana@example.org now", "contact.email", .mask(.localPart),
                "to [contact.email example.org] now"
            ),
            ("born on 7 March 1984.", "birth.date", .generalise(.year), "born on [birth.date 1984]."),
            ("from 192.0.2.44 ok", "net.ip", .generalise(.network), "from [net.ip 192.0.2.0/24] ok"),
            (
                "from 2001:db8:0042::17 ok", "net.ip", .generalise(.network),
                "from [net.ip 2001:db8:42::/48] ok"
            ),
            ("from 2001:db8::1 ok", "net.ip", .generalise(.network), "from [net.ip 2001:db8::/48] ok"),
            ("card 4111 1111 1111 1111 ok", "payment.card", .withhold, "card [payment.card] ok"),
            ("card 4111 1111 1111 1111 ok", "payment.card", .generalise(.year), "card [payment.card] ok"),
            ("from 192.0.2.44 ok", "net.ip", .show, "from 192.0.2.44 ok"),
        ] as [(String, FieldClass, Treatment, String)])
    func treatments(_ raw: String, _ fieldClass: FieldClass, _ treatment: Treatment, _ expected: String)
        throws
    {
        #expect(try text(raw, [fieldClass: treatment]) == expected)
    }

    @Test(
        "an address becomes its state or postcode area, and nothing where none is told",
        arguments: [
            ("4 Elm Road, Springfield, IL 62704", "IL"), ("19 Cooper Street, Sheffield S3 7TR", "S"),
            ("8 Bay Street, Sydney NSW 2000", "NSW"), ("Hauptstrasse 5, Berlin", nil),
        ])
    func regions(_ address: String, _ expected: String?) throws {
        let field = Field(name: "home", fieldClass: "contact.address", value: address)
        let treated = try redactor().treat(
            field: field, view: view(["contact.address": .generalise(.region)]), scope: Self.scope)
        #expect(treated.value == expected)
    }

    @Test("a shown text of no personal class is searched like a message")
    func textFields() throws {
        let field = Field(name: "issue", fieldClass: "known.issue", value: "lamp of Tamsin Okonjo broke")
        let treated = try redactor().treat(
            field: field, view: view(["known.issue": .show]), scope: Self.scope, known: Self.known)
        #expect(treated.value == "lamp of [person.name] broke")
    }

    @Test("a field and a text give the same value the same token, another organisation another one")
    func tokens() throws {
        let view = view(["contact.phone": .pseudonymise(.organisation)])
        let field = Field(name: "mobile", fieldClass: "contact.phone", value: "+1 (415) 555-0137")
        let token = try #require(try redactor().treat(field: field, view: view, scope: Self.scope).value)
        #expect(
            try text("ring 415.555.0137 ok", ["contact.phone": .pseudonymise(.organisation)])
                == "ring [contact.phone \(token)] ok")
        let south = PseudonymContext(tenant: "default", organisation: "south", conversation: nil)
        #expect(try redactor().treat(field: field, view: view, scope: south).value != token)
        #expect(try redactor().treat(field: field, view: self.view([:]), scope: south).value == nil)
    }

    @Test(
        "text that imitates a placeholder is escaped, and an escape once more",
        arguments: [
            ("see [payment.card] here", "see \\[payment.card] here"),
            ("\\[payment.card 1111]", "\\\\[payment.card 1111]"),
            ("a [link] stays", "a [link] stays"), ("[secret]", "\\[secret]"),
        ])
    func escapes(_ raw: String, _ expected: String) throws {
        #expect(try text(raw) == expected)
    }

    @Test("what the caller's own organisation wrote is treated by class and never by match")
    func ownOrganisation() throws {
        #expect(try text("is it Okonjo?", isOwn: true) == "is it Okonjo?")
        #expect(try text("is it Okonjo?") == "is it [person.name]?")
        #expect(try text("card 4111 1111 1111 1111", isOwn: true) == "card [payment.card]")
    }

    @Test("changing withheld values changes no byte of the result")
    func nonInterference() throws {
        var generator = SeededGenerator(seed: 4)
        let names = [
            ("Tamsin", "Okonjo"), ("Bertrand", "Quillfeather"), ("Ines", "Varga"),
            ("Oluwaseun", "Adeyemi-Clarke"),
        ]
        let cards = ["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005"]
        let phones = ["+1 415 555 0137", "(212) 555-0188", "303-555-0165"]
        for _ in 0..<20 {
            let frame = Int.random(in: 0..<3, using: &generator)
            let results = try names.indices.map { index in
                let (given, family) = names[index]
                let name = "\(given) \(family)"
                let card = cards[index % cards.count]
                let phone = phones[index % phones.count]
                let frames = [
                    "Hello, \(name) here, card \(card) was charged twice.",
                    "Please call \(phone) and ask for \(name), thanks.",
                    "\(name) paid with \(card); the phone is \(phone).",
                ]
                let known = [
                    KnownValue(fieldClass: "person.name", value: name),
                    KnownValue(fieldClass: "contact.phone", value: phone),
                ]
                return try text(frames[frame], known: known)
            }
            #expect(Set(results).count == 1, "\(results)")
        }
    }

    @Test("the fast redactor agrees with a slow obvious one on generated text")
    func reference() throws {
        var generator = SeededGenerator(seed: 21)
        let shown = [
            "the parcel came late ", "please check again ", "thanks a lot ", "it was blue, ", "and then ",
        ]
        let values: [(String, String)] = [
            ("4111 1111 1111 1111", "payment.card"), ("ana.diaz@example.org", "contact.email"),
            ("192.0.2.44", "net.ip"),
            ("DE89 3704 0044 0532 0130 00", "payment.iban"), ("Tamsin Okonjo", "person.name"),
            ("536-22-8765", "gov.id"),
        ]
        for _ in 0..<60 {
            var raw = ""
            var expected = ""
            for _ in 0..<8 {
                let filler = shown[Int.random(in: 0..<shown.count, using: &generator)]
                raw += filler
                expected += filler
                guard Bool.random(using: &generator) else { continue }
                let (value, name) = values[Int.random(in: 0..<values.count, using: &generator)]
                raw += "it is \(value); "
                expected += "it is [\(name)]; "
            }
            let treated = try text(raw)
            #expect(treated == expected)
        }
    }

    @Test("every byte of treated text leads back to the bytes it came from")
    func spanMap() throws {
        let raw = "Hi, Tamsin Okonjo: card 4111 1111 1111 1111 [payment.card] é"
        let result = try redactor().treat(
            messages: [RedactableMessage(text: raw)], view: view([:]), scope: Self.scope, known: Self.known)
        let message = result.messages[0]
        let treated = Array(message.text.text.utf8)
        for piece in message.spans.pieces where piece.isVerbatim {
            #expect(treated[piece.treated].elementsEqual(Array(raw.utf8)[piece.original]))
            #expect(message.spans.original(of: piece.treated) == piece.original)
        }
        let card = try #require(message.text.placeholders.first { $0.fieldClass == "payment.card" })
        #expect(
            String(decoding: Array(raw.utf8)[message.spans.original(of: card.range)], as: UTF8.self)
                == "4111 1111 1111 1111")
        #expect(result.withheld.map(\.count).reduce(0, +) == message.text.placeholders.count)
    }

    @Test("a detector that refuses gives no text at all")
    func failsClosed() throws {
        let known = [KnownValue](repeating: Self.known[0], count: Detector.knownMax + 1)
        #expect(throws: RedactionFailure.undetected) { try text("Tamsin", known: known) }
    }
}
