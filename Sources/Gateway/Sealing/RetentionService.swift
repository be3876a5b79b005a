import AuditTrail
import Conversations
import Ledger
import Logging
import ServiceLifecycle
import Sodium

/// Destroys once a day what has outlived its retention, and finishes erasures that a fault left half way.
struct RetentionService: Service {
    let ledger: SQLiteLedger
    let tenants: [TenantID]
    let retention: Retention
    let clock: any WallClock
    let logger: Logger

    private static let pause: Duration = .seconds(24 * 60 * 60)
    private static let pauseAfterFault: Duration = .seconds(60 * 60)

    func run() async throws {
        await inRounds { await attempt() ? Self.pause : Self.pauseAfterFault }
    }

    private func attempt() async -> Bool {
        do {
            try await sweep()
            return true
        } catch {
            logger.error("retention sweep failed, tried again in an hour")
            return false
        }
    }

    /// One sweep: for each tenant with something to destroy a leaf, then the keys.
    ///
    /// The leaf and the removal of ciphertexts are one transaction; keys that a kill then left are found by the next sweep.
    func sweep() async throws {
        try await ledger.finishErasures()
        let month = retention.firstKeptMonth(at: clock.now())
        for tenant in tenants {
            let expired = try await ledger.expired(before: month, tenant: tenant)
            guard !expired.isEmpty else { continue }
            let draft = try LeafDraft(
                type: .erasure,
                caller: LeafCaller(tenant: tenant, subject: "throughline", client: "throughline"),
                committed: [
                    "reason": "retention",
                    "scope": [
                        "action": "retention", "before_month": .string(month),
                        "keys": JSONValue(expired.keyCount), "sealed_bodies": JSONValue(expired.bodyCount),
                    ],
                ],
                seed: try SodiumRandom().bytes(32))
            _ = try await ledger.commit(draft, [.erasing(.dropSealedBodies(beforeMonth: month))], sealed: nil)
            try await ledger.destroyMonthKeys(before: month, tenant: tenant)
            logger.notice("retention sweep", metadata: ["before": .string(month)])
        }
    }
}
