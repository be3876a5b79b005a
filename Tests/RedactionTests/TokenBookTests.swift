import Conversations
import Detection
import FieldPolicy
import Redaction
import Sodium
import Testing

/// Gives every value the same token, unless it is asked once more.
private struct CollidingPseudonymiser: Pseudonymiser {
    func token(for value: String, fieldClass: FieldClass, scope: [String]) -> String {
        scope.contains("again") ? "SECOND\(scope.last ?? "")" : "SAMESAME"
    }
}

@Suite struct TokenBookTests {
    private static let known = [
        KnownValue(fieldClass: "person.name", value: "Zoë Müller-Brandt"),
        KnownValue(fieldClass: "contact.email", value: "zoe@example.org"),
        KnownValue(fieldClass: "contact.phone", value: "+44 20 7946 0018"),
        KnownValue(fieldClass: "birth.date", value: "1984-03-07"),
    ]

    private func view(_ treatment: Treatment) -> PolicyView {
        let classes: [FieldClass] = ["person.name", "contact.email", "contact.phone", "birth.date"]
        let decision = Decision(treatment: treatment, rule: "r-1", because: "test")
        return PolicyView(decisions: Dictionary(uniqueKeysWithValues: classes.map { ($0, decision) }))
    }

    private func token(
        _ text: String, _ organisation: OrganisationID = "north", conversation: ConversationID? = nil,
        _ treatment: Treatment = .pseudonymise(.organisation)
    ) throws -> String {
        let redactor = Redactor(
            detector: try RedactorTests.shipped.get().detector,
            pseudonymiser: try SodiumPseudonymiser.withPublicTestKey())
        let treated = try redactor.treat(
            messages: [RedactableMessage(text: text)], view: view(treatment),
            scope: PseudonymContext(
                tenant: "default", organisation: organisation, conversation: conversation),
            known: Self.known)
        return try #require(treated.messages[0].text.placeholders.first?.token)
    }

    @Test(
        "one value has one token whatever its spelling",
        arguments: [
            ["it is Zoë Müller-Brandt", "it is Zoe Muller-Brandt", "for ZOË MÜLLER-BRANDT", "Zoë wrote"],
            ["mail zoe@example.org", "mail ZOE@Example.ORG", "mail zoe(at)example(dot)org"],
            ["ring +44 20 7946 0018", "ring 020 7946 0018", "ring (020) 79460018", "ring 0044-20-7946-0018"],
            ["born on 7 March 1984", "born 1984-03-07", "date of birth: 07/03/1984", "born March 7, 1984"],
        ])
    func spellings(_ texts: [String]) throws {
        let tokens = try texts.map { try token($0) }
        #expect(Set(tokens).count == 1, "\(zip(texts, tokens).map { "\($0) \($1)" })")
    }

    @Test("two organisations, and two conversations, cannot join their tokens")
    func scopes() throws {
        let text = "it is Zoë Müller-Brandt"
        #expect(try token(text, "north") != token(text, "south"))
        let one = ConversationID(source: "tickets", id: "1")
        let two = ConversationID(source: "tickets", id: "2")
        #expect(
            try token(text, conversation: one, .pseudonymise(.conversation))
                != token(text, conversation: two, .pseudonymise(.conversation)))
        #expect(
            try token(text, conversation: one, .pseudonymise(.conversation))
                == token("Zoë wrote", conversation: one, .pseudonymise(.conversation)))
        #expect(try token(text, "north", .hash) == token(text, "south", .hash))
    }

    @Test("two values of one view never have the same token, in texts and fields")
    func collisions() throws {
        let detector = try RedactorTests.shipped.get().detector
        let known = ["Tamsin Okonjo", "Bertrand Quillfeather", "Ines Varga"].map {
            KnownValue(fieldClass: "person.name", value: $0)
        }
        let request = try Redactor(detector: detector, pseudonymiser: CollidingPseudonymiser()).request(
            view: view(.hash), scope: RedactorTests.scope, known: known)
        let treated = try request.treat(
            messages: [RedactableMessage(text: "Tamsin Okonjo, Bertrand Quillfeather, Ines Varga and Tamsin")]
        )
        let tokens = treated.messages[0].text.placeholders.map(\.token)
        #expect(tokens == ["SAMESAME", "SECOND1", "SECOND2", "SAMESAME"])
        let fields = try known.map {
            try request.treat(field: Field(name: "name", fieldClass: "person.name", value: $0.value)).value
        }
        #expect(fields == ["SAMESAME", "SECOND1", "SECOND2"])
    }

    @Test("a domain that holds the customer's name does not stay behind a masked address")
    func domain() throws {
        let redactor = try RedactorTests.shipped.get()
        let mask = Decision(treatment: .mask(.localPart), rule: "r-1", because: "test")
        let view = PolicyView(decisions: ["contact.email": mask])
        func treated(_ address: String) throws -> String? {
            try redactor.treat(
                field: Field(name: "mail", fieldClass: "contact.email", value: address), view: view,
                scope: RedactorTests.scope, known: RedactorTests.known
            ).value
        }
        #expect(try treated("hello@example.org") == "example.org")
        #expect(try treated("hello@okonjo.example") == nil)
    }
}
