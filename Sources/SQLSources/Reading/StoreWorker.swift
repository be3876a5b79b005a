import Conversations
import Dispatch
import GRDB
import RuleFiles
import Synchronization

/// Reads one store on one thread through one connection, so that a store that hangs holds up nobody but
/// itself.
///
/// Every call is answered by its deadline. At nine tenths of it a running statement is interrupted, so that
/// what was read before can still be given; at its end the caller is answered and the thread left to finish
/// on its own. A store that fails too often is left alone for a while.
final class StoreWorker: Sendable {
    /// The most calls that wait for the thread; more are refused at once.
    static let waitingMax = 1024

    private struct State {
        var connection: StoreConnection?
        var breaker = CircuitBreaker()
        var waiting = 0
        var lastJob = 0
        /// The job on the thread now.
        var running: Int?
        /// The newest faults of the mapping, for probes.
        var problems: [RuleFileProblem] = []
    }

    // Guarded by the mutex; the connection is used on `thread` only, except to interrupt it.
    private let state = Mutex(State())
    private let thread: DispatchQueue
    private let path: String
    private let mapping: SourceMapping
    private let onMisfit: @Sendable (RuleFileProblem) -> Void
    private let milliseconds: @Sendable () -> Int64

    init(
        path: String, mapping: SourceMapping, onMisfit: @escaping @Sendable (RuleFileProblem) -> Void,
        milliseconds: @escaping @Sendable () -> Int64
    ) {
        self.onMisfit = onMisfit
        self.path = path
        self.mapping = mapping
        self.milliseconds = milliseconds
        thread = DispatchQueue(label: "history source \(mapping.source)", qos: .userInitiated)
    }

    /// Runs a job on the store's thread, in one transaction.
    func run<Value: Sendable>(
        within bounds: ReadBounds, _ job: @escaping @Sendable (StoreReader) throws -> Value
    ) async throws(StoreFault) -> Value {
        guard let number = admit() else { throw StoreFault.unavailable(.circuitOpen) }
        let start = ContinuousClock.now
        let deadline = Deadline(at: start + .milliseconds(max(1, bounds.deadlineMilliseconds * 9 / 10)))
        let reply = Reply<Value>()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                reply.arm(continuation)
                thread.async { self.perform(job, number, reply, bounds, deadline) }
                arm(number, reply, milliseconds: bounds.deadlineMilliseconds)
            }
        } onCancel: {
            interrupt(number)
            reply.give(.failure(.unavailable(.timeout)))
        }
        return try result.get()
    }

    /// Notes how a call ended, for the breaker and for probes.
    func note(_ fault: StoreFault?) {
        let now = milliseconds()
        let new = state.withLock { state -> RuleFileProblem? in
            switch fault {
            case nil: state.breaker.noteSuccess()
            case .mapping(let problem):
                // WHY: the store answered; a mapping that does not fit is no reason to leave it alone.
                state.breaker.noteSuccess()
                let isKnown = state.problems.contains(problem)
                state.problems.removeAll { $0 == problem }
                state.problems = state.problems.suffix(15) + [problem]
                return isKnown ? nil : problem
            case .unavailable(.circuitOpen): break
            case .unavailable: state.breaker.noteFailure(at: now)
            }
            return nil
        }
        if let new { onMisfit(new) }
    }

    /// The newest faults that rows showed in the mapping, oldest first.
    var problems: [RuleFileProblem] { state.withLock { $0.problems } }

    private func admit() -> Int? {
        let now = milliseconds()
        return state.withLock { state in
            guard state.waiting < Self.waitingMax, state.breaker.admits(at: now) else { return nil }
            state.waiting += 1
            state.lastJob += 1
            return state.lastJob
        }
    }

    private func arm<Value>(_ number: Int, _ reply: Reply<Value>, milliseconds: Int) {
        let clock = DispatchQueue.global(qos: .userInitiated)
        let soft = max(1, milliseconds * 9 / 10)
        clock.asyncAfter(deadline: .now() + .milliseconds(soft)) {
            if !reply.isGiven { self.interrupt(number) }
        }
        clock.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
            reply.give(.failure(.unavailable(.timeout)))
        }
    }

    private func interrupt(_ number: Int) {
        state.withLock { state in
            if state.running == number { state.connection?.queue.interrupt() }
        }
    }

    private func perform<Value: Sendable>(
        _ job: @Sendable (StoreReader) throws -> Value, _ number: Int, _ reply: Reply<Value>,
        _ bounds: ReadBounds, _ deadline: Deadline
    ) {
        defer { state.withLock { $0.waiting -= 1 } }
        guard !reply.isGiven else { return }
        do {
            let connection = try open()
            state.withLock { $0.running = number }
            defer { state.withLock { $0.running = nil } }
            let value = try connection.queue.read { db in
                try job(
                    StoreReader(
                        db: db, isUTF8: connection.isUTF8, deadline: deadline,
                        textBytesMax: bounds.textBytesMax))
            }
            reply.give(.success(value))
        } catch {
            let fault = StoreFault(error)
            // WHY: whatever went wrong, the next call starts from a new connection and a new look at the
            // schema.
            if fault != .unavailable(.timeout) { state.withLock { $0.connection = nil } }
            reply.give(.failure(fault))
        }
    }

    /// The open connection, or a new one when the file was replaced; called on `thread` only.
    private func open() throws -> StoreConnection {
        let current = state.withLock { $0.connection }
        guard let file = FileIdentity(path: path) else { throw StoreFault.unavailable(.refused) }
        if let current, current.file.isSameFile(as: file) { return current }
        let connection = try StoreConnection(path: path, mapping: mapping)
        state.withLock { $0.connection = connection }
        return connection
    }
}

/// Answers one caller once, whoever is first: the thread, the deadline or a cancellation.
private final class Reply<Value: Sendable>: Sendable {
    private enum State {
        case waiting
        case armed(CheckedContinuation<Result<Value, StoreFault>, Never>)
        case early(Result<Value, StoreFault>)
        case given
    }

    // Guarded by the mutex.
    private let state = Mutex(State.waiting)

    /// Whether the caller has an answer already.
    var isGiven: Bool {
        state.withLock { state in
            switch state {
            case .waiting, .armed: false
            case .early, .given: true
            }
        }
    }

    /// Takes the caller that waits; answers it at once when the answer came first.
    func arm(_ continuation: CheckedContinuation<Result<Value, StoreFault>, Never>) {
        let early = state.withLock { state -> Result<Value, StoreFault>? in
            guard case .early(let result) = state else {
                state = .armed(continuation)
                return nil
            }
            state = .given
            return result
        }
        if let early { continuation.resume(returning: early) }
    }

    /// Answers the caller, unless it was answered.
    func give(_ result: Result<Value, StoreFault>) {
        let continuation = state.withLock { state -> CheckedContinuation<Result<Value, StoreFault>, Never>? in
            switch state {
            case .waiting:
                state = .early(result)
                return nil
            case .armed(let continuation):
                state = .given
                return continuation
            case .early, .given: return nil
            }
        }
        continuation?.resume(returning: result)
    }
}
