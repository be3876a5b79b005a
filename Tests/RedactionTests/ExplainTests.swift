import Conversations
import Detection
import FieldPolicy
import GatewayTestSupport
import Redaction
import Testing

@Suite struct ExplainTests {
    private func request(_ decisions: [FieldClass: Decision]) throws -> RequestRedactor {
        try RedactorTests.shipped.get().request(
            view: PolicyView(decisions: decisions), scope: RedactorTests.scope, known: RedactorTests.known)
    }

    @Test("every treated value is explained by place, class, rule and what found it")
    func spans() throws {
        let text = "It is Tamsin Okonjo, card 4111 1111 1111 1111."
        let mask = Decision(treatment: .mask(.lastFour), rule: "card-1", because: "to compare the end")
        let spans = try request(["payment.card": mask]).explain(
            messages: [RedactableMessage(text: "hello"), RedactableMessage(text: text)])
        #expect(spans.map(\.message) == [1, 1])
        #expect(spans.map(\.fieldClass) == ["person.name", "payment.card"])
        #expect(spans.map(\.decision.rule) == ["default", "card-1"])
        #expect(spans.map(\.isWithheld) == [true, false])
        #expect(spans[0].isLinked && spans[0].detectors.contains("known-value"))
        #expect(!spans[1].isLinked && !spans[1].detectors.isEmpty)
        let bytes = Array(text.utf8)
        #expect(String(decoding: bytes[spans[0].range], as: UTF8.self) == "Tamsin Okonjo")
        #expect(String(decoding: bytes[spans[1].range], as: UTF8.self) == "4111 1111 1111 1111")
    }

    @Test("an explanation has one span for each placeholder and never holds a value", arguments: 0..<4)
    func agrees(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: 6000 + seed)
        for _ in 0..<10 {
            let conversation = InventedConversation(&generator)
            let request = try RedactorTests.shipped.get().request(
                view: PolicyView(decisions: [:]), scope: RedactorTests.scope, known: conversation.known)
            let treated = try request.treat(messages: conversation.messages)
            let spans = try request.explain(messages: conversation.messages)
            #expect(spans.count == treated.messages.map(\.text.placeholders.count).reduce(0, +))
            for span in spans {
                let raw = Array(conversation.messages[span.message].text.utf8)
                let value = String(decoding: raw[span.range], as: UTF8.self)
                #expect(!"\(span)".contains(value) || value.count < 4)
            }
        }
    }

    @Test("many different values by the caller's own organisation look like guesses, a few do not")
    func guesses() throws {
        let request = try request([:])
        func isGuessList(_ count: Int, isOwn: Bool) throws -> Bool {
            let text = (0..<count).map { "guess\($0)@example.org" }.joined(separator: ", ")
            return try request.treat(messages: [RedactableMessage(text: text, byOwnOrganisation: isOwn)])
                .isGuessList
        }
        #expect(try isGuessList(13, isOwn: true))
        #expect(try !isGuessList(12, isOwn: true))
        #expect(try !isGuessList(40, isOwn: false))
    }
}
