public import Conversations
import Foundation

/// The machine's own clock.
public struct SystemClock: WallClock {
    /// The one clock of this machine.
    public init() {}

    /// The present moment, cut to milliseconds.
    public func now() -> Timestamp { Timestamp(Date()) }
}
