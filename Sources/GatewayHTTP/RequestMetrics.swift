import Synchronization

/// Counters and durations of requests, in the Prometheus text format.
///
/// Labels are path templates, statuses, outcomes and problem codes: closed lists of ours, so that neither a customer nor
/// a caller can be read from them and their number is bounded.
public final class RequestMetrics: Sendable {
    /// What is counted together.
    struct Kind: Hashable, Comparable, Sendable {
        let route: String
        let status: Int
        let outcome: String
        let code: String

        static func < (left: Kind, right: Kind) -> Bool {
            (left.route, left.status, left.outcome, left.code)
                < (right.route, right.status, right.outcome, right.code)
        }
    }

    private struct Durations: Sendable {
        var counts = [Int](repeating: 0, count: RequestMetrics.bucketsSeconds.count)
        var count = 0
        var sum = 0.0
    }

    private struct State: Sendable {
        var inFlight = 0
        var requests: [Kind: Int] = [:]
        var unauthenticated: [String: Int] = [:]
        var durations: [String: Durations] = [:]
    }

    /// Upper bounds of the histogram, in seconds.
    static let bucketsSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    // Guarded by the mutex.
    private let state = Mutex(State())
    private let more: @Sendable () -> [String]

    /// Starts at zero.
    ///
    /// - Parameter more: lines of other parts for the end of the page, in the same format, asked for each time.
    public init(more: @escaping @Sendable () -> [String] = { [] }) { self.more = more }

    func begin() { state.withLock { $0.inFlight += 1 } }
    func end() { state.withLock { $0.inFlight -= 1 } }
    func countUnauthenticated(_ cause: String) {
        state.withLock { $0.unauthenticated[cause, default: 0] += 1 }
    }

    func count(_ kind: Kind, seconds: Double) {
        state.withLock { state in
            state.requests[kind, default: 0] += 1
            var durations = state.durations[kind.route] ?? Durations()
            durations.count += 1
            durations.sum += seconds
            for (index, bound) in Self.bucketsSeconds.enumerated() where seconds <= bound {
                durations.counts[index] += 1
            }
            state.durations[kind.route] = durations
        }
    }

    /// The page that `/metrics` serves, in a fixed order.
    public func text() -> String {
        let state = state.withLock { $0 }
        var lines = Self.head("throughline_requests_total", "counter", "Requests answered.")
        lines += state.requests.sorted { $0.key < $1.key }.map { kind, count in
            "throughline_requests_total{route=\"\(kind.route)\",status=\"\(kind.status)\","
                + "outcome=\"\(kind.outcome)\",code=\"\(kind.code)\"} \(count)"
        }
        lines += Self.head(
            "throughline_unauthenticated_total", "counter", "Requests without a valid token, by cause.")
        lines += state.unauthenticated.sorted { $0.key < $1.key }.map { cause, count in
            "throughline_unauthenticated_total{cause=\"\(cause)\"} \(count)"
        }
        lines += Self.head("throughline_requests_in_flight", "gauge", "Requests being answered.")
        lines.append("throughline_requests_in_flight \(state.inFlight)")
        lines += Self.head(
            "throughline_request_duration_seconds", "histogram", "From the head read to the answer made.")
        for (route, durations) in state.durations.sorted(by: { $0.key < $1.key }) {
            lines += Self.lines(of: durations, route: route)
        }
        return (lines + more()).joined(separator: "\n") + "\n"
    }

    private static func lines(of durations: Durations, route: String) -> [String] {
        let name = "throughline_request_duration_seconds"
        let buckets = zip(bucketsSeconds, durations.counts).map { bound, count in
            "\(name)_bucket{route=\"\(route)\",le=\"\(bound)\"} \(count)"
        }
        return buckets + [
            "\(name)_bucket{route=\"\(route)\",le=\"+Inf\"} \(durations.count)",
            "\(name)_sum{route=\"\(route)\"} \(durations.sum)",
            "\(name)_count{route=\"\(route)\"} \(durations.count)",
        ]
    }

    private static func head(_ name: String, _ type: String, _ help: String) -> [String] {
        ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
    }
}
