import Conversations
import Extracts
import GatewayTestSupport
import Testing

/// How many lines stay when a message is added: shared lines of all lines of both extracts (Jaccard).
@Suite struct ExtractStabilityTests {
    let extractor: Extractor

    init() throws { extractor = Extractor(rules: try ExtractFixture.rules()) }

    private static let chatter = [
        "Thanks, that is kind.", "Okay, noted.", "Have a nice day!", "Hello again.", "Thank you for waiting.",
        "One moment please, I am looking into it.", "I understand.", "Sure, no problem.",
    ]

    @Test func `in a timeline with as much courtesy as substance 95 of 100 lines stay`() {
        var random = SeededGenerator(seed: 51)
        var shared = 0
        var all = 0
        for _ in 0..<120 {
            let talk = ExtractFixture.randomTimeline(&random).flatMap { message in
                let polite = Self.chatter[Int.random(in: 0..<Self.chatter.count, using: &random)]
                return [message, ExtractFixture.message(message.author, polite)]
            }
            let count = Int.random(in: 30...talk.count, using: &random)
            let before = Set(places(talk.prefix(count - 1)))
            let after = Set(places(talk.prefix(count)))
            shared += before.intersection(after).count
            all += before.union(after).count
        }
        print(
            "lines kept when a message is added, half courtesy: \(shared * 1000 / max(all, 1)) per thousand")
        #expect(shared * 100 >= all * 95)
    }

    private func places(_ messages: ArraySlice<ExtractMessage>) -> [String] {
        extractor.extract(Array(messages), budget: .words(180)).readingOrder.map {
            "\($0.message) \($0.range)"
        }
    }
}
