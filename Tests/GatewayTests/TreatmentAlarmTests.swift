import Briefing
import Conversations
import GatewayHTTP
import Logging
import Testing

@testable import Gateway

/// What should never happen while text is treated is counted, said aloud, and changes no answer.
@Suite("The alarm of treatment")
struct TreatmentAlarmTests {
    private static let email = "daniel.okafor@example.net"

    /// A gateway whose vendor wrote some addresses of e-mail into a customer's chat, one of them the customer's.
    private func bench(guesses count: Int) throws -> DemoBench {
        let guesses = ([Self.email] + (1..<max(1, count)).map { "guess\($0)@example.org" }).prefix(count)
        return try DemoBench { folder in
            let text = "Is it \(guesses.joined(separator: " or "))?"
            try folder.edit(
                "chat",
                """
                INSERT INTO message (mid, rev, sid, sender, op, whisper, body, sent_ms)
                VALUES ('m-1299', 1, 's-903', 'operator', 'op-3', 0, '{"text":"\(text)"}', 1773061590000)
                """)
        }
    }

    private func counter(_ name: String, _ bench: DemoBench) -> String? {
        bench.root.summaries.metrics.flatMap { $0.lines() }.first { $0.hasPrefix(name + " ") }
    }

    @Test("a list of guesses in a vendor's own text raises an alarm that names the organisation and no guess")
    func guessList() async throws {
        let bench = try bench(guesses: 13)
        let answer = try await bench.asVendor(Self.email, purpose: "arrange_delivery")
        #expect(answer.status == 200, "\(answer.text.prefix(300))")
        #expect(counter("throughline_guess_lists_total", bench) == "throughline_guess_lists_total 1")
        let lines = bench.journal.text.split(separator: "\n").filter { $0.contains("a list of guesses") }
        #expect(lines.count == 1 && lines.allSatisfy { $0.contains("brightline") })
        #expect(!bench.journal.text.contains("guess1@") && !bench.journal.text.contains(Self.email))
    }

    @Test(
        "what anybody writes of one customer raises none, and neither does a list that an agent in the house reads"
    )
    func noGuessList() async throws {
        let few = try bench(guesses: 12)
        #expect(try await few.asVendor(Self.email, purpose: "arrange_delivery").status == 200)
        #expect(counter("throughline_guess_lists_total", few) == "throughline_guess_lists_total 0")
        let many = try bench(guesses: 40)
        _ = try await many.asAgent(Self.email, purpose: "arrange_delivery")
        #expect(counter("throughline_guess_lists_total", many) == "throughline_guess_lists_total 0")
    }

    @Test("a guess that hits is treated like one that misses, so that the answer says nothing of it")
    func hitAndMiss() async throws {
        let hit = try await bench(guesses: 13).asVendor(Self.email, purpose: "arrange_delivery")
        #expect(!hit.text.contains(Self.email) && !hit.text.contains("guess1@example.org"))
    }

    @Test("one unsound view is counted; a second within the hour is critical; one after it is not")
    func unsoundViews() throws {
        let journal = Journal()
        let alarm = TreatmentAlarm(logger: Logger(label: "test") { _ in CollectingHandler(journal: journal) })
        let unsound = BriefingFailure(problem: Problem(.treatmentUnsound))
        func isCritical(at milliseconds: Int64) -> Bool {
            let before = journal.text.utf8.count
            alarm.note(unsound, at: Timestamp(milliseconds: milliseconds), trace: "t")
            return journal.text.utf8.count > before && journal.text.contains("critical")
        }
        #expect(!isCritical(at: 1_000))
        #expect(isCritical(at: 1_000 + TreatmentAlarm.repeatMilliseconds - 1))
        #expect(!isCritical(at: 1_000 + TreatmentAlarm.repeatMilliseconds * 3))
        alarm.note(
            BriefingFailure(problem: Problem(.unavailable)), at: Timestamp(milliseconds: 0), trace: "t")
        #expect(alarm.lines().contains("throughline_treatment_unsound_total 3"))
    }
}
