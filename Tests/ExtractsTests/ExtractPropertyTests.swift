import Conversations
import Extracts
import GatewayTestSupport
import Testing

@Suite struct ExtractPropertyTests {
    let extractor: Extractor

    init() throws { extractor = Extractor(rules: try ExtractFixture.rules()) }

    @Test func `a budget in words is never exceeded and no word is shown twice`() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<150 {
            let messages = ExtractFixture.randomMessages(&random)
            let total = messages.reduce(0) { $0 + ExtractFixture.words($1.text) }
            let share = Int.random(in: 0...100, using: &random)
            let extract = extractor.extract(messages, budget: .share(millionths: share * 10_000))
            let used = extract.readingOrder.reduce(0) { $0 + ExtractFixture.words($1, of: messages) }
            #expect(used <= total * share / 100)
            let lines = extract.readingOrder
            for (line, next) in zip(lines, lines.dropFirst()) where line.message == next.message {
                #expect(line.range.upperBound <= next.range.lowerBound)
            }
            #expect(extractor.extract(messages, budget: .lines(share % 7)).readingOrder.count <= share % 7)
        }
    }

    @Test func `a span cuts neither a code point nor a placeholder`() {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<150 {
            let messages = ExtractFixture.randomMessages(&random)
            for line in extractor.extract(messages, budget: .share(millionths: 350_000)).readingOrder {
                let text = messages[line.message].text
                let bytes = Array(text.text.utf8)[line.range]
                #expect(String(validating: bytes, as: UTF8.self) != nil)
                for hidden in text.placeholders where hidden.range.overlaps(line.range) {
                    #expect(line.range.clamped(to: hidden.range) == hidden.range)
                }
            }
        }
    }

    @Test func `renaming tokens and changing what stands at bare classes leaves the choice as it was`() {
        var random = SeededGenerator(seed: 13)
        for round in 0..<100 {
            let pieces = ExtractFixture.randomPieces(&random)
            let plain = ExtractFixture.render(pieces) { "K\($0)" }
            let renamed = ExtractFixture.render(pieces) {
                "\(String(repeating: "x", count: $0 + round % 5))-\(99 - $0).Ltd?"
            } bare: {
                ["*** *", "Zoë\n> Q. 12.50", "tomorrow", "LH-50177?", "hello sorry"][($0 + round) % 5]
            }
            let left = extractor.extract(plain, budget: .share(millionths: 250_000)).readingOrder
            let right = extractor.extract(renamed, budget: .share(millionths: 250_000)).readingOrder
            #expect(left.map(\.section) == right.map(\.section))
            #expect(left.map(\.reasons) == right.map(\.reasons))
            #expect(
                left.map { ExtractFixture.outline($0, of: plain) }
                    == right.map { ExtractFixture.outline($0, of: renamed) })
        }
    }

    @Test func `the same history gives the same extract every time`() {
        var random = SeededGenerator(seed: 14)
        let messages = ExtractFixture.randomMessages(&random)
        let first = extractor.extract(messages, budget: .words(40))
        for _ in 0..<5 { #expect(extractor.extract(messages, budget: .words(40)) == first) }
    }

    @Test func `one more message leaves most lines in place`() {
        var random = SeededGenerator(seed: 15)
        var shared = 0
        var all = 0
        for _ in 0..<40 {
            let messages = ExtractFixture.randomTimeline(&random)
            let before = Set(places(messages.dropLast()))
            let after = Set(places(messages[...]))
            shared += before.intersection(after).count
            all += before.union(after).count
        }
        print("lines kept when a message is added, Jaccard: \(shared * 1000 / max(all, 1)) per thousand")
        #expect(shared * 100 >= all * 65)
    }

    private func places(_ messages: ArraySlice<ExtractMessage>) -> [String] {
        extractor.extract(Array(messages), budget: .words(80)).readingOrder.map {
            "\($0.message) \($0.range)"
        }
    }

    @Test func `a message that says nothing leaves every line in place`() {
        var random = SeededGenerator(seed: 16)
        for _ in 0..<20 {
            let messages = ExtractFixture.randomTimeline(&random)
            let before = places(messages[...])
            let after = places((messages + [ExtractFixture.agent("Thank you!")])[...])
            #expect(before == after)
        }
    }

    @Test func `an empty history or budget gives an empty extract`() {
        #expect(extractor.extract([], budget: .words(50)).readingOrder.isEmpty)
        let message = ExtractFixture.customer("Where is parcel QX-20931?")
        #expect(extractor.extract([message], budget: .words(0)).readingOrder.isEmpty)
        #expect(extractor.extract([message], budget: .words(-3)).readingOrder.isEmpty)
    }
}
