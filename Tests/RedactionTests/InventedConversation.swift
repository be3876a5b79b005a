import Conversations
import Detection
import GatewayTestSupport
import Redaction

/// Conversations of invented people, with their values written in many ways, whole and split over messages.
struct InventedConversation {
    let known: [KnownValue]
    let messages: [RedactableMessage]

    private static let names = [
        "Tamsin Okonjo", "Bertrand Quillfeather", "Ines Varga", "Mark Underhill", "Zoë Müller-Brandt",
        "Oluwaseun Adeyemi",
    ]
    private static let phones = ["+1 415 555 0137", "+44 20 7946 0018", "+49 30 23125 017"]
    private static let emails = ["t.okonjo@example.org", "quill.feather@mail.example.com", "zm@example.net"]
    private static let orders = ["ORD-7741920", "Q-88812-XX", "ZZ99120"]
    private static let clauses = [
        "Hello, {name} here", "card {card} was charged twice", "please call {phone}",
        "or {tail} if it is late",
        "write to {email} soon", "order {order} is late", "tracking number {card} it said", "it was $45.10",
        "my password is hunter2x!", "{given} asked again", "see [payment.card] and \\[contact.phone 12]",
        "thanks a lot", "the number is {phoneHead}", "{phoneTail}", "reference {orderHead}",
        "{orderTail} it ends",
        "born on 7 March 1984", "version 4.1.1.2 of the app", "mark the box please", "date of birth?",
        "2 May 1990", "ISBN {card}", "from 192.0.2.44", "cvv 123", "first name {given}, family {family}",
    ]
    private static let joints = [", ", ". ", "; ", " ", " - ", "\n", " (", " and "]

    init(_ generator: inout SeededGenerator) {
        func any(_ list: [String]) -> String { list[Int.random(in: 0..<list.count, using: &generator)] }
        let (name, phone, email, order) = (
            any(Self.names), any(Self.phones), any(Self.emails), any(Self.orders)
        )
        let words = name.split(separator: " ").map(String.init)
        let digits = phone.filter(\.isNumber)
        let parts: [(String, String)] = [
            ("name", any([name, name.uppercased(), name.lowercased()])), ("given", words[0]),
            ("family", words[1]), ("email", any([email, email.uppercased()])), ("order", order),
            ("card", any(["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005"])),
            ("phone", any([phone, phone.replacing(" ", with: "."), digits])),
            ("tail", String(digits.suffix(7))), ("phoneHead", String(digits.prefix(6))),
            ("phoneTail", String(digits.dropFirst(6))), ("orderHead", String(order.prefix(4))),
            ("orderTail", String(order.dropFirst(4))),
        ]
        known = [
            KnownValue(fieldClass: "person.name", value: name),
            KnownValue(fieldClass: "contact.phone", value: phone),
            KnownValue(fieldClass: "contact.email", value: email),
            KnownValue(fieldClass: "order.id", value: order),
            KnownValue(fieldClass: "birth.date", value: "1984-03-07"),
        ]
        messages = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
            let text = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                any(Self.clauses) + any(Self.joints)
            }.joined()
            return RedactableMessage(
                text: parts.reduce(text) { $0.replacing("{\($1.0)}", with: $1.1) },
                byOwnOrganisation: Int.random(in: 0..<6, using: &generator) == 0)
        }
    }
}
