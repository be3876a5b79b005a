import Conversations
import Detection
import FieldPolicy
import Foundation
import GatewayTestSupport
import Redaction
import Testing

@Suite struct SettlingTests {
    private static let isLong = ProcessInfo.processInfo.environment["THROUGHLINE_LONG"] != nil
    private static let classes: [FieldClass] = [
        "person.name", "contact.phone", "contact.email", "order.id", "payment.card", "birth.date", "net.ip",
    ]
    private static let treatments: [Treatment] = [
        .show, .withhold, .mask(.lastFour), .mask(.localPart), .mask(.keepFormat), .generalise(.year),
        .pseudonymise(.organisation), .hash,
    ]

    private func view(_ generator: inout SeededGenerator) -> PolicyView {
        PolicyView(
            decisions: Dictionary(
                uniqueKeysWithValues: Self.classes.map { fieldClass in
                    let treatment = Self.treatments[
                        Int.random(in: 0..<Self.treatments.count, using: &generator)]
                    return (fieldClass, Decision(treatment: treatment, rule: "r-1", because: "test"))
                }))
    }

    @Test(
        "searching again only what changed gives what searching everything again gives", arguments: 0..<8)
    func slowAndFast(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: 4000 + seed)
        let redactor = try RedactorTests.shipped.get()
        for _ in 0..<(Self.isLong ? 2000 : 25) {
            let conversation = InventedConversation(&generator)
            let view = view(&generator)
            let slow = try SlowRedactor(redactor: redactor, view: view, known: conversation.known)
                .treat(conversation.messages)
            let fast = try redactor.treat(
                messages: conversation.messages, view: view, scope: RedactorTests.scope,
                known: conversation.known)
            #expect(fast.messages == slow.messages, "\(conversation.messages.map(\.text))")
            #expect(fast.withheld == slow.withheld)
        }
    }

    @Test("messages that were read once and kept bring what they bring when read anew", arguments: 0..<4)
    func kept(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: 6000 + seed)
        let detector = try RedactorTests.shipped.get().detector
        for round in 0..<(Self.isLong ? 500 : 12) {
            var (texts, known) = ([String](), [KnownValue]())
            // WHY: one long conversation holds more messages than are kept, and a message longer than those that are.
            repeat {
                let conversation = InventedConversation(&generator)
                texts += conversation.messages.map(\.text)
                known += conversation.known
            } while round == 0 && texts.count < 300
            if round == 0 { texts[1] = String(repeating: texts[1] + " and so on. ", count: 200) }
            let kept = try detector.search(for: known)
            _ = try detector.findings(
                in: texts, search: kept, isNew: Array(repeating: true, count: texts.count))
            let isNew = texts.map { _ in Bool.random(using: &generator) }
            for place in texts.indices where isNew[place] {
                var words = texts[place].split(separator: " ")
                if !words.isEmpty {
                    words[Int.random(in: 0..<words.count, using: &generator)] =
                        ["|", "when were you born", "0"][Int.random(in: 0..<3, using: &generator)]
                }
                texts[place] = words.joined(separator: " ")
            }
            let again = try detector.findings(in: texts, search: kept, isNew: isNew)
            let anew = try detector.findings(in: texts, search: detector.search(for: known), isNew: isNew)
            #expect(again == anew, "\(texts)")
        }
    }

    @Test("the finished text, searched by itself, holds nothing that may not be shown", arguments: 0..<4)
    func clean(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: 5000 + seed)
        let redactor = try RedactorTests.shipped.get()
        for _ in 0..<15 {
            let conversation = InventedConversation(&generator)
            let view = view(&generator)
            let request = try redactor.request(
                view: view, scope: RedactorTests.scope, known: conversation.known)
            let treated = try request.treat(messages: conversation.messages)
            try request.inspect(
                zip(treated.messages, conversation.messages).map {
                    FinishedPiece(of: $0.text, byOwnOrganisation: $1.byOwnOrganisation)
                })
        }
    }
}
