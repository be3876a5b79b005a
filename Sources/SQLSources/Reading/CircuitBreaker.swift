/// Leaves a store alone for a while after it failed too often.
///
/// Opens after ``failuresMax`` failures within ``windowMilliseconds``; after ``restMilliseconds`` one call is
/// let through, and its outcome closes the breaker or opens it again.
struct CircuitBreaker: Equatable, Sendable {
    static let failuresMax = 5
    static let windowMilliseconds: Int64 = 20_000
    static let restMilliseconds: Int64 = 10_000

    private enum State: Equatable {
        case closed(failures: [Int64])
        case open(since: Int64)
        case halfOpen(since: Int64)
    }

    private var state = State.closed(failures: [])

    /// Whether a call may be made at a moment of a clock that never goes back.
    mutating func admits(at now: Int64) -> Bool {
        switch state {
        case .closed: return true
        case .open(let since), .halfOpen(let since):
            // WHY: a probing call that never reports back must not keep the breaker half open for ever.
            guard now - since >= Self.restMilliseconds else { return false }
            state = .halfOpen(since: now)
            return true
        }
    }

    /// Notes that a call was answered.
    mutating func noteSuccess() { state = .closed(failures: []) }

    /// Notes that a call failed.
    mutating func noteFailure(at now: Int64) {
        guard case .closed(let failures) = state else {
            state = .open(since: now)
            return
        }
        let recent = failures.filter { now - $0 < Self.windowMilliseconds } + [now]
        state = recent.count >= Self.failuresMax ? .open(since: now) : .closed(failures: recent)
    }
}
