public import AuditTrail
public import Conversations
import Dispatch

extension SQLiteLedger {
    /// The stamps of a tenant's year; empty until one is kept.
    public func stamps(of tenant: TenantID, year: Int) -> StampStore {
        StampStore(ledger: configuration.directory, tenant: tenant, year: year)
    }

    /// Keeps a stamp durably, on a thread of its own: no commit and no reader waits for it.
    ///
    /// - Throws: ``LedgerFailure`` when it could not be made durable.
    public func keep(
        _ stamp: StampedCheckpoint, of tenant: TenantID, year: Int
    ) async throws(LedgerFailure) {
        let store = stamps(of: tenant, year: year)
        let outcome: Result<Void, LedgerFailure> = await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                do throws(LedgerFailure) {
                    try store.keep(stamp)
                    continuation.resume(returning: .success(()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        try outcome.get()
    }
}
