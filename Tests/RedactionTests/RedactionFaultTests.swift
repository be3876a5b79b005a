import Conversations
import Detection
import FieldPolicy
import GatewayTestSupport
import Redaction
import Testing

/// A search with a fault put in.
struct BrokenFinder: ValueFinder {
    enum Fault: Sendable, CaseIterable {
        /// Sees nothing.
        case blind
        /// Sees nothing of the record.
        case forgetful
        /// Sees one value less than there is.
        case careless
        /// Answers for fewer messages than there are.
        case short
        /// Refuses.
        case refusing
        /// Finds something new every time.
        case restless
    }

    let detector: Detector
    let fault: Fault

    func findings(
        in messages: [String], search: KnownValueSearch
    ) throws(DetectionFailure) -> [[Finding]] {
        switch fault {
        case .blind: return messages.map { _ in [] }
        case .forgetful: return try detector.findings(in: messages, search: .none)
        case .careless:
            return try detector.findings(in: messages, search: search).map { Array($0.dropLast()) }
        case .short: return []
        case .refusing: throw .tooManyMessages(messages.count)
        case .restless:
            return messages.map { text in
                let start = text.utf8.firstIndex { $0 >= 0x61 && $0 <= 0x7A }
                let place = start.map { text.utf8.distance(from: text.utf8.startIndex, to: $0) } ?? 0
                return [
                    Finding(
                        range: place..<place + 1, fieldClass: "secret", detector: "restless", isLinked: false)
                ]
            }
        }
    }
}

@Suite struct RedactionFaultTests {
    private static let raw = [
        "we saw tamsin okonjo, abcdefghijklmnopqrstuvwxyz", "card 4111 1111 1111 1111, ring +1 415 555 0137",
    ]

    private func treat(_ redactor: Redactor) throws(RedactionFailure) -> RedactedConversation {
        try redactor.treat(
            messages: Self.raw.map { RedactableMessage(text: $0) }, view: PolicyView(decisions: [:]),
            scope: RedactorTests.scope, known: RedactorTests.known)
    }

    @Test(
        "a search that misses values is caught by the re-scan of the finished text",
        arguments: [BrokenFinder.Fault.blind, .forgetful, .careless])
    func missed(_ fault: BrokenFinder.Fault) throws {
        let detector = try RedactorTests.shipped.get().detector
        let redactor = Redactor(
            detector: detector, pseudonymiser: FoldingPseudonymiser(),
            finder: BrokenFinder(detector: detector, fault: fault), inspector: detector)
        #expect(throws: RedactionFailure.self) { try treat(redactor) }
    }

    @Test("one hit of the re-scan is a defect, and no text is given out")
    func hit() throws {
        let detector = try RedactorTests.shipped.get().detector
        let redactor = Redactor(
            detector: detector, pseudonymiser: FoldingPseudonymiser(), finder: detector,
            inspector: BrokenFinder(detector: detector, fault: .restless))
        #expect(throws: RedactionFailure.unsound(message: 0)) { try treat(redactor) }
    }

    @Test(
        "a search or a re-scan that fails gives no text at all",
        arguments: [BrokenFinder.Fault.short, .refusing])
    func refusal(_ fault: BrokenFinder.Fault) throws {
        let detector = try RedactorTests.shipped.get().detector
        let broken = BrokenFinder(detector: detector, fault: fault)
        for (finder, inspector) in [
            (broken as any ValueFinder, detector as any ValueFinder), (detector, broken),
        ] {
            let redactor = Redactor(
                detector: detector, pseudonymiser: FoldingPseudonymiser(), finder: finder,
                inspector: inspector)
            #expect(throws: RedactionFailure.undetected) { try treat(redactor) }
        }
    }

    @Test("a treatment that never comes to rest is given up")
    func restless() throws {
        let detector = try RedactorTests.shipped.get().detector
        let redactor = Redactor(
            detector: detector, pseudonymiser: FoldingPseudonymiser(),
            finder: BrokenFinder(detector: detector, fault: .restless), inspector: detector)
        #expect(throws: RedactionFailure.self) { try treat(redactor) }
    }
}
