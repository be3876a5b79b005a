public import AuditTrail

/// Whether answers may leave, as far as the ledger goes.
public enum LedgerReadiness: Equatable, Sendable {
    /// Commits are durable.
    case usable
    /// They are not, and why; the last failure counts until a write succeeds.
    case unusable(LedgerFailure)
}
