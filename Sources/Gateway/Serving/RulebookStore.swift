public import Briefing
import Synchronization

/// The rules in force; replaced as a whole, so that a request sees either the old ones or the new ones.
public final class RulebookStore: Sendable {
    // Guarded by the mutex.
    private let state: Mutex<Rulebook>

    /// Starts with the rules that were loaded first.
    public init(_ rulebook: Rulebook) { state = Mutex(rulebook) }

    /// The rules in force.
    public var current: Rulebook { state.withLock { $0 } }

    /// Puts new rules in force.
    public func replace(with rulebook: Rulebook) { state.withLock { $0 = rulebook } }
}
