import Logging
import Synchronization

/// Log lines about witnesses, each once an episode: raised when something starts, cleared when it ends.
final class WitnessAlarms: Sendable {
    private let logger: Logger
    // Guarded by the mutex: the subjects whose episode goes on.
    private let raised = Mutex<Set<String>>([])

    init(logger: Logger) { self.logger = logger }

    /// Writes a line unless the episode was already told of.
    func raise(
        _ subject: String, _ level: Logger.Level, _ message: Logger.Message, _ metadata: Logger.Metadata
    ) {
        guard raised.withLock({ $0.insert(subject).inserted }) else { return }
        logger.log(level: level, message, metadata: metadata)
    }

    /// Ends an episode, and says so.
    func clear(_ subject: String, _ message: Logger.Message, _ metadata: Logger.Metadata) {
        guard raised.withLock({ $0.remove(subject) != nil }) else { return }
        logger.notice(message, metadata: metadata)
    }

    /// How many episodes whose subject starts so go on.
    func count(_ prefix: String) -> Int { raised.withLock { $0.count { $0.hasPrefix(prefix) } } }
}
