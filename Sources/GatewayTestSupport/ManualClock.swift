public import Conversations
import Synchronization

/// A clock that moves when told to.
public final class ManualClock: WallClock {
    // Guarded by the mutex.
    private let moment: Mutex<Timestamp>

    /// Starts at a moment.
    public init(_ start: Timestamp) { moment = Mutex(start) }

    /// The moment it was last set to.
    public func now() -> Timestamp { moment.withLock { $0 } }

    /// Moves forward, or back when negative.
    public func advance(milliseconds: Int64) {
        moment.withLock { $0 = $0.adding(milliseconds: milliseconds) }
    }
}
