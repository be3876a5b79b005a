import AuditTrail
import Briefing
import Conversations
import Foundation
import FieldPolicy
import Ledger
import Logging
import RuleFiles
import Sodium

/// Sealing, retention, erasure and reports, as the root wires them.
extension GatewayRoot {
    /// How delivered bodies are sealed; production with callers outside the house refuses to go without a key.
    static func bodySealing(
        _ configuration: GatewayConfiguration, rulebook: Rulebook
    ) throws -> BodySealing {
        let sealing = try BodySealing(configuration.sealing)
        let hasOutside = rulebook.policy.roles.contains { $0.isExternal || $0.isAutomated }
        guard configuration.mode == .demo || sealing.hasKey || !hasOutside else {
            throw RuleFileProblem(
                file: "configuration", line: 0,
                message:
                    "production mode demands sealing.compliance_key: the policy has external or automated roles, "
                    + "and what they were sent must be kept sealed")
        }
        return sealing
    }

    /// The rules as they are to be served, at the start and at each reload: with a way to seal what outsiders are sent.
    ///
    /// - Throws: as ``rulebook(_:)`` and ``bodySealing(_:rulebook:)``; the old rules then stay.
    static func rulebookToServe(_ configuration: GatewayConfiguration) throws -> Rulebook {
        let rulebook = try rulebook(configuration)
        _ = try bodySealing(configuration, rulebook: rulebook)
        return rulebook
    }

    /// What `throughline doctor` says of sealing.
    static func lookAtSealing(_ configuration: GatewayConfiguration) throws -> String {
        let sealing = try bodySealing(configuration, rulebook: try rulebook(configuration))
        guard sealing.hasKey else {
            return "delivered bodies are not kept: the configuration names no sealing.compliance_key"
        }
        let months = configuration.sealing.keepMonths
        return "delivered bodies are sealed to the compliance key and can be opened for \(months) months"
    }

    /// Who answers compliance about customers' traces.
    func customersDesk() throws -> CustomersDesk {
        let random = try SodiumRandom()
        return CustomersDesk(
            ledger: ledger, tenants: configuration.tenants, rulebooks: rulebooks,
            configuration: configuration.erasing, keepMonths: configuration.sealing.keepMonths,
            reports: try configuration.audit.map { try LineFile(path: $0.reportFile) },
            clock: summaries.clock, entropy: { random.bytes($0) }, logger: logger,
            readings: summaries.readings)
    }

    /// Destroys what has outlived its retention.
    var retaining: RetentionService {
        RetentionService(
            ledger: ledger, tenants: configuration.tenants,
            retention: Retention(keepMonths: configuration.sealing.keepMonths), clock: summaries.clock,
            logger: logger)
    }

    /// Records the erasures that this start carried out again after a restore; before anything is served.
    func recordReplays() async throws {
        for erased in ledger.replayedErasures {
            logger.warning("an erasure was carried out again: restored files did not know of it")
            let draft = try LeafDraft(
                type: .erasure,
                caller: LeafCaller(tenant: erased.tenant, subject: "throughline", client: "throughline"),
                committed: [
                    "subject": .string(erased.customer.description), "reason": "restored backup",
                    "scope": ["action": "replayed"],
                ],
                seed: try SodiumRandom().bytes(32), customer: erased.customer)
            _ = try await ledger.commit(draft, [.erasing(.confirmReplay(erased.customer))], sealed: nil)
        }
    }
}
