import AuditTrail
import Briefing
import Logging
import ServiceLifecycle
import UnixSignals

/// Reloads rules and signing keys on SIGHUP: all rules or none, and leaves a `policy` leaf before they are in force.
struct ReloadService: Service {
    let rulebooks: RulebookStore
    let load: @Sendable () throws -> Rulebook
    let record: @Sendable (Rulebook) async throws -> Void
    /// Takes the log's keys as they stand now, with a `key` leaf for each change.
    let reloadKeys: @Sendable () async throws -> Void
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            await reload()
            await rekey()
        }
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

    /// One change of keys. A key that the log would not let sign keeps the old ones.
    private func rekey() async {
        do { try await reloadKeys() } catch {
            logger.error("keys not reloaded, the old ones stay", metadata: ["reason": .string("\(error)")])
        }
    }
}
