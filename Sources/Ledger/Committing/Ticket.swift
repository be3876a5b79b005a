import Synchronization

/// A question to the writer with a deadline: answered once, by the writer or by the clock, whichever is first.
///
/// A blocked disk blocks the writer's thread, never the caller.
final class Ticket<Answer: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Answer, Never>)
        case settled(Answer)
    }

    // Guarded by the mutex.
    private let state = Mutex(State.open)

    /// Whether somebody answered, so that work for it would be in vain.
    var isSettled: Bool {
        state.withLock { state in
            if case .settled = state { true } else { false }
        }
    }

    /// Answers; a later answer changes nothing.
    func settle(_ answer: Answer) {
        let waiting = state.withLock { state -> CheckedContinuation<Answer, Never>? in
            switch state {
            case .settled: return nil
            case .open:
                state = .settled(answer)
                return nil
            case .awaited(let continuation):
                state = .settled(answer)
                return continuation
            }
        }
        waiting?.resume(returning: answer)
    }

    /// Waits for the answer, at most until the deadline; a cancelled caller stops waiting at once.
    ///
    /// - Parameters:
    ///   - milliseconds: how long.
    ///   - fallback: the answer of the clock.
    /// - Returns: the first answer that anybody gave.
    func answer(within milliseconds: Int, else fallback: Answer) async -> Answer {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                try? await Task.sleep(for: .milliseconds(milliseconds))
                self.settle(fallback)
            }
            defer { group.cancelAll() }
            return await settled()
        }
    }

    private func settled() async -> Answer {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Answer? in
                if case .settled(let answer) = state { return answer }
                state = .awaited(continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }
}
