import AuditTrail
import Synchronization

/// What the last write said: red at once after a failure, green again only after a success.
final class LedgerHealth: Sendable {
    private struct State {
        var failure: LedgerFailure?
        var lastSuccess: ContinuousClock.Instant?
        var probesWaiting = 0

        /// A database that was tampered with stays so until a start has checked all of it.
        var isFinal: Bool {
            if case .tampered = failure { true } else { false }
        }
    }

    // Guarded by the mutex.
    private let state = Mutex(State())

    var failure: LedgerFailure? { state.withLock { $0.failure } }

    /// Whether nothing is known of the disk that is younger than that.
    func needsProbe(after age: Duration) -> Bool {
        state.withLock { state in
            guard state.failure == nil, let last = state.lastSuccess else { return true }
            return ContinuousClock.now - last > age
        }
    }

    /// Lets a probe go to the writer, unless one waits there already behind a disk that is known to fail.
    ///
    /// - Returns: what is known instead, `nil` when the probe may go; it must be ended then.
    func failureInsteadOfProbe() -> LedgerFailure? {
        state.withLock { state in
            if let failure = state.failure, state.probesWaiting > 0 { return failure }
            state.probesWaiting += 1
            return nil
        }
    }

    func endProbe() { state.withLock { $0.probesWaiting -= 1 } }

    func succeed() {
        state.withLock { state in
            guard !state.isFinal else { return }
            state.failure = nil
            state.lastSuccess = .now
        }
    }

    func fail(_ failure: LedgerFailure) {
        state.withLock { state in
            guard !state.isFinal else { return }
            state.failure = failure
        }
    }

    /// What a start refuses is never taken back while the process runs.
    func requireUntampered() throws(LedgerFailure) {
        let failure = state.withLock { $0.isFinal ? $0.failure : nil }
        if let failure { throw failure }
    }
}
