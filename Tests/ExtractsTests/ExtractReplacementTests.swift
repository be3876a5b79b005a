import Conversations
import Extracts
import GatewayTestSupport
import Testing

/// Values that are replaced without a word of correction.
@Suite struct ExtractReplacementTests {
    let extractor: Extractor

    init() throws { extractor = Extractor(rules: try ExtractFixture.rules()) }

    private func shown(_ messages: [ExtractMessage], _ words: Int) -> String {
        extractor.extract(messages, budget: .words(words)).readingOrder.map { line in
            String(decoding: Array(messages[line.message].text.text.utf8)[line.range], as: UTF8.self)
        }.joined(separator: " | ")
    }

    @Test func `an hour that staff could not do never stands without the one they offer beside it`() {
        let messages = [
            ExtractFixture.customer("The boiler leaks. Please come on Tuesday at 10:30."),
            ExtractFixture.message(.agent, "I have noted the visit for Tuesday at 10:30."),
            ExtractFixture.message(
                .agent, "Unfortunately I was not able to book Tuesday at 10:30. We have a van free at 14:15."),
            ExtractFixture.customer("Fine, take that one."),
            ExtractFixture.message(.agent, "Your visit is booked."),
        ]
        for words in 5...60 {
            let text = shown(messages, words)
            if text.contains("10:30") { #expect(text.contains("14:15"), "\(words): \(text)") }
        }
        #expect(shown(messages, 60).contains("14:15"))
    }

    @Test func `an address that the customer gives later stands beside the one they gave before`() {
        let messages = [
            ExtractFixture.customer("Send it to 19 Cooper Street, Sheffield. The lid was cracked."),
            ExtractFixture.message(.agent, "Thank you, the new lid goes out this week."),
            ExtractFixture.customer("Deliver to 4 Hazel Road, Leeds, nobody is home before six."),
        ]
        for words in 6...40 {
            let text = shown(messages, words)
            if text.contains("Cooper Street") { #expect(text.contains("Hazel Road"), "\(words): \(text)") }
        }
    }

    @Test func `two numbers in one message are two numbers, and one that comes up again is not replaced`() {
        let both = [
            ExtractFixture.customer("Ring 07700 900142 or 07700 900461, the parcel is lost."),
            ExtractFixture.message(.agent, "We will ring you."),
        ]
        let text = shown(both, 30)
        #expect(text.contains("900142") && text.contains("900461"))
        let again = [
            ExtractFixture.customer("My mail is first@example.com."),
            ExtractFixture.customer("Or write to second@example.com, the invoice is missing."),
            ExtractFixture.message(.agent, "We sent the invoice to first@example.com."),
        ]
        #expect(shown(again, 30).contains("first@example.com"))
    }

    @Test func `a long chain of failures is read in a moment and the newest offer is shown`() {
        var messages = [ExtractFixture.customer("Please come at 08:00, the roof leaks.")]
        for number in 0..<3000 {
            let hour = 9 + number % 10
            messages.append(
                ExtractFixture.message(
                    .agent,
                    "I was not able to book \(hour):\(10 + number % 50). We could come at \(hour):\(11 + number % 49)."
                ))
        }
        #expect(!shown(messages, 40).isEmpty)
    }
}
