import Conversations
import Synchronization

/// A clock that never goes back while the process runs: the wall clock, and at least the time that really passed.
///
/// WHY: a grant of fifteen minutes must not last an hour because somebody set the clock back by that much.
final class ForwardClock: WallClock {
    private struct Reading {
        var wall: Timestamp
        var uptimeMilliseconds: Int64
    }

    private let wall: any WallClock
    private let uptimeMilliseconds: @Sendable () -> Int64
    // Guarded by the mutex: the latest reading.
    private let latest: Mutex<Reading>

    /// Takes a wall clock and something that counts milliseconds and never goes back, also while the machine sleeps.
    init(_ wall: any WallClock, uptimeMilliseconds: @escaping @Sendable () -> Int64 = ForwardClock.uptime) {
        self.wall = wall
        self.uptimeMilliseconds = uptimeMilliseconds
        latest = Mutex(Reading(wall: wall.now(), uptimeMilliseconds: uptimeMilliseconds()))
    }

    func now() -> Timestamp {
        latest.withLock { latest in
            let uptime = uptimeMilliseconds()
            let passed = max(0, uptime - latest.uptimeMilliseconds)
            latest.wall = max(wall.now(), latest.wall.adding(milliseconds: passed))
            latest.uptimeMilliseconds = max(uptime, latest.uptimeMilliseconds)
            return latest.wall
        }
    }

    private static let start = ContinuousClock.now

    private static let uptime: @Sendable () -> Int64 = {
        let passed = (ContinuousClock.now - start).components
        return passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000
    }
}
