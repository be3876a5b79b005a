import Conversations
import FieldPolicy
import Detection
import Redaction
import Testing

@Suite struct OneTokenTests {
    private static let known = [
        KnownValue(fieldClass: "person.name", value: "Margaret Oyelaran"),
        KnownValue(fieldClass: "person.name", value: "Margaret"),
        KnownValue(fieldClass: "person.name", value: "Dominic Oyelaran"),
        KnownValue(fieldClass: "contact.phone", value: "+1 415 555 0137"),
        KnownValue(fieldClass: "birth.date", value: "1984-03-07"),
        KnownValue(fieldClass: "payment.card", value: "4111111111111111"),
    ]

    private func tokens(_ text: String, _ treatment: Treatment) throws -> [String?] {
        let classes: [FieldClass] = ["person.name", "contact.phone", "birth.date", "payment.card"]
        let decision = Decision(treatment: treatment, rule: "r-1", because: "test")
        let view = PolicyView(decisions: Dictionary(uniqueKeysWithValues: classes.map { ($0, decision) }))
        let result = try RedactorTests.shipped.get().treat(
            messages: [RedactableMessage(text: text)], view: view, scope: RedactorTests.scope,
            known: Self.known)
        return result.messages[0].text.placeholders.map(\.token)
    }

    @Test(
        "a person has one token, whether by first name, nickname, slip, initial or the other way round",
        arguments: [
            "Margaret wrote", "I asked Maggie about it", "for Margaret Oyelaran now",
            "Oyelaran, Margaret called",
            "the parcel of Margraet came", "it is M. Oyelaran again", "ask margaret.oyelaran there",
        ])
    func person(_ text: String) throws {
        let whole = try tokens("Margaret Oyelaran", .pseudonymise(.organisation))
        #expect(whole.count == 1 && whole[0] != nil)
        #expect(try tokens(text, .pseudonymise(.organisation)) == whole)
        #expect(try tokens(text, .hash) == tokens("Margaret Oyelaran", .hash))
    }

    @Test("two people of one family side by side have two tokens")
    func family() throws {
        let one = try tokens("Margaret Oyelaran", .pseudonymise(.organisation))
        let other = try tokens("Dominic Oyelaran", .pseudonymise(.organisation))
        #expect(one != other)
        #expect(
            try tokens("Margaret, Dominic and Maggie", .pseudonymise(.organisation)) == one + other + one)
    }

    @Test(
        "numbers and days have the token of the record, however they are written",
        arguments: [
            ("+1 415 555 0137", "ring four one five, five five five, oh one three seven"),
            ("+1 415 555 0137", "ring 415.555.0137"), ("1984-03-07", "born on 7 March 84"),
            ("4111111111111111", "card 4111-1111-1111-1111"),
        ])
    func spelled(_ value: String, _ text: String) throws {
        #expect(
            try tokens(text, .pseudonymise(.organisation))
                == tokens("it is \(value)", .pseudonymise(.organisation)))
    }

    @Test("a part that stays is the record's, and not of the words for it")
    func parts() throws {
        #expect(
            try tokens("ring four one five, five five five, oh one three seven", .mask(.lastFour)) == ["0137"]
        )
        #expect(try tokens("born on 7 March 84", .generalise(.year)) == ["1984"])
    }

    @Test("a field with a part of a known value has the token of the whole")
    func field() throws {
        let decision = Decision(treatment: .hash, rule: "r-1", because: "test")
        let view = PolicyView(decisions: ["person.name": decision])
        let field = Field(name: "given", fieldClass: "person.name", value: "Margaret")
        let treated = try RedactorTests.shipped.get().treat(
            field: field, view: view, scope: RedactorTests.scope, known: Self.known)
        #expect(try [treated.value] == tokens("Margaret Oyelaran", .hash))
    }
}
