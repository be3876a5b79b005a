import ArgumentParser
import Briefing
import Conversations
import Detection
import Extracts
import FieldPolicy
import ReviewFlags
import RuleFiles
import Sodium

/// The engines by themselves, on invented text.
struct EngineBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engines")

    func run() async throws {
        let rulebook = try Rulebook(
            folder: try RuleFolder(directory: "redaction-rules"), digester: SodiumDigester())
        try await detection(rulebook.detector)
        try await flags(rulebook.flags)
        try await extraction(rulebook.extractor)
        try await decisions(rulebook.policy)
    }

    private static let sentences = [
        "Hello, my order LH-51020 has not arrived and nobody has rung me on 07700 900142 yet.",
        "Thank you for waiting, we have booked the delivery for Tuesday 10 March between 13:00 and 17:00.",
        "I paid 49.99 with card 4111 1111 1111 1111 and the invoice says something else.",
        "Could you tell me whether the driver takes the packaging away? No worries if not.",
        "The address is 19 Cooper Street, Sheffield S3 7TR, the goods entrance is round the back.",
    ]

    private func detection(_ detector: Detector) async throws {
        let text = Array(repeating: Self.sentences.joined(separator: " "), count: 2000).joined(
            separator: "\n")
        var rates: [Double] = []
        for _ in 0..<9 {
            let elapsed = try await seconds { _ = try detector.findings(in: [text], known: []) }
            rates.append(Double(text.utf8.count) / 1e6 / elapsed)
        }
        rates.sort()
        print(
            "detection: median \(rounded(rates[4], 1)), best \(rounded(rates[8], 1)) MB/s of \(rates.count) rounds on one core"
        )
    }

    private func flags(_ detector: FlagDetector) async throws {
        let messages = Self.sentences.map { FlagMessage(author: .customer, text: $0, at: nil) }
        let rounds = 2000
        let elapsed = await seconds {
            for _ in 0..<rounds { for one in messages { _ = detector.assess([one]) } }
        }
        print("flags: \(rounded(Double(rounds * messages.count) / elapsed, 0)) messages/s on one core")
    }

    private func extraction(_ extractor: Extractor) async throws {
        for count in [200, 10_000, 100_000] {
            let messages = (0..<count).map { index in
                ExtractMessage(
                    author: index % 2 == 0 ? .customer : .agent, isStaffByID: index % 2 == 1,
                    text: TreatedText(
                        text: Self.sentences[index % Self.sentences.count] + " That was message \(index).",
                        placeholders: []))
            }
            let elapsed = await seconds { _ = extractor.extract(messages, budget: .words(180)) }
            print("extraction of \(count) messages: \(rounded(elapsed * 1000, 1)) ms")
        }
    }

    private func decisions(_ policy: CompiledPolicy) async throws {
        let view = try policy.view(role: "agent", purpose: "arrange_delivery")
        let classes = view.fieldClasses
        var shown = 0
        let rounds = 20_000
        let elapsed = await seconds {
            for _ in 0..<rounds {
                for one in classes where view.decision(for: one).treatment == .show { shown += 1 }
            }
        }
        print(
            "policy: \(rounded(elapsed * 1e9 / Double(rounds * classes.count), 0)) ns a decision (\(shown / rounds) shown)"
        )
    }
}
