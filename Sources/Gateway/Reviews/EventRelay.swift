import Conversations
import Ledger
import Logging

/// Hands on what the ledger keeps until somebody heard of it: one line an event in a file, in the order of the steps.
///
/// An event stands in the ledger since the commit of its step. It is removed when its line is on disk; a process that ends
/// between the two hands it on again at its next start, under the same id.
actor EventRelay {
    private let ledger: SQLiteLedger
    private let file: LineFile?
    private let logger: Logger
    private var isRelaying = false
    private var wasAskedAgain = false

    private static let eventsMax = 100

    init(ledger: SQLiteLedger, file: LineFile?, logger: Logger) {
        self.ledger = ledger
        self.file = file
        self.logger = logger
    }

    /// Hands on every event that waits; what cannot be written down stays and is tried again by the next call.
    func relay() async {
        // WHY: two at once would both find the same events; whoever comes second lets the first look once more.
        wasAskedAgain = true
        guard !isRelaying else { return }
        isRelaying = true
        defer { isRelaying = false }
        do {
            while wasAskedAgain {
                wasAskedAgain = false
                try await relayWaiting()
            }
        } catch {
            logger.critical("review events wait in the ledger, because they cannot be written down")
        }
    }

    private func relayWaiting() async throws {
        while true {
            let waiting = try await ledger.waitingEvents(limit: Self.eventsMax)
            guard !waiting.isEmpty else { return }
            for found in waiting {
                try write(found.event)
                try await ledger.removeEvent(found.number)
            }
        }
    }

    /// Writes one line; also for what is told again and again by the clock, which no step tells of.
    func write(_ event: QueueEvent) throws(LineFileFailure) {
        logger.notice(
            "review event", metadata: ["type": .string(event.type), "subject": .string(event.subject)])
        try file?.append(line: Array((event.line + "\n").utf8))
    }
}
