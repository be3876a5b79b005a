import ArgumentParser
import Briefing
import Conversations
import Detection
import FieldPolicy
import Redaction
import Sodium

/// One conversation of 2.8 KB with 32 known values through the whole redactor, for several roles.
struct RedactBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "redact")

    @Option(help: "Rounds of each kind.")
    var rounds = 2000

    /// The parts of the work by themselves: known values prepared, all messages searched.
    private func parts(_ detector: Detector) async throws {
        let texts = SupportConversation.messages.map(\.text)
        let known = SupportConversation.known
        let search = try detector.search(for: known)
        var prepared: [Double] = []
        var searched: [Double] = []
        var byForm: [Double] = []
        for _ in 0..<rounds {
            prepared.append(try await seconds { _ = try detector.search(for: known) })
            searched.append(try await seconds { _ = try detector.findings(in: texts, search: search) })
            byForm.append(try await seconds { _ = try detector.findings(in: texts, search: .none) })
        }
        for (name, durations) in [
            ("known values prepared", prepared), ("searched for known values and forms", searched),
            ("searched for forms alone", byForm),
        ] {
            print("\(name): p50 \(rounded(Durations(durations).milliseconds(at: 0.5) * 1000, 0)) us")
        }
    }

    func run() async throws {
        let rulebook = try Rulebook.shipped()
        let redactor = Redactor(
            detector: rulebook.detector, pseudonymiser: try SodiumPseudonymiser.withPublicTestKey())
        print(
            "one conversation: \(RedactionMeasurement.byteCount) bytes, \(SupportConversation.messages.count) messages, "
                + "\(SupportConversation.known.count) known values")
        try await parts(rulebook.detector)
        for (role, purpose) in [
            ("agent", "arrange_delivery"), ("vendor_agent", "arrange_delivery"),
        ] as [(RoleID, PurposeID)] {
            let view = try rulebook.policy.view(role: role, purpose: purpose)
            let measurement = RedactionMeasurement(redactor: redactor, view: view)
            _ = try measurement.microseconds(rounds: 100)
            let all = try measurement.microseconds(rounds: rounds)
            guard let median = all.dropFirst(all.count / 2).first,
                let last = all.dropFirst(all.count * 99 / 100).first
            else { continue }
            print(
                "redaction as \(role): p50 \(rounded(median, 0)) us, p99 \(rounded(last, 0)) us of \(all.count)"
            )
        }
    }
}
