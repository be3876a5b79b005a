public import Conversations

/// A customer of a tenant whose keys were destroyed.
public struct ErasedCustomer: Hashable, Sendable, Comparable {
    /// Whose customer it was.
    public let tenant: TenantID
    /// The opaque id.
    public let customer: CustomerID

    /// Joins a tenant and an id.
    public init(tenant: TenantID, customer: CustomerID) {
        self.tenant = tenant
        self.customer = customer
    }

    /// Orders by tenant, then by id.
    public static func < (left: Self, right: Self) -> Bool {
        (left.tenant.text, left.customer.description) < (right.tenant.text, right.customer.description)
    }
}

/// What an erased customer's row of the ledger says.
public struct RecordedErasure: Hashable, Sendable {
    /// The leaf that tells of it; `nil` while a replayed erasure waits for its leaf.
    public let leaf: ULID?
    /// When it was recorded.
    public let at: Timestamp
    /// Whether every step is done; if not, the next attempt or the next start finishes it.
    public let isDone: Bool
    /// When rows of the same person turned up again in a source after the erasure, in order.
    public let returns: [Timestamp]
}

/// Where a customer stands as to erasure.
public enum ErasureStanding: Hashable, Sendable {
    /// The ledger knows nothing of such a customer of this tenant.
    case unknown
    /// Known: what an erasure would cover now, and whether a legal hold forbids it.
    case present(ErasureScope, isHeld: Bool)
    /// Erased.
    case erased(RecordedErasure)
}
