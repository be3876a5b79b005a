import AuditTrail
import Briefing
import Logging
import ServiceLifecycle
import UnixSignals

/// Reloads the rules on SIGHUP: all of them or none, and leaves a `policy` leaf before they are in force.
struct ReloadService: Service {
    let rulebooks: RulebookStore
    let load: @Sendable () throws -> Rulebook
    let record: @Sendable (Rulebook) async throws -> Void
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() { await reload() }
    }

    /// One reload. A fault in any file, or a ledger that cannot record the change, keeps the old rules.
    func reload() async {
        do {
            let rulebook = try load()
            try await record(rulebook)
            rulebooks.replace(with: rulebook)
            logger.notice("rules reloaded", metadata: ["policy": .string(rulebook.policyName)])
        } catch {
            logger.error("rules not reloaded, the old ones stay", metadata: ["reason": .string("\(error)")])
        }
    }
}
