import AuditTrail
import Conversations
import Ledger
import Logging
import Sodium

/// What services share that take the steps which time alone asks for: whose cases, by which clock, into which log.
struct TimedSteps: Sendable {
    let ledger: SQLiteLedger
    let tenants: [TenantID]
    let clock: any WallClock
    let entropy: @Sendable (Int) -> [UInt8]
    let logger: Logger

    /// The most open cases that one round looks at, a tenant.
    static let casesMax = 10_000

    /// The leaf of a step that nobody but time took.
    ///
    /// - Throws: ``LeafDraftProblem`` when the members do not fit the type.
    func leaf(
        _ type: LeafType, tenant: TenantID, purpose: PurposeID? = nil, customer: CustomerID,
        _ committed: [String: JSONValue]
    ) throws -> LeafDraft {
        try LeafDraft(
            type: type, caller: LeafCaller(tenant: tenant, subject: "throughline", client: "throughline"),
            purpose: purpose, committed: committed, seed: entropy(32), customer: customer)
    }

    /// Records a step with its leaf.
    ///
    /// - Returns: false when somebody decided, or the customer was erased, between the look and the step.
    /// - Throws: any other failure of the ledger; nothing happened then.
    func commit(_ draft: LeafDraft, _ changes: [LedgerChange]) async throws -> Bool {
        do {
            _ = try await ledger.commit(draft, changes, sealed: nil)
            return true
        } catch LedgerFailure.conflict {
            return false
        }
    }
}

extension GatewayRoot {
    /// The cases, the clock and the log that timed services share.
    ///
    /// - Throws: when the system gives no randomness.
    func timedSteps() throws -> TimedSteps {
        let random = try SodiumRandom()
        return TimedSteps(
            ledger: ledger, tenants: configuration.tenants, clock: summaries.clock,
            entropy: { random.bytes($0) }, logger: logger)
    }
}
