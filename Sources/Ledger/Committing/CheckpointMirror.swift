import AuditTrail
import Dispatch
import DurableFiles
import Foundation
import Synchronization

/// The newest checkpoint of each log in a file outside the database, at most a second behind.
///
/// A database restored from a backup does not extend it, which is how a start notices. Writing happens on a thread of its
/// own: the answer to a commit does not wait for it, but no commit goes on when it lags or fails.
final class CheckpointMirror: Sendable {
    private struct State {
        var waiting: [String: String] = [:]
        var waitingSince: ContinuousClock.Instant?
        var isScheduled = false
        var lastWrite: ContinuousClock.Instant?
        var failure: String?
    }

    /// How long checkpoints are gathered before the next file is written.
    private static let pause: Duration = .milliseconds(200)
    /// How far the files may be behind.
    private static let lagMax: Duration = .seconds(1)

    private let directory: String
    private let faults: LedgerFaults
    private let queue = DispatchQueue(label: "outside checkpoints")
    // Guarded by the mutex.
    private let state = Mutex(State())

    init(directory: String, faults: LedgerFaults) {
        self.directory = directory
        self.faults = faults
    }

    /// The file of a log: tenant and year of its origin, joined by `-`.
    static func name(of origin: LogOrigin) -> String {
        origin.text.split(separator: "/").suffix(2).joined(separator: "-")
    }

    /// Writes the checkpoint of an empty log, unless there is a file already.
    func start(_ origin: LogOrigin, checkpoint: String) throws {
        let name = Self.name(of: origin)
        guard try !DurableFile.isThere("\(directory)/\(name)") else { return }
        try replace(name, with: checkpoint)
    }

    private func replace(_ name: String, with text: String) throws {
        try DurableFile.replace("\(directory)/\(name)", with: Array(text.utf8)) { step in
            if let step = LedgerStep(ofFile: step) { try faults.at(step) }
        }
    }

    /// Takes newer checkpoints and writes them soon.
    func publish(_ checkpoints: [(origin: LogOrigin, text: String)]) {
        let delay = state.withLock { state -> Duration? in
            for checkpoint in checkpoints {
                state.waiting[Self.name(of: checkpoint.origin)] = checkpoint.text
            }
            state.waitingSince = state.waitingSince ?? .now
            guard !state.isScheduled else { return nil }
            state.isScheduled = true
            let sinceLast = state.lastWrite.map { ContinuousClock.now - $0 } ?? Self.pause
            return max(.zero, Self.pause - sinceLast)
        }
        guard let delay else { return }
        let milliseconds = Int(delay / .milliseconds(1))
        queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { self.writeWaiting() }
    }

    /// Writes now what waits; blocks.
    func flush() { queue.sync { self.writeWaiting() } }

    /// Lets a commit go on only when the files are written, or at most a second behind.
    ///
    /// - Throws: ``LedgerFailure/unavailable`` when they cannot be written now either.
    func requireFresh() throws(LedgerFailure) {
        let isLate = state.withLock { state in
            state.failure != nil || state.waitingSince.map { ContinuousClock.now - $0 > Self.lagMax } ?? false
        }
        if isLate { flush() }
        guard state.withLock({ $0.failure == nil }) else { throw .unavailable }
    }

    /// Runs on the queue only, so that files are written one after another.
    private func writeWaiting() {
        let waiting = state.withLock { state in
            defer {
                state.waiting = [:]
                state.waitingSince = nil
                state.isScheduled = false
            }
            return state.waiting
        }
        var remaining = waiting
        do {
            for name in waiting.keys.sorted() {
                guard let text = waiting[name] else { continue }
                try replace(name, with: text)
                remaining[name] = nil
            }
            state.withLock { state in
                state.failure = nil
                state.lastWrite = .now
            }
        } catch {
            state.withLock { state in
                state.waiting.merge(remaining) { newer, _ in newer }
                state.waitingSince = state.waitingSince ?? .now
                state.failure = "checkpoints outside the database cannot be written"
            }
        }
    }
}
