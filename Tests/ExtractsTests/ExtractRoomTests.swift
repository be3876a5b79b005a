import Conversations
import Extracts
import Testing

@Suite struct ExtractRoomTests {
    let extractor: Extractor

    init() throws { extractor = Extractor(rules: try ExtractFixture.rules()) }

    private func texts(_ messages: [ExtractMessage], words: Int) -> [(section: Section, text: String)] {
        extractor.extract(messages, budget: .words(words)).readingOrder.map { line in
            let bytes = Array(messages[line.message].text.text.utf8)[line.range]
            return (line.section, String(decoding: bytes, as: UTF8.self))
        }
    }

    private func message(
        _ author: AuthorRole, _ text: String, conversation: Int, isOpen: Bool
    ) -> ExtractMessage {
        ExtractMessage(
            author: author, isStaffByID: author == .agent, text: TreatedText(text: text, placeholders: []),
            conversation: conversation, isOpen: isOpen)
    }

    @Test func `orders of closed conversations leave a small budget to what is open`() {
        var messages: [ExtractMessage] = []
        for order in 0..<14 {
            messages += [
                message(
                    .customer, "Where is order 55\(order)0-\(order + 11) please?", conversation: order,
                    isOpen: false),
                message(
                    .agent, "Order 55\(order)0-\(order + 11) was delivered on \(order + 3) May.",
                    conversation: order, isOpen: false),
            ]
        }
        messages += [
            message(
                .customer, "The kettle from order 7781-20 leaks at the spout.", conversation: 90, isOpen: true
            ),
            message(.agent, "We'll collect it on 12 June.", conversation: 90, isOpen: true),
        ]
        let lines = texts(messages, words: 40).map(\.text).joined(separator: " | ")
        #expect(lines.contains("7781-20"))
        #expect(lines.contains("12 June"))
    }

    @Test func `a heading without room is not called empty`() {
        let messages = [
            ExtractFixture.customer(
                "The dishwasher from order 8812-7 floods the kitchen floor every single time it runs."),
            ExtractFixture.agent("I've booked the repair for 3 May at 10:30, reference QX-40718."),
            ExtractFixture.agent("We'll refund the delivery charge by the end of next week at the latest."),
        ]
        let roomy = extractor.extract(messages, budget: .words(200))
        #expect(roomy.withoutRoom.isEmpty)
        #expect(roomy.withoutLines.contains(.unresolvedEscalations))
        let full = Set(roomy.readingOrder.map(\.section))
        for words in 0..<40 {
            let tight = extractor.extract(messages, budget: .words(words))
            let missing = full.subtracting(tight.readingOrder.map(\.section))
            #expect(missing.isSubset(of: tight.withoutRoom))
            #expect(missing.isDisjoint(with: tight.withoutLines))
        }
    }

    @Test func `what is asked again takes no second line`() {
        let messages = [
            ExtractFixture.customer("When will the replacement pump for the boiler arrive?"),
            ExtractFixture.agent("Let me look into it."),
            ExtractFixture.customer("When will the pump arrive?"),
            ExtractFixture.customer("The pump, when?"),
        ]
        let asked = texts(messages, words: 120).filter { $0.section == .openQuestions }.map(\.text)
        #expect(asked == ["When will the replacement pump for the boiler arrive?"])
    }

    @Test func `thanks for one deed leave the promise of another open`() {
        let messages = [
            ExtractFixture.agent("We'll refund the £20 by Friday."),
            ExtractFixture.customer("Please also change my address to 4 Hill Row."),
            ExtractFixture.agent("Your address has been updated."),
            ExtractFixture.customer("Thank you, perfect."),
        ]
        #expect(texts(messages, words: 120).contains { $0.section == .promised && $0.text.contains("£20") })
    }

    @Test(arguments: [
        "Waar is mijn pakket gebleven?", "Kde je moje zásilka?", "Dov'è il mio pacco?",
        "Gdzie jest moja paczka?",
    ])
    func `a short message in a language without a lexicon is named`(text: String) {
        #expect(
            extractor.extract([ExtractFixture.customer(text)], budget: .words(50)).withoutLexicon == [0])
    }

    @Test func `of a long history the later half is not the smaller part`() {
        let lines = [
            "The router on floor {} drops the line at noon.",
            "We'll send a technician for floor {} on Monday.",
            "The technician replaced the router on floor {}.", "Floor {} works again, thank you.",
        ]
        let messages = (0..<2000).map { number in
            let text = lines[number % 4].replacing("{}", with: "\(number / 4)")
            return number % 4 == 1 || number % 4 == 2
                ? ExtractFixture.agent(text) : ExtractFixture.customer(text)
        }
        let chosen = extractor.extract(messages, budget: .words(150)).readingOrder
        #expect(chosen.count { $0.message >= 1000 } * 2 >= chosen.count)
    }
}
