public import ServiceLifecycle
import Synchronization

/// Remembers that the gateway is about to stop, so that load balancers are told first.
public final class DrainGate: Sendable {
    // Guarded by the mutex; goes from false to true once.
    private let state = Mutex(false)

    /// Starts open.
    public init() {}

    /// Whether the gateway is about to stop.
    public var isDraining: Bool { state.withLock { $0 } }

    /// Turns readiness red; requests are still answered.
    public func begin() { state.withLock { $0 = true } }
}

/// Holds a graceful shutdown back while readiness is already red.
///
/// Stands after the application in the service group: groups stop their services in reverse order.
public struct DrainService: Service {
    private let gate: DrainGate
    private let seconds: Int

    /// Joins the gate with a time.
    ///
    /// - Parameters:
    ///   - gate: the gate that readiness asks.
    ///   - seconds: how long new requests are still accepted after readiness turned red; 0 or more.
    public init(_ gate: DrainGate, seconds: Int) {
        precondition(seconds >= 0, "a drain lasts 0 seconds or more")
        self.gate = gate
        self.seconds = seconds
    }

    /// Waits for the shutdown, turns readiness red, and gives clients time to see it.
    public func run() async throws {
        try await gracefulShutdown()
        gate.begin()
        try await Task.sleep(for: .seconds(seconds))
    }
}
