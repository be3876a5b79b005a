import Briefing
import Conversations
import GatewayHTTP
import Logging
import Synchronization

/// Counts what should never happen while text is treated, and says so loudly when it happens again.
///
/// A finished view that still holds a value is a defect of ours: that answer is refused, and a second one within an hour
/// means that it is no accident. A list of guesses in a caller's own text changes no answer; somebody should look at the
/// caller.
final class TreatmentAlarm: MetricsPart {
    private struct State {
        var unsound = 0
        var guessLists = 0
        var lastUnsound: Timestamp?
    }

    /// Within how many milliseconds a second defect is a repeated one.
    static let repeatMilliseconds: Int64 = 3_600_000

    // Guarded by the mutex.
    private let state = Mutex(State())
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    /// Notes an answer that was refused; other refusals than for unsound treatment are passed over.
    func note(_ failure: BriefingFailure, at now: Timestamp, trace: String) {
        guard failure.problem.code == .treatmentUnsound else { return }
        let isRepeated = state.withLock { state in
            let last = state.lastUnsound
            state.unsound += 1
            state.lastUnsound = now
            return last.map { now.milliseconds - $0.milliseconds < Self.repeatMilliseconds } ?? false
        }
        guard isRepeated else { return }
        logger.critical(
            "treated text failed its last check again within an hour: a defect of the redactor or its rules",
            metadata: ["trace": .string(trace)])
    }

    /// Notes an answer that was given.
    func note(_ outcome: BriefingOutcome, _ caller: Caller, trace: String) {
        guard outcome.isGuessList else { return }
        state.withLock { $0.guessLists += 1 }
        logger.warning(
            "a caller's own organisation wrote what looks like a list of guesses",
            metadata: ["organisation": .string(caller.organisation.text), "trace": .string(trace)])
    }

    func lines() -> [String] {
        let (unsound, guessLists) = state.withLock { ($0.unsound, $0.guessLists) }
        return [
            "# HELP throughline_treatment_unsound_total Answers refused because the finished view held a value.",
            "# TYPE throughline_treatment_unsound_total counter",
            "throughline_treatment_unsound_total \(unsound)",
            "# HELP throughline_guess_lists_total Answers to callers whose own text looks like a list of guesses.",
            "# TYPE throughline_guess_lists_total counter",
            "throughline_guess_lists_total \(guessLists)",
        ]
    }
}

extension SummaryGateway {
    /// What is counted here, for the page of metrics.
    var metrics: [any MetricsPart] { alarm.map { [$0] } ?? [] }
}
