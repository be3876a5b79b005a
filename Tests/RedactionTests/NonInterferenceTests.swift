import Conversations
import Detection
import FieldPolicy
import GatewayTestSupport
import Redaction
import Testing

/// Two worlds that differ in withheld values only give the same bytes.
@Suite struct NonInterferenceTests {
    /// The values of one invented customer, by class.
    private struct World {
        let values: [FieldClass: String]

        var known: [KnownValue] {
            ["person.name", "contact.phone", "contact.email", "order.id"].compactMap {
                (fieldClass: FieldClass) in
                values[fieldClass].map { KnownValue(fieldClass: fieldClass, value: $0) }
            }
        }
    }

    // WHY: short and long values of every class, so that no window may depend on a length.
    private static let names = [
        "Tamsin Okonjo", "Bertrand Quillfeather", "Ines Varga", "Oluwaseun Adeyemi", "Xiadani Tlanextli",
        "Bartholomew Featherstonehaugh",
    ]
    private static let phones = ["+1 415 555 0137", "+44 20 7946 0018", "+1 303 555 0165"]
    private static let emails = [
        "zo@example.org", "bartholomew.featherstonehaugh@mail.example.com", "k.k@example.net",
    ]
    private static let orders = ["ORD-7741920", "Q-88812-XX-190283", "ZZ99120"]
    private static let cards = ["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005"]
    private static let secrets = ["hunter2", "Xk9!longer-secret-of-many-signs-0091", "pa55"]

    private static let clauses = [
        "Hello, {person.name} here", "card {payment.card} was charged twice", "please call {contact.phone}",
        "my password is {secret}", "write to {contact.email} soon", "order {order.id} is late",
        "tracking number for {person.name} is missing", "it was $45.10 on Monday",
        "phone and mail: {contact.email}",
        "the pad for {order.id} broke", "version 4.1.1.2 of the app", "thanks a lot",
        "born in the same year",
        "{person.name}", "{contact.email}", "my name is {person.name} and so on", "cvv 123", "ISBN below",
        "call 555-0142 or so", "the code was 48213", "on 7 March 1984", "date of birth 2 May 1990",
    ]
    private static let joints = [", ", ". ", "; ", " ", " - ", "\n", " (", " and "]

    private func world(_ index: Int, _ generator: inout SeededGenerator) -> World {
        func any(_ list: [String]) -> String { list[Int.random(in: 0..<list.count, using: &generator)] }
        return World(values: [
            "person.name": Self.names[index % Self.names.count], "contact.phone": any(Self.phones),
            "contact.email": any(Self.emails), "order.id": any(Self.orders), "payment.card": any(Self.cards),
            "secret": any(Self.secrets),
        ])
    }

    private func frame(_ generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 2...6, using: &generator)).map { _ in
            Self.clauses[Int.random(in: 0..<Self.clauses.count, using: &generator)]
                + Self.joints[Int.random(in: 0..<Self.joints.count, using: &generator)]
        }.joined()
    }

    private func filled(_ frame: String, _ world: World) -> String {
        world.values.sorted { $0.key < $1.key }.reduce(frame) {
            $0.replacing("{\($1.key.path)}", with: $1.value)
        }
    }

    @Test("other withheld values of the same classes leave every byte as it was", arguments: 0..<4)
    func withheld(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let redactor = try RedactorTests.shipped.get()
        for _ in 0..<8 {
            let frames = (0..<Int.random(in: 1...3, using: &generator)).map { _ in frame(&generator) }
            let results = try (0..<4).map { index in
                let world = world(index + Int(seed), &generator)
                return try redactor.treat(
                    messages: frames.map { RedactableMessage(text: filled($0, world)) },
                    view: PolicyView(decisions: [:]), scope: RedactorTests.scope, known: world.known)
            }
            let texts = results.map { $0.messages.map(\.text) }
            for other in texts.dropFirst() {
                #expect(texts[0] == other, "\(texts[0].map(\.text)) \(other.map(\.text)) of \(frames)")
            }
            #expect(Set(results.map(\.withheld)).count == 1)
        }
    }

    @Test("under tokens and hashes only the tokens differ, and equal ones stay equal", arguments: 0..<4)
    func tokens(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: 100 + seed)
        let redactor = try RedactorTests.shipped.get()
        let treatments: [Treatment] = [.pseudonymise(.tenant), .pseudonymise(.organisation), .hash]
        for _ in 0..<6 {
            let treatment = treatments[Int.random(in: 0..<treatments.count, using: &generator)]
            let decision = Decision(treatment: treatment, rule: "r-1", because: "test")
            let classes: [FieldClass] = ["person.name", "contact.phone", "contact.email", "order.id"]
            let view = PolicyView(decisions: Dictionary(uniqueKeysWithValues: classes.map { ($0, decision) }))
            let frame = frame(&generator)
            let shapes = try (0..<4).map { index in
                let world = world(index, &generator)
                let result = try redactor.treat(
                    messages: [RedactableMessage(text: filled(frame, world))], view: view,
                    scope: RedactorTests.scope, known: world.known)
                return Self.shape(result.messages[0].text)
            }
            #expect(Set(shapes).count == 1, "\(shapes)")
        }
    }

    /// The text with its tokens numbered in the order of their first appearance.
    private static func shape(_ treated: TreatedText) -> String {
        var numbers: [String] = []
        var shape = ""
        var place = treated.text.utf8.startIndex
        for placeholder in treated.placeholders {
            let start = treated.text.utf8.index(
                treated.text.startIndex, offsetBy: placeholder.range.lowerBound)
            shape += treated.text[place..<start]
            place = treated.text.utf8.index(treated.text.startIndex, offsetBy: placeholder.range.upperBound)
            guard let token = placeholder.token else {
                shape += "[\(placeholder.fieldClass)]"
                continue
            }
            if !numbers.contains(token) { numbers.append(token) }
            shape += "[\(placeholder.fieldClass) #\(numbers.firstIndex(of: token) ?? 0)]"
        }
        return shape + treated.text[place...]
    }
}
