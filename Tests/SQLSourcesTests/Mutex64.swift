import Synchronization

/// A number that a test moves and a source reads.
final class Mutex64: Sendable {
    // Guarded by the mutex.
    private let number: Mutex<Int64>

    init(_ number: Int64) { self.number = Mutex(number) }

    var value: Int64 {
        get { number.withLock { $0 } }
        set { number.withLock { $0 = newValue } }
    }
}
