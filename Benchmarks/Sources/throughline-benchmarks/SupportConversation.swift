import Conversations
import Detection
import FieldPolicy
import Redaction

/// A conversation of about 2.8 KB with the 32 known values of an invented household.
enum SupportConversation {
    static let known: [KnownValue] =
        [
            "Margaret Oyelaran", "Margaret", "Dominic Oyelaran", "Femi Oyelaran", "Adaeze Oyelaran-Pryce",
            "Hannah Cole", "Leo Brandt",
        ].map { KnownValue(fieldClass: "person.name", value: $0) }
        + ["m.oyelaran@example.org", "dominic@example.net", "femi.o@mail.example.com", "adaeze@example.org"]
        .map { KnownValue(fieldClass: "contact.email", value: $0) }
        + ["+44 7700 900142", "+44 20 7946 0018", "07700 900781", "+44 114 496 0155", "+44 7700 900318"]
        .map { KnownValue(fieldClass: "contact.phone", value: $0) }
        + ["19 Cooper Street, Sheffield S3 7TR", "27 Thistledown Avenue, Harrogate HG2 8QT"]
        .map { KnownValue(fieldClass: "contact.address", value: $0) }
        + ["1984-03-07", "1979-11-02"].map { KnownValue(fieldClass: "birth.date", value: $0) }
        + ["LH-51020", "LH-51022", "LH-48871", "ORD-7741920", "ORD-7741988", "LH-60093"]
        .map { KnownValue(fieldClass: "order.id", value: $0) }
        + ["AC-2231-9004", "AC-2231-9011", "88120-4471"].map {
            KnownValue(fieldClass: "account.id", value: $0)
        }
        + ["4111111111111111", "5555555555554444"].map { KnownValue(fieldClass: "payment.card", value: $0) }
        + [KnownValue(fieldClass: "payment.iban", value: "GB29NWBK60161331926819")]

    static let messages: [RedactableMessage] = [
        "Hello, this is Margaret Oyelaran. My order LH-51020 was meant to come on Tuesday and nobody has rung me on 07700 900142.",
        "Good morning Margaret, I am sorry to hear that. May I ask for the address the parcel should go to, please?",
        "It is 19 Cooper Street, Sheffield S3 7TR. The goods entrance is round the back, as I wrote the last time as well.",
        "Thank you. I can see the parcel left our depot on Friday, but the driver could not find the door and took it back with him.",
        "That is odd, my husband Dominic was at home all day. He was born on 7 March 1984 and he certainly hears the bell.",
        "I have asked the depot to try once more. Would Thursday between 13:00 and 17:00 suit you, or shall we say Friday morning?",
        "Thursday is fine. Please tell the driver to ring zero seven seven double oh, nine double oh, one four two before he comes.",
        "Noted. You will also get a message at m.oyelaran@example.org with a link to follow the van on the day itself.",
        "And the second order, ORD-7741920? I paid 49.99 with card 4111 1111 1111 1111 and the invoice says something else.",
        "Let me look. The invoice shows 54.99 because the express delivery was added, and I can take that off again for you.",
        "Please do. I did not ask for express, and I would not have paid for it if I had known what it costs nowadays.",
        "Done, 5.00 will be back on your account AC-2231-9004 within five working days. Is there anything else that I can do?",
        "Yes, could you put Femi on the list of people who may collect? His number is 020 7946 0018 and he has his own key.",
        "I have added Femi Oyelaran to the order. He will need to show some proof of who he is when he comes to the counter.",
        "Wonderful. If anything is wrong, write to dominic@example.net, since I am away from Friday until the end of the month.",
        "I will. The reference for this chat is LH-48871, please keep it until both of the parcels have arrived at your place.",
        "Thanks a lot, you have been very patient with me. I hope that the lamp is in one piece this time and not in three.",
        "So do I. If it is not, send us a picture and we will replace it without asking you to send the old one back to us.",
        "One more thing, does the driver take the packaging away with him? Our bins are full until the council comes round again.",
        "He does if you tell him at the door. Have a good week, Mrs Oyelaran, and please give us a call whenever you need to.",
    ].map { RedactableMessage(text: $0) }
}

/// Measures the whole treatment of one conversation: known values prepared, text searched, treated and searched again.
struct RedactionMeasurement {
    let redactor: Redactor
    let view: PolicyView

    /// Microseconds of each of some rounds.
    func microseconds(rounds: Int) throws -> [Double] {
        let scope = PseudonymContext(tenant: "default", organisation: "north", conversation: nil)
        var placeholders = 0
        let all = try (0..<rounds).map { _ in
            let start = ContinuousClock.now
            let treated = try redactor.treat(
                messages: SupportConversation.messages, view: view, scope: scope,
                known: SupportConversation.known)
            let elapsed = ContinuousClock.now - start
            placeholders += treated.messages.map(\.text.placeholders.count).reduce(0, +)
            return Double(elapsed.components.seconds) * 1e6 + Double(elapsed.components.attoseconds) / 1e12
        }
        return placeholders > 0 ? all.sorted() : []
    }

    /// Bytes of the conversation.
    static var byteCount: Int { SupportConversation.messages.map(\.text.utf8.count).reduce(0, +) }
}
