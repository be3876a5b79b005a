import Conversations
import Extracts
import RuleFiles
import Testing

@testable import Trials

/// What `try extract --hide` hides before lines are chosen, and what its scores read.
@Suite struct HiddenValueTrialTests {
    let extractor: Extractor

    init() throws {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        extractor = Extractor(
            rules: try ExtractRules(folder: RuleFolder(directory: root + "/redaction-rules")))
    }

    private let messages = [
        "My order ZX-99120 is late, write to ola@example.com.", "I checked ZX-99120 and will write today.",
    ].map {
        ExtractMessage(
            author: .customer, isStaffByID: false, text: TreatedText(text: $0, placeholders: []))
    }

    @Test func `equal values get one token, and bare classes say no more than the class`() {
        let tokens = HiddenValues(messages, .tokens, extractor).messages.map(\.text)
        #expect(tokens[0].placeholders.count == 2 && tokens[1].placeholders.count == 1)
        #expect(tokens[0].placeholders[0].token == tokens[1].placeholders[0].token)
        let bare = HiddenValues(messages, .classes, extractor).messages.map(\.text)
        #expect(bare[0].text == "My order [order.id] is late, write to [contact.email].")
        #expect(HiddenValues(messages, nil, extractor).messages == messages)
    }

    @Test func `scores read the words that a chosen line stood for`() {
        let hidden = HiddenValues(messages, .tokens, extractor)
        for (index, message) in hidden.messages.enumerated() {
            let whole = 0..<message.text.text.utf8.count
            let unit = hidden.restored(ExtractUnit(message, index, whole, words: 9))
            #expect(unit.text == messages[index].text.text)
        }
    }

    @Test func `a history that only grew keeps its lines and one that lost a line says so`() {
        var score = StabilityScore()
        #expect(score.lines().isEmpty)
        let line = { ExtractLine(message: $0, range: 0..<5, section: .stateNow, reasons: []) }
        score.add(
            Extract(facts: [], lines: [line(0), line(1)]), Extract(facts: [], lines: [line(0), line(2)]))
        #expect(score.lines().first?.contains("(Jaccard): 33.3 in 1 timelines") == true)
    }
}
