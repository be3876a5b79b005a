import Conversations
import Extracts
import GatewayTestSupport
import Testing

@Suite struct KeptReadingTests {
    let extractor: Extractor

    init() throws { extractor = Extractor(rules: try ExtractFixture.rules()) }

    @Test func `what was read before changes nothing but the work`() {
        var random = SeededGenerator(seed: 41)
        for _ in 0..<20 {
            let messages = ExtractFixture.randomTimeline(&random)
            var kept = PreparedMessages()
            for count in [10, 11, 12, 25, 40] {
                let part = Array(messages.prefix(count))
                let extract = extractor.extract(part, budget: .words(80), keeping: &kept)
                #expect(extract == extractor.extract(part, budget: .words(80)))
            }
        }
    }

    @Test func `a new message is the only one that is read`() {
        var random = SeededGenerator(seed: 42)
        let messages = ExtractFixture.randomTimeline(&random)
        var kept = PreparedMessages()
        _ = extractor.extract(messages, budget: .words(80), keeping: &kept)
        let more = messages + [ExtractFixture.customer("The porch lamp hums loudly since 4 May.")]
        _ = extractor.extract(more, budget: .words(80), keeping: &kept)
        #expect(kept.readCount == 1)
    }

    @Test func `nothing is kept of a message that is no longer in the view`() {
        let first = ExtractFixture.customer("My number is 07700 900461.")
        let second = ExtractFixture.customer("The sink drips since Monday.")
        var kept = PreparedMessages()
        _ = extractor.extract([first, second], budget: .words(80), keeping: &kept)
        #expect(kept.count == 2)
        _ = extractor.extract([second], budget: .words(80), keeping: &kept)
        #expect(kept.count == 1)
        _ = extractor.extract([], budget: .words(80), keeping: &kept)
        #expect(kept.count == 0)
    }

    @Test func `a budget in tokens is kept by the estimate`() {
        var random = SeededGenerator(seed: 43)
        for _ in 0..<30 {
            let messages = ExtractFixture.randomMessages(&random)
            let tokens = Int.random(in: 0...120, using: &random)
            let used = extractor.extract(messages, budget: .tokens(tokens)).readingOrder.reduce(0) {
                $0 + TokenEstimate.count(Array(messages[$1.message].text.text.utf8)[$1.range])
            }
            #expect(used <= tokens)
        }
    }

    @Test func `an explanation names every line and says why each other sentence is missing`() {
        var random = SeededGenerator(seed: 44)
        let messages = ExtractFixture.randomTimeline(&random)
        let extract = extractor.extract(messages, budget: .words(60))
        let grounds = extractor.explain(messages, budget: .words(60))
        #expect(grounds.chosen.map(\.line) == extract.readingOrder)
        #expect(grounds.chosen.allSatisfy { !$0.terms.isEmpty })
        #expect(!grounds.leftOut.isEmpty)
        #expect(grounds.leftOut.count <= ExtractExplanation.leftOutMax)
        #expect(grounds.counts.reduce(0) { $0 + $1.count } >= grounds.leftOut.count)
    }
}
