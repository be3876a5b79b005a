import AccessGrants
import Conversations
import GatewayHTTP
import Synchronization

/// How access requests and checks go, for `/metrics`.
final class AccessMetrics: MetricsPart {
    private struct State {
        var asked: [AccessKind: Int] = [:]
        var decided: [String: Int] = [:]
        var decisionMilliseconds: Int64 = 0
        var checks: [String: Int] = [:]
        var uses: [AccessKind: Int] = [:]
        var overdueReviews = 0
    }

    // Guarded by the mutex.
    private let state = Mutex(State())

    static let verdicts = ["approved", "refused", "unanswered"]
    static let results = ["match", "no_match", "refused"]

    func countAsked(_ kind: AccessKind) { state.withLock { $0.asked[kind, default: 0] += 1 } }
    func countUse(_ kind: AccessKind) { state.withLock { $0.uses[kind, default: 0] += 1 } }
    func countCheck(_ result: String) { state.withLock { $0.checks[result, default: 0] += 1 } }

    /// Says how many broken glasses wait for their review past the time.
    ///
    /// - Returns: whether that is another number than before.
    func setOverdueReviews(_ count: Int) -> Bool {
        state.withLock { state in
            defer { state.overdueReviews = count }
            return state.overdueReviews != count
        }
    }

    /// Counts a decision with the time that it took.
    func countDecided(_ verdict: String, afterMilliseconds passed: Int64) {
        state.withLock { state in
            state.decided[verdict, default: 0] += 1
            if verdict != "unanswered" { state.decisionMilliseconds += max(0, passed) }
        }
    }

    func lines() -> [String] {
        let state = state.withLock { $0 }
        let kinds = AccessKind.allCases
        return Self.head("throughline_access_requests_total", "Access requests, by kind.")
            + kinds.map {
                "throughline_access_requests_total{kind=\"\($0.rawValue)\"} \(state.asked[$0] ?? 0)"
            }
            + Self.head("throughline_access_decisions_total", "What became of requests that waited.")
            + Self.verdicts.map {
                "throughline_access_decisions_total{verdict=\"\($0)\"} \(state.decided[$0] ?? 0)"
            }
            + Self.head("throughline_access_decision_seconds_total", "How long decided requests waited.")
            + ["throughline_access_decision_seconds_total \(state.decisionMilliseconds / 1_000)"]
            + Self.head("throughline_access_uses_total", "Uses of grants, by kind.")
            + kinds.map { "throughline_access_uses_total{kind=\"\($0.rawValue)\"} \(state.uses[$0] ?? 0)" }
            + [
                "# HELP throughline_break_glass_reviews_overdue Broken glass whose review is late.",
                "# TYPE throughline_break_glass_reviews_overdue gauge",
                "throughline_break_glass_reviews_overdue \(state.overdueReviews)",
            ]
            + Self.head("throughline_checks_total", "Values checked, by result.")
            + Self.results.map { "throughline_checks_total{result=\"\($0)\"} \(state.checks[$0] ?? 0)" }
    }

    private static func head(_ name: String, _ help: String) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) counter"]
    }
}
