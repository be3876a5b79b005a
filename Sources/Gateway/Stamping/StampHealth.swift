import Conversations
import GatewayHTTP
import Synchronization

/// How stamping goes, for `/metrics`: counts of what came of each try, and how long the oldest leaf waits.
final class StampHealth: MetricsPart {
    /// What came of one try.
    enum Outcome: String, CaseIterable, Sendable {
        case kept
        case refused
        case unavailable
        case notKept = "not_kept"
        case notNamed = "not_named"
    }

    private struct State {
        var counts: [Outcome: Int] = [:]
        var oldestUnstamped: Timestamp?
        var isAlarmed = false
        var clockDifferenceMilliseconds: Int64 = 0
    }

    private let clock: any WallClock
    // Guarded by the mutex.
    private let state = Mutex(State())

    init(clock: any WallClock) { self.clock = clock }

    func count(_ outcome: Outcome) { state.withLock { $0.counts[outcome, default: 0] += 1 } }

    func note(clockDifferenceMilliseconds difference: Int64) {
        state.withLock { $0.clockDifferenceMilliseconds = difference }
    }

    /// Takes the time of the oldest leaf that no stamp covers, `nil` when there is none.
    func note(oldestUnstamped: Timestamp?, isAlarmed: Bool) {
        state.withLock { state in
            state.oldestUnstamped = oldestUnstamped
            state.isAlarmed = isAlarmed
        }
    }

    func lines() -> [String] {
        let (state, now) = (state.withLock { $0 }, clock.now())
        let lag = state.oldestUnstamped.map { max(0, now.milliseconds - $0.milliseconds) } ?? 0
        let counts = Outcome.allCases.map { outcome in
            "throughline_time_stamps_total{outcome=\"\(outcome.rawValue)\"} \(state.counts[outcome] ?? 0)"
        }
        return Self.head("throughline_time_stamps_total", "counter", "Questions to the time-stamp authority.")
            + counts
            + Self.head(
                "throughline_time_stamp_lag_seconds", "gauge", "How long the oldest leaf waits for a stamp.")
            + ["throughline_time_stamp_lag_seconds \(lag / 1_000)"]
            + Self.head("throughline_time_stamp_alarm", "gauge", "1 when a leaf waits longer than it may.")
            + ["throughline_time_stamp_alarm \(state.isAlarmed ? 1 : 0)"]
            + Self.head(
                "throughline_time_stamp_clock_difference_seconds", "gauge",
                "The authority's clock at the last stamp, less ours.")
            + [
                "throughline_time_stamp_clock_difference_seconds \(state.clockDifferenceMilliseconds / 1_000)"
            ]
    }

    private static func head(_ name: String, _ type: String, _ help: String) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
    }
}
