import ArgumentParser
import Briefing
import Detection
import FieldPolicy
import ReviewFlags

/// The engines by themselves, on invented text.
struct EngineBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "engines")

    func run() async throws {
        let rulebook = try Rulebook.shipped()
        try await detection(rulebook.detector)
        try await flags(rulebook.flags)
        try await decisions(rulebook.policy)
    }

    private func detection(_ detector: Detector) async throws {
        let text = Array(repeating: InventedText.sentences.joined(separator: " "), count: 2000).joined(
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
        let messages = InventedText.sentences.map { FlagMessage(author: .customer, text: $0, at: nil) }
        let rounds = 2000
        let elapsed = await seconds {
            for _ in 0..<rounds { for one in messages { _ = detector.assess([one]) } }
        }
        print("flags: \(rounded(Double(rounds * messages.count) / elapsed, 0)) messages/s on one core")
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
